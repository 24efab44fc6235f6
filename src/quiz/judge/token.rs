//! A text as dates and numbers are read from it: digits, words and marks.

use super::lexicon;

/// A piece of a folded text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// What it is.
    pub(super) piece: Piece<'t>,
    /// Whether nothing stands between it and what is before it.
    pub(super) is_glued: bool,
}

/// Digits, a word, or a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Digits in a row.
    Digits(&'t str),
    /// Letters in a row.
    Word(&'t str),
    /// Anything else but a space.
    Mark(char),
}

/// The pieces of a folded text.
pub(super) fn tokens(folded: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::with_capacity(12);
    let mut rest = folded;
    let mut is_glued = false;
    while let Some(c) = rest.chars().next() {
        let is_same = |other: char| {
            if c.is_ascii_digit() {
                other.is_ascii_digit()
            } else {
                is_letter(other)
            }
        };
        if c.is_whitespace() {
            is_glued = false;
            rest = &rest[c.len_utf8()..];
            continue;
        }
        let length = if c.is_ascii_digit() || is_letter(c) {
            rest.find(|other| !is_same(other)).unwrap_or(rest.len())
        } else {
            c.len_utf8()
        };
        let piece = match &rest[..length] {
            digits if c.is_ascii_digit() => Piece::Digits(digits),
            word if is_letter(c) => Piece::Word(word.trim_matches('\'')),
            _ => Piece::Mark(c),
        };
        if piece != Piece::Word("") {
            tokens.push(Token { piece, is_glued });
        }
        is_glued = true;
        rest = &rest[length..];
    }
    drop_sureness(&mut tokens);
    tokens
}

/// Leaves out how sure somebody is: the "100%" of "not 100% sure".
fn drop_sureness(tokens: &mut Vec<Token<'_>>) {
    let is_sureness = |three: &[Token<'_>]| match (three[0].piece, three[1].piece, three[2].piece) {
        (Piece::Digits(_), Piece::Mark('%') | Piece::Word("percent"), Piece::Word(word)) => {
            lexicon::is_doubt(word)
        }
        _ => false,
    };
    while let Some(at) = tokens.windows(3).position(is_sureness) {
        tokens.drain(at..at + 2);
    }
}

fn is_letter(c: char) -> bool {
    c == '\'' || c.is_alphanumeric() && !c.is_ascii_digit()
}
