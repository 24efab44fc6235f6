//! A text as it is shown beside a problem: without what nobody is to see, in a log or over a shoulder.
//! What belongs into the environment may have been put into the wrong place, so that only what is known
//! to be harmless is shown.

use super::shape::{Shape, Table};

/// What a text is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// A file.
    File,
    /// Variables, a line for each. Where one names a file that holds a secret, it may be the secret that
    /// was put there.
    Environment,
}

/// Words in the name of a key whose value is secret.
const SECRET: [&str; 5] = ["token", "password", "passphrase", "secret", "key"];

/// How the name of a key ends whose value is only the name of a file with a secret.
const FILE: &str = "_file";

/// The keys whose values are names of users and rooms, which may hold an `@`.
const MAY_NAME: [&str; 5] = ["user", "matrix", "invites", "prefixes", "room"];

/// A text with each letter where it was, but for values that may be secret: of keys that are secret or
/// unknown, and addresses with a name or a password.
pub(super) fn masked(text: &str, shape: &Table, of: Of) -> String {
    let mut names = Vec::new();
    collect(shape, &mut names);
    let lines = text.split_inclusive('\n').map(|line| {
        let bare = line.trim_start();
        if bare.starts_with('#') || bare.is_empty() {
            return line.to_owned();
        }
        let is_header = bare.starts_with('[') && bare.trim_end().ends_with(']');
        match line.split_once('=') {
            Some((key, value)) if is_harmless(line, &names, of) => format!("{key}={value}"),
            // A secret may end in such signs, with no blank before them.
            Some((key, value))
                if is_bare(key.trim()) && (key.ends_with(' ') || !is_padding(value)) =>
            {
                format!("{key}={}", hidden(value, |_| false))
            }
            // A header, or what goes on from the line before.
            None if is_header => line.to_owned(),
            _ => hidden(line, |word| {
                is_known(word, &names, of) || SECRET.contains(&word)
            }),
        }
    });
    lines.collect()
}

/// The names of all keys below a table.
fn collect<'s>(table: &'s Table, names: &mut Vec<&'s str>) {
    for key in &table.keys {
        names.push(&key.name);
        collect_from(&key.shape, names);
    }
}

fn collect_from<'s>(shape: &'s Shape, names: &mut Vec<&'s str>) {
    match shape {
        Shape::Table(table) => collect(table, names),
        Shape::List { item, .. } => collect_from(item, names),
        _ => {}
    }
}

/// Whether all that a line sets is known, and no secret.
fn is_harmless(line: &str, names: &[&str], of: Of) -> bool {
    let keys = line.split('=').rev().skip(1).map(|before| {
        let end = before.trim_end().trim_end_matches(['"', '\'']);
        let begins = |c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-');
        end.rsplit(begins).next().unwrap_or_default()
    });
    let is_known = |key: &str| is_known(key, names, of) && !is_secret(key, of);
    // In an address, a name stands before that sign, and often a password.
    let is_address = line.contains("://") || line.contains("postgres");
    let has_name = line.contains('@')
        && (is_address
            || !keys
                .clone()
                .all(|key| MAY_NAME.contains(&&*last(key).to_lowercase())));
    !has_name && !line.to_lowercase().contains("password") && keys.clone().all(is_known)
        || !has_name && is_file(line, names, of)
}

/// Whether a line names a file with a secret, and nothing else.
fn is_file(line: &str, names: &[&str], of: Of) -> bool {
    let key = line.split('=').next().unwrap_or_default().trim();
    of == Of::File && line.matches('=').count() == 1 && key.ends_with(FILE) && names.contains(&key)
}

fn is_known(key: &str, names: &[&str], of: Of) -> bool {
    match of {
        Of::File => names.contains(&key),
        // `ATTACHE_TABLE__KEY`, or a key of a table within its value.
        Of::Environment => names.contains(&&*last(key).to_lowercase()),
    }
}

/// A key without its table.
fn last(key: &str) -> &str {
    key.rsplit("__").next().unwrap_or_default()
}

/// Whether what stands after a sign only pads and closes what stands before it.
fn is_padding(value: &str) -> bool {
    let value = value.split('#').next().unwrap_or_default();
    let pads = |c: char| c.is_whitespace() || "=\"',]}".contains(c);
    value.chars().all(pads)
}

fn is_secret(key: &str, of: Of) -> bool {
    let key = key.to_lowercase();
    let is_file = of == Of::File && key.ends_with(FILE);
    !is_file && SECRET.iter().any(|word| key.contains(word))
}

/// Whether a text can be the name of a key.
fn is_bare(text: &str) -> bool {
    let is_of_key = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    !text.is_empty() && text.chars().all(is_of_key)
}

/// A text of which only some words are shown, and what stands between words.
fn hidden(text: &str, is_shown: impl Fn(&str) -> bool) -> String {
    let is_between = |c: char| c.is_whitespace() || "\"'[]{},".contains(c);
    let mut shown = String::with_capacity(text.len());
    for piece in text.split_inclusive(is_between) {
        let word = piece.trim_end_matches(is_between);
        if is_shown(word.trim_end_matches(':')) {
            shown.push_str(word);
        } else {
            shown.extend(word.bytes().map(|_| '*'));
        }
        shown.push_str(&piece[word.len()..]);
    }
    shown
}
