//! The store: what outlives the program, in SQLite or PostgreSQL. The only SQL of the project.
//!
//! One text of SQL serves both, through [`sqlx::AnyPool`]; what little differs is in
//! `connection.rs` and marked where it is used. Time is always an argument, in milliseconds since
//! 1970 began (UTC).
//!
//! A [`Change`] is everything that one event or one moment changes: [`Store::commit`] writes it in
//! one transaction, with the cause, so that the same cause changes nothing twice. A round is kept
//! as text and changes only from the version that was read. What is due is claimed by leases that
//! end by themselves, so any number of processes may look, and one that is killed blocks nobody.
//!
//! Scores are a cache of the ledger of awards, written with it; `verify` compares the two.

mod awards;
mod change;
mod commit;
mod community;
mod connection;
mod due;
mod error;
mod inbox;
mod leaderboard;
mod location;
mod lock;
mod members;
mod migrate;
mod outbox;
mod period;
mod plays;
mod practice;
mod privacy;
mod rounds;
mod rows;
mod scores;
mod tally;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use connection::Pools;
use lock::FileLock;

pub use change::{Award, Card, Cause, Change, Home, Message, Outcome, Place, RoundChange};
pub use community::Community;
pub use error::{Result, StoreError};
pub use leaderboard::Standing;
pub use location::Location;
pub use members::Member;
pub use outbox::Outgoing;
pub use period::Span;
pub use plays::Plays;
pub use rounds::{ROUNDS_MAX, Round};

/// What a member is called in all that is kept of what members do. It says nothing of who that
/// is; only the row of the member does, and that is gone when the member is forgotten.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MemberKey(pub String);

/// The store. Clones share its connections.
#[derive(Clone)]
pub struct Store {
    pools: Pools,
    location: Location,
    /// On a SQLite file, what keeps other processes away.
    _lock: Option<Arc<FileLock>>,
}

impl Store {
    /// Opens a database, makes it if it is a SQLite file that is not there, and brings it to the
    /// schema of this program. A file is this process's alone as long as the store lives.
    pub async fn open(location: &Location) -> Result<Self> {
        let lock = location.file().map(FileLock::take).transpose()?;
        let pools = Pools::open(location, false).await?;
        let mut connection = pools.writer.acquire().await.map_err(StoreError::from)?;
        let migrated = migrate::run(&mut connection).await;
        drop(connection);
        if let Err(error) = migrated {
            pools.close().await;
            return Err(error);
        }
        Ok(Self {
            pools,
            location: location.clone(),
            _lock: lock.map(Arc::new),
        })
    }

    /// An empty store in memory, gone when it is dropped.
    pub async fn in_memory() -> Result<Self> {
        Self::open(&Location::parse("sqlite::memory:")?).await
    }

    /// Where the database is.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// The version of the schema that this program keeps.
    pub fn schema() -> i64 {
        migrate::known()
    }

    /// Ends all connections, once what is under way is done.
    pub async fn close(self) {
        self.pools.close().await;
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Store({})", self.location)
    }
}

impl fmt::Display for MemberKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
