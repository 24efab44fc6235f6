//! Which rooms the bot is in, and what it makes of what happens to them.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::StreamExt;
use jiff::{SignedDuration, Timestamp};
use matrix_sdk::deserialized_responses::{
    RawAnySyncOrStrippedState, TimelineEvent, TimelineEventKind,
};
use matrix_sdk::room::ParentSpace;
use matrix_sdk::ruma::events::AnySyncTimelineEvent;
use matrix_sdk::ruma::serde::Raw;
use matrix_sdk::ruma::{OwnedRoomId, OwnedUserId, RoomId, UserId};
use matrix_sdk::sync::{JoinedRoomUpdate, State};
use matrix_sdk::{Room, RoomState};
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;
use tokio::time;

use super::commands::{DESCRIPTION, descriptions};
use super::locked;
use super::message::Rendered;
use super::outlet::{MESSAGE, NAME};
use super::settings::Settings;
use super::tasks::Tasks;
use super::voice::{Said, Voice};
use crate::chat::Reply;
use crate::chat::speech::channel as speech;
use crate::store::{Home, Place, Store};

/// The most rooms that the bot joins: each costs memory and time at every start.
const ROOMS_MAX: usize = 2_000;

/// How long it is remembered when a room was joined: what was said before that is too old then.
const JOINED_OF_LATE: SignedDuration = SignedDuration::from_mins(10);

/// How much the homeserver's clock may differ from ours where that is asked.
const CLOCKS: SignedDuration = SignedDuration::from_secs(2);

/// How many invitations of a user are followed within what time, so that nobody can fill the rooms
/// that there may be.
const INVITES_MAX: usize = 20;
const INVITES_TIME: SignedDuration = SignedDuration::from_hours(1);

/// How long is waited before an invitation is followed again that could not be.
const JOIN_AGAIN: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(10),
    Duration::from_mins(1),
];

/// How long it may take to greet, or to say that something cannot be read.
const PATIENCE: Duration = Duration::from_mins(1);

/// Why an invitation is followed.
#[derive(Debug, Clone, Copy)]
enum Welcome {
    /// Whoever invites may.
    Allowed,
    /// A room of the bot's says that this one takes its place.
    Awaited,
}

/// Which rooms the bot is in.
#[derive(Debug, Clone)]
pub(super) struct Rooms {
    pub(super) store: Store,
    pub(super) voice: Arc<Voice>,
    settings: Settings,
    pub(super) tasks: Tasks,
    /// Those whose invitation somebody is following.
    pub(super) joining: Arc<Mutex<FxHashSet<OwnedRoomId>>>,
    /// Which rooms the bot has joined of late, and when.
    joined: Arc<Mutex<FxHashMap<OwnedRoomId, Timestamp>>>,
    /// Whose invitations were followed of late, and when.
    followed: Arc<Mutex<Vec<(Timestamp, OwnedUserId)>>>,
}

impl Rooms {
    pub(super) fn new(store: Store, voice: Arc<Voice>, settings: Settings, tasks: Tasks) -> Self {
        Self {
            store,
            voice,
            settings,
            tasks,
            joining: Arc::default(),
            joined: Arc::default(),
            followed: Arc::default(),
        }
    }

    /// Does what was not done when the bot was last there.
    pub(super) fn begin(&self) {
        for room in self.voice.client().invited_rooms() {
            self.invited(room.room_id());
        }
        let rooms = self.clone();
        self.tasks.spawn(async move {
            for room in rooms.voice.client().joined_rooms() {
                rooms.describe(&room).await;
                if rooms.is_awaited(room.room_id()) {
                    rooms.settle(&room).await;
                }
            }
        });
    }

    /// Follows an invitation, or turns it down.
    pub(super) fn invited(&self, id: &RoomId) {
        let invited = self.voice.client().get_room(id);
        let Some(room) = invited.filter(|room| room.state() == RoomState::Invited) else {
            return;
        };
        if !locked(&self.joining).insert(id.to_owned()) {
            return;
        }
        let rooms = self.clone();
        self.tasks.spawn(async move {
            match rooms.welcome(&room).await {
                Some(welcome) => rooms.join(&room, welcome).await,
                None => rooms.turn_down(&room).await,
            }
            locked(&rooms.joining).remove(room.room_id());
        });
    }

