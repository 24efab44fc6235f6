//! What only one process at a time may be.

use std::time::Duration;

use sqlx::AnyConnection;
use tokio::time;

use super::{Result, Store};

/// How often it is looked whether whoever holds something has let go.
const LOOK: Duration = Duration::from_secs(1);

/// How long the database may take to say that it is there.
const ANSWER_WAIT: Duration = Duration::from_secs(5);

/// What this process alone holds, for as long as its connection lasts: whoever is killed lets go at
/// once, whatever clocks say.
#[derive(Debug)]
pub struct Hold {
    /// None on SQLite, where there is no other process.
    connection: Option<AnyConnection>,
}

impl Store {
    /// Takes what only one process at a time may hold, once no other has it.
    pub async fn hold(&self, name: &str) -> Result<Hold> {
        if !self.pools.is_postgres {
            return Ok(Hold { connection: None });
        }
        let connection = in_time(self.pools.writer.acquire()).await?;
        let mut connection = connection.detach();
        loop {
            let sql = "SELECT pg_try_advisory_lock(hashtextextended($1, 0))";
            let taken = sqlx::query_scalar(sql)
                .bind(name)
                .fetch_one(&mut connection);
            if in_time(taken).await? {
                return Ok(Hold {
                    connection: Some(connection),
                });
            }
            time::sleep(LOOK).await;
        }
    }
}

impl Hold {
    /// Whether it still is this process's; false where the database does not answer, too.
    pub async fn is_held(&mut self) -> bool {
        let Some(connection) = &mut self.connection else {
            return true;
        };
        in_time(sqlx::query("SELECT 1").execute(connection))
            .await
            .is_ok()
    }
}

/// What the database answers; that it is not there, if it does not for a while.
async fn in_time<T>(answer: impl Future<Output = sqlx::Result<T>>) -> sqlx::Result<T> {
    let answer = time::timeout(ANSWER_WAIT, answer).await;
    answer.unwrap_or(Err(sqlx::Error::PoolTimedOut))
}
