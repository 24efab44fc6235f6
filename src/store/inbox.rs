//! The events that were handled, so that none is handled twice.

use sqlx::AnyConnection;

use super::{Result, Store};

/// Records an event; false if it was there.
pub(super) async fn record(
    db: &mut AnyConnection,
    platform: &str,
    event_id: &str,
    at: i64,
) -> Result<bool> {
    let sql = "INSERT INTO inbox (platform, event_id, seen_at) VALUES ($1, $2, $3) \
               ON CONFLICT DO NOTHING";
    let done = sqlx::query(sql)
        .bind(platform)
        .bind(event_id)
        .bind(at)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

impl Store {
    /// Whether an event was handled. What it causes is recorded with it by [`Store::commit`],
    /// which looks itself; this is for what causes nothing that is kept.
    pub async fn is_seen(&self, platform: &str, event_id: &str) -> Result<bool> {
        let sql = "SELECT COUNT(*) FROM inbox WHERE platform = $1 AND event_id = $2";
        let count: i64 = sqlx::query_scalar(sql)
            .bind(platform)
            .bind(event_id)
            .fetch_one(&self.pools.reader)
            .await?;
        Ok(count > 0)
    }
}
