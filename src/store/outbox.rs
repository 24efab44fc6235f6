//! Messages on their way out: each is said once, a channel's in their order.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::{Change, Home, Lease, Place, Result, Store, due, rows};

/// The position of what waits for no other message of its channel, and none for it.
pub(super) const UNORDERED: i64 = 0;

/// A message that was claimed, to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    /// Its key: the platform's protection against saying it twice is made from it.
    pub key: String,
    /// Where it is to be said.
    pub place: Place,
    /// The round that it belongs to, if any.
    pub round_id: Option<String>,
    /// What is to be said, as JSON.
    pub body: String,
    /// How often it has been tried to say it, this time included, since that surely failed.
    pub attempts: i64,
    /// When it was written.
    pub created_at: i64,
    /// When that was first, by the platform's clock.
    pub tried_at: i64,
    /// When nobody wants it any more.
    pub expires_at: Option<i64>,
    position: i64,
}

/// Records that a message was said; false if that was recorded before.
pub(super) async fn settle(
    db: &mut AnyConnection,
    key: &str,
    message_id: &str,
    at: i64,
) -> Result<bool> {
    let sql = "UPDATE outbox SET settled_at = $1, message_id = $2, body = '', lease_owner = '', \
               lease_until = 0 WHERE key = $3 AND settled_at IS NULL";
    let done = sqlx::query(sql)
        .bind(at)
        .bind(message_id)
        .bind(key)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Records that a message cannot be said, so that what follows in its channel is not held back;
/// false if it was settled before.
pub(super) async fn give_up(db: &mut AnyConnection, key: &str, why: &str, at: i64) -> Result<bool> {
    let sql = "UPDATE outbox SET settled_at = $1, failure = $2, body = '', lease_owner = '', \
               lease_until = 0 WHERE key = $3 AND settled_at IS NULL";
    let done = sqlx::query(sql)
        .bind(at)
        .bind(why)
        .bind(key)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

/// Adds the messages of a change, numbered from `first`.
pub(super) async fn add(db: &mut AnyConnection, change: &Change, first: i64) -> Result<()> {
    let Place { home, channel } = &change.place;
    let numbered: Vec<_> = (first..).zip(&change.messages).collect();
    for chunk in numbered.chunks(rows::CHUNK) {
        let sql = rows::text(
            db,
            "INSERT INTO outbox (key, platform, community, channel, round_id, body, position, \
             created_at, not_before, expires_at) VALUES ",
            10,
            chunk.len(),
            " ON CONFLICT DO NOTHING",
        );
        let mut query = sqlx::query(sql);
        for (position, message) in chunk {
            query = query
                .bind(&message.key)
                .bind(&home.platform)
                .bind(&home.community)
                .bind(channel)
                .bind(message.round_id.as_deref())
                .bind(&message.body)
                .bind(message.expires_at.map_or(*position, |_| UNORDERED))
                .bind(change.at)
                .bind(message.not_before)
                .bind(message.expires_at);
        }
        query.execute(&mut *db).await?;
    }
    Ok(())
}

impl Store {
    /// Claims messages to be said on a platform by now, until the lease ends: of each channel at
    /// most the first that is not said yet, so that none overtakes another. The lease goes
    /// by the platform's clock, so that a process whose own is wrong holds nothing up.
    pub async fn claim_messages(
        &self,
        platform: &str,
        now: i64,
        lease: Lease<'_>,
        limit: i64,
    ) -> Result<Vec<Outgoing>> {
        // What members wait for comes first, however many daily posts wait.
        let skip_locked = due::skip_locked(self.pools.is_postgres);
        let sql = due::text(&[
            "WITH ordered AS MATERIALIZED (SELECT key FROM outbox AS head \
             WHERE settled_at IS NULL AND position > 0 AND platform = $5 AND not_before <= $1 \
             AND lease_until <= $6 \
             AND NOT EXISTS (SELECT 1 FROM outbox AS earlier \
             WHERE earlier.platform = head.platform AND earlier.channel = head.channel \
             AND earlier.position < head.position AND earlier.position > 0 \
             AND earlier.settled_at IS NULL) \
             ORDER BY not_before LIMIT $4",
            skip_locked,
            "), unordered AS MATERIALIZED (SELECT key FROM outbox \
             WHERE settled_at IS NULL AND position = 0 AND platform = $5 AND not_before <= $1 \
             AND lease_until <= $6 ORDER BY not_before LIMIT $4",
            skip_locked,
            ") UPDATE outbox SET lease_owner = $2, lease_until = $3, attempts = attempts + 1, \
             tried_at = COALESCE(tried_at, $6) WHERE key IN \
             (SELECT key FROM ordered UNION ALL SELECT key FROM unordered LIMIT $4) \
             AND settled_at IS NULL AND lease_until <= $6 \
             RETURNING key, platform, community, channel, round_id, body, attempts, created_at, \
             position, tried_at, expires_at",
        ]);
        let rows = self.claim(sql, platform, now, lease, limit).await?;
        let mut messages = rows.iter().map(read).collect::<sqlx::Result<Vec<_>>>()?;
        messages.sort_by_key(|message| {
            let is_unordered = message.position == UNORDERED;
            (is_unordered, message.created_at, message.position)
        });
        Ok(messages)
    }

    /// Records that a message was said, where that changes nothing else; otherwise a
    /// [`Change`] is [caused](super::Cause::Said) by it. False if it was recorded before.
    pub async fn said(&self, key: &str, message_id: &str, now: i64) -> Result<bool> {
        let mut transaction = self.pools.write().await?;
        let is_new = settle(&mut transaction, key, message_id, now).await?;
        transaction.commit().await?;
        Ok(is_new)
    }

    /// Lets go of a message that the platform refused, to be tried again later; `was_tried`,
    /// whether it may have been said before that. Only whoever holds its lease can; false if that
    /// ended.
    pub async fn postpone(
        &self,
        key: &str,
        owner: &str,
        not_before: i64,
        was_tried: bool,
    ) -> Result<bool> {
        let sql = "UPDATE outbox SET not_before = $1, lease_owner = '', lease_until = 0, \
                   tried_at = CASE WHEN $4 = 1 THEN tried_at END, \
                   attempts = CASE WHEN $4 = 1 THEN attempts ELSE 0 END \
                   WHERE key = $2 AND lease_owner = $3 AND settled_at IS NULL";
        let done = sqlx::query(sql)
            .bind(not_before)
            .bind(key)
            .bind(owner)
            .bind(i64::from(was_tried))
            .execute(&self.pools.writer)
            .await?;
        Ok(done.rows_affected() > 0)
    }

    /// What the platform calls a message that was said.
    pub async fn message_id(&self, key: &str) -> Result<Option<String>> {
        let sql = "SELECT message_id FROM outbox WHERE key = $1";
        let found: Option<Option<String>> = sqlx::query_scalar(sql)
            .bind(key)
            .fetch_optional(&self.pools.reader)
            .await?;
        Ok(found.flatten())
    }
}

fn read(row: &AnyRow) -> sqlx::Result<Outgoing> {
    Ok(Outgoing {
        key: row.try_get(0)?,
        place: Home::new(row.try_get::<String, _>(1)?, row.try_get::<String, _>(2)?)
            .channel(row.try_get::<String, _>(3)?),
        round_id: row.try_get(4)?,
        body: row.try_get(5)?,
        attempts: row.try_get(6)?,
        created_at: row.try_get(7)?,
        position: row.try_get(8)?,
        tried_at: row.try_get(9)?,
        expires_at: row.try_get(10)?,
    })
}
