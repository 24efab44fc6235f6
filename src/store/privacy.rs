//! What members may ask for: to be shown what is kept of them, to be hidden, to be forgotten.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sqlx::AnyConnection;

use super::members::{find, new_key};
use super::tally::{Board, Changes};
use super::{Home, MemberKey, Result, Store, inbox};

impl Store {
    /// Everything that is kept of a member; nothing if nothing is.
    pub async fn export(&self, platform: &str, member_id: &str) -> Result<Option<Value>> {
        let mut db = self.pools.snapshot().await?;
        let Some(member) = find(&mut db, platform, member_id).await? else {
            return Ok(None);
        };
        let key = &member.key;
        Ok(Some(json!({
            "platform": platform,
            "member_id": member_id,
            "name": member.name,
            "hidden": member.is_hidden,
            "awards": awards(&mut db, key).await?,
            "scores": scores(&mut db, key).await?,
            "practice": practice(&mut db, key).await?,
            "exercise": exercise(&mut db, key).await?,
            "daily": daily(&mut db, key).await?,
        })))
    }

    /// Hides a member on all leaderboards, or shows the member again, for an event that has not
    /// been handled yet. Points are earned either way. False if the member is not known.
    pub async fn set_hidden(&self, asker: &Asker<'_>, hidden: bool) -> Result<bool> {
        let mut db = self.pools.write().await?;
        if !asker.is_heard_first(&mut db).await? {
            return Ok(true);
        }
        let Asker {
            platform,
            member_id,
            ..
        } = *asker;
        let sql = "UPDATE member SET hidden = $1 WHERE platform = $2 AND member_id = $3 \
                   RETURNING member_key";
        let found: Option<String> = sqlx::query_scalar(sql)
            .bind(i64::from(hidden))
            .bind(platform)
            .bind(member_id)
            .fetch_optional(&mut *db)
            .await?;
        if let Some(key) = &found {
            list(&mut db, &MemberKey(key.clone()), !hidden).await?;
        }
        db.commit().await?;
        Ok(found.is_some())
    }

    /// Forgets a member. Name, id and practice are gone; what was earned stays in the ledger
    /// under a key of each community that belongs to nobody, so that no sum changes; rounds that
    /// run go on with it. It is for an event that has not been handled yet, since who comes back
    /// is somebody new. False if nothing was kept.
    pub async fn forget(&self, asker: &Asker<'_>) -> Result<bool> {
        let mut db = self.pools.write().await?;
        if !asker.is_heard_first(&mut db).await? {
            return Ok(true);
        }
        let Asker {
            platform,
            member_id,
            ..
        } = *asker;
        let Some(member) = find(&mut db, platform, member_id).await? else {
            return Ok(false);
        };
        let nobody = Nobody {
            key: member.key,
            keys: BTreeMap::new(),
        };
        // In the order in which a commit goes about it, so that the two do not block each other.
        let nobody = nobody.take_texts(&mut db).await?;
        let sql = "DELETE FROM member WHERE platform = $1 AND member_id = $2";
        let done = sqlx::query(sql)
            .bind(platform)
            .bind(member_id)
            .execute(&mut *db)
            .await?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        list(&mut db, &nobody.key, false).await?;
        nobody.take_ledger(&mut db).await?;
        db.commit().await?;
        Ok(true)
    }
}

/// A member who asks for something that is kept of them, and the event by which.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    /// The platform, by its short name.
    pub platform: &'a str,
    /// What it calls the member.
    pub member_id: &'a str,
    /// What it calls the event.
    pub event_id: &'a str,
    /// When that was.
    pub at: i64,
}

impl Asker<'_> {
    /// Records the event; false if it was handled before.
    async fn is_heard_first(&self, db: &mut AnyConnection) -> Result<bool> {
        inbox::record(db, self.platform, self.event_id, self.at).await
    }
}

