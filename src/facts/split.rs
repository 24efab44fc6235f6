//! Cuts the text of a pack at the headers of its tables.
//!
//! Each piece is parsed by itself. So a bracket that is never closed spoils one table and not all
//! that follow, the parsed form of a table is dropped before the next one is read, and what the
//! parser says about a broken piece is bounded by its length.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::limits::NESTING_MAX;

/// A piece of the text, to be parsed by itself.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it stands.
    pub(super) span: Range<usize>,
    /// Where it opens more brackets within one another than any sound table.
    pub(super) too_deep: Option<usize>,
}

/// Cuts a text before each header such as `[pack]` or `[[fact]]`, of which the names are given.
pub(super) fn split(text: &str, names: &[&str]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut piece = Piece {
        span: 0..0,
        too_deep: None,
    };
    let mut depth = 0_usize;
    let mut is_line_start = true;
    let mut tokens = Source::new(text).lex();
    while let Some(token) = tokens.next() {
        let offset = token.span().start();
        match token.kind() {
            TokenKind::LeftSquareBracket if is_line_start && is_header(&text[offset..], names) => {
                depth = 1;
                piece.span.end = offset;
                pieces.push(std::mem::replace(
                    &mut piece,
                    Piece {
                        span: offset..offset,
                        too_deep: None,
                    },
                ));
            }
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                depth += 1;
                if depth > NESTING_MAX {
                    piece.too_deep.get_or_insert(offset);
                }
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                depth = depth.saturating_sub(1);
            }
            _ => {}
        }
        is_line_start = token.kind() == TokenKind::Newline
            || is_line_start && token.kind() == TokenKind::Whitespace;
    }
    piece.span.end = text.len();
    pieces.push(piece);
    pieces
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
