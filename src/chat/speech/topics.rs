//! What there are facts about.

use super::words;
use crate::chat::{Block, Line, Topic, facts_of};
use crate::facts::FactBase;

/// Each subject with how many facts it has, and the command that shows them: a timeline has only
/// dated ones.
pub(super) fn topics(base: &FactBase) -> Vec<Block> {
    let items = base.subjects_ix().map(|(ix, subject)| {
        let topic = Topic::Subject(ix);
        let facts = facts_of(base, Some(topic)).count();
        let count = words::count(facts, "fact", "facts");
        let command = if topic.is_dated(base) {
            "timeline"
        } else {
            "fact"
        };
        Line::new()
            .strong(&subject.title)
            .plain(&format!(", {count}: "))
            .code(&format!("/{command} {}", subject.id))
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
