//! How often questions were asked in a community, and how they were answered anywhere.

use std::collections::{BTreeMap, HashMap};

use sqlx::AnyConnection;

use super::scores::Gain;
use super::{Home, Result, Store, due, rows};

/// How a question was answered so far, anywhere.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Plays {
    /// How many answers there were.
    pub answered: i64,
    /// How many of them were right.
    pub correct: i64,
}

/// Counts a question as asked; false if somebody else did since it was read how often it had been.
pub(super) async fn ask(
    db: &mut AnyConnection,
    home: &Home,
    question: &str,
    before: i64,
    at: i64,
) -> Result<bool> {
    let sql = "INSERT INTO asked (platform, community, question_id, times, last_at) \
               VALUES ($1, $2, $3, 1, $4) \
               ON CONFLICT (platform, community, question_id) \
               DO UPDATE SET times = asked.times + 1, last_at = excluded.last_at \
               WHERE asked.times = $5";
    let done = sqlx::query(sql)
        .bind(&home.platform)
        .bind(&home.community)
        .bind(question)
        .bind(at)
        .bind(before)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Counts the answers of awards that were added.
pub(super) async fn count(db: &mut AnyConnection, gains: &[Gain<'_>]) -> Result<()> {
    let mut plays: BTreeMap<&str, Plays> = BTreeMap::new();
    for gain in gains {
        let entry = plays.entry(&gain.award.question).or_default();
        entry.answered += 1;
        entry.correct += i64::from(gain.award.is_correct);
    }
    let plays: Vec<_> = plays.into_iter().collect();
    for chunk in plays.chunks(rows::CHUNK) {
        let sql = rows::text(
            db,
            "INSERT INTO plays (question_id, answered, correct) VALUES ",
            3,
            chunk.len(),
            " ON CONFLICT (question_id) DO UPDATE SET \
             answered = plays.answered + excluded.answered, \
             correct = plays.correct + excluded.correct",
        );
        let mut query = sqlx::query(sql);
        for (question, plays) in chunk {
            query = query
                .bind(*question)
                .bind(plays.answered)
                .bind(plays.correct);
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

impl Store {
    /// How often each question was asked in a community; those that never were are not in it. To
    /// repeat none before all were asked, draw from those that were asked least.
    pub async fn asked(&self, home: &Home) -> Result<HashMap<String, i64>> {
        let sql = "SELECT question_id, times FROM asked WHERE platform = $1 AND community = $2";
        let found: Vec<(String, i64)> = sqlx::query_as(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .fetch_all(&self.pools.reader)
            .await?;
        Ok(found.into_iter().collect())
    }

    /// How questions were answered so far; those that never were are not in it.
    pub async fn plays(&self, questions: &[String]) -> Result<HashMap<String, Plays>> {
        let mut plays = HashMap::new();
        for chunk in questions.chunks(rows::CHUNK) {
            let list = rows::list(1, chunk.len());
            let sql = due::checked(format!(
                "SELECT question_id, answered, correct FROM plays WHERE question_id IN {list}"
            ));
            let mut query = sqlx::query_as::<_, (String, i64, i64)>(sql);
            for question in chunk {
                query = query.bind(question);
            }
            let found = query.fetch_all(&self.pools.reader).await?;
            plays.extend(
                found
                    .into_iter()
                    .map(|(question, answered, correct)| (question, Plays { answered, correct })),
            );
        }
        Ok(plays)
    }
}
