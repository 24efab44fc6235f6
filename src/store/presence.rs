//! When the bot was last there.

use super::{Result, Store};

impl Store {
    /// Records that the bot is there on a platform. A time before the last one changes nothing.
    pub async fn set_present(&self, platform: &str, at: i64) -> Result<()> {
        let sql = "INSERT INTO presence (platform, at) VALUES ($1, $2) \
                   ON CONFLICT (platform) DO UPDATE SET at = excluded.at \
                   WHERE presence.at < excluded.at";
        sqlx::query(sql)
            .bind(platform)
            .bind(at)
            .execute(&self.pools.writer)
            .await?;
        Ok(())
    }

    /// When the bot was last there on a platform; nothing if it never was.
    pub async fn last_present(&self, platform: &str) -> Result<Option<i64>> {
        Ok(
            sqlx::query_scalar("SELECT at FROM presence WHERE platform = $1")
                .bind(platform)
                .fetch_optional(&self.pools.reader)
                .await?,
        )
    }
}
