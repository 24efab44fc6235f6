//! The time zone of a community.

use jiff::tz::{self, TimeZone};

use super::{Game, Incoming};
use crate::chat::Reply;
use crate::chat::speech::zone as speech;
use crate::daily::{Zone, find_zone};
use crate::store::{Outcome, Result, Settled};

impl Game {
    /// Sets the zone that a moderator names, or shows the one that is set; nothing if that
    /// was done before.
    pub(super) async fn zone(
        &self,
        incoming: &Incoming,
        named: Option<String>,
    ) -> Result<Option<Reply>> {
        let (home, at) = (&incoming.place.home, incoming.event.at);
        let time_in = |name: &str| {
            let zone = TimeZone::get(name).unwrap_or(TimeZone::UTC);
            at.to_zoned_datetime(zone).strftime("%H:%M").to_string()
        };
        let community = self.store.community(home).await?;
        let Some(named) = named else {
            let zone = &community.time_zone;
            return Ok(Some(speech::shown(zone, &time_in(zone))));
        };
        if !self.is_steward(incoming).await? {
            return Ok(Some(speech::moderators_only()));
        }
        Ok(match find_zone(tz::db(), &named, at) {
            Zone::Found(time_zone) => {
                let reply = speech::set(&time_zone, &time_in(&time_zone));
                let outcome = self.set(incoming, Settled::Zone(time_zone)).await?;
                (outcome != Outcome::Seen).then_some(reply)
            }
            Zone::Unclear(likely) => Some(speech::unclear("/zone", &named, &likely)),
        })
    }
}
