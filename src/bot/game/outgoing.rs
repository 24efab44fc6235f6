//! What is to be said: handed out, and recorded when it was said or never can be.

use jiff::{SignedDuration, Timestamp};

use super::planner::{quiz, round_id};
use super::play::{Changed, Step, Which, give, json};
use super::saying::Saying;
use super::tick::{CLAIMED_MAX, LEASE_MS};
use super::{Game, in_time, is_seen, marker, millis};
use crate::chat::Reply;
use crate::daily::LATE_MAX;
use crate::quiz::{DailyQuiz, Effect, Round};
use crate::store::{self, Cause, Change, Lease, Outcome, Outgoing, Place, Result};

/// A message that is to be said now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What protects it from being said twice.
    pub key: String,
    /// Where.
    pub place: Place,
    /// What.
    pub reply: Reply,
    /// What becomes of the question that it is the answer to.
    pub over: Option<Over>,
    message: Outgoing,
    is_daily_question: bool,
}

/// A question that is over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Over {
    /// What the platform calls its post.
    pub message_id: String,
    /// What it says from now on.
    pub reply: Reply,
}

impl Said {
    /// When nobody wants it any more.
    pub fn expires_at(&self) -> Option<Timestamp> {
        let end = self.message.expires_at?;
        Timestamp::from_millisecond(end).ok()
    }

    /// Since when somebody has tried to say it, by the platform's clock, if it is not known how
    /// that ended.
    pub fn tried_since(&self) -> Option<Timestamp> {
        let since = Timestamp::from_millisecond(self.message.tried_at).ok();
        since.filter(|_| self.message.attempts > 1)
    }
}

impl Game {
    /// What is to be said on a platform by now: of each channel the next message. `there` is what
    /// time it is by the platform's clock.
    pub async fn to_say(
        &self,
        platform: &str,
        now: Timestamp,
        there: Timestamp,
        owner: &str,
    ) -> Result<Vec<Said>> {
        let claim = self.store.claim_messages(
            platform,
            millis(now.max(there)),
            Lease::new(owner, millis(there), LEASE_MS),
            CLAIMED_MAX,
        );
        let messages = in_time(claim).await?;
        let mut to_say = Vec::new();
        for message in messages {
            let saying: Saying = match serde_json::from_str(&message.body) {
                Ok(saying) => saying,
                // One that is broken holds up no other.
                Err(error) => {
                    tracing::error!(%error, key = message.key, "a message cannot be read");
                    self.give_up(&message, "it cannot be read", now).await?;
                    continue;
                }
            };
            let names = in_time(self.names(saying.members().into_iter())).await?;
            let is_final = is_seen(&message.place.home.platform);
            let reply = saying.words(names, is_final);
            let reply = reply.asking(&marker(&message.key));
            to_say.push(Said {
                key: message.key.clone(),
                place: message.place.clone(),
                reply,
                over: self.over(&saying).await?,
                is_daily_question: saying.is_daily_question(),
                message,
            });
        }
        Ok(to_say)
    }

    /// What becomes of the question that a message is the answer to.
    async fn over(&self, saying: &Saying) -> Result<Option<Over>> {
        let Some((key, reply)) = saying.over() else {
            return Ok(None);
        };
        let message_id = in_time(self.store.message_id(key)).await?;
        Ok(message_id.map(|message_id| Over { message_id, reply }))
    }

    /// Records that a message was said, and starts the clock of its question; `there` is what time
    /// it is by the platform's clock.
    pub async fn said(
        &self,
        said: &Said,
        message_id: &str,
        now: Timestamp,
        there: Timestamp,
    ) -> Result<()> {
        let cause = Cause::Said {
            key: said.key.clone(),
            message_id: message_id.to_owned(),
        };
        let changed = self
            .settle(&said.message, cause, now, |round| {
                round.said(&said.key, now);
                Vec::new()
            })
            .await?;
        if matches!(changed, Changed::NoRound) && !self.daily_said(said, message_id, there).await? {
            in_time(self.store.said(&said.key, message_id, millis(now))).await?;
        }
        Ok(())
    }

