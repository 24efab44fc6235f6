//! What the bot says of packs that were taken in again, or not.

use super::words::private;
use crate::chat::{Audience, Block, Line, Reply};

/// What they hold now.
pub fn reloaded(contents: &str) -> Reply {
    private(&format!("Done. {contents}."))
}

/// What is wrong with them.
pub fn refused(problems: &str) -> Reply {
    let stays = "They have problems, so I answer from the facts as they were:";
    Reply {
        audience: Audience::Caller,
        blocks: vec![
            Block::Paragraph(Line::new().plain(stays)),
            Block::Document {
                name: "problems.txt",
                lines: problems
                    .lines()
                    .map(|line| Line::new().plain(line))
                    .collect(),
            },
        ],
    }
}

/// That somebody does not run the program.
pub fn operators_only() -> Reply {
    private("Only whoever runs me can do that.")
}

/// That others would see it.
pub fn alone() -> Reply {
    private("Write that to me alone.")
}

/// That nothing can be taken in where the program runs.
pub fn not_here() -> Reply {
    private("Here I take packs in when I start, and not again.")
}
