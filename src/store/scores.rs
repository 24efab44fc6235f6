//! Scores: awards summed on every board that they count for.

use std::collections::{BTreeMap, HashSet};

use jiff::civil::Date;
use sqlx::AnyConnection;

use super::tally::{self, Board};
use super::{Award, Home, Result, period, rows};
use crate::quiz::Span;

/// The kind of a board that counts every kind.
pub(super) const ANY: &str = "any";

/// An award that was added, with what its scores need to know.
#[derive(Debug)]
pub(super) struct Gain<'a> {
    pub(super) day: Date,
    pub(super) position: i64,
    pub(super) award: &'a Award,
    pub(super) is_listed: bool,
}

/// The boards of a community that an award counts for.
pub(super) fn boards(day: Date, kind: &str) -> impl Iterator<Item = Board> {
    Span::ALL.into_iter().flat_map(move |span| {
        let period = period::called(span, day);
        [kind, ANY].map(|kind| Board {
            period: period.clone(),
            kind: kind.to_owned(),
        })
    })
}

/// Adds awards to the scores of a community, in their order.
pub(super) async fn add(db: &mut AnyConnection, home: &Home, gains: &[Gain<'_>]) -> Result<()> {
    // One statement changes a score once; whoever got more than one award has to wait.
    let mut rest: Vec<&Gain<'_>> = gains.iter().collect();
    let mut changes = tally::Changes::default();
    while !rest.is_empty() {
        let mut members = HashSet::new();
        let (now, later): (Vec<_>, Vec<_>) = rest
            .into_iter()
            .partition(|gain| members.insert(gain.award.member.clone()));
        let mut scores = BTreeMap::new();
        for gain in now {
            for board in boards(gain.day, gain.award.kind.word()) {
                scores.insert((board, &gain.award.member), gain);
            }
        }
        let scores: Vec<_> = scores.into_iter().collect();
        for chunk in scores.chunks(rows::CHUNK) {
            upsert(db, home, chunk, &mut changes).await?;
        }
        rest = later;
    }
    changes.write(db, home).await
}

type Entry<'a> = ((Board, &'a super::MemberKey), &'a Gain<'a>);

async fn upsert(
    db: &mut AnyConnection,
    home: &Home,
    chunk: &[Entry<'_>],
    changes: &mut tally::Changes,
) -> Result<()> {
    let sql = rows::text(
        db,
        "INSERT INTO score (platform, community, period, kind, member_key, points, answered, \
         correct, streak, streak_best, reached, listed) VALUES ",
        12,
        chunk.len(),
        " ON CONFLICT (platform, community, period, kind, member_key) DO UPDATE SET \
         points = score.points + excluded.points, \
         answered = score.answered + 1, \
         correct = score.correct + excluded.correct, \
         streak = CASE WHEN excluded.correct = 1 THEN score.streak + 1 ELSE 0 END, \
         streak_best = CASE WHEN excluded.correct = 1 AND score.streak >= score.streak_best \
         THEN score.streak + 1 ELSE score.streak_best END, \
         reached = CASE WHEN excluded.points > 0 THEN excluded.reached ELSE score.reached END \
         RETURNING period, kind, member_key, points, answered, listed",
    );
    let [platform, community] = home.columns();
    let mut query = sqlx::query_as::<_, (String, String, String, i64, i64, i64)>(sql);
    for ((board, member), gain) in chunk {
        let correct = i64::from(gain.award.is_correct);
        query = query
            .bind(platform)
            .bind(community)
            .bind(&board.period)
            .bind(&board.kind)
            .bind(&member.0)
            .bind(gain.award.points)
            .bind(1_i64)
            .bind(correct)
            .bind(correct)
            .bind(correct)
            .bind(gain.position)
            .bind(i64::from(gain.is_listed));
    }
    let points: BTreeMap<&str, i64> = chunk
        .iter()
        .map(|((_, member), gain)| (&*member.0, gain.award.points))
        .collect();
    for (period, kind, member, after, answered, listed) in query.fetch_all(db).await? {
        if listed == 0 {
            continue;
        }
        let gained = points.get(&*member).copied().unwrap_or_default();
        let before = (answered > 1).then_some(after - gained);
        changes.moved(&Board { period, kind }, before, Some(after));
    }
    Ok(())
}
