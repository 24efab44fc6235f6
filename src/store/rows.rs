//! Many rows in one statement.

use std::fmt::Write;

use sqlx::{AssertSqlSafe, SqlSafeStr, SqlStr};

/// How many rows go into one statement: SQLite looks every value of a statement up by its name
/// among all others, so that ten times as many take a hundred times as long.
pub(super) const CHUNK: usize = 40;

/// A statement with `rows` times `($1, $2, …)` in its middle. No value is part of the text.
pub(super) fn text(before: &'static str, columns: usize, rows: usize, after: &str) -> SqlStr {
    let mut text = String::from(before);
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 1..=columns {
            let comma = if column == 1 { "" } else { ", " };
            // Writing to a text cannot fail.
            let _ = write!(text, "{comma}${}", row * columns + column);
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
