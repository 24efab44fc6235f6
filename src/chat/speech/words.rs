//! Parts of sentences that several replies share.

use std::time::Duration;

use crate::chat::{Audience, Block, Line, Reply, cut};
use crate::facts::{Citation, Entity, EntityKind, EventDate, FactBase, number_in_full};
use crate::ids::{EntityIx, FactIx};

/// Long enough to recognise one's own words.
pub(super) const ECHO_CHARS_MAX: usize = 40;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// A member's own words, cut, in quotation marks.
pub(super) fn echo(given: &str) -> String {
    format!("“{}”", cut(given, ECHO_CHARS_MAX))
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

/// A count with its noun: "1 fact", "12,000 facts".
pub(super) fn count(count: usize, one: &str, many: &str) -> String {
    let noun = if count == 1 { one } else { many };
    format!(
        "{} {noun}",
        number_in_full(i64::try_from(count).unwrap_or(i64::MAX))
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
        .emphasis(fact.certainty_mark())
        .plain(": ")
        .code(&format!("/source {}", fact.id))
}

/// Small print on what a fact stands on; `line` says it in full.
pub(super) fn cited(citation: Citation, line: Line) -> Block {
    let source = format!("/source {}", citation.fact);
    Block::Cited {
        citation: Box::new(citation),
        line,
        details: Line::new().emphasis(" Details: ").code(&source),
    }
}

/// A sentence for whoever wrote.
pub(super) fn private(text: &str) -> Reply {
    private_line(Line::new().plain(text))
}

/// The same, of words of several kinds.
pub(super) fn private_line(line: Line) -> Reply {
    Reply {
        audience: Audience::Caller,
        blocks: vec![Block::Paragraph(line)],
    }
}

/// Suggestions, or nothing if there are no items.
pub(super) fn suggestions(intro: &str, items: Vec<Line>) -> Option<Block> {
    (!items.is_empty()).then(|| Block::Suggestions {
        intro: Line::new().plain(intro),
        items,
    })
}

/// About how long, in the largest unit that it fills, rounded.
pub(super) fn wait(time: Duration) -> String {
    let seconds = time.as_secs();
    let (unit, one, many) = match seconds {
        DAY.. => (DAY, "day", "days"),
        HOUR.. => (HOUR, "hour", "hours"),
        _ => (MINUTE, "minute", "minutes"),
    };
    let number = (seconds + unit / 2) / unit;
    count(
        usize::try_from(number.max(1)).unwrap_or(usize::MAX),
        one,
        many,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_row_end_with_and() {
        let of = |items: &[&str]| list(&items.iter().map(ToString::to_string).collect::<Vec<_>>());
        assert_eq!(of(&["A"]), "A");
        assert_eq!(of(&["A", "B"]), "A and B");
        assert_eq!(of(&["A", "B", "C"]), "A, B and C");
    }

    #[test]
    fn a_wait_is_told_in_one_unit() {
        for (seconds, expected) in [
            (0, "1 minute"),
            (600, "10 minutes"),
            (3_599, "60 minutes"),
            (18_000, "5 hours"),
            (86_400, "1 day"),
            (199_282, "2 days"),
            (31_536_000, "365 days"),
        ] {
            assert_eq!(wait(Duration::from_secs(seconds)), expected);
        }
    }
}
