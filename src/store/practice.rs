//! Cards of practice: which question a member is to be asked again, and when.

use sqlx::AnyConnection;

use super::{Card, MemberKey, Result, Store};

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

impl Store {
    /// A member's cards that are due by then, the longest due first.
    pub async fn cards_due(&self, member: &MemberKey, by: i64, limit: i64) -> Result<Vec<Card>> {
        let sql = "SELECT question_id, card, due_at FROM practice \
                   WHERE member_key = $1 AND due_at <= $2 ORDER BY due_at, question_id LIMIT $3";
        let found: Vec<(String, String, i64)> = sqlx::query_as(sql)
            .bind(&member.0)
            .bind(by)
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
