//! A file in TOML whose shape a type gives: checked and reported on as packs are.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::problem::Problems;
use super::read::{parse, repeated};
use super::report::{Draft, Report};
use super::shape::{self, Table, Walk, What};
use super::split::split;

/// Reads a file of tables that may all be left out, or says all that is wrong with it, be it only
/// that it is too long; its name is for messages only.
///
/// ```
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// #[serde(deny_unknown_fields)]
/// struct Colours {
///     #[serde(default)]
///     sky: Vec<u8>,
/// }
/// let problems = attache::facts::read_document::<Colours>("colours.toml", b"sku = []", 80);
/// let shown = problems.err().unwrap().render(false);
/// assert!(shown.contains("did you mean `sky`?"), "{shown}");
/// ```
pub fn read_document<T: DeserializeOwned + JsonSchema>(
    name: &str,
    bytes: &[u8],
    bytes_max: usize,
) -> Result<T, Problems> {
    let mut report = Report::default();
    let text = decode(bytes, bytes_max, "shorten it to", &mut report);
    let mut document = None;
    if report.count() == 0 {
        let table = tables(&shape::of::<T>(), &text, &mut report);
        let table = Spanned::new(0..text.len(), DeValue::Table(table));
        if report.count() == 0 {
            match T::deserialize(ValueDeserializer::from(table)) {
                Ok(read) => document = Some(read),
                // The shape says all that the type asks for; should it ever not, this does.
                Err(error) => report.push(Draft::new(0..0, error.message())),
            }
        }
    }
    document.ok_or_else(|| {
        let (found, more) = report.finish(name, &without_secrets(&text));
        let mut problems = Problems::default();
        problems.add_file(name, found, more);
        problems
    })
}

/// Parses a text piece by piece, so that one broken table hides no problem of another, and
/// checks what each holds.
fn tables<'t>(shape: &Table, text: &'t str, report: &mut Report) -> DeTable<'t> {
    let mut tables = DeTable::new();
    let mut starts: Vec<(String, usize)> = Vec::new();
    let names: Vec<&str> = shape.names().collect();
    for piece in split(text, &names) {
        let before = report.count();
        let root = parse(text, &piece, report);
        if report.count() > before {
            continue;
        }
        let base = piece.span.start;
        let mut walk = Walk {
            text: &text[piece.span],
            base,
            report,
        };
        for (name, value) in root {
            let Some(key) = shape.key(name.get_ref()) else {
                walk.unknown_key(shape, &name, What::This("file"));
                continue;
            };
            walk.value(&key.shape, &value, What::Key(&key.name));
            let header = base + value.span().start..base + value.span().end;
            if let Some((known, first)) = starts.iter().find(|(known, _)| **known == *key.name) {
                walk.report.push(repeated(known, header, *first));
            } else {
                starts.push((key.name.to_string(), header.start));
                tables.insert(name, value);
            }
        }
    }
    tables
}

/// The text of a file, or as much of it as can be shown where it is wrong; `remedy` is how to
/// come to so many bytes at most.
pub(super) fn decode<'b>(
    bytes: &'b [u8],
    bytes_max: usize,
    remedy: &str,
    report: &mut Report,
) -> Cow<'b, str> {
    if bytes.len() > bytes_max {
        // How many there are is not known, since files are read no further than shows this.
        let draft = Draft::new(0..0, format!("the file has more than {bytes_max} bytes"));
        report.push(draft.help(format!("{remedy} at most {bytes_max} bytes")));
        return Cow::Borrowed("");
    }
    match str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let bad = error.valid_up_to();
            let message = format!("the file is not UTF-8: byte {bad} is wrong");
            let draft = Draft::new(bad..bad + 1, message);
            report.push(draft.help("save it as UTF-8"));
            String::from_utf8_lossy(bytes)
        }
    }
}

/// Words in the name of a key whose value nobody is to see, in a log or over a shoulder: what
/// belongs into the environment may have been put here.
const SECRET: [&str; 4] = ["token", "password", "passphrase", "secret"];

/// A text as it is shown beside a problem, each letter where it was.
fn without_secrets(text: &str) -> String {
    let lines = text.split_inclusive('\n').map(|line| {
        let Some((key, value)) = line.split_once('=') else {
            return line.to_owned();
        };
        let key_in_lower = key.to_lowercase();
        let is_secret = SECRET.iter().any(|word| key_in_lower.contains(word))
            && !key_in_lower.trim_end().ends_with("file");
        if !is_secret {
            return line.to_owned();
        }
        let hidden: String = value
            .bytes()
            .map(|byte| match byte {
                b'\n' | b'\r' | b' ' => char::from(byte),
                _ => '*',
            })
            .collect();
        format!("{key}={hidden}")
    });
    lines.collect()
}
