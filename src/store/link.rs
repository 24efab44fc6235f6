//! Links to leaderboards: each community has one at most.

use sqlx::AnyConnection;

use super::{Home, Result, Store};

/// Has the leaderboard of a community shown to whoever knows what has that digest, and to nobody who
/// knew another before; to nobody without one.
pub(super) async fn set(db: &mut AnyConnection, home: &Home, digest: Option<&str>) -> Result<()> {
    let sql = match digest {
        Some(_) => {
            "INSERT INTO link (platform, community, digest) VALUES ($1, $2, $3) \
             ON CONFLICT (platform, community) DO UPDATE SET digest = excluded.digest"
        }
        None => "DELETE FROM link WHERE platform = $1 AND community = $2",
    };
    let [platform, community] = home.columns();
    let query = sqlx::query(sql).bind(platform).bind(community);
    let query = match digest {
        Some(digest) => query.bind(digest),
        None => query,
    };
    query.execute(db).await?;
    Ok(())
}

impl Store {
    /// Whose leaderboard is shown to whoever knows what has that digest.
    pub async fn linked(&self, digest: &str) -> Result<Option<Home>> {
        let sql = "SELECT platform, community FROM link WHERE digest = $1";
        let found: Option<(String, String)> = sqlx::query_as(sql)
            .bind(digest)
            .fetch_optional(&self.pools.reader)
            .await?;
        Ok(found.map(|(platform, community)| Home::new(platform, community)))
    }
}
