//! A message from a member.

use super::marker;
use crate::quiz::Event;
use crate::store::Place;

/// As much as is easily read out, and the same for two events of a day in a million days.
const REFERENCE_CHARS: usize = 8;

/// What a platform tells of somebody's place in a community.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Rank {
    /// Nothing more than whether they are a moderator.
    #[default]
    None,
    /// On Discord.
    Roles {
        /// The roles that they have, by their numbers.
        roles: Vec<String>,
        /// Whether they may manage the server, and not only a channel of it.
        manages: bool,
    },
    /// On Matrix.
    Power {
        /// How much they have in the room.
        own: i64,
        /// How much they have in the community, which may be the space that the room is in.
        community: i64,
        /// From how much on somebody is a moderator, where the community says nothing else.
        moderator: i64,
    },
}

/// A message from a member, as every platform hands it over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The channel that it is in.
    pub place: Place,
    /// What the platform calls the event; the same event changes nothing twice.
    pub event_id: String,
    /// When it was sent, and where it stands among the platform's events.
    pub event: Event,
    /// What the platform calls the member.
    pub member_id: String,
    /// The name of the member, as it is shown.
    pub name: String,
    /// Whether the member is a moderator by the platform's own rules.
    pub is_moderator: bool,
    /// What a community may go by in place of those.
    pub rank: Rank,
    /// Whether nobody but the bot sees what was written.
    pub is_private: bool,
    /// What was written.
    pub text: String,
    /// The [`marker`] of the one question that it can be an answer to, where a platform lets
    /// members answer a certain question. Else the text says what it is.
    pub answers: Option<String>,
}

impl Incoming {
    /// Whether the member rules the community by the platform's own rules, whatever that says itself.
    pub(super) fn rules(&self) -> bool {
        match self.rank {
            Rank::None => self.is_moderator,
            Rank::Roles { manages, .. } => manages,
            Rank::Power {
                community,
                moderator,
                ..
            } => community >= moderator,
        }
    }

    /// What the logs call the event, without telling whose it is.
    pub(super) fn reference(&self) -> String {
        let mut reference = marker(&self.event_id);
        reference.truncate(REFERENCE_CHARS);
        reference
    }

    pub(super) fn platform(&self) -> &str {
        &self.place.home.platform
    }
}
