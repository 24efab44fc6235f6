//! Links to leaderboards: each community has one at most.

use super::{Home, Result, Store};

impl Store {
    /// Has the leaderboard of a community shown to whoever knows what has that digest, and to nobody who
    /// knew another before.
    pub async fn set_link(&self, home: &Home, digest: &str) -> Result<()> {
        let sql = "INSERT INTO link (platform, community, digest) VALUES ($1, $2, $3) \
                   ON CONFLICT (platform, community) DO UPDATE SET digest = excluded.digest";
        sqlx::query(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .bind(digest)
            .execute(&self.pools.writer)
            .await?;
        Ok(())
    }

    /// Has it shown to nobody any more; false if it was not.
    pub async fn revoke_link(&self, home: &Home) -> Result<bool> {
        let sql = "DELETE FROM link WHERE platform = $1 AND community = $2";
        let done = sqlx::query(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .execute(&self.pools.writer)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Whose leaderboard is shown to whoever knows what has that digest.
    pub async fn linked(&self, digest: &str) -> Result<Option<Home>> {
        let sql = "SELECT platform, community FROM link WHERE digest = $1";
        let found: Option<(String, String)> = sqlx::query_as(sql)
            .bind(digest)
            .fetch_optional(&self.pools.reader)
            .await?;
        Ok(found.map(|(platform, community)| Home::new(platform, community)))
    }
}
