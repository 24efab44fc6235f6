//! Many rows in one statement.

use std::fmt::Write;

use sqlx::{AnyConnection, AssertSqlSafe, SqlSafeStr, SqlStr};

/// What sqlx calls the engine.
const SQLITE: &str = "SQLite";

/// How many rows go into one statement: few enough for the number of values that either engine
/// takes, whatever the table.
pub(super) const CHUNK: usize = 200;

/// A statement with `rows` times `($1, $2, …)` in its middle, and no value elsewhere. No value is
/// part of the text.
///
/// On SQLite they have no numbers: it looks each that has one up among all others, so that ten times
/// as many take a hundred times as long.
pub(super) fn text(
    db: &AnyConnection,
    before: &'static str,
    columns: usize,
    rows: usize,
    after: &str,
) -> SqlStr {
    let has_numbers = db.backend_name() != SQLITE;
    let mut text = String::from(before);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=columns {
            text.push_str(if column == 1 { "" } else { ", " });
            if has_numbers {
                // Writing to a text cannot fail.
                let _ = write!(text, "${}", row * columns + column);
            } else {
                text.push('?');
            }
        }
        text.push(')');
    }
    text.push_str(after);
    AssertSqlSafe(text).into_sql_str()
}

/// `($1, $2, …)`, from a number on.
pub(super) fn list(first: usize, count: usize) -> String {
    let numbers: Vec<String> = (first..first + count).map(|n| format!("${n}")).collect();
    format!("({})", numbers.join(", "))
}
