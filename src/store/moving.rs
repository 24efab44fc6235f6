//! A channel that another takes the place of.

use super::{Place, Result, Store};

/// What is kept of a community that is one channel, but for rounds: what was going on there is over.
/// Each takes the platform, what it was called and what it is called.
const OF_COMMUNITY: &[&str] = &[
    "UPDATE score SET community = $3 WHERE platform = $1 AND community = $2",
    "UPDATE tally SET community = $3 WHERE platform = $1 AND community = $2",
    "UPDATE award SET community = $3 WHERE platform = $1 AND community = $2",
    "UPDATE asked SET community = $3 WHERE platform = $1 AND community = $2",
    "UPDATE subscription SET community = $3 WHERE platform = $1 AND community = $2",
    "DELETE FROM link WHERE platform = $1 AND community = $3",
    "UPDATE link SET community = $3 WHERE platform = $1 AND community = $2",
    "DELETE FROM community WHERE platform = $1 AND community = $3 \
     AND EXISTS (SELECT 1 FROM community WHERE platform = $1 AND community = $2)",
    "UPDATE community SET community = $3, left_at = NULL \
     WHERE platform = $1 AND community = $2",
];

impl Store {
    /// Moves what is kept of a channel to the one that takes its place, with what is kept of its
    /// community where that changes; false if something is kept of the new one already, so that
    /// nothing is moved.
    pub async fn move_channel(&self, from: &Place, to: &Place) -> Result<bool> {
        let platform = &from.home.platform;
        let mut transaction = self.pools.write().await?;
        let kept = "SELECT (SELECT COUNT(*) FROM award WHERE platform = $1 AND community = $2) + \
                    (SELECT COUNT(*) FROM subscription WHERE platform = $1 AND channel = $3)";
        let is_moving = from.home.community != to.home.community;
        let community = if is_moving { &*to.home.community } else { "" };
        let count: i64 = sqlx::query_scalar(kept)
            .bind(platform)
            .bind(community)
            .bind(&to.channel)
            .fetch_one(&mut *transaction)
            .await?;
        if count > 0 {
            return Ok(false);
        }
        if is_moving {
            for sql in OF_COMMUNITY {
                sqlx::query(*sql)
                    .bind(platform)
                    .bind(&from.home.community)
                    .bind(&to.home.community)
                    .execute(&mut *transaction)
                    .await?;
            }
        }
        let sql = "UPDATE subscription SET channel = $3 WHERE platform = $1 AND channel = $2";
        sqlx::query(sql)
            .bind(platform)
            .bind(&from.channel)
            .bind(&to.channel)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(true)
    }
}
