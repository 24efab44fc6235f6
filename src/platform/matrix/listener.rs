//! Whoever hears what happens in rooms, and has it answered.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::FutureExt;
use jiff::Timestamp;
use matrix_sdk::Room;
use matrix_sdk::deserialized_responses::{TimelineEvent, TimelineEventKind};
use matrix_sdk::ruma::{OwnedRoomId, RoomId};
use matrix_sdk::sync::{JoinedRoomUpdate, State, SyncResponse};
use rustc_hash::FxHashSet;
use serde_json::Value;
use tokio::sync::Notify;

use super::heard::{Heard, Held, Progress, Told, What};
use super::history::{self, Start};
use super::incoming::Written;
use super::known::Known;
use super::lanes::Lanes;
use super::poll::Vote;
use super::replying::Due;
use super::rooms::{Rooms, is_state};
use super::settings::Settings;
use super::tasks::Tasks;
use super::unread::Unread;
use super::voice::Voice;
use crate::bot::game::Game;

/// How long it may take to ask for what was missed: after that nobody waits for an answer.
const MISSED_PATIENCE: Duration = Duration::from_mins(1);

/// Hears what happens in rooms, and has it answered: in each room in order. What is said of it is
/// said in order too, and holds up nobody's answer to a question.
#[derive(Debug)]
pub(super) struct Listener {
    pub(super) game: Game,
    pub(super) voice: Arc<Voice>,
    pub(super) me: String,
    pub(super) settings: Settings,
    /// Told when the game may have something to say.
    pub(super) news: Notify,
    pub(super) rooms: Rooms,
    pub(super) known: Known,
    unread: Unread,
    pub(super) tasks: Tasks,
    heard: Lanes<Heard>,
    pub(super) due: Lanes<Due>,
    order: AtomicU64,
}

impl Listener {
    pub(super) fn new(
        game: Game,
        voice: Arc<Voice>,
        me: String,
        settings: Settings,
        tasks: Tasks,
    ) -> Self {
        // Of what is heard later, all stands behind what an earlier process heard.
        let order = u64::try_from(Timestamp::now().as_microsecond()).unwrap_or_default();
        let rooms = Rooms::new(
            game.store().clone(),
            Arc::clone(&voice),
            settings.clone(),
            tasks.clone(),
        );
        Self {
            rooms,
            known: Known::new(settings.moderator_power),
            unread: Unread::default(),
            game,
            voice,
            me,
            settings,
            news: Notify::new(),
            tasks,
            heard: Lanes::default(),
            due: Lanes::default(),
            order: AtomicU64::new(order),
        }
    }

    /// Takes what happened; `start` is the point from which on it is told, or the time where there is
    /// none.
    pub(super) async fn hear(
        self: &Arc<Self>,
        response: &SyncResponse,
        told: Told,
        start: Option<&Start>,
    ) -> Progress {
        let (held, progress) = Progress::new();
        for room in response.rooms.invited.keys() {
            self.rooms.invited(room);
        }
        for room in response.rooms.left.keys() {
            if let Some(room) = self.voice.client().get_room(room) {
                self.known.forget(&room);
            }
            tracing::info!(%room, "the bot is not in a room any more");
            self.rooms.is_in(room, false).await;
        }
        for read in self.unread.read_again(&self.voice).await {
            let what = What::read(&read.event);
            self.take(&read.room, what, read.told, &read.replied, &held);
        }
        for (room, update) in &response.rooms.joined {
            self.forget(room, update);
            let events = &update.timeline.events;
            let new = self.since_joining(events);
            let has_joined = new.first().is_some_and(|event| self.is_joining(event));
            if has_joined {
                self.rooms.is_in(room, true).await;
            }
            let joined_at = self.rooms.joined_at(room);
            let has_joined = has_joined || joined_at.is_some_and(|at| told.since < Some(at));
            let replied = Arc::new(self.replied(events));
            let before = update.timeline.prev_batch.clone();
            if let (Some(before), Some(start)) = (before, start)
                && update.timeline.limited
                && !has_joined
            {
                let start = start.clone();
                let missed = What::Missed { before, start };
                self.take(room, Some(missed), told, &replied, &held);
            }
            let is_new = |event: &&TimelineEvent| {
                joined_at.is_none_or(|joined_at| history::is_since(event, joined_at))
            };
            for event in new.iter().filter(is_new) {
                self.unread
                    .keep(room, event, &self.me, told, &replied, &held);
                self.take(room, What::read(event), told, &replied, &held);
            }
            self.rooms.follow(room, update);
        }
        for room in self.unread.given_up() {
            self.rooms.tell_unreadable(&room);
        }
        progress
    }

    /// Forgets what was known of a room if its state has changed.
    fn forget(&self, room: &RoomId, update: &JoinedRoomUpdate) {
        let (State::Before(told) | State::After(told)) = &update.state;
        let mut events = update.timeline.events.iter();
        let has_changed = !told.is_empty() || events.any(|event| is_state(event.raw()));
        if has_changed && let Some(room) = self.voice.room(room.as_str()) {
            self.known.forget(&room);
        }
    }

