//! Which question of ours an event is about.

use std::sync::{Mutex, MutexGuard, PoisonError};

use matrix_sdk::Room;
use matrix_sdk::ruma::EventId;
use rustc_hash::FxHashMap;
use serde_json::Value;

use super::incoming::marker;
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
        if let Some(known) = self.events().get(event_id) {
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
        let mut events = self.events();
        if events.len() >= KEPT {
            events.clear();
        }
        events.insert(event_id.to_owned(), question.clone());
        question
    }

    fn events(&self) -> MutexGuard<'_, FxHashMap<String, Option<Question>>> {
        // What is guarded is whole between any two statements.
        self.events.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
