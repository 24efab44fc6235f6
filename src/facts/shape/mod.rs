//! What a table must look like, compiled from the JSON Schema, and the check against it.
//!
//! The schema is the only description of a shape. It is turned into [`Shape`]s once, so
//! that checking a value costs no look-up in JSON.

mod advice;
mod compile;
mod text;
mod walk;

use std::sync::LazyLock;

pub(super) use text::{as_id, is_bidi_control};
pub(super) use walk::{Walk, What};

use schemars::JsonSchema;

use super::schema::schema_of;
use text::Pattern;

/// What a value must look like.
#[derive(Debug)]
pub(super) enum Shape {
    Table(Table),
    List {
        item: Box<Shape>,
        items_min: usize,
        /// Whether no text may be in it twice.
        is_set: bool,
    },
    Text {
        chars_max: usize,
        pattern: Pattern,
    },
    /// One of a few words.
    Word(Vec<Box<str>>),
    /// True or false.
    Truth,
    Integer {
        min: i64,
        max: i64,
    },
}

/// What a table must look like.
#[derive(Debug)]
pub(super) struct Table {
    /// Its keys, by name.
    pub(super) keys: Vec<Key>,
    /// How many of them must be there.
    pub(super) keys_min: usize,
}

/// A key of a table.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: Box<str>,
    pub(super) shape: Shape,
    pub(super) is_required: bool,
    /// What it means, as editors are told.
    pub(super) about: Box<str>,
}

impl Key {
    /// The keys that a table cannot do without, where it is one.
    pub(super) fn required(&self) -> impl Iterator<Item = &Self> {
        let keys = match &self.shape {
            Shape::Table(table) => &*table.keys,
            _ => &[],
        };
        keys.iter().filter(|key| key.is_required)
    }
}

impl Table {
    pub(super) fn key(&self, name: &str) -> Option<&Key> {
        self.keys
            .binary_search_by(|key| (*key.name).cmp(name))
            .ok()
            .map(|position| &self.keys[position])
    }

    /// No more asks for a key of one of its tables, which is given elsewhere.
    pub(super) fn spare(&mut self, table: &str, key: &str) {
        let mut tables = self.keys.iter_mut().filter(|found| *found.name == *table);
        if let Some(Key {
            shape: Shape::Table(keys),
            ..
        }) = tables.next()
        {
            let mut keys = keys.keys.iter_mut().filter(|found| *found.name == *key);
            keys.next()
                .into_iter()
                .for_each(|key| key.is_required = false);
        }
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> + Clone {
        self.keys.iter().map(|key| &*key.name)
    }
}

/// The shape of a whole pack.
pub(super) fn pack() -> &'static Table {
    static PACK: LazyLock<Table> = LazyLock::new(of::<super::raw::RawPack>);
    &PACK
}

/// The shape of what a type is read from.
pub(super) fn of<T: JsonSchema>() -> Table {
    compile::table(&schema_of::<T>())
}