/// Who takes a member's place: a new key in each community, so that nobody can be followed from
/// one to another.
struct Nobody {
    key: MemberKey,
    keys: BTreeMap<Home, MemberKey>,
}

impl Nobody {
    fn of(&mut self, home: Home) -> MemberKey {
        self.keys.entry(home).or_insert_with(new_key).clone()
    }

    /// Takes the place in messages that were not said yet, in rounds that run and in daily
    /// questions; of others nothing is kept. Whoever read a round before has to read it again.
    async fn take_texts(mut self, db: &mut AnyConnection) -> Result<Self> {
        let rounds = "SELECT round_id, platform, community FROM round \
                      WHERE live = 1 AND state LIKE '%' || $1 || '%' ORDER BY round_id";
        let round = "UPDATE round SET state = REPLACE(state, $1, $2), version = version + 1 \
                     WHERE round_id = $3";
        let messages = "SELECT key, platform, community FROM outbox \
                        WHERE settled_at IS NULL AND body LIKE '%' || $1 || '%' ORDER BY key";
        let message = "UPDATE outbox SET body = REPLACE(body, $1, $2) WHERE key = $3";
        let wishes = "SELECT channel, platform, community FROM subscription \
                      WHERE quiz IS NOT NULL AND quiz LIKE '%' || $1 || '%' ORDER BY channel";
        let wish = "UPDATE subscription SET quiz = REPLACE(quiz, $1, $2), version = version + 1 \
                    WHERE channel = $3 AND quiz IS NOT NULL AND quiz LIKE '%' || $1 || '%'";
        for (select, update) in [(messages, message), (rounds, round), (wishes, wish)] {
            let found: Vec<(String, String, String)> = sqlx::query_as(select)
                .bind(&self.key.0)
                .fetch_all(&mut *db)
                .await?;
            for (id, platform, community) in found {
                let nobody = self.of(Home::new(platform, community));
                sqlx::query(update)
                    .bind(&self.key.0)
                    .bind(&nobody.0)
                    .bind(&id)
                    .execute(&mut *db)
                    .await?;
            }
        }
        Ok(self)
    }

    /// Takes the place in the ledger and in what is counted from it.
    async fn take_ledger(mut self, db: &mut AnyConnection) -> Result<()> {
        let found = homes(db, &self.key).await?;
        let award = "UPDATE award SET member_key = $1 \
                     WHERE member_key = $2 AND platform = $3 AND community = $4";
        let score = "UPDATE score SET member_key = $1 \
                     WHERE member_key = $2 AND platform = $3 AND community = $4";
        for home in found {
            let nobody = self.of(home.clone());
            for sql in [award, score] {
                sqlx::query(sql)
                    .bind(&nobody.0)
                    .bind(&self.key.0)
                    .bind(&home.platform)
                    .bind(&home.community)
                    .execute(&mut *db)
                    .await?;
            }
        }
        Ok(())
    }
}

/// Puts the scores of a member on leaderboards, or takes them off.
async fn list(db: &mut AnyConnection, key: &MemberKey, listed: bool) -> Result<()> {
    let sql = "UPDATE score SET listed = $1 WHERE member_key = $2 AND listed <> $1 \
               RETURNING platform, community, period, kind, points";
    let scores: Vec<(String, String, String, String, i64)> = sqlx::query_as(sql)
        .bind(i64::from(listed))
        .bind(&key.0)
        .fetch_all(&mut *db)
        .await?;
    let mut homes: BTreeMap<Home, Changes> = BTreeMap::new();
    for (platform, community, period, kind, points) in scores {
        let changes = homes.entry(Home::new(platform, community)).or_default();
        let (before, after) = if listed {
            (None, Some(points))
        } else {
            (Some(points), None)
        };
        changes.moved(&Board { period, kind }, before, after);
    }
    for (home, changes) in homes {
        changes.write(db, &home).await?;
    }
    Ok(())
}

