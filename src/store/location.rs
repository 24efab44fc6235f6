//! Where the database is, without telling its password.

use std::fmt;
use std::fs::File;
use std::path::{Path, PathBuf};

use super::StoreError;

/// Where the database is. Shown without password and options, whatever shows it.
#[derive(Clone, PartialEq, Eq)]
pub struct Location {
    engine: Engine,
    url: String,
}

/// What a database is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    Write,
    Read,
}

#[derive(Clone, PartialEq, Eq)]
enum Engine {
    Memory,
    File(PathBuf),
    Postgres,
}

impl Location {
    /// Reads `sqlite:FILE`, `sqlite::memory:` or `postgres://…`.
    pub fn parse(url: &str) -> Result<Self, StoreError> {
        let engine = if url == "sqlite::memory:" {
            Engine::Memory
        } else if let Some(file) = url.strip_prefix("sqlite:") {
            let file = file.strip_prefix("//").unwrap_or(file);
            if file.is_empty() {
                return Err(fault(
                    "name a file after `sqlite:`, such as `sqlite:attache.db`",
                ));
            }
            Engine::File(PathBuf::from(file))
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            // What cannot be read is not shown: it may be a part of a password.
            if url.parse::<sqlx::postgres::PgConnectOptions>().is_err() {
                return Err(fault(
                    "this address of a database cannot be read; in a password, special signs are written as in `%2F` for `/`",
                ));
            }
            Engine::Postgres
        } else {
            return Err(fault(
                "a database is `sqlite:FILE` or `postgres://USER@HOST/NAME`",
            ));
        };
        let url = url.to_owned();
        Ok(Self { engine, url })
    }

    /// Whether the URL holds a password.
    pub fn has_password(&self) -> bool {
        self.engine == Engine::Postgres
            && (self.user_info().is_some_and(|user| user.contains(':'))
                || self.url.contains("password="))
    }

    pub(super) fn is_postgres(&self) -> bool {
        self.engine == Engine::Postgres
    }

    pub(super) fn is_memory(&self) -> bool {
        self.engine == Engine::Memory
    }

    pub(super) fn file(&self) -> Option<&Path> {
        match &self.engine {
            Engine::File(file) => Some(file),
            _ => None,
        }
    }

    /// The URL as the driver takes it, with its password. A file is made only where it is meant
    /// to be written.
    pub(super) fn url(&self, access: Access) -> String {
        match &self.engine {
            Engine::File(file) => {
                let mode = match access {
                    Access::Write => "rwc",
                    // Not "ro": a reader takes part in the log of who reads what.
                    Access::Read => "rw",
                };
                format!("sqlite:{}?mode={mode}", escaped(&file.to_string_lossy()))
            }
            _ => self.url.clone(),
        }
    }

    /// Tries whether a file that is not there yet can be made, and leaves nothing behind.
    pub fn can_be_made(&self) -> Result<(), StoreError> {
        let Engine::File(file) = &self.engine else {
            return Ok(());
        };
        // A link may lead to where it will be.
        let target = std::fs::read_link(file).map_or(file.clone(), |to| file.with_file_name(to));
        let mut other = target.into_os_string();
        other.push(".tried");
        // One that a kill has left there is in nobody's way.
        let made = File::create(&other).and_then(|_| std::fs::remove_file(&other));
        made.map_err(|error| {
            StoreError::Unavailable(format!("{} cannot be made: {error}", file.display()))
        })
    }

    /// What stands before the last `@`; a password that was not escaped may hold any sign.
    fn user_info(&self) -> Option<&str> {
        let rest = self.url.split_once("://")?.1;
        Some(&rest[..rest.rfind('@')?])
    }
}

impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.engine {
            Engine::Memory => f.write_str("sqlite::memory:"),
            Engine::File(file) => write!(f, "sqlite:{}", file.display()),
            Engine::Postgres => {
                let user = self.user_info();
                let before = user.map_or(0, |user| user.len() + 1);
                let rest = self.url.split_once("://").map_or("", |parts| parts.1);
                let host = rest[before..].split('?').next().unwrap_or_default();
                f.write_str("postgres://")?;
                if let Some(user) = user {
                    write!(f, "{}@", user.split(':').next().unwrap_or_default())?;
                }
                f.write_str(host)
            }
        }
    }
}

impl fmt::Debug for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

fn fault(text: &str) -> StoreError {
    StoreError::Fault(text.to_owned())
}

/// A path as a part of a URL.
fn escaped(path: &str) -> String {
    use fmt::Write;
    let mut escaped = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            // Writing to a text cannot fail.
            let _ = write!(escaped, "%{byte:02X}");
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(url: &str, shown: &str, has_password: bool) {
        let location = Location::parse(url).unwrap();
        assert_eq!(location.to_string(), shown);
        assert_eq!(format!("{location:?}"), shown);
        assert_eq!(location.has_password(), has_password, "{url}");
    }

    #[test]
    fn a_location_is_shown_without_its_password() {
        check("sqlite:attache.db", "sqlite:attache.db", false);
        check("sqlite:///srv/a b.db", "sqlite:/srv/a b.db", false);
        check("sqlite::memory:", "sqlite::memory:", false);
        check("postgres://ada@db/quiz", "postgres://ada@db/quiz", false);
        check(
            "postgresql://db:5432/quiz",
            "postgres://db:5432/quiz",
            false,
        );
        for password in ["secret", "se:cret", "se@cret"] {
            let url = format!("postgres://ada:{password}@db/quiz?sslmode=require");
            check(&url, "postgres://ada@db/quiz", true);
        }
        let hidden = "postgres://ada@db/quiz?password=secret";
        check(hidden, "postgres://ada@db/quiz", true);
    }

    #[test]
    fn what_is_no_database_is_refused_without_repeating_it() {
        for url in [
            "",
            "sqlite:",
            "mysql://ada:secret@db/quiz",
            "attache.db",
            "postgres://ada:se/cret@db/quiz",
            "postgres://ada@db:secret/quiz",
        ] {
            let error = Location::parse(url).unwrap_err().to_string();
            assert!(!error.contains("cret"), "{error}");
        }
    }

    #[test]
    fn any_file_name_is_a_url() {
        let location = Location::parse("sqlite:a ?#%ü.db").unwrap();
        let url = location.url(Access::Write);
        assert_eq!(url, "sqlite:a%20%3F%23%25%C3%BC.db?mode=rwc");
    }
}
