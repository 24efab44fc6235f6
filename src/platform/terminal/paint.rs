//! A reply on a screen: wrapped at its width, in colour if it has any.

use std::ffi::OsStr;

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

    /// What switches from any style to this one; nothing where there is no colour.
    fn switch(self, style: Style) -> &'static str {
        match (self, style) {
            (Self::Never, _) => "",
            (Self::Ansi, Style::Plain | Style::Channel) => "\x1b[0m",
            (Self::Ansi, Style::Strong) => "\x1b[0;1m",
            (Self::Ansi, Style::Emphasis) => "\x1b[0;2m",
            (Self::Ansi, Style::Code) => "\x1b[0;36m",
        }
    }
}

/// Renders a reply for a screen of so many columns, each line with its line break.
pub(super) fn paint(reply: &Reply, columns: usize, colour: Colour) -> String {
    let mut page = Page {
        text: String::new(),
        columns,
        column: 0,
        colour,
        style: Style::Plain,
    };
    for (is_item, line) in reply.blocks.iter().flat_map(Block::lines) {
        page.line(&line, is_item);
    }
    page.text
}

/// What is painted so far, and where the next word goes.
struct Page {
    text: String,
    columns: usize,
    column: usize,
    colour: Colour,
    style: Style,
}

impl Page {
    fn line(&mut self, line: &Line, is_item: bool) {
        let (mark, indent) = if is_item { ("- ", "  ") } else { ("", "") };
        self.text.push_str(mark);
        self.column = mark.len();
        // A word may run over several spans: only a blank ends it.
        let mut word = Vec::new();
        for span in line.spans() {
            for (ix, piece) in span.text().split(' ').enumerate() {
                if ix > 0 {
                    self.word(&word, indent);
                    word.clear();
                }
                if !piece.is_empty() {
                    word.push((span.style(), piece));
                }
            }
        }
        self.word(&word, indent);
        self.switch(Style::Plain);
        self.text.push('\n');
    }

    /// Adds a word, on a new line if this one has no room for it.
    fn word(&mut self, pieces: &[(Style, &str)], indent: &str) {
        let width: usize = pieces.iter().map(|(_, piece)| piece.width()).sum();
        if width == 0 {
            return;
        }
        if self.column > indent.len() && self.column + 1 + width > self.columns {
            self.text.push('\n');
            self.text.push_str(indent);
            self.column = indent.len();
        } else if self.column > indent.len() {
            self.text.push(' ');
            self.column += 1;
        }
        for (style, piece) in pieces {
            self.switch(*style);
            self.text.push_str(piece);
        }
        self.column += width;
    }

    fn switch(&mut self, style: Style) {
        if style != self.style {
            self.text.push_str(self.colour.switch(style));
            self.style = style;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, OsStr, paint};
    use crate::chat::{Audience, Block, Line, Reply};

    #[test]
    fn lines_break_between_words_and_items_are_indented() {
        let line = || {
            Line::new()
                .strong("14 June")
                .plain(". They met in Bishkek.")
        };
        let reply = Reply {
            audience: Audience::All,
            blocks: vec![Block::Paragraph(line()), Block::List(vec![line()])],
        };
        assert_eq!(
            paint(&reply, 16, Colour::Never),
            "14 June. They\nmet in Bishkek.\n- 14 June. They\n  met in\n  Bishkek.\n"
        );
        assert_eq!(
            paint(&reply, 200, Colour::Ansi).lines().next(),
            Some("\x1b[0;1m14 June\x1b[0m. They met in Bishkek.")
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
