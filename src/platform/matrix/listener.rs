//! Whoever hears what happens in rooms, and has it answered.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use matrix_sdk::ruma::events::room::power_levels::UserPowerLevel;
use matrix_sdk::ruma::{EventId, OwnedRoomId, OwnedTransactionId, UserId};
use matrix_sdk::sync::{JoinedRoomUpdate, SyncResponse};
use matrix_sdk::{Client, Room, RoomState};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use tokio::sync::{Notify, mpsc};

use super::incoming::{self, From, To, Written};
use super::message::{Answered, Rendered, Volume};
use super::outlet::MESSAGE;
use super::settings::Prefix;
use crate::bot::game::Game;
use crate::chat::speech::daily;
use crate::chat::{Command, Reply, parse};

/// From which power on somebody is a moderator, as the specification's defaults have it.
/// Source: <https://spec.matrix.org/v1.15/client-server-api/#mroompower_levels>.
const MODERATOR: i64 = 50;

/// What an answer is marked with that was taken.
const TAKEN: &str = "✅";

/// Hears what happens in rooms, and has it answered: in each room in order.
#[derive(Debug)]
pub(super) struct Listener {
    game: Game,
    client: Client,
    me: String,
    prefix: Prefix,
    /// Told when the game may have something to say.
    pub(super) heard: Notify,
    rooms: Mutex<FxHashMap<OwnedRoomId, mpsc::UnboundedSender<Heard>>>,
    order: AtomicU64,
}

/// A message, and when it was heard.
struct Heard {
    written: Written,
    at: Timestamp,
    order: u64,
    /// It was written while nobody listened.
    is_past: bool,
}

impl Listener {
    pub(super) fn new(game: Game, client: Client, me: String, prefix: Prefix) -> Self {
        // Of what is heard later, all stands behind what an earlier process heard.
        let order = u64::try_from(Timestamp::now().as_microsecond()).unwrap_or_default();
        Self {
            game,
            client,
            me,
            prefix,
            heard: Notify::new(),
            rooms: Mutex::default(),
            order: AtomicU64::new(order),
        }
    }

    /// Takes what happened; what happened while nobody listened is past.
    pub(super) fn hear(self: &Arc<Self>, response: &SyncResponse, is_past: bool) {
        let at = Timestamp::now();
        for room in response.rooms.invited.keys() {
            self.join(room);
        }
        for (room, update) in &response.rooms.joined {
            for written in self.since_joining(update) {
                let heard = Heard {
                    written,
                    at,
                    order: self.order.fetch_add(1, Ordering::Relaxed),
                    is_past,
                };
                self.hand_over(room, heard);
            }
        }
    }

    /// What others wrote in a room since the bot is there.
    fn since_joining(&self, update: &JoinedRoomUpdate) -> Vec<Written> {
        let mut written = Vec::new();
        for event in &update.timeline.events {
            let event = event.raw().json().get();
            if self.is_joining(event) {
                written.clear();
            }
            let others = Written::read(event).filter(|written| written.sender != self.me);
            written.extend(others);
        }
        written
    }

    fn is_joining(&self, event: &str) -> bool {
        if !event.contains("\"m.room.member\"") {
            return false;
        }
        let event: Value = serde_json::from_str(event).unwrap_or_default();
        let membership = |content: &Value| content["membership"] == "join";
        event["type"] == "m.room.member"
            && event["state_key"] == *self.me
            && membership(&event["content"])
            && !membership(&event["unsigned"]["prev_content"])
    }

    /// Joins a room that the bot is invited to.
    pub(super) fn join(self: &Arc<Self>, room: &OwnedRoomId) {
        let Some(room) = self.client.get_room(room) else {
            return;
        };
        if room.state() != RoomState::Invited {
            return;
        }
        tokio::spawn(async move {
            if let Err(error) = room.join().await {
                tracing::warn!(%error, "an invitation is not followed");
            }
        });
    }

    /// Has a message answered after those before it in the room.
    fn hand_over(self: &Arc<Self>, room: &OwnedRoomId, heard: Heard) {
        let mut rooms = self.rooms();
        let queue = rooms.entry(room.clone()).or_insert_with(|| {
            let (queue, waiting) = mpsc::unbounded_channel();
            tokio::spawn(Arc::clone(self).attend(room.clone(), waiting));
            queue
        });
        if queue.send(heard).is_err() {
            tracing::error!(%room, "a fault of this program: nobody attends to a room");
        }
    }

