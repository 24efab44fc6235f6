//! What only one process at a time may be.

use sqlx::AnyConnection;

use super::{Result, Store};

/// What this process alone holds, for as long as its connection lasts: whoever is killed lets go at
/// once, whatever clocks say.
#[derive(Debug)]
pub struct Hold {
    /// None on SQLite, where there is no other process.
    connection: Option<AnyConnection>,
}

impl Store {
    /// Takes what only one process at a time may hold; nothing if another has it.
    pub async fn hold(&self, name: &str) -> Result<Option<Hold>> {
        if !self.pools.is_postgres {
            return Ok(Some(Hold { connection: None }));
        }
        let mut connection = self.pools.writer.acquire().await?.detach();
        let is_held: bool =
            sqlx::query_scalar("SELECT pg_try_advisory_lock(hashtextextended($1, 0))")
                .bind(name)
                .fetch_one(&mut connection)
                .await?;
        Ok(is_held.then_some(Hold {
            connection: Some(connection),
        }))
    }
}

impl Hold {
    /// Whether it still is this process's; false where the database does not answer, too.
    pub async fn is_held(&mut self) -> bool {
        match &mut self.connection {
            Some(connection) => sqlx::query("SELECT 1").execute(connection).await.is_ok(),
            None => true,
        }
    }
}
