//! What is due: the little that claiming of rounds and of messages has in common.

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

use super::{Result, Store};

/// What a claim adds on PostgreSQL, so that claimers do not wait for each other. On SQLite there
/// is one writer at a time.
pub(super) fn skip_locked(is_postgres: bool) -> &'static str {
    if is_postgres {
        " FOR UPDATE SKIP LOCKED"
    } else {
        ""
    }
}

/// SQL of parts that stand in the program: no value is ever part of the text.
pub(super) fn text(parts: &[&'static str]) -> SqlStr {
    AssertSqlSafe(parts.concat()).into_sql_str()
}

/// SQL whose variable part is a list of `$1, $2, …`.
pub(super) fn checked(sql: String) -> SqlStr {
    AssertSqlSafe(sql).into_sql_str()
}

/// For how long whoever claims something has it alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease<'a> {
    owner: &'a str,
    from: i64,
    length: i64,
}

impl<'a> Lease<'a> {
    /// From a time on, by a clock that is the same for all who claim such things.
    pub fn new(owner: &'a str, from: i64, length: i64) -> Self {
        Self {
            owner,
            from,
            length,
        }
    }
}

impl Store {
    /// Runs a claim: `$1` is now, `$2` whose it is, `$3` when the lease ends, `$4` how many at most,
    /// `$5` of which platform, `$6` when the lease begins.
    pub(super) async fn claim(
        &self,
        sql: SqlStr,
        platform: &str,
        now: i64,
        lease: Lease<'_>,
        limit: i64,
    ) -> Result<Vec<AnyRow>> {
        let rows = sqlx::query(sql)
            .bind(now)
            .bind(lease.owner)
            .bind(lease.from.saturating_add(lease.length))
            .bind(limit)
            .bind(platform)
            .bind(lease.from)
            .fetch_all(&self.pools.writer)
            .await?;
        Ok(rows)
    }

    /// Gives back the rounds that somebody has claimed. A message that was claimed may have been said,
    /// which only time tells.
    pub async fn release(&self, owner: &str) -> Result<()> {
        let sql = "UPDATE round SET lease_until = 0 WHERE lease_owner = $1 AND lease_until > 0";
        sqlx::query(sql)
            .bind(owner)
            .execute(&self.pools.writer)
            .await?;
        Ok(())
    }

    /// Whether there is something to say on a platform by now that nobody has said.
    pub async fn is_to_say(&self, platform: &str, now: i64) -> Result<bool> {
        let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM outbox WHERE settled_at IS NULL \
                   AND platform = $1 AND not_before <= $2 LIMIT 1) AS one";
        let count: i64 = sqlx::query_scalar(sql)
            .bind(platform)
            .bind(now)
            .fetch_one(&self.pools.reader)
            .await?;
        Ok(count > 0)
    }

    /// When something of a platform is due next, be it past: a round, a message, a wish for daily
    /// facts. What is claimed counts when its lease ends, and what waits for another message of its
    /// channel when its turn comes. Nothing needs to be looked for before, unless something is
    /// committed.
    pub async fn next_due(&self, platform: &str) -> Result<Option<i64>> {
        // The first that nobody holds is found by its index; of those that are held, only what
        // was due before it can come before it. However many wait, few are looked at.
        let sql = "WITH free_round AS (SELECT due_at AS due FROM round \
                   WHERE live = 1 AND platform = $1 AND due_at IS NOT NULL \
                   AND lease_until <= due_at ORDER BY due_at LIMIT 1), \
                   free_ordered AS (SELECT not_before AS due FROM outbox AS head \
                   WHERE settled_at IS NULL AND position > 0 AND platform = $1 \
                   AND lease_until <= not_before AND NOT EXISTS \
                   (SELECT 1 FROM outbox AS earlier WHERE earlier.platform = head.platform \
                   AND earlier.channel = head.channel AND earlier.position < head.position \
                   AND earlier.position > 0 AND earlier.settled_at IS NULL) \
                   ORDER BY not_before LIMIT 1), \
                   free_unordered AS (SELECT not_before AS due FROM outbox \
                   WHERE settled_at IS NULL AND position = 0 AND platform = $1 \
                   AND lease_until <= not_before ORDER BY not_before LIMIT 1) \
                   SELECT MIN(due) FROM ( \
                   SELECT due FROM free_round UNION ALL SELECT due FROM free_ordered \
                   UNION ALL SELECT due FROM free_unordered \
                   UNION ALL SELECT MIN(lease_until) FROM round \
                   WHERE live = 1 AND platform = $1 AND lease_until > due_at AND due_at <= \
                   (SELECT COALESCE(MIN(due), 9223372036854775807) FROM free_round) \
                   UNION ALL SELECT MIN(lease_until) FROM outbox AS head \
                   WHERE settled_at IS NULL AND position > 0 AND platform = $1 \
                   AND lease_until > not_before AND not_before <= \
                   (SELECT COALESCE(MIN(due), 9223372036854775807) FROM free_ordered) \
                   AND NOT EXISTS (SELECT 1 FROM outbox AS earlier \
                   WHERE earlier.platform = head.platform AND earlier.channel = head.channel \
                   AND earlier.position < head.position AND earlier.position > 0 \
                   AND earlier.settled_at IS NULL) \
                   UNION ALL SELECT MIN(lease_until) FROM outbox \
                   WHERE settled_at IS NULL AND position = 0 AND platform = $1 \
                   AND lease_until > not_before AND not_before <= \
                   (SELECT COALESCE(MIN(due), 9223372036854775807) FROM free_unordered) \
                   UNION ALL SELECT MIN(due_at) FROM subscription \
                   WHERE platform = $1 AND due_at IS NOT NULL\
                   ) AS times";
        Ok(sqlx::query_scalar(sql)
            .bind(platform)
            .fetch_one(&self.pools.reader)
            .await?)
    }
}
