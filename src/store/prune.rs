//! What has been kept long enough.

use super::{Result, Store};

const HOUR_MS: i64 = 3_600_000;

/// Events: much longer than a platform goes on repeating one.
const INBOX_MS: i64 = 48 * HOUR_MS;

/// Messages that were said: longer than a round can take that still refers to one.
const OUTBOX_MS: i64 = 7 * 24 * HOUR_MS;

/// Rounds that are over: as long as somebody may ask how one went.
const ROUND_MS: i64 = 30 * 24 * HOUR_MS;

/// Communities that the bot was taken out of: whoever did that by mistake has time to notice.
const LEFT_MS: i64 = 30 * 24 * HOUR_MS;

/// How many rows were removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Of events.
    pub events: u64,
    /// Of messages that were said or given up.
    pub messages: u64,
    /// Of rounds that are over.
    pub rounds: u64,
    /// Of communities that the bot was taken out of, each with all that was kept of it.
    pub communities: u64,
}

impl Store {
    /// Removes what is not needed any more; the ledger and all that is counted from it stay as long
    /// as the bot is in their community.
    pub async fn prune(&self, now: i64) -> Result<Pruned> {
        let events = "DELETE FROM inbox WHERE seen_at < $1";
        let messages = "DELETE FROM outbox WHERE settled_at IS NOT NULL AND settled_at < $1";
        let rounds = "DELETE FROM round WHERE live = 0 AND changed_at < $1";
        Ok(Pruned {
            events: self.remove(events, now - INBOX_MS).await?,
            messages: self.remove(messages, now - OUTBOX_MS).await?,
            rounds: self.remove(rounds, now - ROUND_MS).await?,
            communities: self.forget_left(now - LEFT_MS).await?,
        })
    }

    async fn remove(&self, sql: &'static str, before: i64) -> Result<u64> {
        let done = sqlx::query(sql)
            .bind(before)
            .execute(&self.pools.writer)
            .await?;
        Ok(done.rows_affected())
    }
}
