//! By whose word something is asked: "According to a news report of 1932, which state ...?"

use super::phrase::capitalised;
use super::tokens::folded;
use crate::facts::{Edtf, Fact, FactBase};

/// What a sentence begins with that says itself whose word it is.
const BEGINNINGS: [&str; 2] = ["According to ", "In the view of "];

/// Whose word a sentence is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribution {
    /// "According to reports of 1932".
    words: String,
    /// Whether the sentence says so itself, and with it how sure that is.
    pub(super) is_own: bool,
    /// Whether it holds of a date alone, and so of nothing else.
    is_dated: bool,
}

impl Attribution {
    /// Cuts from a fact's sentence whose word it is. Where it does not say that, it is its source's.
    pub(super) fn cut<'a>(base: &FactBase, fact: &Fact, text: &'a str) -> (Self, &'a str) {
        let is_own = BEGINNINGS
            .iter()
            .any(|beginning| text.starts_with(beginning));
        let own = text.split_once(", ").filter(|_| is_own);
        let called = base.source(fact.source).called.as_deref();
        let by_source = || format!("According to {}", called.unwrap_or("the source"));
        let is_point = matches!(
            fact.date.edtf,
            Some(Edtf::Point(_) | Edtf::Interval(Some(_), None))
        );
        let attribution = Self {
            words: own.map_or_else(by_source, |(words, _)| words.to_owned()),
            is_own: own.is_some(),
            is_dated: is_point,
        };
        (attribution, own.map_or(text, |(_, rest)| rest))
    }

    /// A question or sentence with whose word it is. That need not be said where it tells when it
    /// was so; else others may have been or done the same at some time.
    pub(super) fn before(&self, wording: &str) -> String {
        let is_plain = self.is_dated || folded(wording).iter().any(|word| is_year(word));
        if is_plain && !self.is_own {
            capitalised(wording)
        } else {
            self.always_before(wording)
        }
    }

    /// The same, with whose word it is in any case.
    pub(super) fn always_before(&self, wording: &str) -> String {
        format!("{}, {}", self.words, within(wording))
    }
}

/// Whether a word is a year in digits.
fn is_year(word: &str) -> bool {
    word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// A text as it goes on within a sentence: only a name keeps its capital.
fn within(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    let mut chars = text.chars();
    match chars.next() {
        Some(head) if FIRST.contains(&first) => head.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

/// Words with which sentences and questions begin that are no names.
#[rustfmt::skip]
const FIRST: [&str; 42] = [
    "A", "About", "Against", "All", "An", "At", "Beside", "Between", "Both", "By", "Defence",
    "Delegates", "During", "Every", "For", "From", "How", "In", "Into", "Many", "Most", "Neither",
    "No", "Of", "On", "Relations", "Representatives", "Several", "Since", "Talks", "The", "There",
    "To", "Trade", "Troops", "What", "Which", "Who", "Whom", "Whose", "With", "Within",
];

#[cfg(test)]
mod tests {
    use super::Attribution;

    fn attribution() -> Attribution {
        Attribution {
            words: "According to a letter".to_owned(),
            is_own: false,
            is_dated: false,
        }
    }

    #[test]
    fn a_name_keeps_its_capital_within_a_sentence() {
        for (wording, expected) in [
            ("Which state sold it?", "which state sold it?"),
            ("The League sold it", "the League sold it"),
            ("Vesland sold it", "Vesland sold it"),
            ("To whom was it sold?", "to whom was it sold?"),
        ] {
            let expected = format!("According to a letter, {expected}");
            assert_eq!(attribution().before(wording), expected);
        }
    }

    #[test]
    fn what_tells_when_it_was_needs_nobodys_word() {
        let sold = "Which state sold it in 1932?";
        assert_eq!(attribution().before(sold), sold);
        let own = Attribution {
            is_own: true,
            ..attribution()
        };
        assert!(own.before(sold).starts_with("According to a letter, which"));
        let dated = Attribution {
            is_dated: true,
            ..attribution()
        };
        assert_eq!(dated.before("Who sold it?"), "Who sold it?");
    }
}
