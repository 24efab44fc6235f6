//! When the bot was last there.

use super::{Result, Store};

impl Store {
    /// Records that the bot is there on a platform, and tells when it last was; nothing if it
    /// never was. A time before the last one changes nothing.
    pub async fn present(&self, platform: &str, at: i64) -> Result<Option<i64>> {
        let mut transaction = self.pools.write().await?;
        let before: Option<i64> = sqlx::query_scalar("SELECT at FROM presence WHERE platform = $1")
            .bind(platform)
            .fetch_optional(&mut *transaction)
            .await?;
        let sql = "INSERT INTO presence (platform, at) VALUES ($1, $2) \
                   ON CONFLICT (platform) DO UPDATE SET at = excluded.at \
                   WHERE presence.at < excluded.at";
        sqlx::query(sql)
            .bind(platform)
            .bind(at)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(before)
    }
}
