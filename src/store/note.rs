//! What processes tell each other about a platform.

use super::{Result, Store};

impl Store {
    /// What the platform was told last under a name.
    pub async fn note(&self, platform: &str, name: &str) -> Result<Option<String>> {
        let sql = "SELECT value FROM note WHERE platform = $1 AND name = $2";
        Ok(sqlx::query_scalar(sql)
            .bind(platform)
            .bind(name)
            .fetch_optional(&self.pools.reader)
            .await?)
    }

    /// Records what the platform was told under a name.
    pub async fn set_note(&self, platform: &str, name: &str, value: &str) -> Result<()> {
        let sql = "INSERT INTO note (platform, name, value) VALUES ($1, $2, $3) \
                   ON CONFLICT (platform, name) DO UPDATE SET value = excluded.value";
        sqlx::query(sql)
            .bind(platform)
            .bind(name)
            .bind(value)
            .execute(&self.pools.writer)
            .await?;
        Ok(())
    }

    /// Takes a turn at what only one process at a time may do, until then; false if another has
    /// it.
    pub async fn take_turn(
        &self,
        platform: &str,
        name: &str,
        now: i64,
        until: i64,
    ) -> Result<bool> {
        let sql = "INSERT INTO turn (platform, name, free_at) VALUES ($1, $2, $3) \
                   ON CONFLICT (platform, name) DO UPDATE SET free_at = excluded.free_at \
                   WHERE turn.free_at <= $4";
        let done = sqlx::query(sql)
            .bind(platform)
            .bind(name)
            .bind(until)
            .bind(now)
            .execute(&self.pools.writer)
            .await?;
        Ok(done.rows_affected() > 0)
    }
}
