//! Backups of a SQLite database, made while it is at work.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use sqlx::Connection;

use super::lock::private;
use super::{Result, Store, StoreError};

impl Store {
    /// Writes the database, as it is at one moment, to a file that is not there yet. The file
    /// has its name only once it is whole and on disk.
    pub async fn backup(&self, file: &Path) -> Result<()> {
        if self.pools.is_postgres {
            let fault = "a PostgreSQL database is backed up with its own program, pg_dump";
            return Err(StoreError::Fault(fault.to_owned()));
        }
        if self.location.is_memory() {
            let fault = "a database in memory cannot be backed up";
            return Err(StoreError::Fault(fault.to_owned()));
        }
        if fs::symlink_metadata(file).is_ok() {
            let fault = format!("{} is there already; name another file", file.display());
            return Err(StoreError::Fault(fault));
        }
        let mut part = file.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        // What an earlier try has left would be refused.
        let _ = fs::remove_file(&part);
        let unwritten = |error| {
            StoreError::Unavailable(format!("{} cannot be written: {error}", file.display()))
        };
        // SQLite writes to a file that is empty.
        private(&part).map_err(unwritten)?;
        let name = part.to_string_lossy();
        // SQLite takes the copy for a change of the data, which readers are not let; so this one
        // does nothing else afterwards.
        let mut reader = self.pools.reader.acquire().await?.detach();
        let sql = "PRAGMA query_only = OFF";
        sqlx::raw_sql(sql).execute(&mut reader).await?;
        let done = sqlx::query("VACUUM INTO $1")
            .bind(&*name)
            .execute(&mut reader)
            .await;
        reader.close().await?;
        if let Err(error) = done {
            let _ = fs::remove_file(&part);
            return Err(error.into());
        }
        settle(&part, file).map_err(unwritten)
    }
}

/// Gives a file its name, both on disk.
fn settle(part: &Path, file: &Path) -> io::Result<()> {
    File::open(part)?.sync_all()?;
    fs::rename(part, file)?;
    let folder = match file.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    // Only some systems let a folder be opened; the others keep names by themselves.
    if let Ok(folder) = File::open(folder) {
        folder.sync_all()?;
    }
    Ok(())
}
