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
use super::split::{Fault, Piece, split};

/// The tables of a pack that have the right shape, and what is known of the others.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) about: Option<Read<RawAbout>>,
    pub(super) sources: Rows<RawSource>,
    pub(super) subjects: Rows<RawSubject>,
    pub(super) entities: Rows<RawEntity>,
    pub(super) facts: Rows<RawFact>,
    /// Whether a table was lost with its id, so that references to it seem to dangle.
    pub(super) is_partial: bool,
}

/// The tables of one kind.
pub(super) struct Rows<T> {
    pub(super) tables: Vec<Read<T>>,
    /// The ids of tables with the wrong shape: there is no table, but references to it are sound.
    /// An id that is not written as one is here as it is likely to be mended.
    pub(super) broken: FxHashSet<Box<str>>,
    /// Whether there are tables of which not even the id is known.
    pub(super) has_lost_ids: bool,
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
            tables: Vec::new(),
            broken: FxHashSet::default(),
            has_lost_ids: false,
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
        let is_broken = report.count() > before;
        // What a broken piece swallows of the next ones is lost with their ids.
        let text = &text[piece.span.clone()];
        tables.is_partial |= is_broken && (root.is_empty() || text.contains("\n["));
        let mut walk = Walk {
            text,
            base: piece.span.start,
            report,
        };
        for (name, value) in root {
            absent.retain(|key| *key.name != **name.get_ref());
            if is_broken {
                tables.salvage(name.get_ref(), value.get_ref());
            } else if let Some(key) = tables.key(&mut walk, &name, value.get_ref()) {
                absent.retain(|other| other.name != key.name);
                tables.take(&mut walk, key, value);
            }
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
pub(super) fn parse<'t>(text: &'t str, piece: &Piece, report: &mut Report) -> DeTable<'t> {
    let base = piece.span.start;
    if piece.span.len() > TABLE_BYTES_MAX {
        let draft = Draft::new(base..base, "this table is too large to be read");
        let help = format!("write at most {TABLE_BYTES_MAX} bytes under one header");
        report.push(draft.help(help));
        return DeTable::new();
    }
    if let Some((Fault::TooDeep, offset)) = piece.fault {
        let draft = Draft::new(offset..offset + 1, "brackets are nested too deeply");
        report.push(draft.help("close the brackets that are open before it"));
        return DeTable::new();
    }
    let (root, errors) = DeTable::parse_recoverable(&text[piece.span.clone()]);
    if let Some((_, offset)) = piece.fault {
        // What the parser says of the lines after it would lead nowhere.
        let draft = Draft::new(offset..offset + 1, "this bracket is never closed");
        report.push(draft.help("write the closing bracket where the list or table ends"));
    } else {
        syntax::report(&errors, &text[piece.span.clone()], base, report);
    }
    root.into_inner()
}

/// A table that a file has once stands in it again.
pub(super) fn repeated(name: &str, header: Range<usize>, first: usize) -> Draft {
    let draft = Draft::new(header, format!("a file has one `[{name}]`"));
    draft.help("take one out").first(first)
}

impl Tables {
    /// Keeps the ids of tables that could not be parsed in full, so that references to them are
    /// not reported too.
    fn salvage(&mut self, name: &str, value: &DeValue<'_>) {
        match name {
            "source" => self.sources.salvage(value),
            "subject" => self.subjects.salvage(value),
            "entity" => self.entities.salvage(value),
            "fact" => self.facts.salvage(value),
            _ => self.is_partial = true,
        }
    }

    /// The key of a pack that a name is, or else is meant to be.
    ///
    /// Tables under a mistyped name are read under the right one, so that the name is the one
    /// thing that is wrong with them.
    fn key(
        &mut self,
        walk: &mut Walk<'_>,
        name: &Spanned<DeString<'_>>,
        value: &DeValue<'_>,
    ) -> Option<&'static Key> {
        let pack = shape::pack();
        if let Some(key) = pack.key(name.get_ref()) {
            return Some(key);
        }
        let meant = walk.unknown_key(pack, name, What::This("file"));
        let has_tables = match value {
            DeValue::Table(_) => true,
            DeValue::Array(items) => items.iter().any(|item| item.get_ref().is_table()),
            _ => false,
        };
        if !has_tables {
            return None;
        }
        self.is_partial |= meant.is_none();
        pack.key(meant?)
    }

    /// Takes the tables under one of a pack's keys.
    fn take(&mut self, walk: &mut Walk<'_>, key: &Key, value: Spanned<DeValue<'_>>) {
        match &*key.name {
            "pack" => {
                let about = row(walk, &key.shape, value, "pack").ok();
                if let (Some(first), Some(about)) = (&self.about, &about) {
                    let draft = repeated(&key.name, about.header.clone(), first.header.start);
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
                        Ok(row) => self.tables.push(row),
                        Err(id) => self.lose(id),
                    }
                }
            }
            (shape, value) => {
                self.has_lost_ids = true;
                walk.value(shape, &Spanned::new(span, value), What::Key(&key.name));
            }
        }
    }
}

impl<T> Rows<T> {
    fn salvage(&mut self, value: &DeValue<'_>) {
        match value {
            DeValue::Array(tables) => tables
                .iter()
                .for_each(|table| self.lose(id(table.get_ref()))),
            _ => self.has_lost_ids = true,
        }
    }

    /// Leaves a table out, but for its id.
    fn lose(&mut self, id: Option<Box<str>>) {
        self.has_lost_ids |= id.is_none();
        self.broken.extend(id);
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
    let id = id(value.get_ref());
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

/// The id of a table, as it is written or is likely to be mended.
fn id(table: &DeValue<'_>) -> Option<Box<str>> {
    table.get("id")?.get_ref().as_str().and_then(shape::as_id)
}
