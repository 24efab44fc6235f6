//! Whoever hears what happens in rooms, and has it answered.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use jiff::{SignedDuration, Timestamp};
use matrix_sdk::Room;
use matrix_sdk::deserialized_responses::TimelineEvent;
use matrix_sdk::ruma::OwnedRoomId;
use matrix_sdk::sync::SyncResponse;
use rustc_hash::FxHashMap;
use serde_json::Value;
use tokio::sync::{Notify, mpsc};

use super::answering::PATIENCE;
use super::asked::Asked;
use super::incoming::Written;
use super::locked;
use super::poll::Vote;
use super::rooms::Rooms;
use super::settings::Settings;
use super::unread::Unread;
use super::voice::Voice;
use crate::bot::game::Game;
use crate::quiz::Event;

/// Hears what happens in rooms, and has it answered: in each room in order.
#[derive(Debug)]
pub(super) struct Listener {
    pub(super) game: Game,
    pub(super) voice: Arc<Voice>,
    pub(super) me: String,
    pub(super) settings: Settings,
    pub(super) asked: Asked,
    /// Told when the game may have something to say.
    pub(super) heard: Notify,
    pub(super) rooms: Rooms,
    unread: Unread,
    queues: Mutex<FxHashMap<OwnedRoomId, mpsc::UnboundedSender<Heard>>>,
    order: AtomicU64,
}

/// What somebody did in a room, and when it was heard.
pub(super) struct Heard {
    pub(super) what: What,
    pub(super) at: Timestamp,
    pub(super) order: u64,
    /// What it is if it may have been done while nobody listened.
    pub(super) past: Option<Past>,
    /// Dropped when it is answered.
    _batch: Batch,
}

/// What may have been done while nobody listened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Past {
    /// When somebody listened last, if ever.
    pub(super) since: Option<Timestamp>,
}

/// What was answered before the bot was last there may not be answered again by another device.
/// Clocks differ by less, where they are kept.
const ANSWERED: SignedDuration = SignedDuration::from_secs(5);

impl Heard {
    /// It as the game takes it: a server may say what it likes, but nothing was done later than it
    /// was heard.
    pub(super) fn event(&self, at: Timestamp) -> Event {
        Event {
            at: at.min(self.at),
            order: self.order,
        }
    }

    /// Whether nobody waits for an answer any more, or it was given.
    pub(super) fn is_too_old(&self, at: Timestamp) -> bool {
        let Some(past) = self.past else { return false };
        let is_answered = past
            .since
            .is_some_and(|since| since.duration_since(at) > ANSWERED);
        is_answered || self.at.duration_since(at) > PATIENCE
    }
}

/// What somebody did in a room.
pub(super) enum What {
    Written(Written),
    Vote(Vote),
}

/// What was told at once: as long as any of it is not answered, somebody has it.
pub(super) type Batch = Arc<()>;

impl Listener {
    pub(super) fn new(game: Game, voice: Arc<Voice>, me: String, settings: Settings) -> Self {
        // Of what is heard later, all stands behind what an earlier process heard.
        let order = u64::try_from(Timestamp::now().as_microsecond()).unwrap_or_default();
        Self {
            asked: Asked::default(),
            rooms: Rooms::new(game.store().clone(), Arc::clone(&voice), settings.clone()),
            unread: Unread::default(),
            game,
            voice,
            me,
            settings,
            heard: Notify::new(),
            queues: Mutex::default(),
            order: AtomicU64::new(order),
        }
    }

    /// Takes what happened.
    pub(super) async fn hear(
        self: &Arc<Self>,
        response: &SyncResponse,
        past: Option<Past>,
    ) -> Batch {
        let batch = Batch::default();
        for room in response.rooms.invited.keys() {
            self.rooms.invited(room);
        }
        for room in response.rooms.left.keys() {
            self.rooms.is_in(room, false).await;
        }
        for (room, event) in self.unread.read_again(&self.voice).await {
            self.take(&room, &event, None, &batch);
        }
        for (room, update) in &response.rooms.joined {
            let mut events = Vec::new();
            let since = past.and_then(|past| past.since);
            if let Some(since) = since.filter(|_| update.timeline.limited) {
                events = self.rooms.missed(room, update, since).await;
            }
            events.extend(update.timeline.events.iter().cloned());
            let new = self.since_joining(&events);
            if new.first().is_some_and(|event| self.is_joining(event)) {
                self.rooms.is_in(room, true).await;
            }
            for event in new {
                self.unread.keep(room, event, &self.me);
                self.take(room, event, past, &batch);
            }
            self.rooms.follow(room, update);
        }
        for room in self.unread.given_up() {
            self.rooms.tell_unreadable(&room);
        }
        batch
    }

    /// What happened since the bot came into the room.
    fn since_joining<'a>(&self, events: &'a [TimelineEvent]) -> &'a [TimelineEvent] {
        let joined = events.iter().rposition(|event| self.is_joining(event));
        joined.map_or(events, |at| &events[at..])
    }

    fn is_joining(&self, event: &TimelineEvent) -> bool {
        let event = event.raw().json().get();
        if !event.contains("\"m.room.member\"") {
            return false;
        }
        let event: Value = serde_json::from_str(event).unwrap_or_default();
        let is_join = |content: &Value| content["membership"] == "join";
        event["type"] == "m.room.member"
            && event["state_key"] == *self.me
            && is_join(&event["content"])
            && !is_join(&event["unsigned"]["prev_content"])
    }

    /// Has an event answered after those before it in the room, if it is anything.
    fn take(
        self: &Arc<Self>,
        room: &OwnedRoomId,
        event: &TimelineEvent,
        past: Option<Past>,
        batch: &Batch,
    ) {
        let Some(what) = What::read(event.raw().json().get()) else {
            return;
        };
        if what.sender() == self.me {
            return;
        }
        let heard = Heard {
            what,
            at: Timestamp::now(),
            order: self.order.fetch_add(1, Ordering::Relaxed),
            past,
            _batch: Arc::clone(batch),
        };
        let mut queues = locked(&self.queues);
        let queue = queues.entry(room.clone()).or_insert_with(|| {
            let (queue, waiting) = mpsc::unbounded_channel();
            tokio::spawn(Arc::clone(self).attend(room.clone(), waiting));
            queue
        });
        if queue.send(heard).is_err() {
            tracing::error!(%room, "a fault of this program: nobody attends to a room");
        }
    }

    async fn attend(
        self: Arc<Self>,
        room: OwnedRoomId,
        mut waiting: mpsc::UnboundedReceiver<Heard>,
    ) {
        let mut missed = 0;
        while let Some(heard) = waiting.recv().await {
            let Some(room) = self.voice.room(room.as_str()) else {
                continue;
            };
            if !self.answer(&room, heard).await {
                missed += 1;
            }
            if missed > 0 && waiting.is_empty() {
                self.tell_missed(&room, missed).await;
                missed = 0;
            }
        }
    }

    /// Answers what somebody did; false if that came too late.
    async fn answer(&self, room: &Room, heard: Heard) -> bool {
        match &heard.what {
            What::Written(written) => self.written(room, &heard, written).await,
            What::Vote(vote) => {
                self.vote(room, &heard, vote).await;
                true
            }
        }
    }
}

impl What {
    fn read(event: &str) -> Option<Self> {
        if let Some(written) = Written::read(event) {
            return Some(Self::Written(written));
        }
        let event = serde_json::from_str(event).ok()?;
        Vote::read(&event).map(Self::Vote)
    }

    fn sender(&self) -> &str {
        match self {
            Self::Written(written) => &written.sender,
            Self::Vote(vote) => &vote.sender,
        }
    }
}
