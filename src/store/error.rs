//! Why the store could not do what it was asked.

use std::path::PathBuf;

use sqlx::error::ErrorKind;

use super::Location;

/// Why the store could not do what it was asked. No text of it holds a password.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, or does not take part just now. Every write may be repeated,
    /// and must be: it may have happened, and only its answer be lost.
    #[error("the database cannot be reached: {0}")]
    Unavailable(String),
    /// Others were in the way. The same again may work at once.
    #[error("the database was busy with another change: {0}")]
    Conflict(String),
    /// A newer program has been at this database.
    #[error(
        "the database was made by a newer attache (its schema is {found}, this program knows \
         {known}): use that one, or another database"
    )]
    TooNew {
        /// The version of the database's schema.
        found: i64,
        /// The last version that this program knows.
        known: i64,
    },
    /// Another process has the file.
    #[error(
        "{} is in use by another attache: stop that one first, or give this one another database \
         (several processes need PostgreSQL)", .0.display()
    )]
    Locked(PathBuf),
    /// There is no such database.
    #[error("there is no database {0}: `attache db migrate` makes it")]
    Missing(String),
    /// The database was only opened to be read, and has an older schema.
    #[error("the database {0} is not at this program's schema yet: run `attache db migrate`")]
    NotReady(String),
    /// What was asked is wrong, or the program or the database is.
    #[error("{0}")]
    Fault(String),
}

/// What the functions of the store return.
pub type Result<T> = std::result::Result<T, StoreError>;

/// `PostgreSQL`: a transaction that would not have been as if alone, a deadlock, a lock not had.
const CONFLICTS: [&str; 3] = ["40001", "40P01", "55P03"];

/// `PostgreSQL`: classes of states in which the server does not take part: connection, resources,
/// shutdown and start, the system below.
const AWAY: [&str; 4] = ["08", "53", "57P", "58"];

/// SQLite: busy and locked, whatever the extension of the code.
const SQLITE_BUSY: [i64; 2] = [5, 6];

/// SQLite: out of memory, disk trouble, disk full, cannot open.
const SQLITE_AWAY: [i64; 4] = [7, 10, 13, 14];

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        let text = error.to_string();
        match &error {
            sqlx::Error::Database(database) => {
                let code = database.code().unwrap_or_default();
                let is_twice = database.kind() == ErrorKind::UniqueViolation;
                if is_twice || is_conflict(&code) {
                    Self::Conflict(text)
                } else if is_away(&code) {
                    Self::Unavailable(text)
                } else {
                    Self::Fault(text)
                }
            }
            sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::Protocol(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::Unavailable(text),
            _ => Self::Fault(text),
        }
    }
}

impl StoreError {
    /// The same, saying which database it is about.
    pub(super) fn at(self, location: &Location) -> Self {
        match self {
            Self::Unavailable(text) => Self::Unavailable(format!("{location}: {text}")),
            Self::Fault(text) => Self::Fault(format!("{location}: {text}")),
            error => error,
        }
    }
}

fn is_conflict(code: &str) -> bool {
    CONFLICTS.contains(&code) || sqlite(code).is_some_and(|code| SQLITE_BUSY.contains(&code))
}

fn is_away(code: &str) -> bool {
    let is_sqlite_away = sqlite(code).is_some_and(|code| SQLITE_AWAY.contains(&code));
    is_sqlite_away || code.len() == 5 && AWAY.iter().any(|class| code.starts_with(class))
}

/// SQLite's code without its extension. It has up to four digits, where PostgreSQL's have five
/// signs.
fn sqlite(code: &str) -> Option<i64> {
    let code: i64 = code.parse().ok().filter(|_| code.len() < 5)?;
    Some(code & 0xff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_say_whether_the_same_again_may_work() {
        for code in ["40001", "40P01", "5", "517", "6"] {
            assert!(is_conflict(code) && !is_away(code), "{code}");
        }
        for code in ["08006", "53300", "57P01", "10", "13", "1290"] {
            assert!(!is_conflict(code) && is_away(code), "{code}");
        }
        for code in ["23505", "42601", "57014", "1", "19", "", "08"] {
            assert!(!is_conflict(code) && !is_away(code), "{code}");
        }
    }
}
