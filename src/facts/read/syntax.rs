//! What the TOML parser says, in words that an editor of packs can act on.

use toml::de::Error;

use crate::facts::report::{Draft, Report};

/// What the parser's words begin with, and what to do about it.
const HELPS: [(&str, &str); 7] = [
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
    ("missing comma", "put a comma between the two"),
    ("key with no value", "write `key = value`"),
    (
        "missing value",
        "write a value after `=`, or take the key out",
    ),
];

/// The help where none of these fits.
const HELP: &str = "write `key = value`, with text in double quotes";

/// Reports the first error of each line of a piece: the others of the line follow from it.
pub(super) fn report(errors: &[Error], text: &str, base: usize, report: &mut Report) {
    let mut line_end = None;
    for error in errors {
        let span = error.span().unwrap_or_default();
        if line_end.is_some_and(|end| span.start <= end) {
            continue;
        }
        let start = text.floor_char_boundary(span.start);
        line_end = Some(
            text[start..]
                .find('\n')
                .map_or(text.len(), |end| start + end),
        );
        let message = error.message();
        let help = HELPS
            .iter()
            .find(|(start, _)| message.starts_with(start))
            .map_or(HELP, |(_, help)| help);
        let span = base + span.start..base + span.end;
        report.push(Draft::new(span, format!("this is not TOML: {message}")).help(help));
    }
}
