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

/// A line is written as if the bot had said it.
pub fn forged() -> Reply {
    sentence("I left out a line that speaks in my name. Give whoever says it another name.")
}

/// Why a line from a program is not the object that it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadLine {
    /// It is not JSON, as is seen at this column.
    NotJson(usize),
    /// It is JSON of another kind.
    NotAnObject,
    /// It has no such field.
    Missing(&'static str),
    /// This field is no string.
    NotAString(&'static str),
    /// This field is no list of strings.
    NotStrings(&'static str),
    /// This field is a string that stands for no text.
    LoneSurrogate(&'static str),
}

/// A line from a program is not the object, with these keys, that it should be.
pub fn bad_line(problem: BadLine, keys: &[&str]) -> Reply {
    let problem = match problem {
        BadLine::NotJson(column) => format!("it is not JSON from column {column} on"),
        BadLine::NotAnObject => "it is not an object".to_owned(),
        BadLine::Missing(key) => format!("it has no \"{key}\""),
        BadLine::NotAString(key) => format!("its \"{key}\" is not a string"),
        BadLine::NotStrings(key) => format!("its \"{key}\" are not a list of strings"),
        BadLine::LoneSurrogate(key) => {
            format!("its \"{key}\" has one half of a surrogate pair without the other")
        }
    };
    let keys: Vec<String> = keys.iter().map(|key| format!("\"{key}\": ...")).collect();
    let form = keys.join(", ");
    sentence(&format!("This line is not {{{form}}}: {problem}."))
}

/// A line from a program has more than is read of one.
pub fn line_too_long() -> Reply {
    sentence("I could not read that line: it is too long.")
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

/// A reply that stands in another channel than the one that is seen.
pub fn in_channel(channel: &str, reply: &Reply) -> Reply {
    let mut blocks = vec![Block::Note(Line::new().plain(&format!("In {channel}:")))];
    blocks.extend(reply.blocks.iter().cloned());
    Reply {
        audience: reply.audience,
        blocks,
    }
}
