//! Whether the bot is there on a platform, and what becomes of the questions that were open while it was
//! not.

use std::sync::PoisonError;
use std::time::Duration;

use jiff::Timestamp;
use rustc_hash::{FxHashMap, FxHashSet};
use tokio::sync::Mutex;
use tokio::time;

use super::play::change_of;
use super::tick::CLAIMED_MAX;
use super::{Away, Game, TRIES_MAX, busy, counting, in_time, millis};
use crate::store::{self, Cause, Outcome, Result};

/// How often it is recorded that the bot is there: often enough to tell a restart from a pause
/// that matters.
const PRESENCE_MS: i64 = 1_000;

/// How long it may take to tell when that was.
const LOOK: Duration = Duration::from_secs(1);

/// How this process stands to a platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Presence {
    /// It heard members then, and the database took what they did.
    At(Timestamp),
    /// Another process is the bot there, which this one takes over from once that ends.
    StandingBy,
    /// It was not there yet, or the database takes too long to tell.
    Unknown,
}

/// What this process knows of itself, by platform.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// When it last recorded that the bot is there.
    at: Mutex<FxHashMap<String, i64>>,
    /// Where another process is the bot.
    standing_by: std::sync::Mutex<FxHashSet<&'static str>>,
}

impl Game {
    /// Records that the bot is there. If it was not for a while, for a crash, a restart, an outage
    /// or a machine that slept, the questions that were open then are looked at first: they may be
    /// void, and if this is cut short, the next time looks again.
    pub async fn present(&self, platform: &str, now: Timestamp) -> Result<()> {
        let mut present_at = self.known.at.lock().await;
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
        counting::present(platform, now);
        Ok(())
    }

    /// Says whether another process is the bot on a platform.
    pub fn stand_by(&self, platform: &'static str, is_other: bool) {
        counting::standing_by(platform, is_other);
        let mut standing_by = self.standing_by();
        if is_other {
            standing_by.insert(platform);
        } else {
            standing_by.remove(platform);
        }
    }

    /// How this process stands to a platform.
    pub async fn presence(&self, platform: &str) -> Presence {
        if self.standing_by().contains(platform) {
            return Presence::StandingBy;
        }
        // Whoever records it holds this for as long as the database takes, be that too long.
        let Ok(present_at) = time::timeout(LOOK, self.known.at.lock()).await else {
            return Presence::Unknown;
        };
        let at = present_at.get(platform).copied();
        let at = at.and_then(|at| Timestamp::from_millisecond(at).ok());
        at.map_or(Presence::Unknown, Presence::At)
    }

    fn standing_by(&self) -> std::sync::MutexGuard<'_, FxHashSet<&'static str>> {
        let standing_by = self.known.standing_by.lock();
        standing_by.unwrap_or_else(PoisonError::into_inner)
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
                counting::voided(&kept.place.home.platform);
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
}
