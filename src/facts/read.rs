//! Reads the tables of one pack: parses each, checks its shape, and turns it into a raw type.

mod syntax;

use std::ops::Range;

use rustc_hash::FxHashSet;
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue, ValueDeserializer};

use super::limits::TABLE_BYTES_MAX;
use super::raw::{RawAbout, RawEntity, RawFact, RawSource, RawSubject};
use super::report::{Draft, Report};
use super::shape::{self, Key, Shape, Walk, What};
use super::split::{Piece, split};

/// The tables of a pack that have the right shape, and what is known of the others.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) about: Option<Read<RawAbout>>,
    pub(super) sources: Rows<RawSource>,
    pub(super) subjects: Rows<RawSubject>,
    pub(super) entities: Rows<RawEntity>,
    pub(super) facts: Rows<RawFact>,
    /// Whether something could not be parsed, so that what seems to be missing may be there.
    pub(super) is_partial: bool,
}

/// The tables of one kind.
pub(super) struct Rows<T> {
    pub(super) rows: Vec<Read<T>>,
    /// The ids of tables with the wrong shape: there is no table, but references to it are sound.
    pub(super) broken: FxHashSet<Box<str>>,
}

/// A table, and where it stands.
pub(super) struct Read<T> {
    pub(super) raw: T,
    /// Its header.
    pub(super) header: Range<usize>,
    /// What the spans in it are counted from.
    base: usize,
}

impl<T> Read<T> {
    /// Where a value of the table stands in the file.
    pub(super) fn at(&self, span: Range<usize>) -> Range<usize> {
        self.base + span.start..self.base + span.end
    }
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            broken: FxHashSet::default(),
        }
    }
}

/// Reads a pack's text and reports all that is wrong with each table by itself.
pub(super) fn read(text: &str, report: &mut Report) -> Tables {
    let mut tables = Tables::default();
    let shape = shape::pack();
    let mut absent: Vec<&Key> = shape.keys.iter().filter(|key| key.is_required).collect();
    let names: Vec<&str> = shape.names().collect();
    for piece in split(text, &names) {
        let before = report.count();
        let root = parse(text, &piece, report);
        let mut walk = Walk {
            text: &text[piece.span.clone()],
            base: piece.span.start,
            is_partial: report.count() > before,
            report,
        };
        tables.is_partial |= walk.is_partial;
        for (name, value) in root {
            absent.retain(|key| *key.name != **name.get_ref());
            tables.take(&mut walk, &name, value);
        }
    }
    if text.trim().is_empty() {
        let draft = Draft::new(0..0, "the file is empty");
        report.push(draft.help("begin with `[pack]`, and write the facts below it"));
    } else if !tables.is_partial {
        for key in absent {
            let end = text.trim_end().len();
            let draft = Draft::new(end..end, format!("the pack has no `{}`", key.name));
            report.push(draft.help(format!("add `{}`: {}", key.name, key.about)));
        }
    }
    tables
}

/// Parses one piece, as far as that can be done.
fn parse<'t>(text: &'t str, piece: &Piece, report: &mut Report) -> DeTable<'t> {
    let base = piece.span.start;
    if let Some(offset) = piece.too_deep {
        let draft = Draft::new(offset..offset + 1, "brackets are nested too deeply");
        report.push(draft.help("close the brackets that are open before it"));
        return DeTable::new();
    }
    if piece.span.len() > TABLE_BYTES_MAX {
        let draft = Draft::new(base..base, "this table is too large to be read");
        let help = format!("write at most {TABLE_BYTES_MAX} bytes under one header");
        report.push(draft.help(help));
        return DeTable::new();
    }
    let (root, errors) = DeTable::parse_recoverable(&text[piece.span.clone()]);
    for error in &errors {
        report.push(syntax::draft(error, base));
    }
    root.into_inner()
}

impl Tables {
    /// Takes the tables under one of a pack's keys.
    fn take(
        &mut self,
        walk: &mut Walk<'_>,
        name: &Spanned<DeString<'_>>,
        value: Spanned<DeValue<'_>>,
    ) {
        let Some(key) = shape::pack().key(name.get_ref()) else {
            return walk.unknown_key(shape::pack(), name, What::This("file"));
        };
        match &*key.name {
            "pack" => {
                let about = row(walk, &key.shape, value, "pack").ok();
                if let (Some(first), Some(about)) = (&self.about, &about) {
                    let draft = Draft::new(about.header.clone(), "a file has one `[pack]`");
                    let draft = draft.help("take one out").first(first.header.start);
                    walk.report.push(draft);
                }
                self.about = self.about.take().or(about);
            }
            "source" => self.sources.take(walk, key, value),
            "subject" => self.subjects.take(walk, key, value),
            "entity" => self.entities.take(walk, key, value),
            _ => self.facts.take(walk, key, value),
        }
    }
}

impl<T: for<'de> Deserialize<'de>> Rows<T> {
    fn take(&mut self, walk: &mut Walk<'_>, key: &Key, value: Spanned<DeValue<'_>>) {
        let span = value.span();
        match (&key.shape, value.into_inner()) {
            (Shape::List { item, .. }, DeValue::Array(items)) if !items.is_empty() => {
                for item_value in items {
                    match row(walk, item, item_value, &key.name) {
                        Ok(row) => self.rows.push(row),
                        Err(id) => self.broken.extend(id),
                    }
                }
            }
            (shape, value) => walk.value(shape, &Spanned::new(span, value), What::Key(&key.name)),
        }
    }
}

/// Turns a table into its raw type; else reports what is wrong and gives its id, if it has one.
fn row<T: for<'de> Deserialize<'de>>(
    walk: &mut Walk<'_>,
    shape: &Shape,
    value: Spanned<DeValue<'_>>,
    name: &str,
) -> Result<Read<T>, Option<Box<str>>> {
    let before = walk.report.count();
    walk.value(shape, &value, What::This(name));
    let id = value
        .get_ref()
        .get("id")
        .and_then(|id| id.get_ref().as_str())
        .map(Box::from);
    if walk.report.count() > before {
        return Err(id);
    }
    let base = walk.base;
    let span = value.span();
    let header = base + span.start..base + span.end;
    match T::deserialize(ValueDeserializer::from(value)) {
        Ok(raw) => Ok(Read { raw, header, base }),
        Err(error) => {
            // The shape says all that the raw type asks for; should it ever not, this does.
            walk.report.push(Draft::new(header, error.message()));
            Err(id)
        }
    }
}
