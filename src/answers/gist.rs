//! What the engine keeps ready of each fact, so that weighing one reads no text.

use super::finding::Want;
use super::vocabulary::TermIx;
use super::{Answers, lexicon};
use crate::ids::FactIx;

/// What is kept ready of each fact.
#[derive(Debug, Default)]
pub struct Gists {
    titles: Lists<TermIx>,
    said: Lists<TermIx>,
    silences: Lists<Silence>,
    denials: Vec<bool>,
}

/// What is kept ready of a fact.
#[derive(Debug, Clone, Copy)]
pub struct Gist<'g> {
    /// The terms of its title.
    pub title: &'g [TermIx],
    /// The terms of its statement.
    pub said: &'g [TermIx],
    /// Whether it says that something is not so.
    pub is_denial: bool,
    /// What its source is silent on, in the editor's order.
    pub silences: &'g [Silence],
}

impl Gists {
    /// What is kept ready of the fact at a position.
    pub fn of(&self, fact: FactIx) -> Gist<'_> {
        Gist {
            title: self.titles.at(fact.index()),
            said: self.said.at(fact.index()),
            is_denial: self.denials[fact.index()],
            silences: self.silences.at(fact.index()),
        }
    }
}

/// Many short lists, one behind the other.
#[derive(Debug)]
struct Lists<T> {
    items: Vec<T>,
    /// Where each list ends.
    ends: Vec<u32>,
}

impl<T> Lists<T> {
    fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        let end = u32::try_from(self.items.len()).expect("fewer than 2^32 items");
        self.ends.push(end);
    }

    fn at(&self, number: usize) -> &[T] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.items[start as usize..self.ends[number] as usize]
    }
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            ends: Vec::new(),
        }
    }
}

/// A phrase of `silent_on`.
#[derive(Debug)]
pub struct Silence {
    /// What it says is missing: the leader, in "who led"; none if it is the thing itself.
    pub missing: Option<Want>,
    /// Whether it is missing which of several: "which neighbours".
    pub is_choice: bool,
    /// Its terms.
    pub terms: Box<[TermIx]>,
}

impl Answers {
    /// Reads what is kept ready of each fact, once all words are known.
    pub(super) fn gists(&self) -> Gists {
        let mut gists = Gists::default();
        for fact in &self.base.facts {
            let silences = fact.silent_on.iter().map(|phrase| self.silence(phrase));
            gists.titles.push(self.terms_of(&fact.title));
            gists.said.push(self.terms_of(&fact.statement));
            gists.silences.push(silences);
            gists
                .denials
                .push(is_denial(&fact.title) || is_denial(&fact.statement));
        }
        gists
    }

    fn silence(&self, phrase: &str) -> Silence {
        Silence {
            missing: missing(phrase),
            is_choice: phrase.starts_with("which "),
            terms: self.terms_of(phrase).into(),
        }
    }
}

/// Whether a sentence says that something is not so.
pub fn is_denial(text: &str) -> bool {
    const DENYING: [&str; 8] = [
        "no", "not", "never", "none", "refuse", "refused", "refusal", "without",
    ];
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .any(|word| {
            DENYING
                .iter()
                .any(|denying| word.eq_ignore_ascii_case(denying))
                || word.ends_with("n't")
                || word.ends_with("n’t")
        })
}

/// Whether a question asks what is not so: "who did not attend", but not "why did they attend,
/// though they had not been asked".
pub fn asks_denial(question: &str) -> bool {
    const CLAUSES: [&str; 9] = [
        " though ",
        " although ",
        " once ",
        " because ",
        " since ",
        " while ",
        " even ",
        " despite ",
        " instead ",
    ];
    let question = question.to_lowercase();
    let asks = |clause: &str| {
        let mut words = clause.split(|c: char| !c.is_alphanumeric());
        words.any(|word| lexicon::entry(word).is_some_and(|entry| entry.asks.is_some()))
    };
    let mut clauses = question.split([',', ';']);
    let main = clauses
        .clone()
        .find(|clause| asks(clause))
        .or_else(|| clauses.next())
        .unwrap_or_default();
    let end = CLAUSES.iter().filter_map(|word| main.find(word)).min();
    is_denial(&main[..end.unwrap_or(main.len())])
}

/// What a phrase of `silent_on` says is missing: "who led", "the day".
fn missing(phrase: &str) -> Option<Want> {
    let mut words = phrase.split(' ').filter(|word| *word != "the");
    match (words.next()?, words.next()) {
        ("how", Some("many" | "much")) | ("number", Some("of")) => Some(Want::HowMany),
        ("day" | "date" | "month" | "year" | "time", _)
        | ("what" | "which", Some("day" | "date" | "month" | "year")) => Some(Want::When),
        // "How it was celebrated" is asked for with "how", which wants a statement.
        ("whether" | "how", _) => Some(Want::Open),
        // "Which neighbours" may be asked for with "who" as well.
        ("which", _) => None,
        (first, _) => lexicon::entry(first).and_then(|entry| entry.asks),
    }
}

#[cfg(test)]
mod tests {
    use super::{Want, is_denial, missing};

    #[test]
    fn a_phrase_says_what_is_missing() {
        for (phrase, want) in [
            ("who led the delegation", Some(Want::Who)),
            ("the day of the meeting", Some(Want::When)),
            ("which year the war began", Some(Want::When)),
            ("number of tanks", Some(Want::HowMany)),
            ("how much it cost", Some(Want::HowMany)),
            ("whether he accepted", Some(Want::Open)),
            ("how it was celebrated", Some(Want::Open)),
            ("why tensions rose", Some(Want::Why)),
            ("a visit to the capital", None),
            ("which neighbours were meant", None),
        ] {
            assert_eq!(missing(phrase), want, "{phrase}");
        }
    }

    #[test]
    fn a_sentence_that_something_is_not_so_is_a_denial() {
        for text in [
            "It sold no arms.",
            "who didn't attend",
            "Never again",
            "They won’t",
        ] {
            assert!(is_denial(text), "{text}");
        }
        for text in ["It sold arms.", "a note on knots", "November"] {
            assert!(!is_denial(text), "{text}");
        }
    }
}
