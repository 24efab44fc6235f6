//! The words of a sentence, each with its place in it.

use crate::answers::fold;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// The word as folded.
    pub(super) text: String,
    /// Where it begins, in bytes.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
}

/// The words of a text; a hyphen or an apostrophe parts two.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    let ends = text.char_indices().chain([(text.len(), ' ')]);
    for (at, c) in ends {
        match (c.is_alphanumeric(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) if !is_mark(c) => {
                let folded = fold(&text[from..at]);
                tokens.push(Token {
                    text: folded,
                    start: from,
                    end: at,
                });
                start = None;
            }
            _ => {}
        }
    }
    tokens
}

/// Whether a character only marks the one before it, as vowel signs do.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

/// The folded words alone.
pub(super) fn folded(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|token| token.text).collect()
}

/// Whether some words stand together within others.
pub(super) fn holds(words: &[String], part: &[String]) -> bool {
    !part.is_empty() && words.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::{folded, holds, tokens};

    #[test]
    fn words_are_cut_at_blanks_hyphens_and_apostrophes() {
        for (text, expected) in [
            (
                "India's S-400, if true",
                &["india", "s", "s", "400", "if", "true"][..],
            ),
            ("Khan–Putin", &["khan", "putin"]),
            ("Россия", &["россия"]),
            ("", &[]),
        ] {
            assert_eq!(folded(text), expected, "{text}");
        }
    }

    #[test]
    fn each_word_knows_its_place() {
        let text = "Über «São Paulo»";
        let cut: Vec<_> = tokens(text)
            .iter()
            .map(|token| &text[token.start..token.end])
            .collect();
        assert_eq!(cut, ["Über", "São", "Paulo"]);
    }

    #[test]
    fn words_hold_what_stands_in_them_without_a_gap() {
        let words = folded("the Soviet Union and Russia");
        assert!(holds(&words, &folded("soviet union")));
        assert!(!holds(&words, &folded("union russia")));
        assert!(!holds(&words, &[]));
    }
}
