//! Channels' wishes for daily facts, and the posts that are planned for them.

use std::collections::HashSet;

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::{Home, Place, Result, Store, due, outbox, rows};

/// A channel's wish for a daily fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subscription {
    /// The channel.
    pub place: Place,
    /// The name of the zone of its clock.
    pub time_zone: String,
    /// The time of day there, as `HH:MM`.
    pub time_of_day: String,
    /// The only topic, by its name.
    pub topic: Option<String>,
    /// When it was asked for.
    pub set_at: i64,
    /// The local date that was posted or passed over last, as `2026-05-01`.
    pub last_date: Option<String>,
    /// When that was due, if it was posted.
    pub last_at: Option<i64>,
    /// What the channel was shown, as JSON.
    pub shown: String,
    /// How many dates were passed over.
    pub missed: i64,
    /// When the next is due; none while it is withdrawn or paused.
    pub due_at: Option<i64>,
    /// Why it is paused, if it is.
    pub paused: Option<String>,
    /// Whether moderators were told of that.
    pub is_told: bool,
    /// The questions that come with it, as JSON; none where only facts are wanted.
    pub quiz: Option<String>,
    /// The version that was read; 0 of one that is new.
    pub version: i64,
}

/// What becomes of a subscription that was due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The subscription as it is then, with the version that was read.
    pub subscription: Subscription,
    /// The post of its date, if there is one.
    pub post: Option<Post>,
    /// How many dates were passed over.
    pub missed: u32,
}

/// A post of a subscription's channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Made of the channel and the local date.
    pub key: String,
    /// What is to be said, as JSON.
    pub body: String,
    /// When nobody wants it any more.
    pub expires_at: i64,
}

const COLUMNS: &str = "platform, community, channel, time_zone, time_of_day, topic, set_at, \
                       last_date, last_at, shown, missed, due_at, paused, told, quiz, version";

impl Store {
    /// The wish of a channel, be it withdrawn; nothing if it never had one.
    pub async fn subscription(&self, place: &Place) -> Result<Option<Subscription>> {
        let filter = " FROM subscription WHERE platform = $1 AND channel = $2";
        let found = sqlx::query(due::text(&["SELECT ", COLUMNS, filter]))
            .bind(&place.home.platform)
            .bind(&place.channel)
            .fetch_optional(&self.pools.reader)
            .await?;
        Ok(found.as_ref().map(read).transpose()?)
    }

    /// Whether there is neither a round in a channel nor a wish for questions, so that nothing can be
    /// open there.
    pub async fn is_quiet(&self, place: &Place) -> Result<bool> {
        let sql = "SELECT COUNT(*) FROM ( \
                   SELECT 1 FROM round WHERE platform = $1 AND channel = $2 AND live = 1 \
                   UNION ALL SELECT 1 FROM subscription \
                   WHERE platform = $1 AND channel = $2 AND quiz IS NOT NULL) AS found";
        let found: i64 = sqlx::query_scalar(sql)
            .bind(&place.home.platform)
            .bind(&place.channel)
            .fetch_one(&self.pools.reader)
            .await?;
        Ok(found == 0)
    }

    /// The wishes of a community's channels that are not withdrawn.
    pub async fn subscriptions_of(&self, home: &Home) -> Result<Vec<Subscription>> {
        let filter = " FROM subscription WHERE platform = $1 AND community = $2 \
                      AND (due_at IS NOT NULL OR paused IS NOT NULL) ORDER BY channel";
        let found = sqlx::query(due::text(&["SELECT ", COLUMNS, filter]))
            .bind(&home.platform)
            .bind(&home.community)
            .fetch_all(&self.pools.reader)
            .await?;
        Ok(found.iter().map(read).collect::<sqlx::Result<_>>()?)
    }

    /// The wishes of a community that are paused and of which moderators were not told yet: from
    /// now on they were.
    pub async fn tell_paused(&self, home: &Home) -> Result<Vec<Subscription>> {
        let update = "UPDATE subscription SET told = 1, version = version + 1 \
                      WHERE platform = $1 AND community = $2 AND paused IS NOT NULL AND told = 0 \
                      RETURNING ";
        // Hardly ever is there any, and to look makes nobody wait.
        let look = "SELECT COUNT(*) FROM subscription WHERE platform = $1 AND community = $2 \
                    AND paused IS NOT NULL AND told = 0";
        let untold: i64 = sqlx::query_scalar(look)
            .bind(&home.platform)
            .bind(&home.community)
            .fetch_one(&self.pools.reader)
            .await?;
        if untold == 0 {
            return Ok(Vec::new());
        }
        let found = sqlx::query(due::text(&[update, COLUMNS]))
            .bind(&home.platform)
            .bind(&home.community)
            .fetch_all(&self.pools.writer)
            .await?;
        Ok(found.iter().map(read).collect::<sqlx::Result<_>>()?)
    }

