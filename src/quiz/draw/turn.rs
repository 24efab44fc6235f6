//! Turns a sentence round, so that the question word comes first: "Vesland invited Marr to which
//! town?" becomes "To which town did Vesland invite Marr?".

use super::phrase::capitalised;
use super::sentence::is_conjunction;
use super::verb::turned;

/// Prepositions that come to the head of a question with what is asked for.
const CARRIED: [&str; 8] = [
    "about", "against", "beside", "for", "from", "into", "to", "with",
];

/// Those that do so before a place alone: "peace in which state" belongs together.
const CARRIED_WITH_PLACE: [&str; 2] = ["at", "in"];

/// Whether what is asked for tells where or when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// It does not.
    No,
    /// It is a place, without its preposition.
    Name,
    /// It is a time with its preposition, and belongs to the whole sentence.
    Whole,
}

/// A sentence in which something is asked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap<'a> {
    /// Whom or what the sentence is about, with which it begins.
    pub(super) subject: &'a str,
    /// What follows up to the gap.
    pub(super) before: &'a str,
    /// What asks: "which state", "on which date".
    pub(super) phrase: &'a str,
    /// What follows the gap.
    pub(super) after: &'a str,
    /// Whether what is asked for tells where or when.
    pub(super) place: Place,
}

/// The question, without its mark; none if the sentence is not simple enough to be turned round.
pub(super) fn round(gap: &Gap) -> Option<String> {
    let verb = turned(gap.before)?;
    let between = verb.rest.trim();
    // What is asked for belongs to a clause of its own, or to one of several.
    let is_simple = !between.contains(',')
        && !between
            .split(' ')
            .any(|word| is_conjunction(word) || ["and", "or", "than"].contains(&word));
    if !is_simple || gap.subject.is_empty() {
        return None;
    }
    let is_object = between.is_empty() || {
        // "would buy which weapon", "is set to buy which weapon"
        let (rest, last) = between.rsplit_once(' ').unwrap_or(("", between));
        let is_infinitive = rest == "to" || rest.ends_with(" to");
        let is_modal = verb.is_auxiliary && !verb.is_be && rest.is_empty();
        (is_infinitive || is_modal) && !is_preposition(last)
    };
    let (head, between) = if gap.place == Place::Whole || is_object {
        (gap.phrase.to_owned(), between)
    } else {
        let (rest, word) = between.rsplit_once(' ').unwrap_or(("", between));
        let is_carried = CARRIED.contains(&word)
            || gap.place == Place::Name && CARRIED_WITH_PLACE.contains(&word)
            || word == "of" && verb.is_be && !rest.split(' ').any(is_preposition);
        if !is_carried {
            return None;
        }
        (format!("{word} {}", gap.phrase), rest)
    };
    let subject = gap.subject;
    let subject = subject
        .strip_prefix("The ")
        .map_or_else(|| subject.to_owned(), |name| format!("the {name}"));
    let parts = [
        &*head,
        verb.before,
        &*subject,
        &*verb.behind,
        between,
        gap.after.trim_start(),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Some(capitalised(&parts.join(" ").replace(" ,", ",")))
}

fn is_preposition(word: &str) -> bool {
    CARRIED.contains(&word) || CARRIED_WITH_PLACE.contains(&word) || ["of", "on"].contains(&word)
}

#[cfg(test)]
mod tests {
    use super::{Gap, Place, round};

    #[track_caller]
    fn check(sentence: &str, phrase: &str, expected: Option<&str>) {
        let (before, after) = sentence.split_once('_').expect("a gap");
        let (subject, before) = before.split_once('|').expect("a subject");
        let place = match phrase.split(' ').next() {
            Some("on" | "in") => Place::Whole,
            _ if phrase.ends_with("town") => Place::Name,
            _ => Place::No,
        };
        let gap = Gap {
            subject,
            before,
            phrase,
            after,
            place,
        };
        assert_eq!(round(&gap).as_deref(), expected, "{sentence}");
    }

    #[test]
    fn what_is_asked_for_comes_first() {
        for (sentence, phrase, expected) in [
            (
                "Vesland| would buy _ now",
                "which gun",
                "Which gun would Vesland buy now",
            ),
            (
                "Marr| asked Lund to buy _",
                "which gun",
                "Which gun did Marr ask Lund to buy",
            ),
            (
                "Vesland| invited Marr to _",
                "which town",
                "To which town did Vesland invite Marr",
            ),
            (
                "Marr| met Lund in _",
                "which town",
                "In which town did Marr meet Lund",
            ),
            ("Marr| met _ in Tarn", "whom", "Whom did Marr meet in Tarn"),
            (
                "The League| was founded _",
                "in which year",
                "In which year was the League founded",
            ),
            (
                "Marr| is Minister of _",
                "which state",
                "Of which state is Marr Minister",
            ),
            (
                "Marr| met Lund in Tarn _",
                "on which date",
                "On which date did Marr meet Lund in Tarn",
            ),
        ] {
            check(sentence, phrase, Some(expected));
        }
    }

    #[test]
    fn what_is_not_simple_stays_as_it_is() {
        for sentence in [
            "Marr| said that Vesland would invite _",
            "Marr| met Lund, an envoy of _",
            "Marr| praised the army of _",
            "Marr| is a friend of Ostia and of _",
            "Marr| is the answer to the fleet of _",
            "Marr| developed _",
            "Marr| spoke for peace in _",
            "Marr| is the envoy on _",
        ] {
            check(sentence, "which state", None);
        }
    }
}
