//! What the TOML parser says, in words that an editor of packs can act on.

use toml::de::Error;

use crate::facts::report::Draft;

/// What the parser's words begin with, and what to do about it.
const HELPS: [(&str, &str); 9] = [
    ("duplicate key", "take one of the two out, or join them"),
    (
        "string values must be quoted",
        "put the text in double quotes",
    ),
    (
        "invalid basic string",
        "end the text with a double quote; write `\\\"` for one within it",
    ),
    (
        "invalid multi-line basic string",
        "end the text with three double quotes",
    ),
    ("unclosed array", "end the list with `]`"),
    ("unclosed inline table", "end the table with `}`"),
    ("missing comma", "put a comma between the two"),
    ("key with no value", "write `key = value`"),
    (
        "missing value",
        "write a value after `=`, or take the key out",
    ),
];

/// The help where none of these fits.
const HELP: &str = "write `key = value`, with text in double quotes";

pub(super) fn draft(error: &Error, base: usize) -> Draft {
    let span = error.span().unwrap_or_default();
    let message = error.message();
    let help = HELPS
        .iter()
        .find(|(start, _)| message.starts_with(start))
        .map_or(HELP, |(_, help)| help);
    Draft::new(
        base + span.start..base + span.end,
        format!("this is not TOML: {message}"),
    )
    .help(help)
}
