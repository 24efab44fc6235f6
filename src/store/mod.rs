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
mod backup;
mod change;
mod commit;
mod community;
mod connection;
mod departure;
mod due;
mod error;
mod history;
mod hold;
mod inbox;
mod leaderboard;
mod link;
mod location;
mod lock;
mod members;
mod migrate;
mod moving;
mod note;
mod outbox;
mod period;
mod plays;
mod practice;
mod presence;
mod privacy;
mod prune;
mod repair;
mod rounds;
mod rows;
mod scores;
mod subscriptions;
mod tally;
mod verify;

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use connection::Pools;
use location::Access;
use lock::FileLock;

pub use change::{
    Award, Card, Cause, Change, Exercise, ExerciseChange, Home, Message, Outcome, Place,
    RoundChange, Settled,
};
pub use community::Community;
pub use due::Lease;
pub use error::{Result, StoreError};
pub use history::{DAILY, Played};
pub use hold::Hold;
pub use leaderboard::Standing;
pub use location::Location;
pub use members::Member;
pub use outbox::Outgoing;
pub use plays::Plays;
pub use privacy::Asker;
pub use prune::Pruned;
pub use rounds::Round;
pub use subscriptions::{Planned, Post, Subscription};
pub use verify::Difference;

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
        let store = Self {
            pools: Pools::open(location, Access::Write).await?,
            location: location.clone(),
            _lock: lock.map(Arc::new),
        };
        if let Err(error) = store.migrate().await {
            store.close().await;
            return Err(error);
        }
        Ok(store)
    }

    /// Opens a database that is there, and has the schema of this program, to be looked at only.
    /// Another process may be at work with it.
    pub async fn open_to_read(location: &Location) -> Result<Self> {
        if location.file().is_some_and(|file| !file.exists()) {
            return Err(StoreError::Missing(location.to_string()));
        }
        let store = Self {
            pools: Pools::open(location, Access::Read).await?,
            location: location.clone(),
            _lock: None,
        };
        let found = store.schema().await?;
        let known = Self::schema_known();
        if found == known {
            return Ok(store);
        }
        store.close().await;
        Err(if found > known {
            StoreError::TooNew { found, known }
        } else {
            StoreError::NotReady(location.to_string())
        })
    }

    async fn migrate(&self) -> Result<()> {
        let mut connection = self.pools.writer.acquire().await?;
        migrate::run(&mut connection).await
    }

    /// An empty store in memory, gone when it is dropped.
    pub async fn in_memory() -> Result<Self> {
        Self::open(&Location::parse("sqlite::memory:")?).await
    }

    /// Where the database is.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// The version of the schema that this program knows.
    pub fn schema_known() -> i64 {
        migrate::known()
    }

    /// The version of the schema that the database has.
    pub async fn schema(&self) -> Result<i64> {
        let mut connection = self.pools.reader.acquire().await?;
        migrate::version(&mut connection).await
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
