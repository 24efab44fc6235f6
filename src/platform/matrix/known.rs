//! What is known of rooms and of those in them, until their state changes: the library reads, decrypts
//! and parses it each time.

use std::sync::Mutex;
use std::time::Duration;

use matrix_sdk::Room;
use matrix_sdk::ruma::events::room::member::MembershipState;
use matrix_sdk::ruma::events::room::power_levels::UserPowerLevel;
use matrix_sdk::ruma::{OwnedRoomId, RoomId, UserId};
use rustc_hash::FxHashMap;
use tokio::time;

use super::locked;
use super::rooms::place;
use crate::bot::game::Rank;
use crate::store::Place;

/// How many members of a room are kept before all of them are forgotten.
const MEMBERS_MAX: usize = 200;

/// How long the homeserver may take to tell who is in a space: whoever writes waits for it.
const LOOK: Duration = Duration::from_secs(5);

/// Somebody in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// What they are called there.
    pub(super) name: String,
    /// How much they may do there.
    pub(super) rank: Rank,
}

impl Member {
    /// Whether they are a moderator, where the community says nothing else.
    pub(super) fn is_moderator(&self) -> bool {
        matches!(self.rank, Rank::Power { own, moderator, .. } if own >= moderator)
    }
}

/// What is known of rooms.
#[derive(Debug)]
pub(super) struct Known {
    /// From which power on somebody is a moderator.
    moderator_power: i64,
    kept: Mutex<Kept>,
}

#[derive(Debug, Default)]
struct Kept {
    places: FxHashMap<OwnedRoomId, Place>,
    members: FxHashMap<OwnedRoomId, FxHashMap<String, Member>>,
    /// How often something was forgotten: what was read before that may be out of date.
    changes: u64,
}

impl Kept {
    fn member(&self, room: &Room, user: &str) -> Option<Member> {
        self.members.get(room.room_id())?.get(user).cloned()
    }
}

impl Known {
    pub(super) fn new(moderator_power: i64) -> Self {
        Self {
            moderator_power,
            kept: Mutex::default(),
        }
    }

    /// Where a room is.
    pub(super) async fn place(&self, room: &Room) -> Place {
        let changes = {
            let kept = locked(&self.kept);
            if let Some(place) = kept.places.get(room.room_id()) {
                return place.clone();
            }
            kept.changes
        };
        let place = place(room).await;
        let mut kept = locked(&self.kept);
        if kept.changes == changes {
            let id = room.room_id().to_owned();
            kept.places.insert(id, place.clone());
        }
        place
    }

    /// Somebody in a room.
    pub(super) async fn member(&self, room: &Room, user: &str) -> Member {
        let changes = {
            let kept = locked(&self.kept);
            if let Some(member) = kept.member(room, user) {
                return member;
            }
            kept.changes
        };
        let (rank, is_sure) = self.rank(room, user).await;
        let member = Member {
            name: name(room, user).await,
            rank,
        };
        let mut kept = locked(&self.kept);
        if is_sure && kept.changes == changes {
            let members = kept.members.entry(room.room_id().to_owned()).or_default();
            if members.len() >= MEMBERS_MAX {
                members.clear();
            }
            members.insert(user.to_owned(), member.clone());
        }
        member
    }

    /// What somebody is called in a room.
    pub(super) async fn name(&self, room: &Room, user: &str) -> String {
        let known = locked(&self.kept).member(room, user);
        match known {
            Some(member) => member.name,
            None => name(room, user).await,
        }
    }

    /// How much somebody may do in a room, and in the space that it is in; and whether that is sure.
    async fn rank(&self, room: &Room, user: &str) -> (Rank, bool) {
        let own = power(room, user).await;
        let place = self.place(room).await;
        let (community, is_sure) = if place.home.community == place.channel {
            (own, true)
        } else {
            let space = RoomId::parse(&place.home.community).ok();
            match space.and_then(|space| room.client().get_room(&space)) {
                // Whoever was thrown out keeps the power that they had.
                Some(space) => match is_in(&space, user).await {
                    Some(true) => (power(&space, user).await, true),
                    is_in => (i64::MIN, is_in.is_some()),
                },
                None => (i64::MIN, true),
            }
        };
        let rank = Rank::Power {
            own,
            community,
            moderator: self.moderator_power,
        };
        (rank, is_sure)
    }

    /// Forgets what is known of a room whose state has changed; of a space, what is known of all rooms,
    /// which may be in it.
    pub(super) fn forget(&self, room: &Room) {
        let mut kept = locked(&self.kept);
        kept.changes += 1;
        if room.is_space() {
            kept.places.clear();
            kept.members.clear();
        }
        kept.places.remove(room.room_id());
        kept.members.remove(room.room_id());
    }
}

/// What somebody is called in a room.
async fn name(room: &Room, user: &str) -> String {
    let known = match UserId::parse(user) {
        Ok(user) => room.get_member_no_sync(&user).await.ok().flatten(),
        Err(_) => None,
    };
    let shown = known.and_then(|member| member.display_name().map(ToOwned::to_owned));
    let local = user.trim_start_matches('@').split(':').next();
    shown.unwrap_or_else(|| local.unwrap_or(user).to_owned())
}

/// The power of somebody in a room.
async fn power(room: &Room, user: &str) -> i64 {
    let power = match UserId::parse(user) {
        Ok(user) => room.get_user_power_level(&user).await.ok(),
        Err(_) => None,
    };
    match power {
        Some(UserPowerLevel::Infinite) => i64::MAX,
        Some(UserPowerLevel::Int(level)) => level.into(),
        _ => i64::MIN,
    }
}

/// Whether somebody is in a room just now; nothing if the homeserver does not tell.
async fn is_in(room: &Room, user: &str) -> Option<bool> {
    let Ok(user) = UserId::parse(user) else {
        return Some(false);
    };
    let member = match room.get_member_no_sync(&user).await {
        Ok(Some(member)) => Some(member),
        // Of a large room, not all who are in it are known.
        _ => time::timeout(LOOK, room.get_member(&user))
            .await
            .ok()?
            .ok()?,
    };
    Some(member.is_some_and(|member| *member.membership() == MembershipState::Join))
}
