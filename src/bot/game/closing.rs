//! The end of the program: nothing new begins, and what is open may end.

use jiff::Timestamp;
use tokio::sync::watch;

use super::tick::CLAIMED_MAX;
use super::{Game, in_time, millis};
use crate::store::{self, Result};

impl Game {
    /// Begins no round and asks no question any more, since the program ends by then at the latest.
    pub fn close(&self, by: Timestamp) {
        self.closing.send_replace(Some(by));
    }

    /// By when the program ends, once it does.
    pub fn closing(&self) -> watch::Receiver<Option<Timestamp>> {
        self.closing.subscribe()
    }

    /// Whether the program is about to end.
    pub(super) fn is_closing(&self) -> bool {
        self.closing.borrow().is_some()
    }

    /// Whether nothing is worth waiting for on a platform any more: no question is open that would
    /// close in time, and all is said. What is open beyond is looked at by whoever starts next.
    pub async fn is_over(&self, platform: &str, now: Timestamp) -> Result<bool> {
        let Some(by) = *self.closing.borrow() else {
            return Ok(false);
        };
        if now >= by {
            return Ok(true);
        }
        let open = in_time(self.open(platform, now)).await?;
        if open.iter().any(|(_, closes_at)| *closes_at <= by) {
            return Ok(false);
        }
        let left = in_time(self.store.is_to_say(platform, millis(now))).await?;
        Ok(!left)
    }

    /// The rounds of a platform whose question closes by now: nothing else goes on before the end.
    pub(super) async fn ending(&self, platform: &str, now: Timestamp) -> Result<Vec<store::Round>> {
        let open = in_time(self.open(platform, now)).await?.into_iter();
        let due = open.filter(|(_, closes_at)| *closes_at <= now);
        Ok(due.map(|(kept, _)| kept).collect())
    }

    /// The rounds of a platform with a question that is open, and when that closes.
    async fn open(&self, platform: &str, now: Timestamp) -> Result<Vec<(store::Round, Timestamp)>> {
        let (mut open, mut after) = (Vec::new(), String::new());
        loop {
            let page = self.store.live_rounds(platform, &after, CLAIMED_MAX);
            let page = page.await?;
            let Some(last) = page.last() else {
                return Ok(open);
            };
            after.clone_from(&last.round_id);
            for kept in page {
                let round = self.opened(&kept, now).await?;
                let closes_at = round.and_then(|round| Some(round.open()?.1));
                open.extend(closes_at.map(|closes_at| (kept, closes_at)));
            }
        }
    }

    /// Gives back the rounds that a process has claimed, so that no other waits until they are free.
    pub async fn release(&self, owner: &str) -> Result<()> {
        in_time(self.store.release(owner)).await
    }
}
