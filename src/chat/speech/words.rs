//! Parts of sentences that several replies share.

use crate::chat::{Block, Line, cut};
use crate::facts::{Amount, Certainty, Entity, EntityKind, EventDate, Fact, FactBase};
use crate::ids::{EntityIx, FactIx};

/// Long enough to recognise one's own words.
const ECHO_CHARS_MAX: usize = 40;

/// A member's own words, cut, in quotation marks.
pub(super) fn echo(given: &str) -> String {
    format!("“{}”", cut(given, ECHO_CHARS_MAX))
}

/// How sure a fact is, to stand behind its words in brackets; empty where the source states it.
pub fn certainty_mark(fact: &Fact) -> &'static str {
    match fact.certainty {
        Certainty::Stated => "",
        Certainty::Reported => " (reported, not confirmed)",
        Certainty::Claimed => " (claimed, not established)",
    }
}

/// How sure a fact is and whose words it is in.
pub(super) fn certainty(fact: &Fact) -> String {
    let sure = match fact.certainty {
        Certainty::Stated => "stated as fact",
        Certainty::Reported => "reported, not confirmed",
        Certainty::Claimed => "claimed, not established",
    };
    match &fact.said_by {
        Some(who) => format!("{sure}; in the words of {who}"),
        None => sure.to_owned(),
    }
}

/// Where a fact stands: "news report, Islamabad, mid-2019, paragraph 8".
pub(super) fn place_in_source(base: &FactBase, fact: &Fact) -> String {
    format!(
        "{}, paragraph {}",
        base.source(fact.source).cite,
        fact.paragraph
    )
}

/// When it happened, for a list: the date, else the source's own word, else nothing.
pub(super) fn when(date: &EventDate) -> Option<String> {
    match (date.edtf, date.said.as_deref()) {
        (Some(edtf), _) if date.inferred.is_some() => {
            Some(format!("{} (inferred)", edtf.in_words()))
        }
        (Some(edtf), _) => Some(edtf.in_words()),
        (None, Some(said)) => Some(format!("“{said}”")),
        (None, None) => None,
    }
}

/// "9 billion US dollars", "11 countries".
pub(super) fn amount(amount: &Amount) -> String {
    format!("{} {}", number(amount.value), amount.unit)
}

/// A number as people say it: in millions or more where two decimals are enough to be exact,
/// otherwise in full.
fn number(value: i64) -> String {
    const SCALES: [(i64, &str); 3] = [
        (1_000_000_000_000, "trillion"),
        (1_000_000_000, "billion"),
        (1_000_000, "million"),
    ];
    for (scale, word) in SCALES {
        if value.abs() >= scale && value % (scale / 100) == 0 {
            let whole = value / scale;
            let hundredths = value.abs() % scale / (scale / 100);
            let decimals = match hundredths {
                0 => String::new(),
                _ => format!(".{hundredths:02}").trim_end_matches('0').to_owned(),
            };
            return format!("{whole}{decimals} {word}");
        }
    }
    in_full(value)
}

/// Digits in groups of three: "12,345".
fn in_full(value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let mut text = String::from(if value < 0 { "-" } else { "" });
    for (ix, digit) in digits.char_indices() {
        if ix > 0 && (digits.len() - ix).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count with its noun: "1 fact", "12,000 facts".
pub(super) fn count(count: usize, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!(
        "{} {noun}",
        in_full(i64::try_from(count).unwrap_or(i64::MAX))
    )
}

/// "A", "A and B", "A, B and C".
pub(super) fn list(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The names of entities in a row.
pub(super) fn names(base: &FactBase, entities: &[EntityIx]) -> String {
    let names: Vec<_> = entities
        .iter()
        .map(|ix| base.entity(*ix).name.to_string())
        .collect();
    list(&names)
}

/// What an entity is: "Prime Minister of Pakistan, 2019", "news agency, Russia".
pub(super) fn what_it_is(base: &FactBase, entity: &Entity) -> Option<String> {
    if let Some(office) = &entity.office {
        let body = base.entity(office.of);
        // "of" before a body would need its article, which its name does not tell.
        let joint = match body.kind {
            EntityKind::State => " of ",
            _ => ", ",
        };
        return Some(format!(
            "{}{joint}{}, {}",
            office.title, body.name, office.as_of
        ));
    }
    let of = entity.of.map(|ix| &*base.entity(ix).name);
    let parts: Vec<_> = entity.class.as_deref().into_iter().chain(of).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

/// The first letter made a capital, as at the start of a sentence.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A sentence of words that may or may not bring their full stop.
pub(super) fn sentence(text: &str) -> String {
    let text = capitalised(text.trim());
    if text.ends_with(['.', '?', '!', '”']) {
        text
    } else {
        text + "."
    }
}

/// A fact in a list of things to try: its title, how sure it is, and the command that shows it.
pub(super) fn fact_to_try(base: &FactBase, ix: FactIx) -> Line {
    let fact = base.fact(ix);
    Line::new()
        .plain(&fact.title)
        .emphasis(certainty_mark(fact))
        .plain(": ")
        .code(&format!("/source {}", fact.id))
}

/// Suggestions, or nothing if there are no items.
pub(super) fn suggestions(intro: &str, items: Vec<Line>) -> Option<Block> {
    (!items.is_empty()).then(|| Block::Suggestions {
        intro: Line::new().plain(intro),
        items,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_worded_as_people_do() {
        for (value, words) in [
            (11, "11"),
            (0, "0"),
            (-1_234, "-1,234"),
            (12_345, "12,345"),
            (999_999, "999,999"),
            (1_000_000, "1 million"),
            (1_234_567, "1,234,567"),
            (9_000_000_000, "9 billion"),
            (1_500_000_000, "1.5 billion"),
            (-2_050_000_000, "-2.05 billion"),
            (3_000_000_000_000, "3 trillion"),
        ] {
            assert_eq!(number(value), words);
        }
    }

    #[test]
    fn names_in_a_row_end_with_and() {
        let of = |items: &[&str]| list(&items.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(of(&["A"]), "A");
        assert_eq!(of(&["A", "B"]), "A and B");
        assert_eq!(of(&["A", "B", "C"]), "A, B and C");
    }
}
