//! What is written while an answer may be awaited.

use std::time::Duration;

use rand::Rng;
use tokio::time;

use super::{Game, Incoming, in_time};
use crate::answers::Finding;
use crate::chat::speech::quiz as speech;
use crate::chat::{Reply, Response};
use crate::quiz::{Answered, Refused};
use crate::store::Result;

/// What a plain text is where an answer may be awaited.
pub(super) enum Heard {
    /// An answer, and what is said of it; nothing if it was handled before.
    Answer(Option<Reply>),
    /// None, and why, though a question is open.
    NoAnswer(Reply),
    /// None, since no question is open just now.
    Waiting(Reply),
}

impl Heard {
    /// What became of an answer, and what is said of it.
    pub(super) fn said(answered: Answered, reply: Reply) -> Self {
        if answered.is_taken() {
            Self::Answer(Some(reply))
        } else {
            Self::NoAnswer(reply)
        }
    }
}

/// Which question a text is an answer to, if any.
#[derive(Debug, Clone, Copy)]
pub(super) enum To<'a> {
    /// The one of that marker, and to no other.
    Marked(&'a str),
    /// Whichever is open.
    Open,
    /// Perhaps none: it may be anything.
    Perhaps,
}

/// How often it is looked whether a question is open that somebody answers as soon as it can be
/// seen, while it is still being recorded that it was posted.
pub(super) const LOOKS: u32 = 20;
pub(super) const LOOK_WAIT: Duration = Duration::from_millis(50);

impl Game {
    /// Takes plain text as an answer in the channel's round, else in the member's practice, else
    /// to the question of the day, else as a question. While a question is open, nothing else is
    /// answered: it might tell.
    pub(super) async fn listen(
        &self,
        incoming: &Incoming,
        random: &mut impl Rng,
    ) -> Result<Option<Reply>> {
        let waiting = match self.heard(incoming, &incoming.text, To::Perhaps).await? {
            Some(Heard::Answer(reply)) => return Ok(reply),
            Some(Heard::NoAnswer(why)) => return Ok(Some(why)),
            Some(Heard::Waiting(why)) => Some(why),
            None => None,
        };
        let bot = self.bot();
        let response = bot.respond(&incoming.text, random);
        if let (Some(why), Response::Finding(Finding::Unknown { .. })) = (waiting, &response) {
            return Ok(Some(why));
        }
        self.say(&bot, incoming, response).await.map(Some)
    }

    /// Takes a text as an answer to whichever question is open.
    pub(super) async fn answer_open(
        &self,
        incoming: &Incoming,
        text: &str,
    ) -> Result<Option<Reply>> {
        Ok(match self.heard(incoming, text, To::Open).await? {
            Some(Heard::Answer(reply)) => reply,
            Some(Heard::NoAnswer(why) | Heard::Waiting(why)) => Some(why),
            None => Some(speech::refused(Refused::NothingOpen)),
        })
    }

    /// Takes a message as an answer to a certain question.
    pub(super) async fn answer_to(
        &self,
        incoming: &Incoming,
        question: &str,
    ) -> Result<Option<Reply>> {
        let to = To::Marked(question);
        let heard = soon(|| self.heard(incoming, &incoming.text, to)).await?;
        Ok(match heard {
            Some(Heard::Answer(reply)) => reply,
            Some(Heard::NoAnswer(why) | Heard::Waiting(why)) => Some(why),
            None => Some(speech::gone()),
        })
    }

    /// Takes what was said in a channel as an answer to its question, where one is awaited; whether
    /// it is one. Nobody is bothered where it is none.
    pub async fn overhear(&self, incoming: &Incoming) -> bool {
        let (text, to) = (&incoming.text, incoming.to());
        if matches!(to, To::Perhaps) && text.trim_start().starts_with('/') {
            return false;
        }
        let heard = || async {
            match self.answer(incoming, text, to).await? {
                Some(heard) => Ok(Some(heard)),
                None => self.daily_answer(incoming, text, to).await,
            }
        };
        match in_time(soon(heard)).await {
            Ok(heard) => matches!(heard, Some(Heard::Answer(Some(_)))),
            Err(error) => {
                tracing::error!(%error, event = incoming.event_id, "a message was not heard");
                false
            }
        }
    }

    /// Takes a text as an answer wherever one is awaited.
    async fn heard(&self, incoming: &Incoming, text: &str, to: To<'_>) -> Result<Option<Heard>> {
        if let Some(heard) = self.answer(incoming, text, to).await? {
            return Ok(Some(heard));
        }
        if let Some(heard) = self.practice_answer(incoming, text, to).await? {
            return Ok(Some(heard));
        }
        self.daily_answer(incoming, text, to).await
    }
}

/// Looks again for a while whether there is a question, as long as one is awaited.
async fn soon<F: Future<Output = Result<Option<Heard>>>>(
    look: impl Fn() -> F,
) -> Result<Option<Heard>> {
    for _ in 1..LOOKS {
        match look().await? {
            Some(Heard::Waiting(_)) => time::sleep(LOOK_WAIT).await,
            heard => return Ok(heard),
        }
    }
    look().await
}

impl Incoming {
    /// Which question it answers, if it is to none for certain.
    fn to(&self) -> To<'_> {
        let marked = self.answers.as_deref().map(To::Marked);
        marked.unwrap_or(To::Perhaps)
    }
}

impl To<'_> {
    /// Whether it may be the question of that key.
    pub(super) fn may_be(self, key: &str) -> bool {
        match self {
            Self::Marked(marker) => marker == super::marker(key),
            Self::Open | Self::Perhaps => true,
        }
    }
}
