//! What is known of an entity.

use super::words;
use crate::chat::{Block, Line, Reply};
use crate::facts::{Fact, FactBase};
use crate::ids::{EntityIx, FactIx};

/// As many as a card holds without burying the first.
const FACTS_MAX: usize = 6;

/// Its name, what it is, and what it did with when.
pub(super) fn card(base: &FactBase, ix: EntityIx, facts: &[FactIx]) -> Reply {
    let entity = base.entity(ix);
    let shown = &facts[..facts.len().min(FACTS_MAX)];
    let mut blocks = vec![Block::Heading(Line::new().strong(&entity.name))];
    if let Some(what) = words::what_it_is(base, entity) {
        blocks.push(Block::Paragraph(Line::new().plain(&words::sentence(&what))));
    }
    let items = shown.iter().map(|ix| item(base.fact(*ix))).collect();
    blocks.push(Block::List(items));
    blocks.push(Block::Note(sources(base, shown)));
    let all = Line::new().code(&format!("/timeline {}", entity.name));
    blocks.extend(words::suggestions(
        &rest(facts.len() - shown.len()),
        vec![all],
    ));
    Reply::to_all(blocks)
}

fn item(fact: &Fact) -> Line {
    let line = match words::when(&fact.date) {
        Some(when) => Line::new().strong(&words::capitalised(&when)).plain(": "),
        None => Line::new(),
    };
    line.plain(&fact.statement)
        .emphasis(&words::certainty_mark(fact))
}

fn rest(left_out: usize) -> String {
    match left_out {
        0 => "In order of date:".to_owned(),
        _ => format!(
            "I know {} of it. In order of date:",
            words::count(left_out, "more fact", "more facts")
        ),
    }
}

/// Each source once, with all its paragraphs that the card draws on.
fn sources(base: &FactBase, facts: &[FactIx]) -> Line {
    let mut places: Vec<_> = facts
        .iter()
        .map(|ix| base.fact(*ix))
        .map(|fact| (fact.source, fact.paragraph))
        .collect();
    places.sort_unstable();
    places.dedup();
    let cited: Vec<_> = places
        .chunk_by(|(one, _), (other, _)| one == other)
        .map(|places| {
            let paragraphs: Vec<_> = places
                .iter()
                .map(|(_, number)| number.to_string())
                .collect();
            let noun = if paragraphs.len() == 1 {
                "paragraph"
            } else {
                "paragraphs"
            };
            let cite = &base.source(places[0].0).cite;
            format!("{cite}, {noun} {}", words::list(&paragraphs))
        })
        .collect();
    Line::new().emphasis(&format!("Source: {}.", cited.join("; ")))
}
