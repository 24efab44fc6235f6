//! Checks a parsed value against its shape and reports everything that does not fit.

use std::collections::hash_map::Entry;
use std::fmt;
use std::ops::Range;

use rustc_hash::FxHashMap;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Key, Shape, Table};
use crate::facts::report::{Draft, Report, listed, quoted};
use crate::facts::suggest::nearest;

/// A check of the values of one piece of a pack.
#[derive(Debug)]
pub(in crate::facts) struct Walk<'p> {
    pub(in crate::facts) report: &'p mut Report,
    /// The text of the piece.
    pub(in crate::facts) text: &'p str,
    /// Where the piece stands in its file.
    pub(in crate::facts) base: usize,
}

/// What messages call a value.
#[derive(Debug, Clone, Copy)]
pub(in crate::facts) enum What<'n> {
    /// A table that has a header: "this fact".
    This(&'n str),
    /// The value of a key.
    Key(&'n str),
    /// A value in a list.
    Entry(&'n str),
}

impl fmt::Display for What<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::This(name) => write!(f, "this {name}"),
            Self::Key(name) => write!(f, "`{name}`"),
            Self::Entry(name) => write!(f, "an entry of `{name}`"),
        }
    }
}

impl Walk<'_> {
    /// Reports all that is wrong with a value.
    pub(in crate::facts) fn value(
        &mut self,
        shape: &Shape,
        value: &Spanned<DeValue<'_>>,
        what: What<'_>,
    ) {
        let span = value.span();
        match (shape, value.get_ref()) {
            (Shape::Table(shape), DeValue::Table(table)) => self.table(shape, table, span, what),
            (
                Shape::List {
                    item,
                    items_min,
                    is_set,
                },
                DeValue::Array(items),
            ) => {
                if items.len() < *items_min {
                    self.push(span, format!("{what} is empty"), "give at least one");
                }
                let what = match what {
                    What::This(name) => What::This(name),
                    What::Key(name) | What::Entry(name) => What::Entry(name),
                };
                for value in items {
                    self.value(item, value, what);
                }
                if *is_set {
                    self.doubles(items, what);
                }
            }
            (Shape::Text { chars_max, pattern }, DeValue::String(text)) => {
                if let Some(fault) = pattern.fault(text, *chars_max, what) {
                    let span = fault.at.and_then(|c| self.find(c, &span)).unwrap_or(span);
                    self.push(span, fault.message, fault.help);
                }
            }
            (Shape::Word(words), DeValue::String(text)) => self.word(words, text, span, what),
            (Shape::Truth, DeValue::Boolean(_)) => {}
            (Shape::Integer { min, max }, DeValue::Integer(integer)) => {
                let value = i64::from_str_radix(integer.as_str(), integer.radix());
                if !value.is_ok_and(|value| (*min..=*max).contains(&value)) {
                    let help = format!("write a whole number from {min} to {max}");
                    self.push(span, format!("{what} is out of range"), help);
                }
            }
            (shape, value) => {
                let draft =
                    Draft::new(self.range(span), format!("{what} must be {}", shape.noun()));
                let draft = draft
                    .label(format!("this is {}", noun(value)))
                    .help(shape.how_to_write(value));
                self.report.push(draft);
            }
        }
    }

    /// Reports texts that a list has twice.
    fn doubles(&mut self, items: &[Spanned<DeValue<'_>>], what: What<'_>) {
        let mut seen = FxHashMap::default();
        for item in items {
            let Some(text) = item.get_ref().as_str() else {
                continue;
            };
            let range = self.range(item.span());
            match seen.entry(text) {
                Entry::Vacant(vacant) => _ = vacant.insert(range.start),
                Entry::Occupied(first) => {
                    let message = format!("{what} is there twice: {}", quoted(text));
                    let draft = Draft::new(range, message).first(*first.get());
                    self.report.push(draft.help("take one of the two out"));
                }
            }
        }
    }

    fn table(&mut self, shape: &Table, table: &DeTable<'_>, span: Range<usize>, what: What<'_>) {
        if table.len() < shape.keys_min {
            let help = format!("give {}, or leave it out", listed(shape.names(), "or"));
            self.push(span.clone(), format!("{what} is empty"), help);
        }
        let mut meant = Vec::new();
        for (name, value) in table {
            match shape.key(name.get_ref()) {
                Some(key) => self.value(&key.shape, value, What::Key(&key.name)),
                None => meant.extend(self.unknown_key(shape, name, what)),
            }
        }
        for key in shape.keys.iter().filter(|key| key.is_required) {
            if !table.contains_key(&*key.name) && !meant.contains(&&*key.name) {
                self.missing_key(key, span.clone(), what);
            }
        }
    }

    /// Reports a key that a table does not have, and gives the one that was probably meant.
    pub(in crate::facts) fn unknown_key<'s, S: AsRef<str>>(
        &mut self,
        shape: &'s Table,
        name: &Spanned<S>,
        what: What<'_>,
    ) -> Option<&'s str> {
        let written = name.get_ref().as_ref();
        let meant = nearest(written, shape.names());
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("use {}, or take it out", listed(shape.names(), "or")),
        };
        let message = format!("{what} has no key {}", quoted(written));
        let draft = Draft::new(self.range(name.span()), message);
        self.report.push(draft.label("unknown key").help(help));
        meant
    }

    fn missing_key(&mut self, key: &Key, span: Range<usize>, what: What<'_>) {
        let draft = Draft::new(self.range(span), format!("{what} has no `{}`", key.name));
        let help = format!("add `{}`: {}", key.name, key.about);
        self.report
            .push(draft.label(format!("`{}` is missing", key.name)).help(help));
    }

    fn word(&mut self, words: &[Box<str>], written: &str, span: Range<usize>, what: What<'_>) {
        let words = || words.iter().map(|word| &**word);
        if words().any(|word| word == written) {
            return;
        }
        let help = match nearest(written, words()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("write {}", listed(words(), "or")),
        };
        self.push(span, format!("{what} cannot be {}", quoted(written)), help);
    }

    fn push(&mut self, span: Range<usize>, message: String, help: impl Into<String>) {
        let draft = Draft::new(self.range(span), message).help(help);
        self.report.push(draft);
    }

    fn find(&self, c: char, span: &Range<usize>) -> Option<Range<usize>> {
        let start = span.start + self.text.get(span.clone())?.find(c)?;
        Some(start..start + c.len_utf8())
    }

    fn range(&self, span: Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }
}

impl Shape {
    fn noun(&self) -> &'static str {
        match self {
            Self::Table(_) => "a table",
            Self::List { .. } => "a list",
            Self::Text { .. } | Self::Word(_) => "text",
            Self::Truth => "true or false",
            Self::Integer { .. } => "a whole number",
        }
    }
}

fn noun(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a fraction",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a TOML date, which has no precision",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
