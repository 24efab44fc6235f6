//! What there are facts about.

use super::words;
use crate::chat::{Block, Line, Topic, facts_of};
use crate::facts::FactBase;

/// Each subject with how many facts it has.
pub(super) fn topics(base: &FactBase) -> Vec<Block> {
    let items = base.subjects_ix().map(|(ix, subject)| {
        let facts = facts_of(base, Some(Topic::Subject(ix))).count();
        Line::new()
            .strong(&subject.title)
            .plain(&format!(", {}: ", words::count(facts, "fact", "facts")))
            .code(&format!("/timeline {}", subject.id))
    });
    let intro = format!(
        "I know {}, on:",
        words::count(base.facts.len(), "fact", "facts")
    );
    vec![
        Block::Paragraph(Line::new().plain(&intro)),
        Block::List(items.collect()),
    ]
}
