//! How a member has played: fact by fact, and round by round.

use super::{Home, MemberKey, Plays, Result, Store};
use crate::quiz::QUESTIONS_MAX;

/// A round, as it went for a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Played {
    /// The day of its last question, in the community's time zone, such as 2026-11-24.
    pub day: String,
    /// The points.
    pub points: i64,
    /// How many questions the member answered.
    pub answered: i64,
    /// How many of them rightly.
    pub correct: i64,
}

/// What the ledger calls the daily questions of a channel begins with this, as if they were one
/// round.
pub const DAILY: &str = "daily/";

impl Store {
    /// The daily questions of a community that a member got right: of which channel, and the number
    /// of each there, in order.
    pub async fn daily_right(&self, home: &Home, member: &MemberKey) -> Result<Vec<(String, i64)>> {
        let sql = "SELECT round_id, question_no FROM award \
                   WHERE platform = $1 AND community = $2 AND member_key = $3 \
                   AND correct = 1 AND round_id LIKE $4 ORDER BY round_id, question_no";
        Ok(sqlx::query_as(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .bind(&member.0)
            .bind(format!("{DAILY}%"))
            .fetch_all(&self.pools.reader)
            .await?)
    }

    /// How a member has answered in a community, by the id of the fact that was asked about.
    pub async fn plays_by_fact(
        &self,
        home: &Home,
        member: &MemberKey,
    ) -> Result<Vec<(String, Plays)>> {
        let sql = "SELECT fact_id, COUNT(*), CAST(SUM(correct) AS BIGINT) FROM award \
                   WHERE platform = $1 AND community = $2 AND member_key = $3 \
                   GROUP BY fact_id ORDER BY fact_id";
        let found: Vec<(String, i64, i64)> = sqlx::query_as(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .bind(&member.0)
            .fetch_all(&self.pools.reader)
            .await?;
        let plays = |(fact, answered, correct)| (fact, Plays { answered, correct });
        Ok(found.into_iter().map(plays).collect())
    }

    /// The last rounds of a community, its daily questions aside, that a member answered in, the latest first.
    pub async fn rounds_of(
        &self,
        home: &Home,
        member: &MemberKey,
        limit: i64,
    ) -> Result<Vec<Played>> {
        // No more awards are read than so many rounds can have.
        let awards_max = limit * i64::from(QUESTIONS_MAX);
        let sql = "SELECT MAX(day), CAST(SUM(points) AS BIGINT), COUNT(*), \
                   CAST(SUM(correct) AS BIGINT) FROM ( \
                   SELECT round_id, position, day, points, correct FROM award \
                   WHERE platform = $1 AND community = $2 AND member_key = $3 \
                   AND round_id NOT LIKE $6 ORDER BY position DESC LIMIT $4) AS latest \
                   GROUP BY round_id ORDER BY MAX(position) DESC LIMIT $5";
        let found: Vec<(String, i64, i64, i64)> = sqlx::query_as(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .bind(&member.0)
            .bind(awards_max)
            .bind(limit)
            .bind(format!("{DAILY}%"))
            .fetch_all(&self.pools.reader)
            .await?;
        let played = |(day, points, answered, correct)| Played {
            day,
            points,
            answered,
            correct,
        };
        Ok(found.into_iter().map(played).collect())
    }
}
