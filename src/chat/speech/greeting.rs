//! A word to whoever speaks to the bot itself.

use super::words;
use crate::chat::{Block, Line};

/// Who the bot is, in a sentence, and where it says more.
pub(super) fn greeting() -> Vec<Block> {
    let sentence = "Hello! I am attaché. Ask me about relations between states.";
    let mut blocks = vec![Block::Paragraph(Line::new().plain(sentence))];
    let items = [("How to ask: ", "/help"), ("What I know: ", "/about")];
    let items = items.map(|(what, command)| Line::new().plain(what).code(command));
    blocks.extend(words::suggestions("To begin with:", items.into()));
    blocks
}
