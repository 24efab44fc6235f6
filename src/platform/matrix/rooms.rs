//! Which rooms the bot is in, and what it makes of what happens to them.

use std::sync::Arc;
use std::time::Duration;

use futures_util::StreamExt;
use jiff::{SignedDuration, Timestamp};
use matrix_sdk::Room;
use matrix_sdk::RoomState;
use matrix_sdk::deserialized_responses::{RawAnySyncOrStrippedState, TimelineEvent};
use matrix_sdk::room::{MessagesOptions, ParentSpace};
use matrix_sdk::ruma::events::AnySyncTimelineEvent;
use matrix_sdk::ruma::serde::Raw;
use matrix_sdk::ruma::{OwnedRoomId, RoomId, UInt};
use matrix_sdk::sync::{JoinedRoomUpdate, State};
use serde_json::Value;
use tokio::time;

use super::commands::{DESCRIPTION, descriptions};
use super::message::Rendered;
use super::outlet::{MESSAGE, NAME};
use super::settings::Settings;
use super::voice::{Said, Voice};
use crate::chat::Reply;
use crate::chat::speech::channel as speech;
use crate::store::{Home, Place, Store};

/// The most rooms that the bot joins: each costs memory and time at every start.
const ROOMS_MAX: usize = 2_000;

/// How long is waited before an invitation is followed again that could not be.
const JOIN_AGAIN: [Duration; 3] = [
    Duration::from_secs(1),
    Duration::from_secs(10),
    Duration::from_mins(1),
];

/// How long it may take to greet, or to say that something cannot be read.
const PATIENCE: Duration = Duration::from_mins(1);

/// How many events a homeserver tells at a time of what was missed, and how often it is asked.
const EVENTS: u32 = 100;
const PAGES_MAX: usize = 20;

/// How much earlier than the bot was last there what it missed begins: clocks differ.
const GRACE: SignedDuration = SignedDuration::from_mins(1);

/// Which rooms the bot is in.
#[derive(Debug, Clone)]
pub(super) struct Rooms {
    store: Store,
    voice: Arc<Voice>,
    settings: Settings,
}

impl Rooms {
    pub(super) fn new(store: Store, voice: Arc<Voice>, settings: Settings) -> Self {
        Self {
            store,
            voice,
            settings,
        }
    }

    /// Follows an invitation, or turns it down.
    pub(super) fn invited(&self, room: &RoomId) {
        let rooms = self.clone();
        let Some(room) = self.voice.room(room.as_str()) else {
            return;
        };
        if room.state() != RoomState::Invited {
            return;
        }
        tokio::spawn(async move {
            if rooms.is_welcome(&room).await {
                rooms.join(&room).await;
            } else if let Err(error) = room.leave().await {
                tracing::warn!(%error, "an invitation is not turned down");
            }
        });
    }

    async fn is_welcome(&self, room: &Room) -> bool {
        let Ok(invite) = room.invite_details().await else {
            return false;
        };
        let joined = self.voice.client().joined_rooms().len();
        if joined >= ROOMS_MAX {
            tracing::warn!(
                joined,
                "an invitation is turned down: there are too many rooms"
            );
            return false;
        }
        let (user, server) = (invite.inviter_id.as_str(), invite.inviter_id.server_name());
        let is_allowed = self
            .settings
            .invites
            .iter()
            .any(|allowed| allowed.is(user, server.as_str(), room.room_id().as_str()));
        let is_allowed = is_allowed || self.before(room.room_id()).is_some();
        if !is_allowed {
            tracing::info!(user, room = %room.room_id(), "an invitation is turned down");
        }
        is_allowed
    }

