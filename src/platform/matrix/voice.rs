//! What the bot says, in each room in order, and no faster than the homeserver takes it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use matrix_sdk::attachment::AttachmentConfig;
use matrix_sdk::ruma::api::error::{ErrorKind, RetryAfter};
use matrix_sdk::ruma::{OwnedRoomId, OwnedTransactionId};
use matrix_sdk::{Client, Error, HttpError, Room};
use rustc_hash::FxHashMap;
use serde_json::Value;
use tokio::sync::Mutex as Turn;
use tokio::time::{self, Instant};

use super::locked;
use crate::chat::speech::channel as speech;
use crate::scheduler::Failure;

/// How many rooms are kept before those that nobody waits for are forgotten.
const LANES_KEPT: usize = 1_000;

/// How long nothing is sent where the homeserver does not say how long.
const WAIT: Duration = Duration::from_secs(10);

/// How often it is said what somebody waits for where it is not known whether that arrived, and how
/// long it is waited in between.
const TRIES: u32 = 3;
const TRY_AGAIN: Duration = Duration::from_millis(500);

/// What the bot says.
#[derive(Debug)]
pub(super) struct Voice {
    client: Client,
    lanes: Mutex<FxHashMap<OwnedRoomId, Arc<Turn<()>>>>,
    /// Until when the homeserver takes nothing: it counts what a user says in all rooms.
    held_until: Mutex<Instant>,
}

/// An event that is to be sent.
#[derive(Debug, Clone)]
pub(super) struct Said {
    /// Its type.
    pub(super) kind: &'static str,
    pub(super) content: Value,
    /// What the homeserver knows it by: sent again, it is the same.
    pub(super) transaction: String,
}

impl Voice {
    pub(super) fn new(client: Client) -> Self {
        Self {
            client,
            lanes: Mutex::default(),
            held_until: Mutex::new(Instant::now()),
        }
    }

    /// The room that the bot is in and that is called so.
    pub(super) fn room(&self, id: &str) -> Option<Room> {
        let id = id.try_into().ok()?;
        self.client.get_room(id)
    }

    /// The way to the homeserver.
    pub(super) fn client(&self) -> &Client {
        &self.client
    }

    /// Whether a user is the bot.
    pub(super) fn is_me(&self, user: &str) -> bool {
        self.client.user_id().is_some_and(|me| me == user)
    }

    /// Says something once all that was to be said before in the room is said, and tells what it is
    /// called; not at all if its turn does not come for so long.
    pub(super) async fn say(
        &self,
        room: &Room,
        said: &Said,
        patience: Duration,
    ) -> Result<String, Failure> {
        let deadline = Instant::now() + patience;
        let lane = self.lane(room);
        let turn = time::timeout_at(deadline, lane.lock()).await;
        let _turn = turn.map_err(|_| Failure::Unsent)?;
        loop {
            let free_at = *locked(&self.held_until);
            if free_at > deadline {
                return Err(Failure::Throttled(free_at - Instant::now()));
            }
            time::sleep_until(free_at).await;
            let transaction = OwnedTransactionId::from(&*said.transaction);
            let sent = room
                .send_raw(said.kind, said.content.clone())
                .with_transaction_id(&transaction);
            match sent.await.map_err(failure) {
                Ok(sent) => return Ok(sent.response.event_id.to_string()),
                Err(Failure::Throttled(wait)) => {
                    let until = Instant::now() + wait;
                    let mut held_until = locked(&self.held_until);
                    *held_until = until.max(*held_until);
                }
                Err(failure) => return Err(failure),
            }
        }
    }

    /// The same for what somebody waits for, again where it is not known whether it arrived.
    pub(super) async fn reply(
        &self,
        room: &Room,
        said: &Said,
        patience: Duration,
    ) -> Result<String, Failure> {
        for _ in 1..TRIES {
            match self.say(room, said, patience).await {
                Err(Failure::Down) => time::sleep(TRY_AGAIN).await,
                done => return done,
            }
        }
        self.say(room, said, patience).await
    }

    /// Sends a text as a file.
    pub(super) async fn send_file(&self, room: &Room, name: &str, text: String) {
        let config = AttachmentConfig::new();
        let sent = room.send_attachment(name, &mime::TEXT_PLAIN_UTF_8, text.into_bytes(), config);
        if let Err(error) = sent.await {
            tracing::warn!(%error, "a file is not sent");
        }
    }

    fn lane(&self, room: &Room) -> Arc<Turn<()>> {
        let mut lanes = locked(&self.lanes);
        if lanes.len() >= LANES_KEPT {
            lanes.retain(|_, lane| Arc::strong_count(lane) > 1);
        }
        Arc::clone(lanes.entry(room.room_id().to_owned()).or_default())
    }
}

/// What it means that something cannot be done.
pub(super) fn failure(error: Error) -> Failure {
    let Error::Http(error) = error else {
        return Failure::Rejected(error.to_string());
    };
    match error.client_api_error_kind() {
        Some(ErrorKind::LimitExceeded(limit)) => Failure::Throttled(match limit.retry_after {
            Some(RetryAfter::Delay(wait)) => wait,
            _ => WAIT,
        }),
        Some(ErrorKind::Forbidden) => Failure::Gone(speech::MAY_NOT_WRITE.to_owned()),
        Some(ErrorKind::NotFound) => Failure::Gone(speech::GONE.to_owned()),
        Some(ErrorKind::TooLarge | ErrorKind::BadJson) => Failure::Rejected(error.to_string()),
        // It was logged out, which ends the program.
        Some(ErrorKind::UnknownToken(_)) => Failure::Unsent,
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
