//! What only the terminal has to say.

use crate::chat::{Audience, Block, Line, Reply};

/// The first screen: what to try, in three lines.
pub fn welcome() -> Reply {
    let lines = [
        Line::new()
            .plain("I am attaché. Ask me in your own words, or try ")
            .code("/when bishkek meeting")
            .plain("."),
        Line::new()
            .plain("What I know about: ")
            .code("/topics")
            .plain(". In order of date: ")
            .code("/timeline")
            .plain("."),
        Line::new()
            .plain("All commands: ")
            .code("/help")
            .plain(". To leave: Ctrl-D or ")
            .code("exit")
            .plain("."),
    ];
    to_caller(lines.map(Block::Paragraph).into())
}

/// A line of input is no text.
pub fn not_utf8() -> Reply {
    sentence("I could not read that line: it is not text in UTF-8.")
}

/// A line for the clock does not say how much time passes.
pub fn bad_time() -> Reply {
    sentence("I could not read how much time is to pass. Write it like ~ 20s, ~ 5m, ~ 2h or ~ 1d.")
}

/// A line of input for programs is not the object that they send.
pub fn bad_line(problem: &str) -> Reply {
    sentence(&format!(
        "This line is not {{\"id\": ..., \"text\": ...}}: {problem}."
    ))
}

fn sentence(text: &str) -> Reply {
    to_caller(vec![Block::Paragraph(Line::new().plain(text))])
}

fn to_caller(blocks: Vec<Block>) -> Reply {
    Reply {
        audience: Audience::Caller,
        blocks,
    }
}
