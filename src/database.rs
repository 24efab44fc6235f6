//! Which database is used, and looking after it from the command line.

use std::io::{self, Write};
use std::process::ExitCode;

use tokio::runtime::Runtime;

use crate::cli::DbTask;
use crate::config::Database;
use crate::facts::Fault;
use crate::store::{Difference, Location, Store, StoreError};

/// The variable that says where the database is, in place of the configuration; it may hold a
/// password, which no file should.
pub const VARIABLE: &str = "ATTACHE_DATABASE__URL";

/// The key of the configuration that does.
pub const KEY: &str = "database.url";

/// As many differences as can be read; the others are counted.
const SHOWN_MAX: usize = 20;

/// Where the database is; `is_variable` tells whether the environment says so.
pub fn location(config: &Database, is_variable: bool) -> Result<Location, Fault> {
    let fault = |message: String, help: &str| Fault {
        key: KEY,
        message,
        help: help.to_owned(),
    };
    let location = Location::parse(&config.url).map_err(|error| {
        let help = "write `sqlite:FILE`, or `postgres://USER@HOST/NAME`";
        fault(error.to_string(), help)
    })?;
    if location.has_password() && !is_variable {
        let message =
            format!("{location} is written with its password, which does not belong into a file");
        let help = "put it into PGPASSWORD, or all of the URL into ATTACHE_DATABASE__URL";
        return Err(fault(message, help));
    }
    Ok(location)
}

/// Does what is asked with the database.
pub fn run(task: DbTask, location: &Location) -> anyhow::Result<ExitCode> {
    Runtime::new()?.block_on(async {
        match task {
            DbTask::Migrate => migrate(location).await,
            DbTask::Verify { repair: false } => {
                let store = Store::open_to_read(location).await?;
                let differences = store.verify().await?;
                store.close().await;
                if differences.is_empty() {
                    return print(&format!("{location}: all scores agree with the awards."));
                }
                print(&listed(&differences))?;
                print("`attache db verify --repair` puts it right.")?;
                Ok(ExitCode::FAILURE)
            }
            DbTask::Verify { repair: true } => {
                let store = Store::open(location).await?;
                let differences = store.repair().await?;
                let left = store.verify().await?;
                store.close().await;
                print(&listed(&differences))?;
                if left.is_empty() {
                    return print(&format!("{location}: all scores agree with the awards."));
                }
                print(&format!("What could not be put right:\n{}", listed(&left)))?;
                Ok(ExitCode::FAILURE)
            }
            DbTask::Backup { file } => {
                let store = Store::open_to_read(location).await?;
                let done = store.backup(&file).await;
                store.close().await;
                done?;
                print(&format!("{location} is copied to {}.", file.display()))
            }
        }
    })
}

async fn migrate(location: &Location) -> anyhow::Result<ExitCode> {
    let before = match Store::open_to_read(location).await {
        Ok(store) => {
            let schema = store.schema().await?;
            store.close().await;
            Some(schema)
        }
        Err(StoreError::NotReady(_) | StoreError::Missing(_)) => None,
        Err(error) => return Err(error.into()),
    };
    let store = Store::open(location).await?;
    let schema = store.schema().await?;
    store.close().await;
    print(&match before {
        Some(_) => format!("{location} has schema {schema} already."),
        None => format!("{location} has schema {schema} now."),
    })
}

/// The differences, a line each, and how many there are.
fn listed(differences: &[Difference]) -> String {
    let mut lines: Vec<String> = differences
        .iter()
        .take(SHOWN_MAX)
        .map(Difference::to_string)
        .collect();
    if differences.len() > SHOWN_MAX {
        lines.push(format!("and {} more", differences.len() - SHOWN_MAX));
    }
    lines.push(format!("Differences: {}.", differences.len()));
    lines.join("\n")
}

fn print(text: &str) -> anyhow::Result<ExitCode> {
    writeln!(io::stdout(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}
