//! Whether what is counted from the ledger agrees with it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use jiff::civil::Date;
use sqlx::AnyConnection;

use super::scores::boards;
use super::tally::{Board, Changes};
use super::{Home, Result, Store, repair};

/// How many members are compared at a time, so that memory holds a part of a community only.
const MEMBERS: i64 = 1000;

/// Something that does not agree with the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Where.
    pub what: String,
    /// What is there.
    pub found: String,
    /// What the ledger says.
    pub expected: String,
}

/// A score without the columns that name it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) points: i64,
    pub(super) answered: i64,
    pub(super) correct: i64,
    pub(super) streak: i64,
    pub(super) streak_best: i64,
    pub(super) reached: i64,
    pub(super) listed: i64,
}

type Scores = BTreeMap<(String, Board), Sums>;
type Slots = BTreeMap<(Board, i64, i64), i64>;
type Counts = BTreeMap<String, (i64, i64)>;

impl Store {
    /// Counts everything anew and says what differs. Nothing is changed, and others may go on.
    pub async fn verify(&self) -> Result<Vec<Difference>> {
        let mut differences = Vec::new();
        let mut db = self.pools.snapshot().await?;
        if !self.pools.is_postgres {
            integrity(&mut db, &mut differences).await?;
        }
        compare(&mut db, false, &mut differences).await?;
        db.rollback().await?;
        Ok(differences)
    }

    /// Mends what differs from the ledger, and says what that was. Others have to wait.
    pub async fn repair(&self) -> Result<Vec<Difference>> {
        let mut differences = Vec::new();
        let mut db = self.pools.write().await?;
        if self.pools.is_postgres {
            repair::keep_others_out(&mut db).await?;
        }
        compare(&mut db, true, &mut differences).await?;
        db.commit().await?;
        Ok(differences)
    }
}

/// What SQLite finds wrong with its file.
async fn integrity(db: &mut AnyConnection, differences: &mut Vec<Difference>) -> Result<()> {
    let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(db)
        .await?;
    let faults = found.into_iter().filter(|line| line != "ok");
    differences.extend(faults.map(|found| Difference {
        what: String::from("the file"),
        found,
        expected: String::from("whole"),
    }));
    Ok(())
}

async fn compare(
    db: &mut AnyConnection,
    is_repair: bool,
    differences: &mut Vec<Difference>,
) -> Result<()> {
    let sql = "SELECT platform, community FROM community \
               UNION SELECT DISTINCT platform, community FROM award \
               UNION SELECT DISTINCT platform, community FROM score \
               UNION SELECT DISTINCT platform, community FROM tally ORDER BY 1, 2";
    let homes: Vec<(String, String)> = sqlx::query_as(sql).fetch_all(&mut *db).await?;
    for (platform, community) in homes {
        let home = Home::new(platform, community);
        let expected = compare_scores(db, &home, is_repair, differences).await?;
        let expected: Slots = expected.into_slots().collect();
        let found = slots(db, &home).await?;
        let wrong = diff(&found, &expected);
        differences.extend(wrong.iter().map(|(key, found, expected)| {
            let ((board, level, slot), home) = (key, home_text(&home));
            let what = format!("{home}, {board}, members in slot {slot} of level {level}");
            difference(what, *found, *expected, i64::to_string)
        }));
        if is_repair {
            repair::slots(db, &home, &wrong).await?;
        }
    }
    let wrong = diff(
        &counts(db, PLAYS).await?,
        &counts(db, PLAYS_EXPECTED).await?,
    );
    differences.extend(wrong.iter().map(|(question, found, expected)| {
        difference(
            format!("answers to {question}"),
            *found,
            *expected,
            |plays| format!("{} of {} right", plays.1, plays.0),
        )
    }));
    if is_repair {
        repair::counts(db, &wrong).await?;
    }
    Ok(())
}

/// Compares the scores of a community, some members at a time, and gives the tallies that follow.
async fn compare_scores(
    db: &mut AnyConnection,
    home: &Home,
    is_repair: bool,
    differences: &mut Vec<Difference>,
) -> Result<Changes> {
    let mut changes = Changes::default();
    let mut after = String::new();
    loop {
        let sql = "SELECT member_key FROM (SELECT member_key FROM award \
                   WHERE platform = $1 AND community = $2 AND member_key > $3 \
                   UNION SELECT member_key FROM score \
                   WHERE platform = $1 AND community = $2 AND member_key > $3) AS members \
                   ORDER BY member_key LIMIT $4";
        let members: Vec<String> = sqlx::query_scalar(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .bind(&after)
            .bind(MEMBERS)
            .fetch_all(&mut *db)
            .await?;
        let Some(last) = members.into_iter().next_back() else {
            return Ok(changes);
        };
        let part = Part {
            home,
            after: &after,
            last: &last,
        };
        let expected = part.expected(db).await?;
        for ((_, board), sums) in expected.iter().filter(|(_, sums)| sums.listed == 1) {
            changes.moved(board, None, Some(sums.points));
        }
        let wrong = diff(&part.found(db).await?, &expected);
        differences.extend(wrong.iter().map(|(key, found, expected)| {
            let ((member, board), home) = (key, home_text(home));
            let what = format!("{home}, {board}, score of {member}");
            difference(what, *found, *expected, Sums::to_string)
        }));
        if is_repair {
            repair::scores(db, home, &wrong).await?;
        }
        after = last;
    }
}

/// Some members of a community.
struct Part<'a> {
    home: &'a Home,
    after: &'a str,
    last: &'a str,
}