    /// What happened since the bot came into the room.
    fn since_joining<'a>(&self, events: &'a [TimelineEvent]) -> &'a [TimelineEvent] {
        let joined = events.iter().rposition(|event| self.is_joining(event));
        joined.map_or(events, |at| &events[at..])
    }

    fn is_joining(&self, event: &TimelineEvent) -> bool {
        // What is encrypted may say that it is anything, and nothing of a room's state is.
        if !matches!(event.kind, TimelineEventKind::PlainText { .. }) {
            return false;
        }
        let event = event.raw().json().get();
        if !event.contains("\"m.room.member\"") {
            return false;
        }
        let event: Value = serde_json::from_str(event).unwrap_or_default();
        let is_join = |content: &Value| content["membership"] == "join";
        event["type"] == "m.room.member"
            && event["sender"] == *self.me
            && event["state_key"] == *self.me
            && is_join(&event["content"])
            && !is_join(&event["unsigned"]["prev_content"])
    }

    /// The events that the bot replied to: encrypted or not, a message says what it is about.
    fn replied(&self, events: &[TimelineEvent]) -> FxHashSet<String> {
        let replied = events.iter().filter_map(|event| {
            let event: Value = serde_json::from_str(event.raw().json().get()).ok()?;
            let relation = &event["content"]["m.relates_to"];
            let id = relation["m.in_reply_to"]["event_id"].as_str()?;
            (event["sender"] == *self.me).then(|| id.to_owned())
        });
        replied.collect()
    }

    /// Has something answered after what was done before it in the room.
    fn take(
        self: &Arc<Self>,
        room: &OwnedRoomId,
        what: Option<What>,
        told: Told,
        replied: &Arc<FxHashSet<String>>,
        held: &Held,
    ) {
        let Some(what) = what.filter(|what| what.sender() != Some(&self.me)) else {
            return;
        };
        let heard = Heard {
            what,
            told,
            replied: Arc::clone(replied),
            held: held.clone(),
        };
        if self.heard.add(room, heard) {
            let task = Arc::clone(self).attend(room.clone());
            self.tasks.spawn(task);
        }
    }

    async fn attend(self: Arc<Self>, id: OwnedRoomId) {
        while let Some(heard) = self.heard.next(&id) {
            let Some(room) = self.voice.room(id.as_str()) else {
                continue;
            };
            let all = if let What::Missed { before, start } = &heard.what {
                self.missed(&room, &heard, before, start).await
            } else {
                vec![heard]
            };
            for heard in all {
                let answered = AssertUnwindSafe(self.answer(&room, &heard)).catch_unwind();
                if answered.await.is_err() {
                    tracing::error!("a fault of this program: something is not answered");
                }
            }
        }
    }

    async fn answer(self: &Arc<Self>, room: &Room, heard: &Heard) {
        // What was said long ago is no answer to what is asked now.
        if heard.what.at().is_none_or(|at| heard.told.is_heard(at)) {
            return;
        }
        match &heard.what {
            What::Written(written) => {
                if let Some(due) = self.written(room, heard, written).await {
                    self.have_said(room, due);
                }
            }
            What::Vote(vote) => self.vote(room, heard, vote).await,
            // It is no more than what was told in its place.
            What::Missed { .. } => {}
        }
    }

    /// What happened in a room that was not told.
    async fn missed(&self, room: &Room, heard: &Heard, before: &str, start: &Start) -> Vec<Heard> {
        let before = Some(before.to_owned());
        let told = history::since(&self.voice, room, start, before, MISSED_PATIENCE).await;
        let history = match told {
            Ok(history) => history,
            Err(failure) => {
                tracing::warn!(?failure, "what happened while nobody listened is not heard");
                return Vec::new();
            }
        };
        let mut events = history.events;
        events.reverse();
        let events = self.since_joining(&events);
        let mut replied = self.replied(events);
        replied.extend(heard.replied.iter().cloned());
        let replied = Arc::new(replied);
        let (told, held) = (heard.told, &heard.held);
        for event in events {
            let unread = &self.unread;
            unread.keep(room.room_id(), event, &self.me, told, &replied, held);
        }
        let events = events.iter().filter_map(What::read);
        let events = events.filter(|what| what.sender() != Some(&self.me));
        events
            .map(|what| Heard {
                what,
                told: heard.told,
                replied: Arc::clone(&replied),
                held: heard.held.clone(),
            })
            .collect()
    }

    /// Where the next that is done stands.
    pub(super) fn next_order(&self) -> u64 {
        self.order.fetch_add(1, Ordering::Relaxed)
    }
}

impl What {
    /// What an event is, if a member may have done it for the bot.
    fn read(event: &TimelineEvent) -> Option<Self> {
        let event = event.raw().json().get();
        if let Some(written) = Written::read(event) {
            return Some(Self::Written(written));
        }
        let event = serde_json::from_str(event).ok()?;
        Vote::read(&event).map(Self::Vote)
    }

    /// When it was done, by the server of whoever did it, where it is one thing.
    fn at(&self) -> Option<Timestamp> {
        match self {
            Self::Written(written) => Some(written.at()),
            Self::Vote(vote) => Some(vote.at),
            Self::Missed { .. } => None,
        }
    }

    /// Who did it, where it was one.
    fn sender(&self) -> Option<&str> {
        match self {
            Self::Written(written) => Some(&written.sender),
            Self::Vote(vote) => Some(&vote.sender),
            Self::Missed { .. } => None,
        }
    }
}
