//! Cuts the text of a pack at the headers of its tables.
//!
//! Each piece is parsed by itself. So a bracket that is never closed spoils one table and not all
//! that follow, the parsed form of a table is dropped before the next one is read, and what the
//! parser says about a broken piece is bounded by its length.
//!
//! A table within a table, such as `[fact.date]`, belongs to the piece that it stands in. TOML
//! would also let it stand after tables of another kind; here it must follow its own.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::limits::NESTING_MAX;

/// A piece of the text, to be parsed by itself.
#[derive(Debug)]
pub(super) struct Piece {
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// A bracket that makes the piece not worth parsing, and where it is.
    pub(super) fault: Option<(Fault, usize)>,
}

/// What can be wrong with a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// No sound table opens so many within one another.
    TooDeep,
    /// Nothing closes it.
    Unclosed,
}

/// Cuts a text before each header such as `[pack]` or `[[fact]]`, of which the names are given.
pub(super) fn split(text: &str, names: &[&str]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut brackets = Brackets::default();
    let mut is_line_start = true;
    for token in Source::new(text).lex() {
        let offset = token.span().start();
        let kind = token.kind();
        let opens = kind == TokenKind::LeftSquareBracket;
        if opens && is_line_start && offset > start && is_header(&text[offset..], names) {
            let fault = std::mem::take(&mut brackets).finish();
            let span = start..offset;
            pieces.push(Piece { span, fault });
            start = offset;
        }
        brackets.take(kind, offset);
        is_line_start =
            kind == TokenKind::Newline || is_line_start && kind == TokenKind::Whitespace;
    }
    let fault = brackets.finish();
    let span = start..text.len();
    pieces.push(Piece { span, fault });
    pieces
}

/// The brackets that are open.
#[derive(Default)]
struct Brackets {
    open: Vec<(TokenKind, usize)>,
    fault: Option<(Fault, usize)>,
}

impl Brackets {
    fn take(&mut self, kind: TokenKind, offset: usize) {
        let closes = match kind {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                if self.open.len() < NESTING_MAX {
                    self.open.push((kind, offset));
                } else {
                    self.fault.get_or_insert((Fault::TooDeep, offset));
                }
                return;
            }
            TokenKind::RightSquareBracket => TokenKind::LeftSquareBracket,
            TokenKind::RightCurlyBracket => TokenKind::LeftCurlyBracket,
            _ => return,
        };
        // One that closes nothing is left to the parser.
        if let Some((open, offset)) = self.open.pop()
            && open != closes
        {
            self.fault.get_or_insert((Fault::Unclosed, offset));
        }
    }

    fn finish(self) -> Option<(Fault, usize)> {
        let unclosed = self
            .open
            .last()
            .map(|&(_, offset)| (Fault::Unclosed, offset));
        self.fault.or(unclosed)
    }
}

/// Whether a line begins with `[name]` or `[[name]]`, which no list of values can.
fn is_header(line: &str, names: &[&str]) -> bool {
    let inner = line.trim_start_matches('[');
    names.iter().any(|name| {
        inner
            .strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(']'))
    })
}

#[cfg(test)]
mod tests {
    use super::{Fault, split};

    fn pieces(text: &str) -> Vec<&str> {
        split(text, &["pack", "fact"])
            .into_iter()
            .map(|piece| &text[piece.span])
            .collect()
    }

    #[test]
    fn a_text_is_cut_before_its_headers_and_nothing_is_lost() {
        for expected in [
            vec![""],
            vec!["# x\n", "[pack]\na=1\n  ", "[[fact]]\n", "[[fact]] # x"],
            vec![
                "[pack]\na = [\n",
                "[[fact]]\nb=1\n[fact.date]\nc=1\n",
                "[[fact]]",
            ],
            vec!["[pack]\nnotes = \"\"\"\n[[fact]]\n\"\"\"\n", "[[fact]]"],
            vec!["[pack]\na = [\n[1],\n[2]\n]\n# [[fact]]\nb = '[[fact]]'\n[facts]"],
        ] {
            assert_eq!(pieces(&expected.concat()), expected);
        }
    }

    fn fault(text: &str) -> Option<(Fault, usize)> {
        split(text, &["pack", "fact"])[0].fault
    }

    #[test]
    fn a_bracket_without_its_other_half_is_found() {
        assert_eq!(fault("a = [1, { b = '[' }] # ["), None);
        assert_eq!(fault("a = [1\nb = 2\n"), Some((Fault::Unclosed, 4)));
        assert_eq!(fault("a = [{ b = 1 ]"), Some((Fault::Unclosed, 5)));
        assert_eq!(fault("[[fact]\na = 1"), Some((Fault::Unclosed, 0)));
        assert_eq!(fault("a = ]"), None);
    }

    #[test]
    fn brackets_within_brackets_are_bounded() {
        assert_eq!(fault(&"[".repeat(8)), Some((Fault::Unclosed, 7)));
        assert_eq!(fault(&"[".repeat(9)), Some((Fault::TooDeep, 8)));
    }
}