    async fn attend(
        self: Arc<Self>,
        room: OwnedRoomId,
        mut waiting: mpsc::UnboundedReceiver<Heard>,
    ) {
        while let Some(heard) = waiting.recv().await {
            if let Some(room) = self.client.get_room(&room) {
                self.answer(&room, heard).await;
            }
        }
    }

    async fn answer(&self, room: &Room, heard: Heard) {
        let written = &heard.written;
        let is_alone = room.active_members_count() <= 2;
        let (text, is_to_bot) = match written.to(&self.me, &self.prefix, is_alone) {
            To::Bot(text) => (text, true),
            To::Others(text) => (text, false),
        };
        let incoming = written.incoming(
            text,
            From {
                room: room.room_id().as_str(),
                heard_at: heard.at,
                order: heard.order,
                name: name(room, &written.sender).await,
                is_moderator: is_alone || is_moderator(room, &written.sender).await,
                answers: self.question(room, written).await,
            },
        );
        let is_command = incoming.text.starts_with('/');
        if (!is_command || heard.is_past) && !is_alone && self.game.overhear(&incoming).await {
            self.heard.notify_one();
            return self.mark(room, written).await;
        }
        let is_answer = incoming.answers.is_some();
        if heard.is_past || !(is_to_bot || is_answer) {
            return;
        }
        // Nobody is a moderator of a room that they are not in.
        let reply = if matches!(
            parse(&incoming.text),
            Ok(Command::Daily {
                channel: Some(_),
                ..
            })
        ) {
            Some(daily::no_channel())
        } else {
            self.game.reply(&incoming, &mut chance()).await
        };
        let Some(reply) = reply.filter(|reply| !reply.is_silence()) else {
            return self.heard.notify_one();
        };
        self.reply(room, written, &reply).await;
        // What comes of it stands below the reply.
        self.heard.notify_one();
    }

    /// The marker of the question of ours that a message replies to, if it does.
    async fn question(&self, room: &Room, written: &Written) -> Option<String> {
        let replied = EventId::parse(written.replied()?).ok()?;
        let event = room.event(&replied, None).await.ok()?;
        let event = event.raw().deserialize_as::<Value>().ok()?;
        let is_ours = event["sender"] == *self.me;
        incoming::marker(&event).filter(|_| is_ours)
    }

    async fn reply(&self, room: &Room, written: &Written, reply: &Reply) {
        let answered = Answered {
            event_id: &written.event_id,
            thread: written.thread(),
        };
        let message = Rendered::new(reply, Volume::Quiet, &self.prefix).answering(answered);
        // A message that is heard again is answered once.
        let transaction = OwnedTransactionId::from(format!("reply/{}", written.event_id));
        let sent = room
            .send_raw(MESSAGE, message.message())
            .with_transaction_id(&transaction);
        if let Err(error) = sent.await {
            tracing::warn!(%error, "a reply is not said");
        }
    }

    async fn mark(&self, room: &Room, written: &Written) {
        let mark = json!({"m.relates_to": {
            "rel_type": "m.annotation", "event_id": written.event_id, "key": TAKEN,
        }});
        let transaction = OwnedTransactionId::from(format!("mark/{}", written.event_id));
        let sent = room
            .send_raw("m.reaction", mark)
            .with_transaction_id(&transaction);
        if let Err(error) = sent.await {
            tracing::debug!(%error, "an answer is not marked");
        }
    }

    fn rooms(&self) -> MutexGuard<'_, FxHashMap<OwnedRoomId, mpsc::UnboundedSender<Heard>>> {
        // What is guarded is whole between any two statements.
        self.rooms.lock().unwrap_or_else(PoisonError::into_inner)
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

async fn is_moderator(room: &Room, user: &str) -> bool {
    let Ok(user) = UserId::parse(user) else {
        return false;
    };
    match room.get_user_power_level(&user).await {
        Ok(UserPowerLevel::Infinite) => true,
        Ok(UserPowerLevel::Int(level)) => i64::from(level) >= MODERATOR,
        Ok(_) | Err(_) => false,
    }
}

/// Chance for one reply.
fn chance() -> StdRng {
    StdRng::from_rng(&mut rand::rng())
}
