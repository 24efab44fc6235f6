//! What happens by itself: rounds go on when they are due.

use std::time::Duration;

use jiff::Timestamp;
use rand::Rng;

use super::play::change_of;
use super::{Game, TRIES_MAX, busy, in_time, millis};
use crate::quiz::{Question, Rules};
use crate::store::{self, Cause, Lease, Outcome, Result, StoreError};

/// How long a process may take for what it claimed: far longer than any step, and short enough
/// that nobody waits for one that was killed.
pub const LEASE: Duration = Duration::from_millis(LEASE_MS.unsigned_abs());
pub(super) const LEASE_MS: i64 = 15_000;

/// How much is claimed at a time.
pub(super) const CLAIMED_MAX: i64 = 64;

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
        // Nobody else is kept from what this process will not do any more.
        if self.is_closing() {
            return self.ending(platform, now).await;
        }
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
            // It was claimed before the program was asked to end: whoever starts next asks it.
            if round.wants_question(now) && self.is_closing() {
                return Ok(());
            }
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

    /// When something of a platform is due next, be it past.
    pub async fn next_due(&self, platform: &str) -> Result<Option<Timestamp>> {
        let due = in_time(self.store.next_due(platform)).await?;
        Ok(due.and_then(|due| Timestamp::from_millisecond(due).ok()))
    }
}
