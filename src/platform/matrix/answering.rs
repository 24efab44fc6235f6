//! What members write and vote, which is answered in order.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use matrix_sdk::Room;
use matrix_sdk::ruma::UserId;
use matrix_sdk::ruma::events::room::power_levels::UserPowerLevel;
use rand::SeedableRng;
use rand::rngs::StdRng;
use serde_json::json;
use tokio::time;

use super::asked::Question;
use super::incoming::{To, Written};
use super::listener::{Heard, Listener};
use super::message::{Answered, Rendered, document};
use super::outlet::MESSAGE;
use super::poll::Vote;
use super::rooms::place;
use super::voice::Said;
use crate::bot::game::Incoming;
use crate::chat::speech::{channel as speech, daily};
use crate::chat::{Command, Reply, parse};
use crate::scheduler::Failure;
use crate::store::Place;

/// How long whoever asked something waits for the answer: what comes later is of no use to them, and
/// holds up what others asked.
pub(super) const PATIENCE: SignedDuration = SignedDuration::from_secs(60);

/// How long it may take to say that something was left out.
const MISSED_PATIENCE: Duration = Duration::from_mins(2);

/// After what time it is shown that the bot is at work.
const SLOW: Duration = Duration::from_secs(1);

/// What an answer is marked with that was taken.
const TAKEN: &str = "✅";

impl Listener {
    /// Answers what somebody wrote; false if that came too late.
    pub(super) async fn written(&self, room: &Room, heard: &Heard, written: &Written) -> bool {
        let is_alone = room.active_members_count() <= 2;
        let prefix = self.settings.prefixes.of(room.room_id().as_str());
        let (text, is_to_bot) = match written.to(&self.me, prefix, is_alone) {
            To::Bot(text) => (text, true),
            To::Others(text) => (text, false),
        };
        let place = place(room).await;
        let question = match written.about() {
            Some(event) => self.question(room, &place, event).await,
            None => None,
        };
        let answers = question.map(|question| question.marker);
        let is_answer = answers.is_some();
        let incoming = Incoming {
            place,
            event_id: written.event_id.clone(),
            event: heard.event(written.at()),
            member_id: written.sender.clone(),
            name: name(room, &written.sender).await,
            is_moderator: is_alone || self.is_moderator(room, &written.sender).await,
            text,
            answers,
        };
        let command = parse(&incoming.text).ok();
        // What all see anyway is only marked.
        let answer = match &command {
            Some(Command::Answer { text }) if !is_alone => Some(text.clone()),
            _ if incoming.text.starts_with('/') && heard.past.is_none() => None,
            _ if is_alone => None,
            _ => Some(incoming.text.clone()),
        };
        if let Some(text) = answer {
            let heard = Incoming {
                text,
                ..incoming.clone()
            };
            if self.game.overhear(&heard).await {
                self.heard.notify_one();
                self.mark(room, written).await;
                return true;
            }
        }
        if !(is_to_bot || is_answer) || heard.is_too_old(incoming.event.at) {
            return true;
        }
        let reply = match &command {
            // Nobody is a moderator of a room that they are not in.
            Some(Command::Daily {
                channel: Some(_), ..
            }) => Some(daily::no_channel()),
            Some(Command::Practice(_) | Command::Privacy(_)) if !is_alone => Some(speech::alone()),
            _ => self.reply(room, &incoming).await,
        };
        // What comes of it stands below the reply.
        let is_said = match reply.filter(|reply| !reply.is_silence()) {
            Some(reply) => self.say(room, heard, written, &reply).await,
            None => true,
        };
        self.heard.notify_one();
        is_said
    }

