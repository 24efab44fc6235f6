//! Tallies: how many members have how many points, so that a rank costs the same on every board.

use std::collections::BTreeMap;

use sqlx::AnyConnection;

use super::{Home, Result, rows};

/// A leaderboard of a community: its period and its kind of questions, as they are kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Board {
    pub(super) period: String,
    pub(super) kind: String,
}

/// Levels: with 64 slots to a slot of the next, the highest has few even at a billion points.
const LEVELS: u32 = 5;

/// How much wider a slot of the next level is, as a power of two.
const WIDTH: u32 = 6;

/// How the tallies of a community change.
#[derive(Debug, Default)]
pub(super) struct Changes(BTreeMap<(Board, i64, i64), i64>);

impl Changes {
    /// A member got from so many points to so many; none is not being on the board.
    pub(super) fn moved(&mut self, board: &Board, before: Option<i64>, after: Option<i64>) {
        for level in 0..LEVELS {
            let slot = |points: i64| points >> (level * WIDTH);
            if before.map(slot) == after.map(slot) {
                // It is the same on every level above.
                break;
            }
            for (points, members) in [(before, -1), (after, 1)] {
                if let Some(points) = points {
                    let key = (board.clone(), i64::from(level), slot(points));
                    *self.0.entry(key).or_default() += members;
                }
            }
        }
    }

    /// The slots that change, with by how many members.
    pub(super) fn into_slots(self) -> impl Iterator<Item = ((Board, i64, i64), i64)> {
        self.0.into_iter().filter(|(_, members)| *members != 0)
    }

    /// Writes them, always in the same order, so that two that write do not block each other.
    pub(super) async fn write(self, db: &mut AnyConnection, home: &Home) -> Result<()> {
        let slots: Vec<_> = self.into_slots().collect();
        let [platform, community] = home.columns();
        for chunk in slots.chunks(rows::CHUNK) {
            let sql = rows::text(
                db,
                "INSERT INTO tally (platform, community, period, kind, level, slot, members) \
                 VALUES ",
                7,
                chunk.len(),
                " ON CONFLICT (platform, community, period, kind, level, slot) \
                 DO UPDATE SET members = tally.members + excluded.members",
            );
            let mut query = sqlx::query(sql);
            for ((board, level, slot), members) in chunk {
                query = query
                    .bind(platform)
                    .bind(community)
                    .bind(&board.period)
                    .bind(&board.kind)
                    .bind(level)
                    .bind(slot)
                    .bind(members);
            }
            query.execute(&mut *db).await?;
        }
        Ok(())
    }
}

/// How many listed members of a board have more than so many points.
pub(super) async fn above(
    db: impl sqlx::AnyExecutor<'_>,
    home: &Home,
    board: &Board,
    points: i64,
) -> Result<i64> {
    // On each level, what lies in the same slot of the next; on the highest, all of it.
    let sql = "SELECT CAST(COALESCE(SUM(members), 0) AS BIGINT) FROM (\
               SELECT members FROM tally WHERE platform = $1 AND community = $2 \
               AND period = $3 AND kind = $4 AND level = 0 AND slot > $5 AND slot <= $6 \
               UNION ALL SELECT members FROM tally WHERE platform = $1 AND community = $2 \
               AND period = $3 AND kind = $4 AND level = 1 AND slot > $7 AND slot <= $8 \
               UNION ALL SELECT members FROM tally WHERE platform = $1 AND community = $2 \
               AND period = $3 AND kind = $4 AND level = 2 AND slot > $9 AND slot <= $10 \
               UNION ALL SELECT members FROM tally WHERE platform = $1 AND community = $2 \
               AND period = $3 AND kind = $4 AND level = 3 AND slot > $11 AND slot <= $12 \
               UNION ALL SELECT members FROM tally WHERE platform = $1 AND community = $2 \
               AND period = $3 AND kind = $4 AND level = 4 AND slot > $13 AND slot <= $14\
               ) AS higher";
    let [platform, community] = home.columns();
    let mut query = sqlx::query_scalar(sql)
        .bind(platform)
        .bind(community)
        .bind(&board.period)
        .bind(&board.kind);
    for level in 0..LEVELS {
        let slot = points >> (level * WIDTH);
        let last = if level + 1 == LEVELS {
            i64::MAX
        } else {
            slot | ((1 << WIDTH) - 1)
        };
        query = query.bind(slot).bind(last);
    }
    Ok(query.fetch_one(db).await?)
}