    async fn join(&self, room: &Room) {
        for wait in JOIN_AGAIN {
            match room.join().await {
                // Nobody reads in a space.
                Ok(()) if room.is_space() => return,
                Ok(()) if self.before(room.room_id()).is_some() => return self.settle(room).await,
                Ok(()) => return self.greet(room).await,
                Err(error) => tracing::warn!(%error, "an invitation is not followed yet"),
            }
            time::sleep(wait).await;
            if room.state() != RoomState::Invited {
                return;
            }
        }
        // Whoever invited may have left, and nobody else can let the bot in.
        if let Err(error) = room.leave().await {
            tracing::warn!(%error, "an invitation is not turned down");
        }
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
            if let Err(error) = room.send_state_event_raw(DESCRIPTION, &key, content).await {
                tracing::warn!(%error, room = %room.room_id(), "commands are not described");
                return;
            }
        }
    }

    async fn greet(&self, room: &Room) {
        self.describe(room).await;
        let prefix = self.settings.prefixes.of(room.room_id().as_str());
        let greeting = speech::greeting(prefix.signs());
        self.tell(room, &greeting, format!("greeting/{}", room.room_id()))
            .await;
    }

    /// Says once that something cannot be read.
    pub(super) fn tell_unreadable(&self, room: &RoomId) {
        let (rooms, room) = (self.clone(), room.to_owned());
        tokio::spawn(async move {
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
        if let Err(failure) = self.voice.reply(room, &said, PATIENCE).await {
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
        if happened("m.room.tombstone") {
            self.move_on(&room);
        } else if room.active_members_count() <= 1 && room.joined_members_count() <= 1 {
            let rooms = self.clone();
            tokio::spawn(async move { rooms.leave(&room).await });
        }
    }

    /// Goes where a room moves, if it may; else when it is invited there.
    fn move_on(&self, room: &Room) {
        let Some(successor) = room.successor_room() else {
            return;
        };
        let rooms = self.clone();
        tokio::spawn(async move {
            let id = successor.room_id;
            match rooms.voice.client().join_room_by_id(&id).await {
                Ok(joined) => rooms.settle(&joined).await,
                Err(error) => tracing::info!(%error, room = %id, "a room is not followed yet"),
            }
        });
    }

    /// The room that one takes the place of, if the bot is in it.
    fn before(&self, room: &RoomId) -> Option<Room> {
        let mut joined = self.voice.client().joined_rooms().into_iter();
        joined.find(|before| {
            let successor = before.successor_room();
            successor.is_some_and(|successor| successor.room_id == room)
        })
    }

    /// Brings what is kept of the room before into the one that took its place.
    async fn settle(&self, room: &Room) {
        let Some(before) = self.before(room.room_id()) else {
            return;
        };
        let from = place(&before).await;
        let mut to = from.clone();
        to.channel = room.room_id().to_string();
        if from.home.community == from.channel {
            to.home.community.clone_from(&to.channel);
        }
        match self.store.move_channel(&from, &to).await {
            Ok(_) => self.leave(&before).await,
            Err(error) => {
                tracing::error!(%error, room = from.channel, "what is kept of a room is not moved");
            }
        }
    }

    async fn leave(&self, room: &Room) {
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

    /// What happened in a room since then, of which an update tells the end only.
    pub(super) async fn missed(
        &self,
        id: &OwnedRoomId,
        update: &JoinedRoomUpdate,
        since: Timestamp,
    ) -> Vec<TimelineEvent> {
        let since = since
            .saturating_sub(GRACE)
            .unwrap_or(since)
            .as_millisecond();
        let mut from = update.timeline.prev_batch.clone();
        let mut missed = Vec::new();
        let Some(room) = self.voice.room(id.as_str()) else {
            return missed;
        };
        'pages: for _ in 0..PAGES_MAX {
            let Some(start) = from else { break };
            let mut options = MessagesOptions::backward().from(Some(start.as_str()));
            options.limit = UInt::from(EVENTS);
            let page = match room.messages(options).await {
                Ok(page) => page,
                Err(error) => {
                    tracing::warn!(%error, "what happened while nobody listened is not heard");
                    break;
                }
            };
            for event in page.chunk {
                let at = event.raw().get_field::<i64>("origin_server_ts");
                if at.is_ok_and(|at| at.is_some_and(|at| at < since)) {
                    break 'pages;
                }
                missed.push(event);
            }
            from = page.end;
        }
        missed.reverse();
        missed
    }
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
    let shown = update.timeline.events.iter().map(TimelineEvent::raw);
    let shown = shown
        .filter(|event| is_state(event))
        .filter_map(|event| read(event.json().get()));
    told.chain(shown).collect()
}

fn is_state(event: &Raw<AnySyncTimelineEvent>) -> bool {
    event.json().get().contains("\"state_key\"")
}