/// The communities in which a member has earned something.
async fn homes(db: &mut AnyConnection, key: &MemberKey) -> Result<Vec<Home>> {
    let sql = "SELECT DISTINCT platform, community FROM score WHERE member_key = $1 \
               ORDER BY platform, community";
    let found: Vec<(String, String)> = sqlx::query_as(sql).bind(&key.0).fetch_all(db).await?;
    let home = |(platform, community): (String, String)| Home::new(platform, community);
    Ok(found.into_iter().map(home).collect())
}

async fn awards(db: &mut AnyConnection, key: &MemberKey) -> Result<Vec<Value>> {
    type Row = (String, i64, i64, i64, String, String, i64, String);
    let sql = "SELECT round_id, question_no, points, correct, kind, question_id, at, day \
               FROM award WHERE platform = $1 AND community = $2 AND member_key = $3 \
               ORDER BY position";
    let mut values = Vec::new();
    for home in homes(db, key).await? {
        let rows: Vec<Row> = sqlx::query_as(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .bind(&key.0)
            .fetch_all(&mut *db)
            .await?;
        let value = |(round, no, points, correct, kind, question, at, day): Row| {
            json!({
                "platform": home.platform, "community": home.community, "round": round,
                "question_no": no, "points": points, "correct": correct == 1, "kind": kind,
                "question": question, "at": at, "day": day,
            })
        };
        values.extend(rows.into_iter().map(value));
    }
    Ok(values)
}

async fn scores(db: &mut AnyConnection, key: &MemberKey) -> Result<Vec<Value>> {
    type Row = (String, String, String, String, i64, i64, i64, i64, i64);
    let sql = "SELECT platform, community, period, kind, points, answered, correct, streak, \
               streak_best FROM score WHERE member_key = $1 \
               ORDER BY platform, community, period, kind";
    let rows: Vec<Row> = sqlx::query_as(sql).bind(&key.0).fetch_all(db).await?;
    let value = |row: Row| {
        let (platform, community, period, kind, points, answered, correct, streak, best) = row;
        json!({
            "platform": platform, "community": community, "period": period, "kind": kind,
            "points": points, "answered": answered, "correct": correct, "streak": streak,
            "streak_best": best,
        })
    };
    Ok(rows.into_iter().map(value).collect())
}

async fn practice(db: &mut AnyConnection, key: &MemberKey) -> Result<Vec<Value>> {
    let sql = "SELECT question_id, card, due_at FROM practice WHERE member_key = $1 \
               ORDER BY question_id";
    let rows: Vec<(String, String, i64)> = sqlx::query_as(sql).bind(&key.0).fetch_all(db).await?;
    let value = |(question, card, due_at): (String, String, i64)| json!({"question": question, "card": kept(card), "due_at": due_at});
    Ok(rows.into_iter().map(value).collect())
}

async fn exercise(db: &mut AnyConnection, key: &MemberKey) -> Result<Value> {
    let sql = "SELECT channel, put_at, question FROM exercise WHERE member_key = $1";
    let row: Option<(String, i64, String)> =
        sqlx::query_as(sql).bind(&key.0).fetch_optional(db).await?;
    Ok(row.map_or(Value::Null, |(channel, put_at, question)| {
        json!({"channel": channel, "put_at": put_at, "question": kept(question)})
    }))
}

/// The daily questions that a member is part of, as they are kept.
async fn daily(db: &mut AnyConnection, key: &MemberKey) -> Result<Vec<Value>> {
    let sql = "SELECT channel, quiz FROM subscription \
               WHERE quiz IS NOT NULL AND quiz LIKE '%' || $1 || '%' ORDER BY channel";
    let rows: Vec<(String, String)> = sqlx::query_as(sql).bind(&key.0).fetch_all(db).await?;
    let value = |(channel, quiz)| json!({"channel": channel, "quiz": kept(quiz)});
    Ok(rows.into_iter().map(value).collect())
}

/// What was kept as JSON is shown as it was; anything else as text.
fn kept(text: String) -> Value {
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}
