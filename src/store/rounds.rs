//! Rounds: kept as text, changed from one version to the next.

use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Row};

use super::{Change, Home, Lease, Outcome, Place, Result, RoundChange, Store, due};

/// A round as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Round {
    /// Which round.
    pub round_id: String,
    /// Where it runs.
    pub place: Place,
    /// What a change of it has to name.
    pub version: i64,
    /// The round, as JSON.
    pub state: String,
    /// Whether it is not over yet.
    pub is_live: bool,
    /// When time changes it next.
    pub due_at: Option<i64>,
}

const COLUMNS: &str = "round_id, platform, community, channel, version, state, live, due_at";

/// Starts, changes or ends the round of a change.
pub(super) async fn change(db: &mut AnyConnection, change: &Change) -> Result<Outcome> {
    let (round_id, version, state, due_at, is_live) = match &change.round {
        RoundChange::None => return Ok(Outcome::Committed),
        RoundChange::Open {
            round_id,
            state,
            due_at,
            rounds_max,
        } => return open(db, change, round_id, state, *due_at, *rounds_max).await,
        RoundChange::Keep {
            round_id,
            version,
            state,
            due_at,
        } => (round_id, *version, state, *due_at, true),
        RoundChange::Close { round_id, version } => {
            (round_id, *version, &String::new(), None, false)
        }
    };
    let sql = "UPDATE round SET version = version + 1, state = $1, due_at = $2, live = $3, \
               changed_at = $4, lease_owner = '', lease_until = 0 \
               WHERE round_id = $5 AND version = $6 AND live = 1";
    let done = sqlx::query(sql)
        .bind(state)
        .bind(due_at)
        .bind(i64::from(is_live))
        .bind(change.at)
        .bind(round_id)
        .bind(version)
        .execute(db)
        .await?;
    Ok(match done.rows_affected() {
        0 => Outcome::Conflict,
        _ => Outcome::Committed,
    })
}

async fn open(
    db: &mut AnyConnection,
    change: &Change,
    round_id: &str,
    state: &str,
    due_at: Option<i64>,
    rounds_max: i64,
) -> Result<Outcome> {
    let Place { home, channel } = &change.place;
    let sql = "SELECT \
               (SELECT COUNT(*) FROM round WHERE round_id = $1), \
               (SELECT COUNT(*) FROM round WHERE platform = $2 AND channel = $4 AND live = 1), \
               (SELECT COUNT(*) FROM round WHERE platform = $2 AND community = $3 AND live = 1)";
    let (same, in_channel, in_community): (i64, i64, i64) = sqlx::query_as(sql)
        .bind(round_id)
        .bind(&home.platform)
        .bind(&home.community)
        .bind(channel)
        .fetch_one(&mut *db)
        .await?;
    if same > 0 {
        return Ok(Outcome::Seen);
    }
    if in_channel > 0 {
        return Ok(Outcome::ChannelTaken);
    }
    if in_community >= rounds_max {
        return Ok(Outcome::CommunityFull);
    }
    let sql = "INSERT INTO round \
               (round_id, platform, community, channel, version, state, live, due_at, changed_at) \
               VALUES ($1, $2, $3, $4, 1, $5, 1, $6, $7) ON CONFLICT DO NOTHING";
    let done = sqlx::query(sql)
        .bind(round_id)
        .bind(&home.platform)
        .bind(&home.community)
        .bind(channel)
        .bind(state)
        .bind(due_at)
        .bind(change.at)
        .execute(db)
        .await?;
    Ok(match done.rows_affected() {
        // The channel moved to another community in the meantime.
        0 => Outcome::ChannelTaken,
        _ => Outcome::Committed,
    })
}

impl Store {
    /// A round, be it over, as long as it is kept.
    pub async fn round(&self, round_id: &str) -> Result<Option<Round>> {
        let sql = due::text(&["SELECT ", COLUMNS, " FROM round WHERE round_id = $1"]);
        let found = sqlx::query(sql)
            .bind(round_id)
            .fetch_optional(&self.pools.reader)
            .await?;
        Ok(found.as_ref().map(read).transpose()?)
    }

    /// The round that runs in a channel.
    pub async fn round_in(&self, place: &Place) -> Result<Option<Round>> {
        let filter = " FROM round WHERE platform = $1 AND channel = $2 AND live = 1";
        let found = sqlx::query(due::text(&["SELECT ", COLUMNS, filter]))
            .bind(&place.home.platform)
            .bind(&place.channel)
            .fetch_optional(&self.pools.reader)
            .await?;
        Ok(found.as_ref().map(read).transpose()?)
    }

    /// Rounds that run on a platform, in the order of their ids, from the one after `after` on.
    pub async fn live_rounds(&self, platform: &str, after: &str, limit: i64) -> Result<Vec<Round>> {
        let sql = due::text(&[
            "SELECT ",
            COLUMNS,
            " FROM round WHERE live = 1 AND platform = $1 AND round_id > $2 \
             ORDER BY round_id LIMIT $3",
        ]);
        let rows = sqlx::query(sql)
            .bind(platform)
            .bind(after)
            .bind(limit)
            .fetch_all(&self.pools.reader)
            .await?;
        Ok(rows.iter().map(read).collect::<sqlx::Result<_>>()?)
    }

    /// Claims rounds of a platform that time changes by now, the longest due first, until the lease ends. A
    /// change of the round ends it too.
    pub async fn claim_rounds(
        &self,
        platform: &str,
        now: i64,
        lease: Lease<'_>,
        limit: i64,
    ) -> Result<Vec<Round>> {
        let sql = due::text(&[
            "WITH due AS MATERIALIZED (SELECT round_id FROM round \
             WHERE live = 1 AND platform = $5 AND due_at <= $1 AND lease_until <= $6 \
             ORDER BY due_at LIMIT $4",
            due::skip_locked(self.pools.is_postgres),
            ") UPDATE round SET lease_owner = $2, lease_until = $3 \
             WHERE round_id IN (SELECT round_id FROM due) AND live = 1 AND due_at <= $1 \
             AND lease_until <= $6 RETURNING ",
            COLUMNS,
        ]);
        let rows = self.claim(sql, platform, now, lease, limit).await?;
        let mut rounds = rows.iter().map(read).collect::<sqlx::Result<Vec<_>>>()?;
        rounds.sort_by(|a, b| (a.due_at, &a.round_id).cmp(&(b.due_at, &b.round_id)));
        Ok(rounds)
    }
}

fn read(row: &AnyRow) -> sqlx::Result<Round> {
    Ok(Round {
        round_id: row.try_get(0)?,
        place: Home::new(row.try_get::<String, _>(1)?, row.try_get::<String, _>(2)?)
            .channel(row.try_get::<String, _>(3)?),
        version: row.try_get(4)?,
        state: row.try_get(5)?,
        is_live: row.try_get::<i64, _>(6)? == 1,
        due_at: row.try_get(7)?,
    })
}
