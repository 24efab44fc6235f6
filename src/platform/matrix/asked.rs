//! Which question of ours an event is about.

use std::sync::Mutex;

use matrix_sdk::Room;
use matrix_sdk::ruma::EventId;
use rustc_hash::FxHashMap;
use serde_json::Value;

use super::incoming::marker;
use super::locked;
use super::message::CHOICES;

/// How many events are remembered before all are forgotten: a homeserver tells again.
const KEPT: usize = 1_000;

/// A question of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Question {
    pub(super) marker: String,
    /// Whether it is answered by a choice.
    pub(super) is_choice: bool,
}

/// Which question of ours an event is about, as far as it was asked for.
#[derive(Debug, Default)]
pub(super) struct Asked {
    events: Mutex<FxHashMap<String, Option<Question>>>,
}

impl Asked {
    /// The question that an event is, if it is one of ours.
    pub(super) async fn question(&self, room: &Room, event_id: &str, me: &str) -> Option<Question> {
        if let Some(known) = locked(&self.events).get(event_id) {
            return known.clone();
        }
        let id = EventId::parse(event_id).ok()?;
        let event = room.event(&id, None).await.ok()?;
        let event = event.raw().deserialize_as::<Value>().ok()?;
        let question = marker(&event).filter(|_| event["sender"] == *me);
        let question = question.map(|marker| Question {
            marker,
            is_choice: event["content"][CHOICES] == true,
        });
        let mut events = locked(&self.events);
        if events.len() >= KEPT {
            events.clear();
        }
        events.insert(event_id.to_owned(), question.clone());
        question
    }
}
