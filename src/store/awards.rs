//! The ledger: awards are added and never changed, and what is counted from them with them.

use std::collections::{HashMap, HashSet};

use sqlx::AnyConnection;

use super::community::{Turn, zone};
use super::scores::Gain;
use super::{Award, Change, Result, due, period, plays, rows, scores};

/// Adds those awards of a change that are not there yet, numbered from the turn's first.
pub(super) async fn add(
    db: &mut AnyConnection,
    change: &Change,
    turn: &Turn,
    is_postgres: bool,
) -> Result<()> {
    if change.awards.is_empty() {
        return Ok(());
    }
    let day = period::day(change.at, &zone(&turn.time_zone));
    let numbered: Vec<(i64, &Award)> = (turn.first..).zip(&change.awards).collect();
    let mut added = Vec::new();
    for chunk in numbered.chunks(rows::CHUNK) {
        let new = insert(db, change, &day.to_string(), chunk).await?;
        // The same award twice in one change is there once.
        let mut is_new = new;
        added.extend(chunk.iter().filter(|(_, award)| {
            is_new.remove(&(
                award.question_no,
                award.round_id.clone(),
                award.member.0.clone(),
            ))
        }));
    }
    let listed = listed(db, &added, is_postgres).await?;
    let gains: Vec<Gain<'_>> = added
        .iter()
        .map(|&(position, award)| Gain {
            day,
            position,
            award,
            is_listed: listed.get(award.member.0.as_str()) == Some(&true),
        })
        .collect();
    scores::add(db, &change.place.home, &gains).await?;
    plays::count(db, &gains).await
}

/// Inserts awards and says which of them were not there.
async fn insert(
    db: &mut AnyConnection,
    change: &Change,
    day: &str,
    chunk: &[(i64, &Award)],
) -> Result<HashSet<(i64, String, String)>> {
    let sql = rows::text(
        db,
        "INSERT INTO award (round_id, question_no, member_key, platform, community, position, \
         points, correct, kind, question_id, fact_id, at, day) VALUES ",
        13,
        chunk.len(),
        " ON CONFLICT DO NOTHING RETURNING question_no, round_id, member_key",
    );
    let [platform, community] = change.place.home.columns();
    let mut query = sqlx::query_as(sql);
    for (position, award) in chunk {
        query = query
            .bind(&award.round_id)
            .bind(award.question_no)
            .bind(&award.member.0)
            .bind(platform)
            .bind(community)
            .bind(position)
            .bind(award.points)
            .bind(i64::from(award.is_correct))
            .bind(award.kind.word())
            .bind(&award.question)
            .bind(&award.fact)
            .bind(change.at)
            .bind(day);
    }
    Ok(query.fetch_all(db).await?.into_iter().collect())
}

/// Which of the members are to be seen on leaderboards; one who is not known is not. On
/// PostgreSQL that stays so until the commit.
async fn listed(
    db: &mut AnyConnection,
    awards: &[(i64, &Award)],
    is_postgres: bool,
) -> Result<HashMap<String, bool>> {
    let mut keys: Vec<&str> = awards.iter().map(|(_, award)| &*award.member.0).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut listed = HashMap::new();
    for chunk in keys.chunks(rows::CHUNK) {
        let lock = if is_postgres { " FOR SHARE" } else { "" };
        let list = rows::list(1, chunk.len());
        let sql = due::checked(format!(
            "SELECT member_key, hidden FROM member WHERE member_key IN {list} \
             ORDER BY member_key{lock}"
        ));
        let mut query = sqlx::query_as::<_, (String, i64)>(sql);
        for key in chunk {
            query = query.bind(*key);
        }
        let found = query.fetch_all(&mut *db).await?;
        listed.extend(found.into_iter().map(|(key, hidden)| (key, hidden == 0)));
    }
    Ok(listed)
}
