//! The words of a fact base: their stems as small numbers, and the nearest word to a slip.

use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

use super::words::Word;
use crate::ids::EntityIx;

/// A term of the index: an entity, or the stem of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TermIx(pub u32);

impl From<EntityIx> for TermIx {
    /// Entities come before all words.
    fn from(entity: EntityIx) -> Self {
        Self(entity.0)
    }
}

/// A slip is only looked for in words of this many letters or more: in shorter ones, a
/// neighbour is more often another word.
const SLIP_CHARS_MIN: usize = 4;

/// In words with fewer letters than this, only a slip in a name is looked for, and not in its
/// first letter, or a slip that seldom makes another word.
const ANY_SLIP_CHARS_MIN: usize = 6;

/// From this many letters on, two slips are allowed.
const TWO_SLIPS_CHARS_MIN: usize = 8;

/// All words of a base.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// How many numbers before the first word are taken by entities.
    entities: u32,
    /// Stem to term.
    stems: FxHashMap<Box<str>, TermIx>,
    /// Words as they were written (folded), each with its stem's term.
    spellings: FxHashMap<Box<str>, TermIx>,
    /// Those of them that stand in a name.
    names: FxHashSet<Box<str>>,
    /// Each spelling filed under the hash of itself, and of itself less one letter: two words
    /// within one slip of each other share an entry. Sorted.
    filed: Vec<(u32, u32)>,
    /// The spellings and stems, by the numbers that `filed` holds.
    listed: Vec<Listed>,
}

/// A spelling that a slip may be meant for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Listed {
    text: Box<str>,
    is_name: bool,
}

impl Vocabulary {
    /// An empty vocabulary whose terms are numbered after the entities'.
    pub fn after_entities(count: usize) -> Self {
        let entities = u32::try_from(count).expect("a base holds fewer than 2^32 entities");
        Self {
            entities,
            ..Self::default()
        }
    }

    /// How many terms there are, entities included.
    pub fn terms(&self) -> usize {
        self.entities as usize + self.stems.len()
    }

    /// The term of a word, which is new if nobody wrote it before.
    pub fn learn(&mut self, word: &Word) -> TermIx {
        if let Some(&term) = self.spellings.get(word.text.as_str()) {
            return term;
        }
        let next = TermIx(u32::try_from(self.terms()).expect("fewer than 2^32 terms"));
        let term = *self.stems.entry(word.stem.as_str().into()).or_insert(next);
        self.spellings.insert(word.text.as_str().into(), term);
        term
    }

    /// The term of a word of a name.
    pub fn learn_name(&mut self, word: &Word) -> TermIx {
        self.names.insert(word.text.as_str().into());
        self.learn(word)
    }

    /// Files the spellings for [`nearest`](Self::nearest), once all are learnt.
    pub fn close(&mut self) {
        // A slip in a form that the base does not have is one in its stem.
        self.listed = self
            .spellings
            .keys()
            .chain(self.stems.keys())
            .filter(|text| is_correctable(text))
            .map(|text| Listed {
                text: text.clone(),
                is_name: self.names.contains(text),
            })
            .collect();
        // The map's order is not defined; what is found must be.
        self.listed.sort_unstable();
        self.listed.dedup();
        for (number, listed) in (0u32..).zip(&self.listed) {
            each_key(&listed.text, |key| self.filed.push((key, number)));
        }
        self.filed.sort_unstable();
        self.filed.shrink_to_fit();
    }

    #[doc(hidden)]
    pub fn text_of(&self, t: TermIx) -> String {
        self.stems
            .iter()
            .find(|(_, v)| **v == t)
            .map(|(k, _)| k.to_string())
            .unwrap_or_default()
    }

    /// The term of a stem.
    pub fn stem(&self, stem: &str) -> Option<TermIx> {
        self.stems.get(stem).copied()
    }

    /// Whether a folded word is spelt so somewhere in the base.
    pub fn has(&self, text: &str) -> bool {
        self.spellings.contains_key(text)
    }

    /// The known spelling or stem nearest to a word that is not known, within the slips that its
    /// length allows. Words with digits have none.
    pub fn nearest(&self, word: &Word) -> Option<&str> {
        if word.has_digit() {
            return None;
        }
        self.nearest_text(&word.text)
            .or_else(|| self.nearest_text(&word.stem))
    }

