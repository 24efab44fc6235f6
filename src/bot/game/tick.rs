//! What happens by itself: rounds go on when they are due.

use std::time::Duration;

use jiff::Timestamp;
use rand::Rng;

use super::play::change_of;
use super::{Away, Game, TRIES_MAX, busy, in_time, millis};
use crate::quiz::{Question, Rules};
use crate::store::{self, Cause, Lease, Outcome, Result, StoreError};

/// How long a process may take for what it claimed: far longer than any step, and short enough
/// that nobody waits for one that was killed.
pub const LEASE: Duration = Duration::from_millis(LEASE_MS.unsigned_abs());
pub(super) const LEASE_MS: i64 = 15_000;

/// How much is claimed at a time.
pub(super) const CLAIMED_MAX: i64 = 64;

/// How often it is recorded that the bot is there: often enough to tell a restart from a pause
/// that matters.
const PRESENCE_MS: i64 = 1_000;

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
    pub async fn present(&self, platform: &str, now: Timestamp) -> Result<()> {
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

    /// When something of a platform is due next, be it past.
    pub async fn next_due(&self, platform: &str) -> Result<Option<Timestamp>> {
        let due = in_time(self.store.next_due(platform)).await?;
        Ok(due.and_then(|due| Timestamp::from_millisecond(due).ok()))
    }
}
