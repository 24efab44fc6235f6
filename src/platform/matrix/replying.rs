//! What is said to whoever did something, in each room in order.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use jiff::Timestamp;
use matrix_sdk::Room;
use matrix_sdk::ruma::OwnedRoomId;
use serde_json::json;

use super::heard::{Heard, Hold, PATIENCE};
use super::incoming::Written;
use super::listener::Listener;
use super::message::{Answered, Rendered, document};
use super::outlet::MESSAGE;
use super::voice::Said;
use crate::chat::Reply;
use crate::chat::speech::channel as speech;
use crate::scheduler::Failure;

/// How long it may take to say that something was left out.
const MISSED_PATIENCE: Duration = Duration::from_mins(2);

/// How long a mark may wait: whoever sees none may ask, and a reply is worth more.
const MARK_PATIENCE: Duration = Duration::from_secs(2);

/// What an answer is marked with that was taken.
const TAKEN: &str = "✅";

/// What is to be said to whoever did something.
#[derive(Debug)]
pub(super) struct Due {
    said: Said,
    /// The file that is sent beside it, if any: its name, and what it holds.
    document: Option<(&'static str, String)>,
    /// That it is a mark only, which nobody misses.
    is_mark: bool,
    /// When what it replies to was told.
    since: Timestamp,
    _answered: Hold,
}

impl Listener {
    /// What is to be said as the reply to something.
    pub(super) fn due(&self, room: &Room, heard: &Heard, written: &Written, reply: &Reply) -> Due {
        let prefix = self.settings.prefixes.of(room.room_id().as_str());
        let answered = Answered {
            event_id: &written.event_id,
            thread: written.thread(),
        };
        Due {
            said: Said {
                kind: MESSAGE,
                content: Rendered::new(reply, prefix).answering(answered).message(),
                // A message that is heard again is answered once.
                transaction: format!("reply/{}", written.event_id),
            },
            document: document(reply),
            is_mark: false,
            since: heard.told.at,
            _answered: heard.held.answering.clone(),
        }
    }

    /// What shows that an answer was taken.
    pub(super) fn mark(heard: &Heard, written: &Written) -> Due {
        Due {
            said: Said {
                kind: "m.reaction",
                content: json!({"m.relates_to": {
                    "rel_type": "m.annotation", "event_id": written.event_id, "key": TAKEN,
                }}),
                transaction: format!("mark/{}", written.event_id),
            },
            document: None,
            is_mark: true,
            since: heard.told.at,
            _answered: heard.held.answering.clone(),
        }
    }

    /// Has something said after what is due before it in the room.
    pub(super) fn have_said(self: &Arc<Self>, room: &Room, due: Due) {
        if self.due.add(room.room_id(), due) {
            let task = Arc::clone(self).speak(room.room_id().to_owned());
            self.tasks.spawn(task);
        }
    }

    async fn speak(self: Arc<Self>, id: OwnedRoomId) {
        let mut missed = 0;
        while let Some(due) = self.due.next(&id) {
            let Some(room) = self.voice.room(id.as_str()) else {
                continue;
            };
            let said = AssertUnwindSafe(self.say(&room, &due)).catch_unwind();
            let is_said = said.await.unwrap_or_else(|_| {
                tracing::error!("a fault of this program: something is not said");
                true
            });
            if !is_said && !due.is_mark {
                missed += 1;
            }
            // What comes of it stands below the reply.
            self.news.notify_one();
            if missed > 0 && !self.due.is_waiting(&id) {
                self.tell_missed(&room, missed).await;
                missed = 0;
            }
        }
    }

    /// Says something; false if it came too late.
    async fn say(&self, room: &Room, due: &Due) -> bool {
        let waited = Timestamp::now().duration_since(due.since);
        let Ok(left) = Duration::try_from(PATIENCE - waited) else {
            return false;
        };
        let patience = if due.is_mark {
            MARK_PATIENCE.min(left)
        } else {
            left
        };
        let mut said = self.voice.insist(room, &due.said, patience).await.map(drop);
        if let (Ok(()), Some((name, text))) = (&said, &due.document) {
            let transaction = format!("{}/file", due.said.transaction);
            let file = self
                .voice
                .send_file(room, name, text, &transaction, patience);
            said = file.await;
        }
        match said {
            Ok(()) => true,
            Err(Failure::Throttled(_) | Failure::Unsent | Failure::Down) => false,
            Err(failure) => {
                tracing::warn!(?failure, "a reply is not said");
                true
            }
        }
    }

    /// Says that so much was left without an answer.
    async fn tell_missed(&self, room: &Room, missed: u32) {
        let prefix = self.settings.prefixes.of(room.room_id().as_str());
        let said = Said {
            kind: MESSAGE,
            content: Rendered::new(&speech::missed(missed), prefix).message(),
            transaction: format!("missed/{}", Timestamp::now()),
        };
        if let Err(failure) = self.voice.insist(room, &said, MISSED_PATIENCE).await {
            tracing::warn!(?failure, missed, "it is not said what was left out");
        }
    }
}
