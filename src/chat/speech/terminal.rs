//! What only the terminal has to say.

use crate::chat::{Block, Line, Reply};

/// The first screen: what to try, in three lines.
pub fn welcome() -> Reply {
    let line = |before: &str, command: &str, after: &str| {
        Block::Paragraph(Line::new().plain(before).code(command).plain(after))
    };
    Reply::to_caller(vec![
        line(
            "I am attaché. Ask me in your own words, or try ",
            "/when bishkek meeting",
            ".",
        ),
        line(
            "See what I know about with ",
            "/topics",
            ", in order of date with /timeline.",
        ),
        line("All commands: ", "/help", ". To leave: Ctrl-D or exit."),
    ])
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
    Reply::to_caller(vec![Block::Paragraph(Line::new().plain(text))])
}
