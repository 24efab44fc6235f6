//! One process to a file: a lock that the system lets go when the process ends, however it does.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::{Result, StoreError};

/// Holds the lock file of a database for as long as it lives.
#[derive(Debug)]
pub(super) struct FileLock {
    file: File,
}

impl FileLock {
    /// Locks `attache.db.lock` for `attache.db`; the file stays there, and only its lock counts.
    pub(super) fn take(database: &Path) -> Result<Self> {
        let mut name = database.as_os_str().to_owned();
        name.push(".lock");
        let path = PathBuf::from(name);
        let fault = |error| StoreError::Unavailable(format!("{}: {error}", path.display()));
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(fault)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked(database.to_owned())),
            Err(TryLockError::Error(error)) => Err(fault(error)),
        }
    }
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // Closing does it too, but not before a process that was just started has let go of what
        // it inherited.
        let _ = self.file.unlock();
    }
}