impl Part<'_> {
    /// What the scores should be.
    async fn expected(&self, db: &mut AnyConnection) -> Result<Scores> {
        let sql = "SELECT member_key FROM member \
                   WHERE member_key > $1 AND member_key <= $2 AND hidden = 0";
        let listed: Vec<String> = sqlx::query_scalar(sql)
            .bind(self.after)
            .bind(self.last)
            .fetch_all(&mut *db)
            .await?;
        let listed: BTreeSet<String> = listed.into_iter().collect();
        let sql = "SELECT member_key, position, points, correct, kind, day FROM award \
                   WHERE platform = $1 AND community = $2 \
                   AND member_key > $3 AND member_key <= $4 ORDER BY member_key, position";
        let awards: Vec<(String, i64, i64, i64, String, String)> = sqlx::query_as(sql)
            .bind(&self.home.platform)
            .bind(&self.home.community)
            .bind(self.after)
            .bind(self.last)
            .fetch_all(db)
            .await?;
        let mut scores = Scores::new();
        for (member, position, points, correct, kind, day) in awards {
            // A day that is none is on a board of no period that anybody sees.
            let day: Date = day.parse().unwrap_or(Date::MIN);
            for board in boards(day, &kind) {
                let sums = scores.entry((member.clone(), board)).or_default();
                sums.listed = i64::from(listed.contains(&member));
                sums.add(position, points, correct);
            }
        }
        Ok(scores)
    }

    /// What they are.
    async fn found(&self, db: &mut AnyConnection) -> Result<Scores> {
        type Row = (String, String, String, i64, i64, i64, i64, i64, i64, i64);
        let sql = "SELECT member_key, period, kind, points, answered, correct, streak, \
                   streak_best, reached, listed FROM score \
                   WHERE platform = $1 AND community = $2 \
                   AND member_key > $3 AND member_key <= $4";
        let rows: Vec<Row> = sqlx::query_as(sql)
            .bind(&self.home.platform)
            .bind(&self.home.community)
            .bind(self.after)
            .bind(self.last)
            .fetch_all(db)
            .await?;
        let score = |row: Row| {
            let (member, period, kind, points, answered, correct, ..) = row;
            let (.., streak, streak_best, reached, listed) = row;
            let sums = Sums {
                points,
                answered,
                correct,
                streak,
                streak_best,
                reached,
                listed,
            };
            ((member, Board { period, kind }), sums)
        };
        Ok(rows.into_iter().map(score).collect())
    }
}

impl Sums {
    /// Adds the next award.
    fn add(&mut self, position: i64, points: i64, correct: i64) {
        if points > 0 || self.answered == 0 {
            self.reached = position;
        }
        self.points += points;
        self.answered += 1;
        self.correct += correct;
        self.streak = if correct == 1 { self.streak + 1 } else { 0 };
        self.streak_best = self.streak_best.max(self.streak);
    }
}

async fn slots(db: &mut AnyConnection, home: &Home) -> Result<Slots> {
    let sql = "SELECT period, kind, level, slot, members FROM tally \
               WHERE platform = $1 AND community = $2 AND members <> 0";
    let rows: Vec<(String, String, i64, i64, i64)> = sqlx::query_as(sql)
        .bind(&home.platform)
        .bind(&home.community)
        .fetch_all(db)
        .await?;
    let slot = |(period, kind, level, slot, members)| {
        let board = Board { period, kind };
        ((board, level, slot), members)
    };
    Ok(rows.into_iter().map(slot).collect())
}

const PLAYS: &str = "SELECT question_id, answered, correct FROM plays";

const PLAYS_EXPECTED: &str = "SELECT question_id, COUNT(*), CAST(SUM(correct) AS BIGINT) \
                              FROM award GROUP BY question_id";

async fn counts(db: &mut AnyConnection, sql: &'static str) -> Result<Counts> {
    let rows: Vec<(String, i64, i64)> = sqlx::query_as(sql).fetch_all(db).await?;
    let count = |(question, answered, correct)| (question, (answered, correct));
    Ok(rows.into_iter().map(count).collect())
}

/// What one has and the other has not, or otherwise.
pub(super) type Wrong<K, V> = Vec<(K, Option<V>, Option<V>)>;

fn diff<K: Ord + Clone, V: PartialEq + Copy>(
    found: &BTreeMap<K, V>,
    expected: &BTreeMap<K, V>,
) -> Wrong<K, V> {
    let mut keys: Vec<&K> = found.keys().chain(expected.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.into_iter()
        .map(|key| (key, found.get(key).copied(), expected.get(key).copied()))
        .filter(|(_, found, expected)| found != expected)
        .map(|(key, found, expected)| (key.clone(), found, expected))
        .collect()
}

fn difference<V>(
    what: String,
    found: Option<V>,
    expected: Option<V>,
    text: impl Fn(&V) -> String,
) -> Difference {
    let text = |value: Option<V>| value.as_ref().map_or(String::from("none"), &text);
    Difference {
        what,
        found: text(found),
        expected: text(expected),
    }
}

fn home_text(home: &Home) -> String {
    format!("{} {}", home.platform, home.community)
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            what,
            found,
            expected,
        } = self;
        write!(f, "{what}: {found}; the ledger says {expected}")
    }
}

impl fmt::Display for Board {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.period, self.kind)
    }
}

impl fmt::Display for Sums {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} points, {} of {} right, streak {} of {}, reached at {}, listed {}",
            self.points,
            self.correct,
            self.answered,
            self.streak,
            self.streak_best,
            self.reached,
            self.listed
        )
    }
}
