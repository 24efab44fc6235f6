//! What the engine knows of English: words that carry nothing, question words, synonyms, and
//! which way round a verb takes its people.

mod common;
mod lists;
mod synonyms;

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use self::common::COMMON;
use self::lists::{
    ACTING, ASKING, ASPECT, EQUAL, FOCUS, GENERIC, GETTING, GIVING, JOBS, LIGHT, OFFICE_QUALIFIERS,
    OFFICES, PERSONAL, SAYING, STOP,
};
use self::synonyms::SYNONYMS;
use super::finding::Want;
use super::fold::fold;
use super::stem::stem;
use crate::facts::EntityKind;

/// Which part a verb's doer has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verb {
    /// The doer gets something.
    Getting,
    /// The doer gives something away.
    Giving,
    /// The doer alone acts.
    Acting,
    /// The doer speaks.
    Saying,
    /// The doer is one person.
    Personal,
    /// Doer and others are equals.
    Equal,
}

/// What is known of one word.
#[derive(Debug, Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a word may be any of these at once"
)]
pub struct Entry {
    /// It carries nothing.
    pub stop: bool,
    /// It says little.
    pub light: bool,
    /// It asks for this.
    pub asks: Option<Want>,
    /// After "which", it asks for this kind of thing.
    pub focus: Option<EntityKind>,
    /// It is the title of an office.
    pub office: bool,
    /// Too many things are called so for it to tell one.
    pub generic: bool,
}

static ENTRIES: LazyLock<FxHashMap<String, Entry>> = LazyLock::new(|| {
    let mut entries: FxHashMap<String, Entry> = FxHashMap::default();
    let mut each = |words: &'static str, set: &dyn Fn(&mut Entry)| {
        words
            .split_whitespace()
            .for_each(|word| set(entries.entry(fold(word)).or_default()));
    };
    each(STOP, &|entry| entry.stop = true);
    each(LIGHT, &|entry| entry.light = true);
    each(OFFICES, &|entry| entry.office = true);
    each(GENERIC, &|entry| entry.generic = true);
    each(COMMON, &|_| ());
    for (want, words) in ASKING {
        each(words, &|entry| entry.asks = Some(*want));
    }
    for (kind, words) in FOCUS {
        each(words, &|entry| entry.focus = Some(*kind));
    }
    entries
});

static JOB_STEMS: LazyLock<FxHashSet<String>> = LazyLock::new(|| stems(JOBS));

static ASPECT_STEMS: LazyLock<FxHashSet<String>> = LazyLock::new(|| stems(ASPECT));

fn stems(words: &str) -> FxHashSet<String> {
    words.split_whitespace().map(stem).collect()
}

static GROUPS: LazyLock<FxHashMap<String, Vec<String>>> = LazyLock::new(|| {
    let mut groups: FxHashMap<String, Vec<String>> = FxHashMap::default();
    for group in SYNONYMS {
        let stems: Vec<String> = group
            .split_whitespace()
            .map(|word| stem(&fold(word)))
            .collect();
        for own in &stems {
            let others = groups.entry(own.clone()).or_default();
            for other in &stems {
                if other != own && !others.contains(other) {
                    others.push(other.clone());
                }
            }
        }
    }
    groups
});

static VERBS: LazyLock<FxHashMap<String, Verb>> = LazyLock::new(|| {
    [
        (GETTING, Verb::Getting),
        (GIVING, Verb::Giving),
        (ACTING, Verb::Acting),
        (SAYING, Verb::Saying),
        (PERSONAL, Verb::Personal),
        (EQUAL, Verb::Equal),
    ]
    .into_iter()
    .flat_map(|(words, verb)| words.split_whitespace().map(move |word| (stem(word), verb)))
    .collect()
});

/// What is known of a folded word.
pub fn entry(word: &str) -> Option<&'static Entry> {
    ENTRIES.get(word)
}

/// Whether a folded word carries nothing.
pub fn is_stop(word: &str) -> bool {
    entry(word).is_some_and(|entry| entry.stop)
}

/// Whether a folded word before a title makes another office of it.
pub fn qualifies_office(word: &str) -> bool {
    OFFICE_QUALIFIERS
        .split_whitespace()
        .any(|qualifier| qualifier == word)
}

/// Whether a stem is that of a word for what somebody is by office.
pub fn is_job(stem: &str) -> bool {
    JOB_STEMS.contains(stem)
}

/// Whether a stem is that of a verb that only leads to another.
pub fn is_aspect(stem: &str) -> bool {
    ASPECT_STEMS.contains(stem)
}

/// The stems of words that mean nearly the same.
pub fn synonyms(stem: &str) -> &'static [String] {
    GROUPS.get(stem).map_or(&[], Vec::as_slice)
}

/// What is known of a verb, by its stem.
pub fn verb(stem: &str) -> Option<Verb> {
    VERBS.get(stem).copied()
}

/// The word that carries little or nothing and that a slip is nearest to.
pub fn nearest(word: &str) -> Option<&'static str> {
    /// In shorter words, a neighbour is more often another word.
    const CHARS_MIN: usize = 5;
    if word.chars().count() < CHARS_MIN {
        return nearest_asking(word);
    }
    let known = ENTRIES
        .iter()
        .filter(|(_, entry)| entry.light || entry.asks.is_some());
    let known = known.map(|(known, _)| known).filter(|known| {
        known.len().abs_diff(word.len()) <= 1
            && known.chars().next() == word.chars().next()
            && strsim::osa_distance(known, word) == 1
    });
    // The least, for the map has no order.
    known.min().map(String::as_str)
}

/// The asking word that a short word is a slip for: "wjat", "whne", "whem".
fn nearest_asking(word: &str) -> Option<&'static str> {
    let asking = ["when", "what", "where", "which", "whom"];
    let is_near = |asking: &&str| word.starts_with('w') && strsim::osa_distance(asking, word) == 1;
    asking.into_iter().find(is_near)
}

/// Whether a word is known at all, and so is no slip for another.
pub fn is_known(word: &str, stem: &str) -> bool {
    ENTRIES.contains_key(word) || GROUPS.contains_key(stem)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synonyms_go_both_ways_and_leave_the_word_itself_out() {
        for (word, others) in GROUPS.iter() {
            assert!(!others.contains(word), "{word}");
            for other in others {
                assert!(GROUPS[other].contains(word), "{word} and {other}");
            }
        }
    }

    #[test]
    fn lists_are_sorted_and_hold_each_word_once() {
        for list in [
            STOP,
            LIGHT,
            COMMON,
            GENERIC,
            OFFICES,
            OFFICE_QUALIFIERS,
            GETTING,
            GIVING,
            ACTING,
            SAYING,
            PERSONAL,
            EQUAL,
            JOBS,
            ASPECT,
        ] {
            let words: Vec<&str> = list.split_whitespace().collect();
            assert!(words.is_sorted_by(|a, b| a < b), "{}...", &list[..20]);
        }
        for (word, entry) in ENTRIES.iter() {
            assert!(!(entry.stop && entry.asks.is_some()), "{word} asks");
            assert!(!(entry.stop && entry.light), "{word} is in two lists");
        }
    }

    #[test]
    fn forms_of_a_verb_are_known() {
        assert_eq!(verb(&stem("bought")), Some(Verb::Getting));
        assert_eq!(verb(&stem("sold")), Some(Verb::Giving));
        assert_eq!(verb(&stem("met")), Some(Verb::Equal));
        assert_eq!(verb(&stem("hosted")), Some(Verb::Acting));
        assert_eq!(verb(&stem("praised")), None);
    }
}