    /// Why an invitation is followed; nothing if it is not.
    async fn welcome(&self, room: &Room) -> Option<Welcome> {
        let invite = room.invite_details().await.ok()?;
        let joined = self.voice.client().joined_rooms().len();
        if joined >= ROOMS_MAX {
            tracing::warn!(
                joined,
                "an invitation is turned down: there are too many rooms"
            );
            return None;
        }
        let (user, server) = (invite.inviter_id.as_str(), invite.inviter_id.server_name());
        let is_allowed = self
            .settings
            .invites
            .iter()
            .any(|allowed| allowed.is(user, server.as_str(), room.room_id().as_str()));
        let welcome = if is_allowed {
            Welcome::Allowed
        } else if self.is_awaited(room.room_id()) {
            Welcome::Awaited
        } else {
            tracing::info!(room = %room.room_id(), "an invitation is turned down");
            return None;
        };
        self.has_invites_left(&invite.inviter_id).then_some(welcome)
    }

    /// Whether a user has not invited the bot too often of late; counts this time.
    fn has_invites_left(&self, user: &UserId) -> bool {
        let now = Timestamp::now();
        let mut followed = locked(&self.followed);
        followed.retain(|(at, _)| now.duration_since(*at) < INVITES_TIME);
        let count = followed.iter().filter(|(_, other)| other == user).count();
        if count >= INVITES_MAX {
            tracing::warn!(%user, count, "an invitation is turned down: there were many before");
            return false;
        }
        followed.push((now, user.to_owned()));
        true
    }

    async fn join(&self, room: &Room, welcome: Welcome) {
        for wait in JOIN_AGAIN {
            self.joins(room.room_id());
            match room.join().await {
                Ok(()) => return self.arrive(room, welcome).await,
                Err(error) => tracing::warn!(%error, "an invitation is not followed yet"),
            }
            time::sleep(wait).await;
            if room.state() != RoomState::Invited {
                return;
            }
        }
        // Whoever invited may have left, and nobody else can let the bot in.
        self.turn_down(room).await;
    }

    async fn turn_down(&self, room: &Room) {
        if let Err(error) = room.leave().await {
            tracing::warn!(%error, "an invitation is not turned down");
        }
    }

    /// Remembers that the bot joins a room now: what was said there before is not to it.
    pub(super) fn joins(&self, room: &RoomId) {
        let now = Timestamp::now();
        let mut joined = locked(&self.joined);
        joined.retain(|_, at| now.duration_since(*at) < JOINED_OF_LATE);
        joined.insert(room.to_owned(), now);
    }

    /// When the bot joined a room, if that was of late; by the homeserver's clock not later.
    pub(super) fn joined_at(&self, room: &RoomId) -> Option<Timestamp> {
        let joined = locked(&self.joined);
        let at = joined.get(room)?;
        Some(at.saturating_sub(CLOCKS).unwrap_or(*at))
    }

    /// Begins in a room that the bot has come into.
    async fn arrive(&self, room: &Room, welcome: Welcome) {
        let has_moved = self.is_awaited(room.room_id()) && self.settle(room).await;
        if !has_moved && matches!(welcome, Welcome::Awaited) {
            return self.leave(room).await;
        }
        tracing::info!(room = %room.room_id(), "a room is joined");
        self.is_in(room.room_id(), true).await;
        // Nobody reads in a space.
        if room.is_space() {
            return;
        }
        self.describe(room).await;
        if has_moved {
            return;
        }
        let prefix = self.settings.prefixes.of(room.room_id().as_str());
        let greeting = speech::greeting(prefix.signs());
        self.tell(room, &greeting, format!("greeting/{}", room.room_id()))
            .await;
    }

    /// Describes the commands to clients, where the operator wishes and the bot may.
    pub(super) async fn describe(&self, room: &Room) {
        if !self.settings.describes_commands || room.is_space() {
            return;
        }
        let me = room.own_user_id();
        let powers = room.power_levels_or_default().await;
        if !powers.user_can_send_state(me, DESCRIPTION.into()) {
            return;
        }
        for (key, content) in descriptions(me.as_str()) {
            let known = room.get_state_event(DESCRIPTION.into(), &key).await;
            if known.is_ok_and(|known| known.is_some_and(|known| says(&known, &content))) {
                continue;
            }
            let describe = || room.send_state_event_raw(DESCRIPTION, &key, content.clone());
            let told = self.voice.in_turn(room.room_id(), PATIENCE, describe).await;
            if let Err(failure) = told {
                tracing::warn!(?failure, room = %room.room_id(), "commands are not described");
                return;
            }
        }
    }

