//! What the bot says of itself on Matrix: posts of rounds and of daily facts.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use matrix_sdk::Room;
use matrix_sdk::deserialized_responses::TimelineEventKind;
use serde_json::Value;
use tokio::time::{self, Instant};

use super::history::{self, History, Start};
use super::incoming;
use super::message::Rendered;
use super::poll;
use super::settings::Prefixes;
use super::voice::{Said, Voice};
use crate::bot::game::marker;
use crate::chat::Reply;
use crate::chat::speech::channel as speech;
use crate::scheduler::{Clock, Failure, Platform};
use crate::store::Place;

/// The name by which the store knows Matrix.
pub(super) const NAME: &str = "matrix";

/// The type of the event that a message is.
pub(super) const MESSAGE: &str = "m.room.message";

/// A homeserver knows what a device sent by its transaction, and not what another one did, which may
/// have been the bot before: whatever may be there is looked for.
const MEMORY: Duration = Duration::ZERO;

/// How much earlier than somebody tried to say it a message is looked for: the homeserver's clock
/// and ours differ.
const GRACE: SignedDuration = SignedDuration::from_mins(5);

/// How long the keys of what was posted may take to come from the backup.
const KEYS_WAIT: SignedDuration = SignedDuration::from_mins(1);

/// For how long a post may wait for its turn.
const PATIENCE: Duration = Duration::from_secs(4);

/// How long it may take in all: less than a message is claimed for.
const POST_MAX: Duration = Duration::from_secs(12);

/// For how long its poll may at least.
const POLL_PATIENCE: Duration = Duration::from_secs(1);

/// What the bot says of itself.
#[derive(Debug, Clone)]
pub(super) struct Outlet {
    voice: Arc<Voice>,
    prefixes: Prefixes,
}

impl Outlet {
    pub(super) fn new(voice: Arc<Voice>, prefixes: Prefixes) -> Self {
        Self { voice, prefixes }
    }

    fn room(&self, place: &Place) -> Result<Room, Failure> {
        let room = self.voice.room(&place.channel);
        room.ok_or_else(|| Failure::Gone(speech::GONE.to_owned()))
    }

    /// Adds the poll of a question, and tells what it is called. A question that has none, or whose
    /// poll cannot be posted, is answered in words.
    async fn poll(
        &self,
        room: &Room,
        reply: &Reply,
        marker: &str,
        question: &str,
        patience: Duration,
    ) -> Option<String> {
        let said = Said {
            kind: poll::START,
            content: poll::start(reply, marker, question)?,
            transaction: format!("{marker}/poll"),
        };
        match self.voice.insist(room, &said, patience).await {
            Ok(poll) => Some(poll),
            Err(failure) => {
                tracing::warn!(?failure, "a question has no poll");
                None
            }
        }
    }
}

impl Platform for Outlet {
    fn name(&self) -> &str {
        NAME
    }

    fn memory(&self) -> Duration {
        MEMORY
    }

    fn clock(&self) -> Clock {
        Clock::Own
    }

    async fn post(&self, place: &Place, key: &str, reply: &Reply) -> Result<String, Failure> {
        let room = self.room(place)?;
        let marker = marker(key);
        let message = Rendered::new(reply, self.prefixes.of(&place.channel));
        let said = Said {
            kind: MESSAGE,
            content: message.marked(&marker).message(),
            transaction: marker.clone(),
        };
        let posted = async {
            let deadline = Instant::now() + PATIENCE;
            let question = self.voice.say(&room, &said, PATIENCE).await?;
            let left = deadline.saturating_duration_since(Instant::now());
            let left = left.max(POLL_PATIENCE);
            let poll = self.poll(&room, reply, &marker, &question, left).await;
            Ok(name(&question, poll.as_deref()))
        };
        let posted = time::timeout(POST_MAX, posted).await;
        posted.unwrap_or(Err(Failure::Down))
    }

    async fn edit(&self, place: &Place, message_id: &str, reply: &Reply) -> Result<(), Failure> {
        let room = self.room(place)?;
        let (question, poll) = match message_id.split_once(' ') {
            Some((question, poll)) => (question, Some(poll)),
            None => (message_id, None),
        };
        let message = Rendered::new(reply, self.prefixes.of(&place.channel));
        let said = Said {
            kind: MESSAGE,
            content: message.edit(question),
            transaction: format!("over/{question}"),
        };
        let edited = self.voice.insist(&room, &said, PATIENCE).await;
        if let Some(poll) = poll {
            let said = Said {
                kind: poll::END,
                content: poll::end(poll),
                transaction: format!("over/{poll}"),
            };
            self.voice.insist(&room, &said, PATIENCE).await?;
        }
        edited.map(drop)
    }

    async fn find(
        &self,
        place: &Place,
        key: &str,
        since: Timestamp,
    ) -> Result<Option<String>, Failure> {
        let room = self.room(place)?;
        let marker = marker(key);
        let is_long_ago = Timestamp::now().duration_since(since) > KEYS_WAIT;
        let since = since.saturating_sub(GRACE).unwrap_or(since);
        let start = Start::Time(since);
        let told = history::since(&self.voice, &room, &start, None, PATIENCE).await?;
        let History { events, is_whole } = told;
        // It stands below its question.
        let mut poll = None;
        let mut is_unreadable = false;
        for event in &events {
            let is_locked = matches!(event.kind, TimelineEventKind::UnableToDecrypt { .. });
            let is_late = history::is_since(event, since);
            let Ok(event) = event.raw().deserialize_as::<Value>() else {
                continue;
            };
            let is_ours = event["sender"]
                .as_str()
                .is_some_and(|user| self.voice.is_me(user));
            if !is_ours {
                continue;
            }
            is_unreadable |= is_locked && is_late;
            if incoming::marker(&event).as_deref() == Some(&*marker) {
                let id = event["event_id"].as_str().unwrap_or_default().to_owned();
                if event["type"] != poll::START {
                    return Ok(Some(name(&id, poll.as_deref())));
                }
                poll = Some(id);
            }
        }
        if is_unreadable {
            // Another device sent it, whose key may be in the backup: then it can be read soon.
            return Err(if is_long_ago {
                Failure::Rejected(speech::UNREADABLE.to_owned())
            } else {
                Failure::Down
            });
        }
        if !is_whole {
            return Err(Failure::Rejected(speech::TOO_BUSY.to_owned()));
        }
        Ok(None)
    }
}

/// What a post is called: its message, and its poll if it has one.
fn name(message: &str, poll: Option<&str>) -> String {
    match poll {
        Some(poll) => format!("{message} {poll}"),
        None => message.to_owned(),
    }
}

/// Whether an event is that message, or that poll, of what a post is called.
pub(super) fn is_post(name: &str, event_id: &str) -> bool {
    name.split(' ').any(|id| id == event_id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_post_is_its_message_and_its_poll() {
        for post in [name("$a", None), name("$a", Some("$b"))] {
            assert!(is_post(&post, "$a"), "{post}");
            assert!(!is_post(&post, "$"), "{post}");
            assert_eq!(is_post(&post, "$b"), post.len() > 2, "{post}");
        }
    }
}
