//! What the bot says, in each room in order, and no faster than the homeserver takes it.

use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

use matrix_sdk::attachment::AttachmentConfig;
use matrix_sdk::ruma::api::error::{ErrorKind, RetryAfter};
use matrix_sdk::ruma::{OwnedRoomId, OwnedTransactionId, RoomId};
use matrix_sdk::{Client, Error, HttpError, Room, RoomState};
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

/// How long is waited before something is said again that may not have arrived, at first and at
/// most.
const AGAIN_MIN: Duration = Duration::from_millis(500);
const AGAIN_MAX: Duration = Duration::from_secs(5);

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
        let room = self.client.get_room(id.try_into().ok()?)?;
        (room.state() == RoomState::Joined).then_some(room)
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
        let transaction = OwnedTransactionId::from(&*said.transaction);
        let request = || {
            let request = room.send_raw(said.kind, said.content.clone());
            request.with_transaction_id(&transaction).into_future()
        };
        let sent = self.in_turn(room.room_id(), patience, request).await?;
        Ok(sent.response.event_id.to_string())
    }

    /// The same, again where it is not known whether it arrived.
    pub(super) async fn insist(
        &self,
        room: &Room,
        said: &Said,
        patience: Duration,
    ) -> Result<String, Failure> {
        insist(patience, |left| self.say(room, said, left)).await
    }

    /// Sends a text as a file, in the same way.
    pub(super) async fn send_file(
        &self,
        room: &Room,
        name: &str,
        text: &str,
        transaction: &str,
        patience: Duration,
    ) -> Result<(), Failure> {
        let request = || {
            let config = AttachmentConfig::new().txn_id(transaction.into());
            let text = text.as_bytes().to_vec();
            room.send_attachment(name, &mime::TEXT_PLAIN_UTF_8, text, config)
                .into_future()
        };
        let work = |left| self.in_turn(room.room_id(), left, request);
        insist(patience, work).await.map(drop)
    }

    /// Asks for something in a room, in the same way.
    pub(super) async fn ask<T, F: Future<Output = Result<T, Error>>>(
        &self,
        room: &RoomId,
        patience: Duration,
        request: impl Fn() -> F,
    ) -> Result<T, Failure> {
        insist(patience, |left| self.in_turn(room, left, &request)).await
    }

    /// Does something in a room once all that was to be done before there is done, and whenever the
    /// homeserver takes it; not at all if its turn does not come for so long.
    pub(super) async fn in_turn<T, F: Future<Output = Result<T, Error>>>(
        &self,
        room: &RoomId,
        patience: Duration,
        work: impl Fn() -> F,
    ) -> Result<T, Failure> {
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
            match work().await.map_err(failure) {
                Err(Failure::Throttled(wait)) => {
                    let until = Instant::now() + wait;
                    let mut held_until = locked(&self.held_until);
                    *held_until = until.max(*held_until);
                }
                done => return done,
            }
        }
    }

    fn lane(&self, room: &RoomId) -> Arc<Turn<()>> {
        let mut lanes = locked(&self.lanes);
        if lanes.len() >= LANES_KEPT {
            lanes.retain(|_, lane| Arc::strong_count(lane) > 1);
        }
        Arc::clone(lanes.entry(room.to_owned()).or_default())
    }
}

/// Does something again, as long as there is time, where it is not known whether it was done;
/// `work` is told how much there is.
async fn insist<T, F: Future<Output = Result<T, Failure>>>(
    patience: Duration,
    work: impl Fn(Duration) -> F,
) -> Result<T, Failure> {
    let deadline = Instant::now() + patience;
    let mut again = AGAIN_MIN;
    loop {
        match work(deadline.saturating_duration_since(Instant::now())).await {
            Err(Failure::Down) if Instant::now() + again < deadline => {
                time::sleep(again).await;
                again = (again * 2).min(AGAIN_MAX);
            }
            done => return done,
        }
    }
}

/// What it means that something cannot be done.
pub(super) fn failure(error: Error) -> Failure {
    let error = match error {
        Error::Http(error) => error,
        // It was left in the meantime.
        Error::WrongRoomState(_) => return Failure::Gone(speech::GONE.to_owned()),
        Error::SerdeJson(_) | Error::Identifier(_) => return Failure::Rejected(error.to_string()),
        // The keys of the others could not be asked for, or the disk is full: that passes.
        error => {
            tracing::warn!(%error, "something cannot be done on Matrix yet");
            return Failure::Down;
        }
    };
    match error.client_api_error_kind() {
        Some(ErrorKind::LimitExceeded(limit)) => Failure::Throttled(match limit.retry_after {
            Some(RetryAfter::Delay(wait)) => wait,
            Some(RetryAfter::DateTime(at)) => {
                at.duration_since(SystemTime::now()).unwrap_or_default()
            }
            None => WAIT,
        }),
        Some(ErrorKind::Forbidden) => Failure::Gone(speech::MAY_NOT_WRITE.to_owned()),
        Some(ErrorKind::NotFound) => Failure::Gone(speech::GONE.to_owned()),
        // It was logged out, which ends the program.
        Some(ErrorKind::UnknownToken(_)) => Failure::Unsent,
        _ => match *error {
            HttpError::IntoHttp(_) => Failure::Rejected(error.to_string()),
            ref error if is_refused(error) => Failure::Rejected(error.to_string()),
            _ => Failure::Down,
        },
    }
}

/// Whether the homeserver is not to be asked so again: all but its own faults.
fn is_refused(error: &HttpError) -> bool {
    let error = error.as_client_api_error();
    error.is_some_and(|error| !error.status_code.is_server_error())
}
