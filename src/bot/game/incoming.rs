//! A message from a member.

use super::marker;
use crate::quiz::Event;
use crate::store::Place;

/// As much as is easily read out, and the same for two events of a day in a million days.
const REFERENCE_CHARS: usize = 8;

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
    /// Whether the member may steer rounds of others.
    pub is_moderator: bool,
    /// Whether nobody but the bot sees what was written.
    pub is_private: bool,
    /// What was written.
    pub text: String,
    /// The [`marker`] of the one question that it can be an answer to, where a platform lets
    /// members answer a certain question. Else the text says what it is.
    pub answers: Option<String>,
}

impl Incoming {
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
