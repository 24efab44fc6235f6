//! Mending what is counted from the ledger, where it does not agree with it.

use sqlx::AnyConnection;

use super::tally::Board;
use super::verify::{Sums, Wrong};
use super::{Home, Result};

/// On PostgreSQL, lets nobody add awards or change members until the end of the transaction.
pub(super) async fn keep_others_out(db: &mut AnyConnection) -> Result<()> {
    let sql = "LOCK TABLE award, member IN SHARE ROW EXCLUSIVE MODE";
    sqlx::query(sql).execute(db).await?;
    Ok(())
}

/// Puts scores in the place of those that are wrong.
pub(super) async fn scores(
    db: &mut AnyConnection,
    home: &Home,
    wrong: &Wrong<(String, Board), Sums>,
) -> Result<()> {
    let remove = "DELETE FROM score WHERE platform = $1 AND community = $2 AND period = $3 \
                  AND kind = $4 AND member_key = $5";
    let insert = "INSERT INTO score (platform, community, period, kind, member_key, points, \
                  answered, correct, streak, streak_best, reached, listed) \
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let [platform, community] = home.columns();
    for ((member, board), _, expected) in wrong {
        sqlx::query(remove)
            .bind(platform)
            .bind(community)
            .bind(&board.period)
            .bind(&board.kind)
            .bind(member)
            .execute(&mut *db)
            .await?;
        let Some(sums) = expected else {
            continue;
        };
        sqlx::query(insert)
            .bind(platform)
            .bind(community)
            .bind(&board.period)
            .bind(&board.kind)
            .bind(member)
            .bind(sums.points)
            .bind(sums.answered)
            .bind(sums.correct)
            .bind(sums.streak)
            .bind(sums.streak_best)
            .bind(sums.reached)
            .bind(sums.listed)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Puts tallies in the place of those that are wrong; none is as good as nobody.
pub(super) async fn slots(
    db: &mut AnyConnection,
    home: &Home,
    wrong: &Wrong<(Board, i64, i64), i64>,
) -> Result<()> {
    let sql = "INSERT INTO tally (platform, community, period, kind, level, slot, members) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) \
               ON CONFLICT (platform, community, period, kind, level, slot) \
               DO UPDATE SET members = excluded.members";
    let [platform, community] = home.columns();
    for ((board, level, slot), _, expected) in wrong {
        sqlx::query(sql)
            .bind(platform)
            .bind(community)
            .bind(&board.period)
            .bind(&board.kind)
            .bind(level)
            .bind(slot)
            .bind(expected.unwrap_or_default())
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Puts counts of answers in the place of those that are wrong.
pub(super) async fn counts(
    db: &mut AnyConnection,
    wrong: &Wrong<String, (i64, i64)>,
) -> Result<()> {
    let remove = "DELETE FROM plays WHERE question_id = $1";
    let insert = "INSERT INTO plays (question_id, answered, correct) VALUES ($1, $2, $3)";
    for (question, _, expected) in wrong {
        sqlx::query(remove).bind(question).execute(&mut *db).await?;
        if let Some((answered, correct)) = expected {
            sqlx::query(insert)
                .bind(question)
                .bind(answered)
                .bind(correct)
                .execute(&mut *db)
                .await?;
        }
    }
    Ok(())
}
