//! What was heard and cannot be read yet: its key may come later.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use matrix_sdk::deserialized_responses::{TimelineEvent, TimelineEventKind};
use matrix_sdk::ruma::events::room::encrypted::OriginalSyncRoomEncryptedEvent;
use matrix_sdk::ruma::serde::Raw;
use matrix_sdk::ruma::{OwnedRoomId, RoomId};
use rustc_hash::FxHashSet;
use tokio::time::Instant;

use super::heard::{Held, Hold, Told};
use super::locked;
use super::voice::Voice;

/// How long a key is waited for: after that nobody waits for an answer.
const PATIENCE: Duration = Duration::from_mins(5);

/// After what time it is said that something cannot be read: most keys come within a second.
const TOLD_AFTER: Duration = Duration::from_secs(30);

/// How many messages are kept, so that nobody can fill the memory with what is none.
const KEPT_MAX: usize = 500;

/// What was heard and cannot be read yet.
#[derive(Debug, Default)]
pub(super) struct Unread {
    waiting: Mutex<Vec<Waiting>>,
    /// The rooms that were told.
    told: Mutex<FxHashSet<OwnedRoomId>>,
}

#[derive(Debug, Clone)]
struct Waiting {
    room: OwnedRoomId,
    event: Raw<OriginalSyncRoomEncryptedEvent>,
    since: Instant,
    /// How it was told, which does not make it newer once it can be read.
    told: Told,
    replied: Arc<FxHashSet<String>>,
    /// Whoever is killed before it can be read is told of it again.
    _answering: Hold,
}

/// What can be read by now.
pub(super) struct Read {
    pub(super) room: OwnedRoomId,
    pub(super) event: TimelineEvent,
    /// How it was told at first.
    pub(super) told: Told,
    pub(super) replied: Arc<FxHashSet<String>>,
}

impl Unread {
    /// Keeps an event of somebody else's if it cannot be read, and is new.
    pub(super) fn keep(
        &self,
        room: &RoomId,
        event: &TimelineEvent,
        me: &str,
        told: Told,
        replied: &Arc<FxHashSet<String>>,
        held: &Held,
    ) {
        let TimelineEventKind::UnableToDecrypt { event, .. } = &event.kind else {
            return;
        };
        let sender = event.get_field::<String>("sender").ok().flatten();
        let at = event.get_field::<i64>("origin_server_ts").ok().flatten();
        let at = at.and_then(|at| Timestamp::from_millisecond(at).ok());
        let is_old =
            at.is_none_or(|at| Timestamp::now().duration_since(at).unsigned_abs() > PATIENCE);
        if is_old || sender.is_none_or(|sender| sender == me) {
            return;
        }
        let mut waiting = locked(&self.waiting);
        if waiting.len() < KEPT_MAX {
            waiting.push(Waiting {
                room: room.to_owned(),
                event: event.clone().cast_unchecked(),
                since: Instant::now(),
                told,
                replied: Arc::clone(replied),
                _answering: held.answering.clone(),
            });
        }
    }

    /// What can be read by now.
    pub(super) async fn read_again(&self, voice: &Voice) -> Vec<Read> {
        let waiting = std::mem::take(&mut *locked(&self.waiting));
        let (mut read, mut left) = (Vec::new(), Vec::new());
        for unread in waiting {
            let Some(room) = voice.room(unread.room.as_str()) else {
                continue;
            };
            match room.decrypt_event(&unread.event, None).await {
                Ok(event) if matches!(event.kind, TimelineEventKind::Decrypted(_)) => {
                    locked(&self.told).remove(&unread.room);
                    read.push(Read {
                        room: unread.room,
                        event,
                        told: unread.told,
                        replied: unread.replied,
                    });
                }
                _ if unread.since.elapsed() < PATIENCE => left.push(unread),
                _ => {}
            }
        }
        locked(&self.waiting).extend(left);
        read
    }

    /// The rooms in which something could not be read for a while, each once until something can.
    pub(super) fn given_up(&self) -> Vec<OwnedRoomId> {
        let waiting = locked(&self.waiting);
        let late = waiting
            .iter()
            .filter(|unread| unread.since.elapsed() > TOLD_AFTER);
        let mut told = locked(&self.told);
        let rooms = late.map(|unread| unread.room.clone());
        rooms.filter(|room| told.insert(room.clone())).collect()
    }
}
