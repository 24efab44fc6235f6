//! What members write and vote, which is answered in order.

use std::time::Duration;

use matrix_sdk::Room;
use matrix_sdk::ruma::UserId;
use matrix_sdk::ruma::events::room::member::MembershipState;
use rand::SeedableRng;
use rand::rngs::StdRng;
use tokio::time;

use super::heard::Heard;
use super::incoming::{To, Written};
use super::listener::Listener;
use super::outlet::{NAME, is_post};
use super::poll::Vote;
use super::replying::Due;
use super::rooms::is_alone;
use crate::bot::game::{Asking, Incoming, Rank};
use crate::chat::speech::{channel as speech, daily, quiz};
use crate::chat::{Command, Reply, parse};
use crate::quiz::Kind;
use crate::store::Place;

/// After what time it is shown that the bot is at work.
const SLOW: Duration = Duration::from_secs(1);

/// Whether a text is no more than the letter of a choice.
fn is_choice(text: &str) -> bool {
    let text = text.to_ascii_uppercase();
    let mut letters = quiz::LETTERS.iter();
    letters.any(|letter| text.trim() == letter.encode_utf8(&mut [0; 4]))
}

impl Listener {
    /// What is to be said to somebody who wrote something, if anything.
    pub(super) async fn written(
        &self,
        room: &Room,
        heard: &Heard,
        written: &Written,
    ) -> Option<Due> {
        let is_alone = is_alone(room);
        let prefix = self.settings.prefixes.of(room.room_id().as_str());
        let (text, is_to_bot) = match written.to(&self.me, prefix, is_alone) {
            To::Bot(text) => (text, true),
            To::Others(text) => (text, false),
        };
        let command = parse(&text).ok();
        // A command answers no question, but for the one that is made for that.
        let answer = match &command {
            Some(Command::Answer { text }) => Some(text.clone()),
            _ if text.starts_with('/') => None,
            _ => Some(text.clone()),
        };
        let place = self.known.place(room).await;
        let is_own = place.home.community == place.channel;
        let asking = match (&answer, written.about()) {
            (Some(_), Some(event)) => self.asking(heard, &place, event).await,
            _ => None,
        };
        let member = self.known.member(room, &written.sender).await;
        // Whoever is alone with the bot has no say in what belongs to more than their room.
        let is_moderator = if is_alone {
            is_own
        } else {
            member.is_moderator()
        };
        let mut incoming = Incoming {
            event_id: written.event_id.clone(),
            event: heard.event(written.at(), self.next_order()),
            member_id: written.sender.clone(),
            name: member.name,
            is_moderator,
            rank: if is_alone { Rank::None } else { member.rank },
            is_private: is_alone,
            place,
            text,
            answers: asking.map(|asking| asking.marker),
        };
        let is_answer = incoming.answers.is_some();
        let is_choice = is_choice(&incoming.text);
        let elsewhere = match &command {
            Some(Command::Answer { .. }) if is_alone && !is_answer => {
                self.elsewhere(&incoming).await
            }
            _ if is_alone && is_choice => self.elsewhere(&incoming).await,
            _ => None,
        };
        if let Some((place, _)) = &elsewhere {
            if is_choice {
                incoming.text = format!("/answer {}", incoming.text);
            }
            incoming.place = place.clone();
            incoming.is_moderator = false;
            incoming.rank = Rank::None;
        }
        if let Some(answer) = answer.filter(|_| is_answer || !is_alone) {
            let said = std::mem::replace(&mut incoming.text, answer);
            // What all see anyway is only marked.
            if !is_alone && self.game.overhear(&incoming).await {
                self.news.notify_one();
                return Some(Self::mark(heard, written));
            }
            if !is_answer {
                incoming.text = said;
            }
        }
        let is_late = heard.told.is_too_old(written.at()) || heard.is_replied(&written.event_id);
        if !(is_to_bot || is_answer) || is_late {
            return None;
        }
        let reply = match command {
            // Nobody is a moderator of a room that they are not in.
            Some(Command::Daily {
                channel: Some(_), ..
            }) => Some(daily::no_channel()),
            Some(Command::Practice(_) | Command::Privacy(_)) if !is_alone => Some(speech::alone()),
            _ => self.reply(room, &incoming).await,
        };
        let reply = reply.map(|reply| match &elsewhere {
            Some((_, name)) => speech::elsewhere(reply, name),
            None => reply,
        });
        let reply = reply.filter(|reply| !reply.is_silence());
        if reply.is_none() {
            self.news.notify_one();
        }
        reply.map(|reply| self.due(room, heard, written, &reply))
    }

    /// Takes a vote, of which clients show themselves that it was given.
    pub(super) async fn vote(&self, room: &Room, heard: &Heard, vote: &Vote) {
        let place = self.known.place(room).await;
        let asking = self.asking(heard, &place, &vote.about).await;
        let asking = asking.filter(|asking| matches!(asking.kind, Kind::Choice | Kind::TrueFalse));
        let Some(asking) = asking else { return };
        let incoming = Incoming {
            place,
            event_id: vote.event_id.clone(),
            event: heard.event(vote.at, self.next_order()),
            member_id: vote.sender.clone(),
            name: self.known.name(room, &vote.sender).await,
            is_moderator: false,
            rank: Rank::None,
            is_private: false,
            text: vote.text.clone(),
            answers: Some(asking.marker),
        };
        if self.game.overhear(&incoming).await {
            self.news.notify_one();
        }
    }

    /// Where somebody plays a round whose answers are given to the bot alone, and what that room is
    /// called, unless there is something to answer where they wrote; of several, the one whose
    /// question closes last.
    async fn elsewhere(&self, incoming: &Incoming) -> Option<(Place, String)> {
        if self.game.is_awaiting(incoming).await {
            return None;
        }
        let user = UserId::parse(&*incoming.member_id).ok()?;
        let places = self.game.private_rounds(NAME, incoming.event.at).await;
        for place in places {
            let Some(room) = self.voice.room(&place.channel) else {
                continue;
            };
            let member = room.get_member(&user).await.ok().flatten();
            if member.is_some_and(|member| *member.membership() == MembershipState::Join) {
                let name = room.name().unwrap_or_else(|| place.channel.clone());
                return Some((place, name));
            }
        }
        None
    }

    /// The open question that an event asks, if it asks one.
    async fn asking(&self, heard: &Heard, place: &Place, event_id: &str) -> Option<Asking> {
        let is_it = |post: &str| is_post(post, event_id);
        self.game.asking(place, heard.told.at, is_it).await
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
}
