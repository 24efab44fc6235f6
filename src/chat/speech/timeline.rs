//! Dated facts in order of date.

use super::words;
use crate::chat::{Block, Line, Timeline};
use crate::facts::{Fact, FactBase};

/// A fact a line, and how many are left out; where none can be listed, how to hear them still.
pub(super) fn timeline(base: &FactBase, timeline: &Timeline) -> Vec<Block> {
    let topic = timeline.topic.map(|topic| topic.name(base));
    let heading = topic.map_or("Timeline".to_owned(), |name| format!("Timeline: {name}"));
    let mut blocks = vec![Block::Heading(Line::new().strong(&heading))];
    if timeline.facts.is_empty() {
        let none = "No dated fact lies there.";
        blocks.push(Block::Paragraph(Line::new().plain(none)));
    } else {
        let items = timeline.facts.iter().map(|ix| item(base.fact(*ix)));
        blocks.push(Block::List(items.collect()));
    }
    let left_out = left_out(timeline);
    if !left_out.is_empty() {
        blocks.push(Block::Note(Line::new().emphasis(&left_out)));
    }
    if let Some(topic) = topic
        && timeline.facts.is_empty()
        && timeline.undated > 0
    {
        let command = Line::new().code(&format!("/fact {topic}"));
        blocks.extend(words::suggestions(
            "To hear a fact about it:",
            vec![command],
        ));
    }
    blocks
}

fn item(fact: &Fact) -> Line {
    let when = words::when(&fact.date).unwrap_or_default();
    Line::new()
        .strong(&words::capitalised(&when))
        .plain(": ")
        .plain(&fact.title)
        .emphasis(fact.certainty_mark())
}

fn left_out(timeline: &Timeline) -> String {
    let cut = (timeline.cut > 0).then(|| {
        let facts = words::count(timeline.cut, "later fact", "later facts");
        format!("{facts} left out: narrow the dates to see more.")
    });
    let undated = (timeline.undated > 0).then(|| {
        let facts = words::count(timeline.undated, "fact has", "facts have");
        format!("{facts} no date and cannot be placed.")
    });
    let sentences: Vec<_> = cut.into_iter().chain(undated).collect();
    sentences.join(" ")
}
