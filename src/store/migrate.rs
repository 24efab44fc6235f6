//! Brings a database to the schema of this program.

use sqlx::migrate::{MigrateError, Migration, MigrationType, Migrator};
use sqlx::{AnyConnection, Connection, SqlSafeStr};

use super::{Result, StoreError};

/// Every step, the oldest first. One that was released is never changed: write the next one.
#[rustfmt::skip]
const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "first",        include_str!("migrations/0001_first.sql")),
    (2, "exercise",     include_str!("migrations/0002_exercise.sql")),
    (3, "subscription", include_str!("migrations/0003_subscription.sql")),
    (4, "platform",     include_str!("migrations/0004_platform.sql")),
    (5, "link",         include_str!("migrations/0005_link.sql")),
];

/// The schema that this program knows.
pub(super) fn known() -> i64 {
    MIGRATIONS.last().map_or(0, |(version, _, _)| *version)
}

/// Takes the steps that are missing, each in a transaction of its own. On PostgreSQL only one
/// process at a time gets to do so, and where this fails it does until the connection is closed;
/// a SQLite file is locked by its one process.
pub(super) async fn run(connection: &mut AnyConnection) -> Result<()> {
    let step = |(version, description, sql): &(i64, &'static str, &'static str)| {
        Migration::new(
            *version,
            (*description).into(),
            MigrationType::Simple,
            (*sql).into_sql_str(),
            false,
        )
    };
    let migrator = Migrator::with_migrations(MIGRATIONS.iter().map(step).collect());
    let Err(error) = migrator.run(&mut *connection).await else {
        return Ok(());
    };
    Err(match error {
        MigrateError::VersionMissing(_) => StoreError::TooNew {
            found: version(connection).await?,
            known: known(),
        },
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => error.into(),
        error => StoreError::Fault(error.to_string()),
    })
}

/// The schema that a database has; 0 if it has none.
pub(super) async fn version(connection: &mut AnyConnection) -> Result<i64> {
    // Whether there is a table is asked differently everywhere; a query tells it the same way.
    let sql = "SELECT COALESCE(MAX(version), 0) FROM _sqlx_migrations";
    let found = sqlx::query_scalar::<_, i64>(sql)
        .fetch_one(&mut *connection)
        .await;
    match found {
        Ok(version) => Ok(version),
        Err(sqlx::Error::Database(_)) => {
            connection.ping().await?;
            Ok(0)
        }
        Err(error) => Err(error.into()),
    }
}
