//! Leaderboards: the first of a board, and where a member stands.

use sqlx::Row;
use sqlx::any::AnyRow;

use super::community::zone;
use super::scores::ANY;
use super::tally::{Board, above};
use super::{Home, Member, MemberKey, Result, Store, period};
use crate::quiz::{Kind, Span};

/// Where a member stands on a leaderboard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The rank, from 1; who has as many points shares it.
    pub rank: i64,
    /// Who it is.
    pub member: MemberKey,
    /// The name as it is shown; empty for a member who is not known.
    pub name: String,
    /// The points.
    pub points: i64,
    /// How many questions the member answered.
    pub answered: i64,
    /// How many of them rightly.
    pub correct: i64,
    /// Right answers in a row, up to the last one.
    pub streak: i64,
    /// The longest streak of the period.
    pub streak_best: i64,
}

/// What a standing is read from, in this order.
const COLUMNS: &str = "s.member_key, COALESCE(m.name, ''), s.points, s.answered, s.correct, \
                       s.streak, s.streak_best FROM score AS s \
                       LEFT JOIN member AS m ON m.member_key = s.member_key \
                       WHERE s.platform = $1 AND s.community = $2 AND s.period = $3 \
                       AND s.kind = $4";

impl Store {
    /// The leaders of a community in the period that `now` is in, best first; of equals, who got
    /// there first. Whoever is hidden or has no points is left out.
    pub async fn leaders(
        &self,
        home: &Home,
        span: Span,
        kind: Option<Kind>,
        now: i64,
        limit: i64,
    ) -> Result<Vec<Standing>> {
        let board = self.board(home, span, kind, now).await?;
        let sql = super::due::text(&[
            "SELECT ",
            COLUMNS,
            " AND s.listed = 1 AND s.points > 0 \
             ORDER BY s.points DESC, s.reached, s.member_key LIMIT $5",
        ]);
        let rows = sqlx::query(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .bind(&board.period)
            .bind(&board.kind)
            .bind(limit)
            .fetch_all(&self.pools.reader)
            .await?;
        let mut leaders: Vec<Standing> = Vec::with_capacity(rows.len());
        for (row, place) in rows.iter().zip(1..) {
            let rank = |standing: &Standing| match leaders.last() {
                Some(before) if before.points == standing.points => before.rank,
                _ => place,
            };
            let mut standing = read(row)?;
            standing.rank = rank(&standing);
            leaders.push(standing);
        }
        Ok(leaders)
    }

    /// Where a member stands, who may be hidden; nothing if the member answered no question.
    pub async fn standing(
        &self,
        home: &Home,
        span: Span,
        kind: Option<Kind>,
        now: i64,
        member: &MemberKey,
    ) -> Result<Option<Standing>> {
        let board = self.board(home, span, kind, now).await?;
        let sql = super::due::text(&["SELECT ", COLUMNS, " AND s.member_key = $5"]);
        let row = sqlx::query(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .bind(&board.period)
            .bind(&board.kind)
            .bind(&member.0)
            .fetch_optional(&self.pools.reader)
            .await?;
        let Some(row) = row else {
            return Ok(None);
        };
        let mut standing = read(&row)?;
        standing.rank += above(&self.pools.reader, home, &board, standing.points).await?;
        Ok(Some(standing))
    }

    /// Whoever is called so on a community's leaderboard; nothing if nobody is, or several are.
    pub async fn named(&self, home: &Home, name: &str) -> Result<Option<Member>> {
        let sql = "SELECT m.member_key, m.name FROM score AS s \
                   JOIN member AS m ON m.member_key = s.member_key \
                   WHERE s.platform = $1 AND s.community = $2 AND s.period = $3 AND s.kind = $4 \
                   AND s.listed = 1 AND m.name = $5 LIMIT 2";
        let board = self.board(home, Span::All, None, 0).await?;
        let mut found: Vec<(String, String)> = sqlx::query_as(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .bind(&board.period)
            .bind(&board.kind)
            .bind(name)
            .fetch_all(&self.pools.reader)
            .await?;
        let only = if found.len() == 1 { found.pop() } else { None };
        Ok(only.map(|(key, name)| Member {
            key: MemberKey(key),
            name,
            is_hidden: false,
        }))
    }

    async fn board(&self, home: &Home, span: Span, kind: Option<Kind>, now: i64) -> Result<Board> {
        // All time is the same in every zone.
        let time_zone = match span {
            Span::All => String::from("UTC"),
            _ => self.community(home).await?.time_zone,
        };
        Ok(Board {
            period: period::called(span, period::day(now, &zone(&time_zone))),
            kind: kind.map_or(ANY, Kind::word).to_owned(),
        })
    }
}

fn read(row: &AnyRow) -> sqlx::Result<Standing> {
    Ok(Standing {
        rank: 1,
        member: MemberKey(row.try_get(0)?),
        name: row.try_get(1)?,
        points: row.try_get(2)?,
        answered: row.try_get(3)?,
        correct: row.try_get(4)?,
        streak: row.try_get(5)?,
        streak_best: row.try_get(6)?,
    })
}
