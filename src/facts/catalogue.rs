//! Things with ids, in order, found by position and by id.

use std::hash::BuildHasher;
use std::ops::Deref;
use std::slice;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Something that has an id, which stays as it is.
pub trait Identified {
    /// The id, unique among the things of one catalogue.
    fn id(&self) -> &str;
}

/// Things in the order in which they were added; it reads as a slice.
///
/// To find them by id it keeps only their positions, and reads the ids in the things themselves:
/// a map with copies of the ids would take twenty times as much.
#[derive(Debug)]
pub struct Catalogue<T> {
    things: Vec<T>,
    /// The positions of the things, by the hash of the id of each.
    positions: HashTable<u32>,
}

impl<T: Identified> Catalogue<T> {
    /// Adds a thing behind the others.
    ///
    /// # Panics
    ///
    /// If there are 2^32 things already.
    pub fn push(&mut self, thing: T) {
        let position = u32::try_from(self.things.len()).expect("fewer than 2^32 things");
        let hash_of = |thing: &T| FxBuildHasher.hash_one(thing.id());
        let hash = hash_of(&thing);
        self.things.push(thing);
        self.positions.insert_unique(hash, position, |&position| {
            hash_of(&self.things[position as usize])
        });
    }

    /// Where the thing with an id lies.
    pub fn position(&self, id: &str) -> Option<u32> {
        let is_it = |&position: &u32| self.things[position as usize].id() == id;
        self.positions
            .find(FxBuildHasher.hash_one(id), is_it)
            .copied()
    }

    /// The thing at a position, to be changed in all but its id.
    pub(super) fn at_mut(&mut self, position: usize) -> &mut T {
        &mut self.things[position]
    }
}

impl<T> Default for Catalogue<T> {
    fn default() -> Self {
        Self {
            things: Vec::new(),
            positions: HashTable::new(),
        }
    }
}

impl<T> Deref for Catalogue<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.things
    }
}

impl<'c, T> IntoIterator for &'c Catalogue<T> {
    type Item = &'c T;
    type IntoIter = slice::Iter<'c, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.things.iter()
    }
}

impl<T: Identified> Extend<T> for Catalogue<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, things: I) {
        things.into_iter().for_each(|thing| self.push(thing));
    }
}