    fn nearest_text(&self, text: &str) -> Option<&str> {
        if !is_correctable(text) {
            return None;
        }
        let chars = text.chars().count();
        let slips = if chars >= TWO_SLIPS_CHARS_MIN { 2 } else { 1 };
        let is_short = chars < ANY_SLIP_CHARS_MIN;
        let mut best: Option<(usize, bool, bool, u32)> = None;
        each_key(text, |key| {
            let from = self.filed.partition_point(|&(filed, _)| filed < key);
            for &(_, number) in self.filed[from..]
                .iter()
                .take_while(|&&(filed, _)| filed == key)
            {
                let listed = &self.listed[number as usize];
                let other_start = listed.text.chars().next() != text.chars().next();
                let is_likely =
                    (listed.is_name && !other_start) || is_safe_slip(text, &listed.text);
                if is_short && !is_likely {
                    continue;
                }
                let distance = strsim::osa_distance(text, &listed.text);
                // Letters are left out more often than put in.
                let is_shorter = listed.text.len() < text.len();
                let rank = (distance, other_start, is_shorter, number);
                if distance <= slips && best.is_none_or(|best| rank < best) {
                    best = Some(rank);
                }
            }
        });
        best.map(|(.., number)| &*self.listed[number as usize].text)
    }
}

/// Whether a slip is a swap of neighbours, or a letter left out between the first and the last.
fn is_safe_slip(slip: &str, meant: &str) -> bool {
    let letters = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let ends = |text: &str| (text.chars().next(), text.chars().next_back());
    ends(slip) == ends(meant) && (letters(slip) == letters(meant) || slip.len() < meant.len())
}

fn is_correctable(text: &str) -> bool {
    text.chars().count() >= SLIP_CHARS_MIN && !text.bytes().any(|byte| byte.is_ascii_digit())
}

/// The hashes of a word and of the word less each one of its letters.
fn each_key(text: &str, mut each: impl FnMut(u32)) {
    each(key(text, usize::MAX));
    for (at, _) in text.char_indices() {
        each(key(text, at));
    }
}

/// The hash of a word without the letter that starts at a byte.
fn key(text: &str, without: usize) -> u32 {
    let mut hasher = FxHasher::default();
    for (at, c) in text.char_indices().filter(|&(at, _)| at != without) {
        let _ = at;
        c.hash(&mut hasher);
    }
    // The upper half is the better mixed one.
    (hasher.finish() >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::Vocabulary;
    use crate::answers::words::words;

    fn vocabulary(text: &str) -> Vocabulary {
        let mut vocabulary = Vocabulary::after_entities(3);
        for word in words(text) {
            vocabulary.learn_name(&word);
        }
        vocabulary.close();
        vocabulary
    }

    fn nearest<'v>(vocabulary: &'v Vocabulary, word: &str) -> Option<&'v str> {
        vocabulary.nearest(&words(word)[0])
    }

    #[test]
    fn forms_of_a_word_share_a_term_numbered_after_the_entities() {
        let mut vocabulary = Vocabulary::after_entities(3);
        let met = vocabulary.learn(&words("met")[0]);
        assert_eq!(met, vocabulary.learn(&words("meetings")[0]));
        assert_eq!(met.0, 3);
        assert_eq!(vocabulary.terms(), 4);
    }

    #[test]
    fn one_slip_is_forgiven_and_two_in_a_long_word() {
        let vocabulary = vocabulary("bishkek salyukov khan rawalpindi invitation");
        for (slip, meant) in [
            ("bishek", "bishkek"),
            ("bihskek", "bishkek"),
            ("bishkeek", "bishkek"),
            ("salukov", "salyukov"),
            ("rawalpnidi", "rawalpindi"),
            ("invitatoin", "invitation"),
            ("kahn", "khan"),
        ] {
            assert_eq!(nearest(&vocabulary, slip), Some(meant), "{slip}");
        }
    }

    #[test]
    fn other_words_are_left_alone() {
        let vocabulary = vocabulary("bishkek khan t90 1948");
        for word in ["bikes", "ham", "t80", "1949", "kh"] {
            assert_eq!(nearest(&vocabulary, word), None, "{word}");
        }
    }
}