    /// How many wishes of a platform are active; nobody counts further than `most`.
    pub async fn subscriptions(&self, platform: &str, most: i64) -> Result<i64> {
        let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM subscription \
                   WHERE platform = $1 AND due_at IS NOT NULL LIMIT $2) AS active";
        Ok(sqlx::query_scalar(sql)
            .bind(platform)
            .bind(most)
            .fetch_one(&self.pools.reader)
            .await?)
    }

    /// The wishes of a platform that are due by then, the longest due first.
    pub async fn due_subscriptions(
        &self,
        platform: &str,
        at: i64,
        limit: i64,
    ) -> Result<Vec<Subscription>> {
        let filter = " FROM subscription WHERE platform = $1 AND due_at <= $2 \
                      ORDER BY due_at LIMIT $3";
        let found = sqlx::query(due::text(&["SELECT ", COLUMNS, filter]))
            .bind(platform)
            .bind(at)
            .bind(limit)
            .fetch_all(&self.pools.reader)
            .await?;
        Ok(found.iter().map(read).collect::<sqlx::Result<_>>()?)
    }

    /// Keeps what was planned without questions, each from the version that was read; what somebody
    /// else planned or changed in the meantime stays as it is. Tells of each whether it was kept.
    pub async fn plan(&self, planned: &[Planned], at: i64) -> Result<Vec<bool>> {
        let mut kept = Vec::with_capacity(planned.len());
        let mut db = self.pools.write().await?;
        for chunk in planned.chunks(rows::CHUNK) {
            let done = advance(&mut db, chunk).await?;
            let is_done = |one: &Planned| done.contains(&one.subscription.place.channel);
            let posts: Vec<(&Place, &Post)> = chunk
                .iter()
                .filter(|planned| is_done(planned))
                .filter_map(|planned| Some((&planned.subscription.place, planned.post.as_ref()?)))
                .collect();
            post(&mut db, &posts, at).await?;
            kept.extend(chunk.iter().map(is_done));
        }
        db.commit().await?;
        Ok(kept)
    }
}

/// Takes subscriptions of one platform on, and tells the channels of those that were as they were
/// read.
async fn advance(db: &mut AnyConnection, planned: &[Planned]) -> Result<HashSet<String>> {
    let sql = rows::text(
        db,
        "WITH new (platform, channel, version, last_date, last_at, shown, missed, due_at, paused) \
         AS (VALUES ",
        9,
        planned.len(),
        ") UPDATE subscription SET last_date = new.last_date, last_at = new.last_at, \
         shown = new.shown, missed = new.missed, due_at = new.due_at, paused = new.paused, \
         told = 0, \
         version = subscription.version + 1 FROM new \
         WHERE subscription.platform = new.platform AND subscription.channel = new.channel \
         AND subscription.version = new.version RETURNING subscription.channel",
    );
    let mut query = sqlx::query_scalar(sql);
    for Planned { subscription, .. } in planned {
        query = query
            .bind(&subscription.place.home.platform)
            .bind(&subscription.place.channel)
            .bind(subscription.version)
            .bind(subscription.last_date.as_deref())
            .bind(subscription.last_at)
            .bind(&subscription.shown)
            .bind(subscription.missed)
            .bind(subscription.due_at)
            .bind(subscription.paused.as_deref());
    }
    Ok(query.fetch_all(db).await?.into_iter().collect())
}

/// Puts posts into the outbox.
async fn post(db: &mut AnyConnection, posts: &[(&Place, &Post)], at: i64) -> Result<()> {
    if posts.is_empty() {
        return Ok(());
    }
    let sql = rows::text(
        db,
        "INSERT INTO outbox (key, platform, community, channel, body, position, created_at, \
         not_before, expires_at) VALUES ",
        9,
        posts.len(),
        " ON CONFLICT DO NOTHING",
    );
    let mut query = sqlx::query(sql);
    for (Place { home, channel }, post) in posts {
        query = query
            .bind(&post.key)
            .bind(&home.platform)
            .bind(&home.community)
            .bind(channel)
            .bind(&post.body)
            .bind(outbox::UNORDERED)
            .bind(at)
            .bind(at)
            .bind(post.expires_at);
    }
    query.execute(db).await?;
    Ok(())
}

/// Writes a subscription over the version that was read; false if there is another.
pub(super) async fn keep(db: &mut AnyConnection, wish: &Subscription) -> Result<bool> {
    let sql = "INSERT INTO subscription (platform, channel, community, time_zone, time_of_day, \
               topic, set_at, last_date, last_at, shown, missed, due_at, paused, told, quiz, version) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1) \
               ON CONFLICT (platform, channel) DO UPDATE SET community = excluded.community, \
               time_zone = excluded.time_zone, time_of_day = excluded.time_of_day, \
               topic = excluded.topic, set_at = excluded.set_at, last_date = excluded.last_date, \
               last_at = excluded.last_at, shown = excluded.shown, missed = excluded.missed, \
               due_at = excluded.due_at, paused = excluded.paused, told = excluded.told, \
               quiz = excluded.quiz, version = subscription.version + 1 \
               WHERE subscription.version = $16";
    let done = sqlx::query(sql)
        .bind(&wish.place.home.platform)
        .bind(&wish.place.channel)
        .bind(&wish.place.home.community)
        .bind(&wish.time_zone)
        .bind(&wish.time_of_day)
        .bind(wish.topic.as_deref())
        .bind(wish.set_at)
        .bind(wish.last_date.as_deref())
        .bind(wish.last_at)
        .bind(&wish.shown)
        .bind(wish.missed)
        .bind(wish.due_at)
        .bind(wish.paused.as_deref())
        .bind(i64::from(wish.is_told))
        .bind(wish.quiz.as_deref())
        .bind(wish.version)
        .execute(db)
        .await?;
    Ok(done.rows_affected() > 0)
}

fn read(row: &AnyRow) -> sqlx::Result<Subscription> {
    Ok(Subscription {
        place: Home::new(row.try_get::<String, _>(0)?, row.try_get::<String, _>(1)?)
            .channel(row.try_get::<String, _>(2)?),
        time_zone: row.try_get(3)?,
        time_of_day: row.try_get(4)?,
        topic: row.try_get(5)?,
        set_at: row.try_get(6)?,
        last_date: row.try_get(7)?,
        last_at: row.try_get(8)?,
        shown: row.try_get(9)?,
        missed: row.try_get(10)?,
        due_at: row.try_get(11)?,
        paused: row.try_get(12)?,
        is_told: row.try_get::<i64, _>(13)? == 1,
        quiz: row.try_get(14)?,
        version: row.try_get(15)?,
    })
}
