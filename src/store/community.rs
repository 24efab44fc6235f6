//! Communities: their zones and settings, and the numbers that order what happens in them.

use jiff::tz::TimeZone;
use sqlx::AnyConnection;

use super::{Home, Result, Settled, Store, StoreError, link};

/// A community as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Community {
    /// The name of its time zone in the IANA database.
    pub time_zone: String,
    /// Its settings, as JSON.
    pub settings: String,
}

/// A turn at changing a community: until the commit nobody else changes it.
#[derive(Debug)]
pub(super) struct Turn {
    /// The first of the numbers taken.
    pub(super) first: i64,
    pub(super) time_zone: String,
}

impl Default for Community {
    fn default() -> Self {
        Self {
            time_zone: String::from("UTC"),
            settings: String::from("{}"),
        }
    }
}

/// Takes some numbers, and with them the turn.
pub(super) async fn take(db: &mut AnyConnection, home: &Home, numbers: usize) -> Result<Turn> {
    let numbers = i64::try_from(numbers).unwrap_or(i64::MAX);
    let sql = "INSERT INTO community (platform, community, position) VALUES ($1, $2, $3) \
               ON CONFLICT (platform, community) \
               DO UPDATE SET position = community.position + excluded.position \
               RETURNING position, time_zone";
    let (last, time_zone): (i64, String) = sqlx::query_as(sql)
        .bind(&home.platform)
        .bind(&home.community)
        .bind(numbers)
        .fetch_one(db)
        .await?;
    let first = last - numbers + 1;
    Ok(Turn { first, time_zone })
}

/// The zone of that name; UTC where there is none, since a zone can be renamed and days must go
/// on.
pub(super) fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).unwrap_or(TimeZone::UTC)
}

impl Store {
    /// A community; one that was never changed is as any is at first.
    pub async fn community(&self, home: &Home) -> Result<Community> {
        let sql = "SELECT time_zone, settings FROM community \
                   WHERE platform = $1 AND community = $2";
        let found: Option<(String, String)> = sqlx::query_as(sql)
            .bind(&home.platform)
            .bind(&home.community)
            .fetch_optional(&self.pools.reader)
            .await?;
        let found = found.map(|(time_zone, settings)| Community {
            time_zone,
            settings,
        });
        Ok(found.unwrap_or_default())
    }
}

/// Changes what holds in a community; false if what was read is something else by now.
pub(super) async fn settle(db: &mut AnyConnection, home: &Home, settled: &Settled) -> Result<bool> {
    match settled {
        Settled::Zone(zone) => {
            if TimeZone::get(zone).is_err() {
                let fault = format!("there is no time zone {zone:?}");
                return Err(StoreError::Fault(fault));
            }
            let sql = "INSERT INTO community (platform, community, time_zone) VALUES ($1, $2, $3) \
                       ON CONFLICT (platform, community) \
                       DO UPDATE SET time_zone = excluded.time_zone";
            let [platform, community] = home.columns();
            let query = sqlx::query(sql).bind(platform).bind(community);
            query.bind(zone).execute(db).await?;
            Ok(true)
        }
        Settled::Settings { before, after } => {
            let sql = "INSERT INTO community (platform, community, settings) VALUES ($1, $2, $3) \
                       ON CONFLICT (platform, community) \
                       DO UPDATE SET settings = excluded.settings WHERE community.settings = $4";
            let [platform, community] = home.columns();
            let query = sqlx::query(sql).bind(platform).bind(community);
            let done = query.bind(after).bind(before).execute(db).await?;
            Ok(done.rows_affected() > 0)
        }
        Settled::Link(digest) => {
            link::set(db, home, digest.as_deref()).await?;
            Ok(true)
        }
    }
}