    /// Says once that something cannot be read.
    pub(super) fn tell_unreadable(&self, room: &RoomId) {
        let (rooms, room) = (self.clone(), room.to_owned());
        self.tasks.spawn(async move {
            if let Some(room) = rooms.voice.room(room.as_str()) {
                let transaction = format!("unreadable/{}", Timestamp::now());
                rooms.tell(&room, &speech::unreadable(), transaction).await;
            }
        });
    }

    async fn tell(&self, room: &Room, reply: &Reply, transaction: String) {
        let prefix = self.settings.prefixes.of(room.room_id().as_str());
        let said = Said {
            kind: MESSAGE,
            content: Rendered::new(reply, prefix).message(),
            transaction,
        };
        if let Err(failure) = self.voice.insist(room, &said, PATIENCE).await {
            tracing::warn!(?failure, "something is not said");
        }
    }

    /// Does what follows from what happened to a room that the bot is in.
    pub(super) fn follow(&self, id: &OwnedRoomId, update: &JoinedRoomUpdate) {
        let states = states(update);
        let happened = |kind: &str| states.iter().any(|event| event["type"] == kind);
        if !happened("m.room.tombstone") && !happened("m.room.member") {
            return;
        }
        let Some(room) = self.voice.room(id.as_str()) else {
            return;
        };
        let moved = states
            .iter()
            .find(|event| event["type"] == "m.room.tombstone");
        if let Some(moved) = moved {
            self.move_on(&room, moved["sender"].as_str());
        } else if room.active_members_count() <= 1 && room.joined_members_count() <= 1 {
            let rooms = self.clone();
            self.tasks.spawn(async move { rooms.leave(&room).await });
        }
    }

    pub(super) async fn leave(&self, room: &Room) {
        if let Err(error) = room.leave().await {
            tracing::warn!(%error, room = %room.room_id(), "a room is not left");
        }
    }

    /// Records that the bot is in a room no more, or again.
    pub(super) async fn is_in(&self, room: &RoomId, is_in: bool) {
        let (store, home) = (&self.store, home(room.as_str()));
        let recorded = if is_in {
            store.come_back(&home).await
        } else {
            store.leave(&home, Timestamp::now().as_millisecond()).await
        };
        if let Err(error) = recorded {
            tracing::error!(%error, "it is not recorded in which rooms the bot is");
        }
    }
}

/// Whether the bot is in a room with one other. Of a room of which that is not known, it is not.
pub(super) fn is_alone(room: &Room) -> bool {
    room.active_members_count() == 2
}

/// Where a room is: in the space that both belong to, else in itself.
pub(super) async fn place(room: &Room) -> Place {
    let channel = room.room_id().to_string();
    home(&space(room).await.unwrap_or_else(|| channel.clone())).channel(channel)
}

/// The space that a room says it is in, and that says so too. Of several, which is always the same.
async fn space(room: &Room) -> Option<String> {
    let parents = room.parent_spaces().await.ok()?;
    let spaces = parents.filter_map(|parent| async {
        match parent {
            Ok(ParentSpace::Reciprocal(space)) if space.state() == RoomState::Joined => {
                Some(space.room_id().to_string())
            }
            _ => None,
        }
    });
    spaces.collect::<Vec<_>>().await.into_iter().min()
}

/// A room, or space, as a community.
fn home(id: &str) -> Home {
    Home::new(NAME, id.to_owned())
}

/// Whether an event of the state has that content.
fn says(event: &RawAnySyncOrStrippedState, content: &Value) -> bool {
    let known = match event {
        RawAnySyncOrStrippedState::Sync(event) => event.get_field::<Value>("content"),
        RawAnySyncOrStrippedState::Stripped(event) => event.get_field::<Value>("content"),
    };
    known.is_ok_and(|known| known.as_ref() == Some(content))
}

/// What an update says of the state of a room.
fn states(update: &JoinedRoomUpdate) -> Vec<Value> {
    let read = |json: &str| serde_json::from_str::<Value>(json).ok();
    let (State::Before(events) | State::After(events)) = &update.state;
    let told = events.iter().filter_map(|event| read(event.json().get()));
    // What is encrypted may say that it is anything, and nothing of a room's state is.
    let shown = update.timeline.events.iter();
    let shown = shown
        .filter(|event| matches!(event.kind, TimelineEventKind::PlainText { .. }))
        .map(TimelineEvent::raw)
        .filter(|event| is_state(event))
        .filter_map(|event| read(event.json().get()));
    told.chain(shown).collect()
}

/// Whether an event may be of the state of its room.
pub(super) fn is_state(event: &Raw<AnySyncTimelineEvent>) -> bool {
    event.json().get().contains("\"state_key\"")
}
