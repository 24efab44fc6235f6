//! What happens by itself: rounds go on when they are due, and what is to be said is handed out.

use std::time::Duration;

use jiff::Timestamp;
use rand::Rng;

use super::play::{Changed, Step, Which, change_of};
use super::saying::Saying;
use super::{Away, Game, TRIES_MAX, busy, in_time, millis};
use crate::chat::Reply;
use crate::quiz::{Effect, Question, Round, Rules};
use crate::store::{self, Cause, Change, Lease, Outcome, Outgoing, Place, Result, StoreError};

/// How long a process may take for what it claimed: far longer than any step, and short enough
/// that nobody waits for one that was killed.
pub const LEASE: Duration = Duration::from_millis(LEASE_MS.unsigned_abs());
const LEASE_MS: i64 = 15_000;

/// How much is claimed at a time.
const CLAIMED_MAX: i64 = 64;

/// How often it is recorded that the bot is there: often enough to tell a restart from a pause
/// that matters.
const PRESENCE_MS: i64 = 1_000;

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
    /// Lets the rounds of a platform that are due by now go on, a step each, and tells how many
    /// did. If the bot was not there for a while, what was open then is looked at first.
    pub async fn advance(
        &self,
        platform: &str,
        now: Timestamp,
        owner: &str,
        random: &mut impl Rng,
    ) -> Result<usize> {
        let due = self.due(platform, now, owner).await?;
        for kept in &due {
            match self.step(kept, now, random).await {
                // One that is broken holds up no other; it is looked at again when its lease ends.
                Err(error @ StoreError::Fault(_)) => {
                    tracing::error!(%error, round = kept.round_id, "a round cannot go on");
                }
                done => done?,
            }
        }
        Ok(due.len())
    }

    /// Claims rounds of a platform that are due by now, once what was open in an absence was looked
    /// at.
    pub async fn due(
        &self,
        platform: &str,
        now: Timestamp,
        owner: &str,
    ) -> Result<Vec<store::Round>> {
        self.present(platform, now).await?;
        let claim = self.store.claim_rounds(
            platform,
            millis(now),
            Lease::new(owner, millis(now), LEASE_MS),
            CLAIMED_MAX,
        );
        in_time(claim).await
    }

    /// Lets a round go on that was claimed, from where it is by then.
    pub async fn step(
        &self,
        kept: &store::Round,
        now: Timestamp,
        random: &mut impl Rng,
    ) -> Result<()> {
        in_time(self.go_on(kept, now, random)).await
    }

    async fn go_on(
        &self,
        kept: &store::Round,
        now: Timestamp,
        random: &mut impl Rng,
    ) -> Result<()> {
        let _turn = self.turn(&kept.place).await;
        let mut kept = kept.clone();
        for _ in 0..TRIES_MAX {
            let Some(mut round) = self.opened(&kept, now).await? else {
                return Ok(());
            };
            let drawn: Option<(Question, i64)> = if round.wants_question(now) {
                self.draw(&kept.place.home, round.rules(), random).await?
            } else {
                None
            };
            let (question, before) = drawn.unzip();
            let effects = round.advance(now, |_: &Rules| question);
            let change = change_of(&kept, &round, millis(now), Cause::Time, effects, before);
            if self.commit(&change).await? != Outcome::Conflict {
                return Ok(());
            }
            match self.store.round(&kept.round_id).await? {
                Some(newer) if newer.is_live => kept = newer,
                _ => return Ok(()),
            }
        }
        Err(busy())
    }

    /// Records that the bot is there. If it was not for a while, for a crash, a restart, an outage
    /// or a machine that slept, the questions that were open then are looked at first: they may be
    /// void, and if this is cut short, the next time looks again.
    async fn present(&self, platform: &str, now: Timestamp) -> Result<()> {
        let mut present_at = self.present_at.lock().await;
        let is_recent = |before: &i64| millis(now) - before < PRESENCE_MS;
        if present_at.get(platform).is_some_and(is_recent) {
            return Ok(());
        }
        in_time(async {
            let before = self.store.last_present(platform).await?;
            let from = before.and_then(|before| Timestamp::from_millisecond(before).ok());
            if let Some(from) = from {
                self.resume(platform, Away { from, to: now }).await?;
            }
            self.store.set_present(platform, millis(now)).await
        })
        .await?;
        present_at.insert(platform.to_owned(), millis(now));
        Ok(())
    }

    async fn resume(&self, platform: &str, away: Away) -> Result<()> {
        if !away.voids(away.from, away.to) {
            return Ok(());
        }
        let mut after = String::new();
        loop {
            let page = self
                .store
                .live_rounds(platform, &after, CLAIMED_MAX)
                .await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after.clone_from(&last.round_id);
            for kept in page {
                self.resume_round(kept, away).await?;
            }
        }
    }

    async fn resume_round(&self, mut kept: store::Round, away: Away) -> Result<()> {
        let _turn = self.turn(&kept.place).await;
        for _ in 0..TRIES_MAX {
            let Some(mut round) = self.opened(&kept, away.to).await? else {
                return Ok(());
            };
            let effects = round.resume(away);
            if effects.is_empty() {
                return Ok(());
            }
            let change = change_of(&kept, &round, millis(away.to), Cause::Time, effects, None);
            if self.commit(&change).await? != Outcome::Conflict {
                return Ok(());
            }
            // Somebody answered, or looked at it too.
            match self.store.round(&kept.round_id).await? {
                Some(newer) if newer.is_live => kept = newer,
                _ => return Ok(()),
            }
        }
        Err(busy())
    }

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
            millis(now),
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
            let reply = saying.words(names);
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

    /// When something of a platform is due next, be it past.
    pub async fn next_due(&self, platform: &str) -> Result<Option<Timestamp>> {
        let due = in_time(self.store.next_due(platform)).await?;
        Ok(due.and_then(|due| Timestamp::from_millisecond(due).ok()))
    }

    /// What becomes of the question that a message is the answer to.
    async fn over(&self, saying: &Saying) -> Result<Option<Over>> {
        let Some((key, reply)) = saying.over() else {
            return Ok(None);
        };
        let message_id = in_time(self.store.message_id(key)).await?;
        Ok(message_id.map(|message_id| Over { message_id, reply }))
    }

    /// Records that a message was said, and starts the clock of its question.
    pub async fn said(&self, said: &Said, message_id: &str, now: Timestamp) -> Result<()> {
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
        if matches!(changed, Changed::NoRound) && !self.daily_said(said, message_id, now).await? {
            in_time(self.store.said(&said.key, message_id, millis(now))).await?;
        }
        Ok(())
    }

    /// Records that a message was said, if it is the question of the day; else false.
    async fn daily_said(&self, said: &Said, message_id: &str, now: Timestamp) -> Result<bool> {
        if !said.is_daily_question {
            return Ok(false);
        }
        let cause = Cause::Said {
            key: said.key.clone(),
            message_id: message_id.to_owned(),
        };
        self.daily_posted(&said.place, cause, now, |quiz| quiz.said(&said.key, now))
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
        let Some(mut wish) = self.store.subscription(&said.place).await? else {
            return Ok(());
        };
        if wish.due_at.take().is_some() {
            wish.paused = Some(why.to_owned());
            wish.is_told = false;
            let mut change = Change::new(said.place.clone(), millis(now), Cause::Time);
            change.wish = Some(wish);
            // Whoever changed it in the meantime knows better.
            let _: Outcome = in_time(self.commit(&change)).await?;
        }
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
        let is_settled = !matches!(changed, Changed::NoRound)
            || self
                .daily_posted(&message.place, cause.clone(), now, |quiz| {
                    quiz.failed(&message.key)
                })
                .await?;
        if !is_settled {
            let change = Change::new(message.place.clone(), millis(now), cause);
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
