//! A map from texts, for when there are very many and all are short.
//!
//! A text of its own on the heap takes thirty bytes and more beside its letters. Here all texts
//! stand in one buffer, and what finds them are their numbers.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// What is known of each text; texts are numbered in the order in which they came.
#[derive(Debug, Default)]
pub struct Texts<T> {
    /// All texts, one behind the other.
    joined: String,
    entries: Vec<Entry<T>>,
    /// The numbers of the texts, by the hash of each.
    numbers: HashTable<u32>,
}

#[derive(Debug)]
struct Entry<T> {
    /// Where its text ends; it starts where the one before ends.
    end: u32,
    value: T,
}

impl<T: Default> Texts<T> {
    /// What is known of a text.
    pub fn get(&self, text: &str) -> Option<&T> {
        let is_it = |&number: &u32| text_at(&self.joined, &self.entries, number) == text;
        let number = *self.numbers.find(hash(text), is_it)?;
        Some(&self.entries[number as usize].value)
    }

    /// What is known of a text, to be changed; the text is taken in if it is new.
    pub fn get_or_default(&mut self, text: &str) -> &mut T {
        let (joined, entries) = (&mut self.joined, &mut self.entries);
        let number = *self
            .numbers
            .entry(
                hash(text),
                |&number| text_at(joined, entries, number) == text,
                |&number| hash(text_at(joined, entries, number)),
            )
            .or_insert_with(|| {
                joined.push_str(text);
                let end = joined.len().try_into().expect("fewer than 2^32 bytes");
                let value = T::default();
                entries.push(Entry { end, value });
                // An entry takes more than a byte of memory.
                u32::try_from(entries.len() - 1).expect("fewer than 2^32 texts")
            })
            .get();
        &mut self.entries[number as usize].value
    }

    /// The text of a number, and what is known of it.
    pub fn at(&self, number: u32) -> (&str, &T) {
        let text = text_at(&self.joined, &self.entries, number);
        (text, &self.entries[number as usize].value)
    }

    /// The numbers of all texts.
    pub fn numbers(&self) -> impl Iterator<Item = u32> + use<T> {
        (0..).take(self.entries.len())
    }
}

/// A text by its number; apart from [`Texts`], which may be lent out in part.
fn text_at<'t, T>(joined: &'t str, entries: &[Entry<T>], number: u32) -> &'t str {
    let number = number as usize;
    let start = number
        .checked_sub(1)
        .map_or(0, |before| entries[before].end);
    &joined[start as usize..entries[number].end as usize]
}

fn hash(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn what_is_known_is_kept_by_text() {
        let mut texts: Texts<u32> = Texts::default();
        for text in ["one", "", "two", "one", "twotwo", "two", "one"] {
            *texts.get_or_default(text) += 1;
        }
        let all: Vec<_> = texts.numbers().map(|number| texts.at(number)).collect();
        assert_eq!(all, [("one", &3), ("", &1), ("two", &2), ("twotwo", &1)]);
        assert_eq!(texts.get("two"), Some(&2));
        assert_eq!(texts.get("tw"), None);
    }

    #[test]
    fn many_texts_are_found_again() {
        let mut texts: Texts<usize> = Texts::default();
        for number in 0..10_000 {
            *texts.get_or_default(&number.to_string()) = number;
        }
        assert!((0..10_000).all(|number| texts.get(&number.to_string()) == Some(&number)));
    }
}
