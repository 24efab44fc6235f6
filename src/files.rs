//! Files as bytes, or why they cannot be read.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::Path;

use crate::facts::Problems;

/// Reads one byte more than a file may have at most, from which its reader sees that it is too
/// long: a file's own word for its size is not to be relied on, as in `/dev/zero`.
pub fn read(path: &Path, bytes_max: usize) -> Result<Vec<u8>, Problems> {
    let read = || {
        let mut bytes = Vec::new();
        File::open(path)?
            .take(bytes_max as u64 + 1)
            .read_to_end(&mut bytes)?;
        Ok(bytes)
    };
    read().map_err(|error| unread(path, &error))
}

/// Reads a file that holds a secret; the error does not name it, for its path may be the secret
/// itself, put into the wrong place.
pub fn read_secret(path: &Path) -> io::Result<String> {
    io::read_to_string(File::open(path)?.take(SECRET_BYTES_MAX))
}

/// Whether everybody on this machine may read a file.
#[cfg(unix)]
pub fn is_open(path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    path.metadata()
        .is_ok_and(|metadata| metadata.mode() & 0o004 != 0)
}

/// Tokens have some 70 letters, and passwords hardly more.
const SECRET_BYTES_MAX: u64 = 1 << 10;

/// Why a file or folder cannot be read, and what to do.
pub fn unread(path: &Path, error: &io::Error) -> Problems {
    let help = match error.kind() {
        ErrorKind::NotFound if path.is_symlink() => {
            "the link leads nowhere: mend it or take it out"
        }
        ErrorKind::NotFound => "check how its path is written, and from which folder",
        ErrorKind::PermissionDenied => "let the user who runs this read it",
        ErrorKind::IsADirectory => "name a file here, or rename the folder",
        _ => "mend it, or take it out",
    };
    let message = format!("this cannot be read: {error}");
    Problems::of_file(&path.display().to_string(), message, help)
}
