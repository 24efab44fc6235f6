//! Communities that the bot was taken out of.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::{Home, Result, Store};

/// What is kept of a community, but for itself. Each table names platform and community.
#[rustfmt::skip]
const KEPT: &[&str] = &[
    "DELETE FROM round WHERE platform = $1 AND community = $2",
    "DELETE FROM outbox WHERE platform = $1 AND community = $2",
    "DELETE FROM subscription WHERE platform = $1 AND community = $2",
    "DELETE FROM score WHERE platform = $1 AND community = $2",
    "DELETE FROM tally WHERE platform = $1 AND community = $2",
    // How hard a question is comes of the answers that are kept.
    "UPDATE plays SET \
     answered = answered - (SELECT COUNT(*) FROM award WHERE platform = $1 AND community = $2 \
                            AND award.question_id = plays.question_id), \
     correct = correct - (SELECT CAST(SUM(correct) AS BIGINT) FROM award WHERE platform = $1 \
                          AND community = $2 AND award.question_id = plays.question_id) \
     WHERE question_id IN (SELECT question_id FROM award WHERE platform = $1 AND community = $2)",
    "DELETE FROM award WHERE platform = $1 AND community = $2",
    "DELETE FROM asked WHERE platform = $1 AND community = $2",
    "DELETE FROM link WHERE platform = $1 AND community = $2",
];

impl Store {
    /// The communities of a platform that something is kept of, and since when the bot is not in
    /// them any more.
    pub async fn communities(&self, platform: &str) -> Result<Vec<(String, Option<i64>)>> {
        let sql = "SELECT community, MAX(left_at) FROM \
                   (SELECT community, left_at FROM community WHERE platform = $1 \
                   UNION ALL SELECT community, NULL FROM subscription WHERE platform = $1) AS kept \
                   GROUP BY community";
        let rows = sqlx::query(sql)
            .bind(platform)
            .fetch_all(&self.pools.reader)
            .await?;
        let read = |row: &AnyRow| Ok((row.try_get(0)?, row.try_get(1)?));
        rows.iter().map(read).collect()
    }

    /// Records that the bot was taken out of a community then, unless it was before.
    pub async fn leave(&self, home: &Home, at: i64) -> Result<()> {
        let sql = "INSERT INTO community (platform, community, left_at) VALUES ($1, $2, $3) \
                   ON CONFLICT (platform, community) DO UPDATE SET left_at = excluded.left_at \
                   WHERE community.left_at IS NULL";
        sqlx::query(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .bind(at)
            .execute(&self.pools.writer)
            .await?;
        Ok(())
    }

    /// Records that the bot is in a community again.
    pub async fn come_back(&self, home: &Home) -> Result<()> {
        let sql = "UPDATE community SET left_at = NULL \
                   WHERE platform = $1 AND community = $2 AND left_at IS NOT NULL";
        sqlx::query(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .execute(&self.pools.writer)
            .await?;
        Ok(())
    }

    /// Removes all that is kept of communities that the bot left before then, with the members who
    /// played there and in no other, and tells how many there were.
    pub(super) async fn forget_left(&self, before: i64) -> Result<u64> {
        let sql = "SELECT platform, community FROM community WHERE left_at < $1";
        let rows = sqlx::query(sql)
            .bind(before)
            .fetch_all(&self.pools.reader)
            .await?;
        for row in &rows {
            let (platform, community): (String, String) = (row.try_get(0)?, row.try_get(1)?);
            let mut transaction = self.pools.write().await?;
            // It may have come back since it was read.
            let gone = sqlx::query(
                "DELETE FROM community WHERE platform = $1 AND community = $2 AND left_at < $3",
            )
            .bind(&platform)
            .bind(&community)
            .bind(before)
            .execute(&mut *transaction)
            .await?;
            if gone.rows_affected() == 0 {
                continue;
            }
            let played = sqlx::query_scalar::<_, String>(
                "SELECT DISTINCT member_key FROM score WHERE platform = $1 AND community = $2",
            )
            .bind(&platform)
            .bind(&community)
            .fetch_all(&mut *transaction)
            .await?;
            for sql in KEPT {
                sqlx::query(*sql)
                    .bind(&platform)
                    .bind(&community)
                    .execute(&mut *transaction)
                    .await?;
            }
            sqlx::query("DELETE FROM plays WHERE answered = 0")
                .execute(&mut *transaction)
                .await?;
            // Whoever only asked the bot to hide them is still to be hidden.
            let member = "DELETE FROM member WHERE member_key = $1 AND hidden = 0 \
                           AND NOT EXISTS (SELECT 1 FROM score WHERE score.member_key = member.member_key) \
                           AND NOT EXISTS (SELECT 1 FROM practice WHERE practice.member_key = member.member_key)";
            for key in played {
                sqlx::query(member)
                    .bind(key)
                    .execute(&mut *transaction)
                    .await?;
            }
            transaction.commit().await?;
        }
        Ok(u64::try_from(rows.len()).unwrap_or(u64::MAX))
    }
}
