//! Connections: how each engine is spoken to, and what every connection promises.

use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::{Any, AnyConnection, AnyPool, Connection, Transaction};

use super::location::Access;
use super::lock::private;
use super::{Location, Result, StoreError};

/// What a SQLite connection is told. `FULL`, since in WAL a lesser mode may lose the last commits
/// when the power fails. The log is written back every 16 MB: where much is written, a page that
/// changed several times is then written once.
const SQLITE: &str = "PRAGMA busy_timeout = 10000; PRAGMA journal_mode = WAL; \
                      PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                      PRAGMA wal_autocheckpoint = 4000;";

/// What a connection is told that only reads.
const SQLITE_READ: &str = "PRAGMA query_only = ON";

/// `PRAGMA synchronous` where it is `FULL`.
const FULL: i64 = 2;

/// A commit is on disk before it is acknowledged, whatever the server's default is.
const POSTGRES: &str = "SELECT set_config('synchronous_commit', 'on', false) \
                        WHERE current_setting('synchronous_commit') = 'off'";

/// What a connection is told that only reads.
const POSTGRES_READ: &str = "SET default_transaction_read_only = on";

/// Readers of a SQLite file, which do not wait for the writer nor it for them.
const SQLITE_READERS_MAX: u32 = 4;

/// A few processes of this size fit into the hundred connections that a server has by default.
const POSTGRES_CONNECTIONS_MAX: u32 = 10;

/// How long a connection to a SQLite file is waited for: longer than a busy file makes a writer
/// wait.
const SQLITE_WAIT: Duration = Duration::from_secs(15);

/// How long one to a server is waited for: a member who waits should be told that it is not there.
const POSTGRES_WAIT: Duration = Duration::from_secs(3);

/// The connections to one database.
#[derive(Debug, Clone)]
pub(super) struct Pools {
    /// On SQLite one connection, since there is one writer.
    pub(super) writer: AnyPool,
    pub(super) reader: AnyPool,
    pub(super) is_postgres: bool,
}

impl Pools {
    /// Connects.
    pub(super) async fn open(location: &Location, access: Access) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let options: AnyConnectOptions = location.url(access).parse()?;
        let is_postgres = location.is_postgres();
        if let (Some(file), Access::Write) = (location.file(), access) {
            // What SQLite puts beside it is for the same users.
            private(file)
                .map_err(|error| StoreError::Unavailable(error.to_string()).at(location))?;
        }
        if !location.is_memory() {
            // A pool tries again for as long as it may and does not say why; the first try does.
            try_once(&options, location, access).await?;
        }
        let connections = if is_postgres {
            POSTGRES_CONNECTIONS_MAX
        } else {
            1
        };
        let writer = pool(is_postgres, access)
            .max_connections(connections)
            .connect_with(options.clone())
            .await?;
        let reader = if is_postgres || location.is_memory() {
            writer.clone()
        } else {
            pool(is_postgres, Access::Read)
                .max_connections(SQLITE_READERS_MAX)
                .connect_lazy_with(options)
        };
        Ok(Self {
            writer,
            reader,
            is_postgres,
        })
    }

    /// A transaction that writes. On SQLite it has the file from its beginning: one that reads
    /// first and writes later could find that another wrote in between.
    pub(super) async fn write(&self) -> Result<Transaction<'static, Any>> {
        let begin = if self.is_postgres {
            "BEGIN"
        } else {
            "BEGIN IMMEDIATE"
        };
        Ok(self.writer.begin_with(begin).await?)
    }

    /// A transaction that sees the database as it is at one moment.
    pub(super) async fn snapshot(&self) -> Result<Transaction<'static, Any>> {
        let begin = if self.is_postgres {
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        } else {
            "BEGIN"
        };
        Ok(self.reader.begin_with(begin).await?)
    }

    pub(super) async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

async fn try_once(options: &AnyConnectOptions, location: &Location, access: Access) -> Result<()> {
    let connect = async {
        let mut connection = AnyConnection::connect_with(options).await?;
        prepare(&mut connection, location.is_postgres(), access).await?;
        connection.close().await
    };
    let done = tokio::time::timeout(wait(location.is_postgres()), connect).await;
    let done = done.unwrap_or(Err(sqlx::Error::PoolTimedOut));
    done.map_err(|error| StoreError::from(error).at(location))
}

fn wait(is_postgres: bool) -> Duration {
    if is_postgres {
        POSTGRES_WAIT
    } else {
        SQLITE_WAIT
    }
}

fn pool(is_postgres: bool, access: Access) -> AnyPoolOptions {
    let options = AnyPoolOptions::new()
        .acquire_timeout(wait(is_postgres))
        .after_connect(move |connection, _| {
            Box::pin(async move { prepare(connection, is_postgres, access).await })
        });
    if is_postgres {
        return options;
    }
    // A file does not hang up, so that nobody has to ask before each query; and a database in memory
    // is gone with its connection.
    options
        .test_before_acquire(false)
        .min_connections(1)
        .idle_timeout(None)
        .max_lifetime(None)
}

async fn prepare(
    connection: &mut AnyConnection,
    is_postgres: bool,
    access: Access,
) -> sqlx::Result<()> {
    if is_postgres {
        sqlx::raw_sql(POSTGRES).execute(&mut *connection).await?;
        if access == Access::Read {
            sqlx::raw_sql(POSTGRES_READ).execute(connection).await?;
        }
        return Ok(());
    }
    sqlx::raw_sql(SQLITE).execute(&mut *connection).await?;
    let synchronous: i64 = sqlx::query_scalar("PRAGMA synchronous")
        .fetch_one(&mut *connection)
        .await?;
    if synchronous != FULL {
        let fault = format!("SQLite does not take synchronous = FULL, but {synchronous}");
        return Err(sqlx::Error::Configuration(fault.into()));
    }
    if access == Access::Read {
        sqlx::raw_sql(SQLITE_READ).execute(connection).await?;
    }
    Ok(())
}
