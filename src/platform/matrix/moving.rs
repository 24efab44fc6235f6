//! Rooms that move: what is kept of one goes on in the one that takes its place.

use std::time::Duration;

use futures_util::TryFutureExt;
use matrix_sdk::ruma::api::client::state::get_state_event_for_key;
use matrix_sdk::ruma::events::StateEventType;
use matrix_sdk::ruma::{OwnedServerName, RoomId, UserId};
use matrix_sdk::{Error, Room, RoomState};
use serde_json::Value;

use super::locked;
use super::rooms::{Rooms, place};
use crate::scheduler::Failure;

/// How long it may take to ask a room whose place it takes.
const PATIENCE: Duration = Duration::from_mins(1);

impl Rooms {
    /// Goes where a room moves, if it may; else when it is invited there. Whoever has moved it has
    /// a server that knows the way.
    pub(super) fn move_on(&self, room: &Room, mover: Option<&str>) {
        let Some(successor) = room.successor_room() else {
            return;
        };
        let mover = mover.and_then(|mover| UserId::parse(mover).ok());
        let via: Vec<OwnedServerName> = mover
            .iter()
            .map(|mover| mover.server_name().to_owned())
            .collect();
        let id = successor.room_id;
        if !locked(&self.joining).insert(id.clone()) {
            return;
        }
        let rooms = self.clone();
        // The room that it moved from is left, so there are no more than before.
        self.tasks.spawn(async move {
            rooms.joins(&id);
            let client = rooms.voice.client();
            match client.join_room_by_id_or_alias((&*id).into(), &via).await {
                Ok(joined) if rooms.settle(&joined).await => {}
                Ok(joined) => rooms.leave(&joined).await,
                Err(error) => tracing::info!(%error, room = %id, "a room is not followed yet"),
            }
            locked(&rooms.joining).remove(&id);
            // Meanwhile it may have been invited.
            rooms.invited(&id);
        });
    }

    /// Whether a room that the bot is in says that another takes its place.
    pub(super) fn is_awaited(&self, room: &RoomId) -> bool {
        let joined = self.voice.client().joined_rooms();
        joined.iter().any(|before| is_before(before, room))
    }

    /// Brings what is kept of the room before into the one that took its place; false if that is
    /// not said by both of them, or anybody could have what belongs to another room.
    pub(super) async fn settle(&self, room: &Room) -> bool {
        let predecessor = match self.predecessor(room.room_id()).await {
            Ok(predecessor) => predecessor,
            Err(failure) => {
                tracing::warn!(
                    ?failure,
                    "it is tried at the next start to move with a room"
                );
                return true;
            }
        };
        let before = predecessor.and_then(|before| {
            let before = self
                .voice
                .client()
                .get_room(before.as_str().try_into().ok()?);
            before.filter(|before| is_before(before, room.room_id()))
        });
        let Some(before) = before else {
            return false;
        };
        if before.state() != RoomState::Joined {
            return true;
        }
        let from = place(&before).await;
        let mut to = from.clone();
        to.channel = room.room_id().to_string();
        if from.home.community == from.channel {
            to.home.community.clone_from(&to.channel);
        }
        match self.store.move_channel(&from, &to).await {
            Ok(is_moved) => {
                if !is_moved {
                    tracing::warn!(
                        from = from.channel,
                        to = to.channel,
                        "nothing is moved with a room, since something is kept of the new one"
                    );
                }
                self.leave(&before).await;
            }
            Err(error) => {
                tracing::error!(%error, room = from.channel, "what is kept of a room is not moved");
            }
        }
        true
    }

    /// The room whose place one takes, by what it says itself.
    async fn predecessor(&self, room: &RoomId) -> Result<Option<String>, Failure> {
        let request = || {
            let request = get_state_event_for_key::v3::Request::new(
                room.to_owned(),
                StateEventType::RoomCreate,
                String::new(),
            );
            let told = self.voice.client().send(request).into_future();
            told.map_err(Error::from)
        };
        let told = self.voice.ask(room, PATIENCE, request).await?;
        let content: Value = told.into_content().deserialize_as().unwrap_or_default();
        let predecessor = content["predecessor"]["room_id"].as_str();
        Ok(predecessor.map(ToOwned::to_owned))
    }
}

/// Whether a room says that another takes its place.
fn is_before(room: &Room, other: &RoomId) -> bool {
    room.successor_room()
        .is_some_and(|successor| successor.room_id == other)
}
