//! Practice: which question a member is to be asked again, and when; and which one now.

use sqlx::AnyConnection;

use super::{Card, Change, Exercise, ExerciseChange, MemberKey, Result, Store};

/// Keeps cards in place of those before; none of a member who is not known.
pub(super) async fn put(db: &mut AnyConnection, cards: &[Card]) -> Result<()> {
    let sql = "INSERT INTO practice (member_key, question_id, card, due_at) \
               SELECT member_key, $2, $3, $4 FROM member WHERE member_key = $1 \
               ON CONFLICT (member_key, question_id) \
               DO UPDATE SET card = excluded.card, due_at = excluded.due_at";
    for card in cards {
        sqlx::query(sql)
            .bind(&card.member.0)
            .bind(&card.question)
            .bind(&card.card)
            .bind(card.due_at)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Makes a card of what a member got wrong, or brings it forward.
pub(super) async fn miss(
    db: &mut AnyConnection,
    missed: &[(MemberKey, String)],
    at: i64,
) -> Result<()> {
    let sql = "INSERT INTO practice (member_key, question_id, card, due_at) \
               SELECT member_key, $2, 'null', $3 FROM member WHERE member_key = $1 \
               ON CONFLICT (member_key, question_id) \
               DO UPDATE SET due_at = CASE WHEN practice.due_at < excluded.due_at \
               THEN practice.due_at ELSE excluded.due_at END";
    for (member, question) in missed {
        sqlx::query(sql)
            .bind(&member.0)
            .bind(question)
            .bind(at)
            .execute(&mut *db)
            .await?;
    }
    Ok(())
}

/// Takes a member from one question to the next; false if the member is at another one.
pub(super) async fn go_on(db: &mut AnyConnection, change: &Change) -> Result<bool> {
    let Some(ExerciseChange { member, from, to }) = &change.exercise else {
        return Ok(true);
    };
    if let Some(put_by) = from {
        let sql = "DELETE FROM exercise WHERE member_key = $1 AND put_by = $2";
        let done = sqlx::query(sql)
            .bind(&member.0)
            .bind(put_by)
            .execute(&mut *db)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
    }
    let Some(exercise) = to else {
        return Ok(true);
    };
    let sql = "INSERT INTO exercise (member_key, channel, put_by, put_at, question) \
               SELECT member_key, $2, $3, $4, $5 FROM member WHERE member_key = $1 \
               ON CONFLICT DO NOTHING";
    let done = sqlx::query(sql)
        .bind(&member.0)
        .bind(&exercise.channel)
        .bind(&exercise.put_by)
        .bind(exercise.put_at)
        .bind(&exercise.question)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

impl Store {
    /// The question that a member practises.
    pub async fn exercise(&self, member: &MemberKey) -> Result<Option<Exercise>> {
        let sql = "SELECT channel, put_by, put_at, question FROM exercise WHERE member_key = $1";
        let found: Option<(String, String, i64, String)> = sqlx::query_as(sql)
            .bind(&member.0)
            .fetch_optional(&self.pools.reader)
            .await?;
        Ok(found.map(|(channel, put_by, put_at, question)| Exercise {
            channel,
            put_by,
            put_at,
            question,
        }))
    }

    /// A member's cards, the longest due first.
    pub async fn cards(&self, member: &MemberKey, limit: i64) -> Result<Vec<Card>> {
        let sql = "SELECT question_id, card, due_at FROM practice WHERE member_key = $1 \
                   ORDER BY due_at, question_id LIMIT $2";
        let found: Vec<(String, String, i64)> = sqlx::query_as(sql)
            .bind(&member.0)
            .bind(limit)
            .fetch_all(&self.pools.reader)
            .await?;
        let card = |(question, card, due_at)| Card {
            member: member.clone(),
            question,
            card,
            due_at,
        };
        Ok(found.into_iter().map(card).collect())
    }

    /// A member's card for a question.
    pub async fn card(&self, member: &MemberKey, question: &str) -> Result<Option<Card>> {
        let sql = "SELECT card, due_at FROM practice WHERE member_key = $1 AND question_id = $2";
        let found: Option<(String, i64)> = sqlx::query_as(sql)
            .bind(&member.0)
            .bind(question)
            .fetch_optional(&self.pools.reader)
            .await?;
        Ok(found.map(|(card, due_at)| Card {
            member: member.clone(),
            question: question.to_owned(),
            card,
            due_at,
        }))
    }
}
