//! Who the bot is.

use super::words;
use crate::chat::{Block, Line};
use crate::facts::FactBase;

/// What is loaded, what the words for certainty mean, and when there is no answer.
pub(super) fn about(base: &FactBase) -> Vec<Block> {
    let packs = base.packs.iter().map(|pack| {
        Line::new()
            .strong(&pack.title)
            .plain(": ")
            .plain(&pack.about)
    });
    let facts = words::count(base.facts.len(), "fact", "facts");
    let loaded =
        format!("I am attaché. I answer questions about relations between states from {facts}:");
    vec![
        Block::Paragraph(Line::new().plain(&loaded)),
        Block::List(packs.collect()),
        Block::Paragraph(Line::new().plain("Every fact says how sure its source is:")),
        Block::List(vec![
            certainty("Stated", "the source says it as fact."),
            certainty(
                "Reported",
                "the source passes on what others report; it is not confirmed.",
            ),
            certainty(
                "Claimed",
                "an opinion, a boast or a forecast; it is not established.",
            ),
        ]),
        Block::Paragraph(
            Line::new()
                .plain("What my facts do not hold, I do not know, and I say so rather than guess."),
        ),
    ]
}

fn certainty(word: &str, meaning: &str) -> Line {
    Line::new().strong(word).plain(": ").plain(meaning)
}