    /// Records that a message was said, if it is the question of the day; else false.
    async fn daily_said(&self, said: &Said, message_id: &str, there: Timestamp) -> Result<bool> {
        if !said.is_daily_question {
            return Ok(false);
        }
        let cause = Cause::Said {
            key: said.key.clone(),
            message_id: message_id.to_owned(),
        };
        self.daily_posted(&said.place, cause, there, None, |quiz| {
            quiz.said(&said.key, there)
        })
        .await
    }

    /// Records that a message is not said, and why.
    pub async fn unsaid(&self, said: &Said, why: &str, now: Timestamp) -> Result<()> {
        self.give_up(&said.message, why, now).await
    }

    /// Records that a message is not said since its channel cannot be posted to: daily facts for
    /// it are paused.
    pub async fn gone(&self, said: &Said, why: &str, now: Timestamp) -> Result<()> {
        self.give_up(&said.message, why, now).await?;
        let _turn = self.turn(&said.place).await;
        let wish = in_time(self.store.subscription(&said.place)).await?;
        let Some(mut wish) = wish.filter(|wish| wish.due_at.is_some()) else {
            return Ok(());
        };
        let mut change = Change::new(said.place.clone(), millis(now), Cause::Time);
        // Nobody can answer any more; whoever did has the points.
        if let Some(mut quiz) = quiz(&wish) {
            let awards = quiz.resolve().map(|(awards, _)| awards);
            for award in awards.into_iter().flatten() {
                give(&mut change, &round_id(&said.place, &quiz), award);
            }
            wish.quiz = Some(json(&quiz));
        }
        wish.due_at = None;
        wish.paused = Some(why.to_owned());
        wish.is_told = false;
        change.wish = Some(wish);
        // Whoever changed it in the meantime knows better.
        let _: Outcome = in_time(self.commit(&change)).await?;
        Ok(())
    }

    /// Lets go of a message that the platform refused, to be tried again then.
    pub async fn postpone(&self, said: &Said, owner: &str, then: Timestamp) -> Result<()> {
        let postpone =
            self.store
                .postpone(&said.key, owner, millis(then), said.tried_since().is_some());
        in_time(postpone).await?;
        Ok(())
    }

    /// Records that a message can never be said; without its question, a round is over.
    async fn give_up(&self, message: &Outgoing, why: &str, now: Timestamp) -> Result<()> {
        let cause = Cause::Unsaid {
            key: message.key.clone(),
            why: why.to_owned(),
        };
        let changed = self
            .settle(message, cause.clone(), now, |round| {
                round.failed(&message.key)
            })
            .await?;
        if !matches!(changed, Changed::NoRound) {
            return Ok(());
        }
        // The answer to the question before is told, though late.
        let answer = revealed(message, now);
        let tell = |quiz: &mut DailyQuiz| quiz.failed(&message.key);
        let place = &message.place;
        if !self
            .daily_posted(place, cause.clone(), now, answer.clone(), tell)
            .await?
        {
            let mut change = Change::new(place.clone(), millis(now), cause);
            change.messages.extend(answer);
            in_time(self.commit(&change)).await?;
        }
        Ok(())
    }

    /// Settles a message, and tells its round.
    async fn settle(
        &self,
        message: &Outgoing,
        cause: Cause,
        now: Timestamp,
        mut tell: impl FnMut(&mut Round) -> Vec<Effect>,
    ) -> Result<Changed<()>> {
        let Some(round_id) = &message.round_id else {
            return Ok(Changed::NoRound);
        };
        let which = Which::Named(round_id, &message.place);
        in_time(self.change(which, now, cause, |round| Step {
            effects: tell(round),
            said: (),
        }))
        .await
    }
}

/// The answer to the question before that a daily post was to bring, as a message of its own.
fn revealed(message: &Outgoing, now: Timestamp) -> Option<store::Message> {
    let Ok(Saying::Daily {
        revealed: Some(revealed),
        ..
    }) = serde_json::from_str(&message.body)
    else {
        return None;
    };
    let saying = Saying::Daily {
        revealed: Some(revealed),
        today: None,
    };
    Some(store::Message {
        key: format!("{}/answer", message.key),
        round_id: None,
        body: json(&saying),
        not_before: millis(now),
        expires_at: Some(millis(later(now, LATE_MAX))),
    })
}

/// So long after a time, as far as time goes.
fn later(at: Timestamp, wait: SignedDuration) -> Timestamp {
    at.checked_add(wait).unwrap_or(Timestamp::MAX)
}
