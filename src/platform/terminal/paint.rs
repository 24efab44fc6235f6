//! A reply on a screen: wrapped at its width, in colour if it has any.

use std::ffi::OsStr;
use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::chat::{Block, Line, Reply, Style};

/// Whether the screen shows colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Plain text only.
    Never,
    /// ANSI escape sequences.
    Ansi,
}

impl Colour {
    /// Colour is for terminals, unless the user has set `NO_COLOR` to anything.
    pub fn choose(is_terminal: bool, no_color: Option<&OsStr>) -> Self {
        if is_terminal && no_color.is_none_or(OsStr::is_empty) {
            Self::Ansi
        } else {
            Self::Never
        }
    }

    /// What switches a style on; nothing for words that are not set off.
    fn start(self, style: Style) -> Option<&'static str> {
        match (self, style) {
            (Self::Never, _) | (_, Style::Plain) => None,
            (Self::Ansi, Style::Strong) => Some("\x1b[1m"),
            (Self::Ansi, Style::Emphasis) => Some("\x1b[2m"),
            (Self::Ansi, Style::Code) => Some("\x1b[36m"),
        }
    }
}

/// Renders a reply for a screen of so many columns, each line with its line break.
pub(super) fn paint(reply: &Reply, columns: usize, colour: Colour) -> String {
    let mut text = String::new();
    for (is_item, line) in reply.blocks.iter().flat_map(Block::lines) {
        let (mark, indent) = if is_item { ("- ", "  ") } else { ("", "") };
        text.push_str(mark);
        wrap(
            &mut text,
            line,
            columns.saturating_sub(indent.len()),
            indent,
            colour,
        );
        text.push('\n');
    }
    text
}

/// Adds a line, broken between words so that no part is wider than the screen.
fn wrap(text: &mut String, line: &Line, columns: usize, indent: &str, colour: Colour) {
    let mut column = 0;
    let mut word = String::new();
    let mut word_columns = 0;
    let mut end_word = |text: &mut String, word: &mut String, word_columns: &mut usize| {
        if *word_columns == 0 {
            return;
        }
        if column > 0 && column + 1 + *word_columns > columns {
            text.push('\n');
            text.push_str(indent);
            column = 0;
        } else if column > 0 {
            text.push(' ');
            column += 1;
        }
        text.push_str(word);
        column += *word_columns;
        word.clear();
        *word_columns = 0;
    };
    for span in line.spans() {
        // A word may run over several spans: only a blank ends it.
        for (ix, piece) in span.text().split(' ').enumerate() {
            if ix > 0 {
                end_word(text, &mut word, &mut word_columns);
            }
            if piece.is_empty() {
                continue;
            }
            word_columns += piece.width();
            match colour.start(span.style()) {
                Some(start) => write!(word, "{start}{piece}\x1b[0m").unwrap_or_default(),
                None => word.push_str(piece),
            }
        }
    }
    end_word(text, &mut word, &mut word_columns);
}

#[cfg(test)]
mod tests {
    use super::{Colour, OsStr, paint};
    use crate::chat::{Block, Line, Reply};

    #[test]
    fn lines_break_between_words_and_items_are_indented() {
        let line = || {
            Line::new()
                .strong("14 June")
                .plain(". They met in Bishkek.")
        };
        let reply = Reply::to_all(vec![Block::Paragraph(line()), Block::List(vec![line()])]);
        assert_eq!(
            paint(&reply, 16, Colour::Never),
            "14 June. They\nmet in Bishkek.\n- 14 June. They\n  met in\n  Bishkek.\n"
        );
        assert_eq!(
            paint(&reply, 200, Colour::Ansi).lines().next(),
            Some("\x1b[1m14\x1b[0m \x1b[1mJune\x1b[0m. They met in Bishkek.")
        );
    }

    #[test]
    fn colour_is_for_terminals_that_want_it() {
        let check = |is_terminal, no_color: Option<&str>, expect| {
            assert_eq!(
                Colour::choose(is_terminal, no_color.map(OsStr::new)),
                expect
            );
        };
        check(true, None, Colour::Ansi);
        check(true, Some(""), Colour::Ansi);
        check(true, Some("1"), Colour::Never);
        check(false, None, Colour::Never);
    }
}
