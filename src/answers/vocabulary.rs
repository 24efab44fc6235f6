//! The words of a fact base: their stems as small numbers, and the nearest word to a slip.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

use super::lexicon;
use super::texts::Texts;
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
    /// The next number for a term; the first ones are taken by entities.
    next: u32,
    /// Words as they were written (folded), and the stems of words.
    texts: Texts<Known>,
    /// The number of each text that a slip may be meant for, filed under the hash of the text,
    /// and of the text less one letter: two words within one slip of each other share an entry.
    /// Sorted.
    filed: Vec<(u32, u32)>,
}

/// What is known of a text, which can be a word and a stem at once.
#[derive(Debug, Default)]
struct Known {
    /// As a word: the term of its stem.
    word: Option<TermIx>,
    /// As a stem: its term.
    stem: Option<TermIx>,
    /// Whether it is a word of a name.
    is_name: bool,
}

impl Vocabulary {
    /// An empty vocabulary whose terms are numbered after the entities'.
    pub fn after_entities(count: usize) -> Self {
        Self {
            next: u32::try_from(count).expect("a base holds fewer than 2^32 entities"),
            ..Self::default()
        }
    }

    /// How many terms there are, entities included.
    pub fn terms(&self) -> usize {
        self.next as usize
    }

    /// The term of a word, which is new if nobody wrote it before.
    pub fn learn(&mut self, word: &Word) -> TermIx {
        if let Some(term) = self.texts.get_or_default(&word.text).word {
            return term;
        }
        let next = TermIx(self.next);
        let stem = self.texts.get_or_default(&word.stem);
        let term = *stem.stem.get_or_insert(next);
        if term == next {
            self.next = self.next.checked_add(1).expect("fewer than 2^32 terms");
        }
        self.texts.get_or_default(&word.text).word = Some(term);
        term
    }

    /// The term of a word of a name.
    pub fn learn_name(&mut self, word: &Word) -> TermIx {
        self.texts.get_or_default(&word.text).is_name = true;
        self.learn(word)
    }

    /// Files the texts for [`nearest`](Self::nearest), once all are learnt.
    pub fn close(&mut self) {
        // Stems too: a slip in a form that the base does not have is one in its stem.
        for number in self.texts.numbers() {
            let (text, _) = self.texts.at(number);
            if is_correctable(text) && !lexicon::is_stop(text) {
                each_key(text, |key| self.filed.push((key, number)));
            }
        }
        self.filed.sort_unstable();
        self.filed.shrink_to_fit();
    }

    /// The term of a stem.
    pub fn stem(&self, stem: &str) -> Option<TermIx> {
        self.texts.get(stem)?.stem
    }

    /// Whether a folded word is spelt so somewhere in the base.
    pub fn has(&self, text: &str) -> bool {
        self.texts
            .get(text)
            .is_some_and(|known| known.word.is_some())
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
        let mut best: Option<(usize, bool, bool, &str)> = None;
        each_key(text, |key| {
            let from = self.filed.partition_point(|&(filed, _)| filed < key);
            for &(_, number) in self.filed[from..]
                .iter()
                .take_while(|&&(filed, _)| filed == key)
            {
                let (meant, known) = self.texts.at(number);
                let other_start = meant.chars().next() != text.chars().next();
                let is_likely = (known.is_name && !other_start) || is_safe_slip(text, meant);
                if is_short && !is_likely {
                    continue;
                }
                let distance = strsim::osa_distance(text, meant);
                // Letters are left out more often than put in.
                let is_shorter = meant.len() < text.len();
                // Of equals, the first in the alphabet.
                let rank = (distance, other_start, is_shorter, meant);
                if distance <= slips && best.is_none_or(|best| rank < best) {
                    best = Some(rank);
                }
            }
        });
        best.map(|(.., meant)| meant)
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
