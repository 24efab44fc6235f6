//! One process to a file: a lock that the system lets go when the process ends, however it does.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
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
        let file = private(&path).map_err(fault)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file }),
            Err(TryLockError::WouldBlock) => Err(StoreError::Locked(database.to_owned())),
            Err(TryLockError::Error(error)) => Err(fault(error)),
        }
    }
}

/// Opens a file that is written, which is made for its user alone where it is not there yet: names and
/// points are nobody else's.
pub(super) fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.create(true).truncate(false).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

impl Drop for FileLock {
    fn drop(&mut self) {
        // Closing does it too, but not before a process that was just started has let go of what
        // it inherited.
        let _ = self.file.unlock();
    }
}
