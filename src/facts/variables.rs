//! What variables of the environment say in place of keys of a file: `ATTACHE_TABLE__KEY`.
//!
//! They are read as a file of their own that has a line for each, so that what is wrong with one is
//! shown as it is in a file.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::report::{Draft, Report};
use super::shape::{Key, Shape, Table, Walk, What};
use super::suggest::nearest;

/// What stands between the table and the key.
const BETWEEN: &str = "__";

/// Variables that say something in place of keys of a file.
#[derive(Debug, Default)]
pub struct Variables(Vec<(String, String)>);

impl Variables {
    /// What their names begin with.
    pub const PREFIX: &str = "ATTACHE_";

    /// Those of an environment that are meant for the configuration.
    pub fn of(environment: impl Iterator<Item = (String, String)>) -> Self {
        let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let is_meant = |name: &str| name.starts_with(Self::PREFIX) && name.chars().all(is_bare);
        let mut found: Vec<_> = environment.filter(|(name, _)| is_meant(name)).collect();
        found.sort();
        Self(found)
    }

    /// The same as a file of TOML: a text need not be in quotation marks, all else is as in a file.
    /// What is not meant for a table and a key is left out, and what an unknown one holds: it may be
    /// a secret.
    pub(super) fn text(&self, shape: &Table) -> String {
        let mut text = String::new();
        for (name, value) in &self.0 {
            let place = place(shape, name);
            if place.is_err() && !name.contains(BETWEEN) && !is_slip(shape, name) {
                continue;
            }
            let is_text = matches!(
                place.as_ref().map(|(_, key)| &key.shape),
                Ok(Shape::Text { .. } | Shape::Word(_))
            );
            let value = if place.is_err() {
                Cow::Borrowed("\"...\"")
            } else if is_text || !is_value(value) {
                Cow::Owned(toml::Value::from(value.as_str()).to_string())
            } else {
                Cow::Borrowed(value.as_str())
            };
            let _ = writeln!(text, "{name} = {value}");
        }
        text
    }
}

/// What is said in place of a key of a table.
pub(super) struct Said<'t> {
    pub(super) table: Box<str>,
    pub(super) key: Box<str>,
    /// Where the variable stands in the text.
    pub(super) at: Range<usize>,
    /// Nothing if something is wrong with it.
    pub(super) value: Option<Spanned<DeValue<'t>>>,
}

/// What that text says; what is wrong with it is reported.
pub(super) fn read<'t>(shape: &Table, text: &'t str, report: &mut Report) -> Vec<Said<'t>> {
    let (root, _) = DeTable::parse_recoverable(text);
    let mut found = Vec::new();
    for (name, value) in root.into_inner() {
        match place(shape, name.get_ref()) {
            Ok((table, key)) => {
                let mut walk = Walk {
                    report,
                    text,
                    base: 0,
                };
                let before = walk.report.count();
                walk.value(&key.shape, &value, What::Key(&key.name));
                let is_sound = walk.report.count() == before;
                found.push(Said {
                    table: table.name.clone(),
                    key: key.name.clone(),
                    at: name.span(),
                    value: is_sound.then_some(value),
                });
            }
            Err(meant) => {
                let message = format!("nothing is set by `{}`", name.get_ref());
                let prefix = Variables::PREFIX;
                let help = match meant {
                    Some(meant) => format!("did you mean `{meant}`?"),
                    None => format!("write `{prefix}TABLE{BETWEEN}KEY`, or take it out"),
                };
                let draft = Draft::new(name.span(), message).label("unknown variable");
                report.push(draft.help(help));
            }
        }
    }
    found
}

/// What a key of a table is called among variables.
pub(super) fn variable(table: &str, key: &str) -> String {
    format!("{}{table}{BETWEEN}{key}", Variables::PREFIX).to_uppercase()
}

/// The key that a variable is meant for, or else the variable that it is likely to be.
fn place<'s>(shape: &'s Table, name: &str) -> Result<(&'s Key, &'s Key), Option<String>> {
    let keys = shape.keys.iter().flat_map(|table| match &table.shape {
        Shape::Table(keys) => keys.keys.iter().map(|key| (table, key)).collect(),
        _ => Vec::new(),
    });
    let keys: Vec<_> = keys
        .map(|(table, key)| (variable(&table.name, &key.name), table, key))
        .collect();
    match keys.iter().find(|(variable, ..)| variable == name) {
        Some((_, table, key)) => Ok((table, key)),
        None => {
            Err(nearest(name, keys.iter().map(|(variable, ..)| &**variable)).map(ToOwned::to_owned))
        }
    }
}

/// Whether a variable would be known with [`BETWEEN`] where it has a single underscore.
fn is_slip(shape: &Table, name: &str) -> bool {
    let meant = place(shape, name).err().flatten();
    meant.is_some_and(|meant| meant.replace(BETWEEN, "_") == name)
}

/// Whether something is a value as TOML has them.
fn is_value(text: &str) -> bool {
    let read = DeTable::parse(&format!("value = {text}")).map(|table| table.get_ref().len());
    read == Ok(1)
}
