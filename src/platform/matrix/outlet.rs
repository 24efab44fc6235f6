//! What the bot says of itself on Matrix: posts of rounds and of daily facts.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use matrix_sdk::room::MessagesOptions;
use matrix_sdk::ruma::api::error::{ErrorKind, RetryAfter};
use matrix_sdk::ruma::{OwnedTransactionId, RoomId, UInt};
use matrix_sdk::{Client, Error, HttpError, Room};
use serde_json::Value;

use super::incoming;
use super::message::{Rendered, Volume};
use super::settings::Prefix;
use crate::bot::game::marker;
use crate::chat::Reply;
use crate::chat::speech::channel as speech;
use crate::scheduler::{Clock, Failure, Platform};
use crate::store::Place;

/// The name by which the store knows Matrix.
pub(super) const NAME: &str = "matrix";

/// The type of the event that a message is.
pub(super) const MESSAGE: &str = "m.room.message";

/// A homeserver knows an event by its transaction for as long as the device is logged in, says the
/// specification, and Synapse for a day. What is asked for later is looked for instead.
const MEMORY: Duration = Duration::from_mins(10);

/// How many events a homeserver tells at a time, and how often it is asked for more.
const EVENTS: u32 = 100;
const PAGES_MAX: usize = 10;

/// How much earlier than somebody tried to say it a message is looked for: the homeserver's clock
/// and ours differ.
const GRACE: SignedDuration = SignedDuration::from_mins(5);

/// How long nothing is sent where the homeserver does not say how long, or does not know us.
const WAIT: Duration = Duration::from_secs(10);

/// What the bot says of itself.
#[derive(Debug, Clone)]
pub(super) struct Outlet {
    client: Client,
    prefix: Prefix,
}

impl Outlet {
    pub(super) fn new(client: Client, prefix: Prefix) -> Self {
        Self { client, prefix }
    }

    fn room(&self, place: &Place) -> Result<Room, Failure> {
        let id = <&RoomId>::try_from(place.channel.as_str()).ok();
        let room = id.and_then(|id| self.client.get_room(id));
        room.ok_or_else(|| Failure::Gone(speech::GONE.to_owned()))
    }
}

impl Platform for Outlet {
    fn name(&self) -> &str {
        NAME
    }

    fn memory(&self) -> Duration {
        MEMORY
    }

    fn clock(&self) -> Clock {
        Clock::Own
    }

    async fn post(&self, place: &Place, key: &str, reply: &Reply) -> Result<String, Failure> {
        let room = self.room(place)?;
        let marker = marker(key);
        let message = Rendered::new(reply, Volume::Loud, &self.prefix).marked(&marker);
        let sent = room
            .send_raw(MESSAGE, message.message())
            .with_transaction_id(&OwnedTransactionId::from(marker))
            .await
            .map_err(failure)?;
        Ok(sent.response.event_id.to_string())
    }

    async fn edit(&self, place: &Place, message_id: &str, reply: &Reply) -> Result<(), Failure> {
        let room = self.room(place)?;
        let edit = Rendered::new(reply, Volume::Loud, &self.prefix).edit(message_id);
        room.send_raw(MESSAGE, edit).await.map_err(failure)?;
        Ok(())
    }

    async fn find(
        &self,
        place: &Place,
        key: &str,
        since: Timestamp,
    ) -> Result<Option<String>, Failure> {
        let room = self.room(place)?;
        let marker = marker(key);
        let first = since
            .saturating_sub(GRACE)
            .unwrap_or(since)
            .as_millisecond();
        let mut options = MessagesOptions::backward();
        options.limit = UInt::from(EVENTS);
        for _ in 0..PAGES_MAX {
            let page = room.messages(options).await.map_err(failure)?;
            for event in &page.chunk {
                let Ok(event) = event.raw().deserialize_as::<Value>() else {
                    continue;
                };
                let is_ours =
                    event["sender"].as_str() == self.client.user_id().map(|me| me.as_str());
                if is_ours && incoming::marker(&event).as_deref() == Some(&*marker) {
                    return Ok(event["event_id"].as_str().map(ToOwned::to_owned));
                }
                if event["origin_server_ts"]
                    .as_i64()
                    .is_some_and(|at| at < first)
                {
                    return Ok(None);
                }
            }
            let Some(end) = page.end else { return Ok(None) };
            options = MessagesOptions::backward().from(Some(end.as_str()));
            options.limit = UInt::from(EVENTS);
        }
        Err(Failure::Rejected(speech::TOO_BUSY.to_owned()))
    }
}

/// What it means for a post of ours that it is not done.
pub(super) fn failure(error: Error) -> Failure {
    let Error::Http(error) = error else {
        return Failure::Rejected(error.to_string());
    };
    match error.client_api_error_kind() {
        Some(ErrorKind::LimitExceeded(limit)) => Failure::Throttled(match limit.retry_after {
            Some(RetryAfter::Delay(wait)) => wait,
            _ => WAIT,
        }),
        Some(ErrorKind::Forbidden) => Failure::Gone(speech::MAY_NOT_POST.to_owned()),
        Some(ErrorKind::NotFound) => Failure::Gone(speech::GONE.to_owned()),
        Some(ErrorKind::TooLarge | ErrorKind::BadJson) => Failure::Rejected(error.to_string()),
        Some(ErrorKind::UnknownToken(_)) => Failure::Throttled(WAIT),
        _ => match *error {
            HttpError::Reqwest(_) => Failure::Down,
            ref error if error.as_client_api_error().is_none() => Failure::Down,
            ref error if is_server_fault(error) => Failure::Down,
            error => Failure::Rejected(error.to_string()),
        },
    }
}

fn is_server_fault(error: &HttpError) -> bool {
    let error = error.as_client_api_error();
    error.is_some_and(|error| error.status_code.is_server_error())
}