    /// Takes a vote, of which clients show themselves that it was given.
    pub(super) async fn vote(&self, room: &Room, heard: &Heard, vote: &Vote) {
        let place = place(room).await;
        let question = self.question(room, &place, &vote.about).await;
        let Some(question) = question.filter(|question| question.is_choice) else {
            return;
        };
        let incoming = Incoming {
            place,
            event_id: vote.event_id.clone(),
            event: heard.event(vote.at),
            member_id: vote.sender.clone(),
            name: name(room, &vote.sender).await,
            is_moderator: false,
            text: vote.text.clone(),
            answers: Some(question.marker),
        };
        if self.game.overhear(&incoming).await {
            self.heard.notify_one();
        }
    }

    /// The question of ours that an event is; nothing where none can be open, so that nobody can
    /// have the homeserver asked for every event.
    async fn question(&self, room: &Room, place: &Place, event_id: &str) -> Option<Question> {
        match self.game.store().is_quiet(place).await {
            Ok(true) => None,
            Ok(false) => self.asked.question(room, event_id, &self.me).await,
            Err(error) => {
                tracing::error!(%error, "it is not known whether a question is open");
                None
            }
        }
    }

    async fn is_moderator(&self, room: &Room, user: &str) -> bool {
        let Ok(user) = UserId::parse(user) else {
            return false;
        };
        match room.get_user_power_level(&user).await {
            Ok(UserPowerLevel::Infinite) => true,
            Ok(UserPowerLevel::Int(level)) => i64::from(level) >= self.settings.moderator_power,
            Ok(_) | Err(_) => false,
        }
    }

    /// What the game replies; where that takes long, it is shown that it will come.
    async fn reply(&self, room: &Room, incoming: &Incoming) -> Option<Reply> {
        let mut random = StdRng::from_rng(&mut rand::rng());
        let work = self.game.reply(incoming, &mut random);
        tokio::pin!(work);
        tokio::select! {
            reply = &mut work => return reply,
            () = time::sleep(SLOW) => {}
        }
        if let Err(error) = room.typing_notice(true).await {
            tracing::debug!(%error, "it is not shown that the bot is at work");
        }
        work.await
    }

    /// Says a reply; false if it came too late.
    async fn say(&self, room: &Room, heard: &Heard, written: &Written, reply: &Reply) -> bool {
        let waited = Timestamp::now().duration_since(heard.at);
        let Ok(patience) = Duration::try_from(PATIENCE - waited) else {
            return false;
        };
        let prefix = self.settings.prefixes.of(room.room_id().as_str());
        let answered = Answered {
            event_id: &written.event_id,
            thread: written.thread(),
        };
        let said = Said {
            kind: MESSAGE,
            content: Rendered::new(reply, prefix).answering(answered).message(),
            // A message that is heard again is answered once.
            transaction: format!("reply/{}", written.event_id),
        };
        match self.voice.reply(room, &said, patience).await {
            Ok(_) => {
                if let Some((name, text)) = document(reply) {
                    self.voice.send_file(room, name, text).await;
                }
                true
            }
            Err(Failure::Throttled(_) | Failure::Unsent) => false,
            Err(failure) => {
                tracing::warn!(?failure, "a reply is not said");
                true
            }
        }
    }

    /// Says that so much was left without an answer.
    pub(super) async fn tell_missed(&self, room: &Room, missed: u32) {
        let prefix = self.settings.prefixes.of(room.room_id().as_str());
        let said = Said {
            kind: MESSAGE,
            content: Rendered::new(&speech::missed(missed), prefix).message(),
            transaction: format!("missed/{}", Timestamp::now()),
        };
        if let Err(failure) = self.voice.reply(room, &said, MISSED_PATIENCE).await {
            tracing::warn!(
                ?failure,
                missed,
                "it is not said that replies were left out"
            );
        }
    }

    async fn mark(&self, room: &Room, written: &Written) {
        let content = json!({"m.relates_to": {
            "rel_type": "m.annotation", "event_id": written.event_id, "key": TAKEN,
        }});
        let said = Said {
            kind: "m.reaction",
            content,
            transaction: format!("mark/{}", written.event_id),
        };
        if let Err(failure) = self.voice.say(room, &said, Duration::from_secs(5)).await {
            tracing::debug!(?failure, "an answer is not marked");
        }
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
