//! What is wrong with a text.

use crate::facts::Edtf;
use crate::facts::date::EDTF_PATTERN;
use crate::facts::raw::{ID_PATTERN, LINE_PATTERN, TEXT_PATTERN};
use crate::facts::report::quoted;

/// The patterns of the schema, each with a check that says more than "no match".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::facts) enum Pattern {
    Date,
    Id,
    Line,
    Text,
}

/// What is wrong with a text, and what to do about it.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) help: String,
    /// Where in the text it is wrong, if not the whole of it is.
    pub(super) at: Option<char>,
}

impl Pattern {
    pub(super) fn new(pattern: &str) -> Self {
        match pattern {
            ID_PATTERN => Self::Id,
            LINE_PATTERN => Self::Line,
            TEXT_PATTERN => Self::Text,
            EDTF_PATTERN => Self::Date,
            _ => unreachable!("no text has the pattern {pattern}"),
        }
    }

    /// Finds the first fault of a text; `what` is how messages call it.
    pub(super) fn fault(
        self,
        text: &str,
        chars_max: usize,
        what: impl std::fmt::Display,
    ) -> Option<Fault> {
        let fault = |message: String, help: &str| {
            Some(Fault {
                message,
                help: help.to_owned(),
                at: None,
            })
        };
        if text.trim().is_empty() {
            return fault(
                format!("{what} is empty"),
                "write something, or leave it out if it is not required",
            );
        }
        // A text has at least as many bytes as characters, and most are short.
        if text.len() > chars_max {
            let chars = text.chars().count();
            if chars > chars_max {
                return fault(
                    format!("{what} is too long: {chars} characters"),
                    &format!("shorten it to at most {chars_max} characters"),
                );
            }
        }
        match self {
            Self::Date => match text.parse::<Edtf>() {
                Ok(_) => None,
                Err(error) => fault(format!("{error}: {}", quoted(text)), error.help()),
            },
            Self::Id => match as_id(text) {
                Some(id) if *id == *text => None,
                meant => fault(
                    format!("{} is not an id", quoted(text)),
                    &format!(
                        "write lower-case letters and digits in words joined by single hyphens, \
                         such as `{}`",
                        meant.as_deref().unwrap_or("imran-khan")
                    ),
                ),
            },
            Self::Line | Self::Text => self.forbidden(text, what),
        }
    }

    fn forbidden(self, text: &str, what: impl std::fmt::Display) -> Option<Fault> {
        let is_line = self == Self::Line;
        // Most texts are plain, and this costs least.
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) && text.trim() == text {
            return None;
        }
        if is_line && text.contains(is_line_break) {
            return Some(Fault {
                message: format!("{what} has more than one line"),
                help: String::from("write it as one line"),
                at: None,
            });
        }
        if let Some(c) = text.chars().find(|&c| is_forbidden(c, is_line)) {
            return Some(Fault {
                message: format!(
                    "{what} has an invisible control character: {}",
                    quoted(c.encode_utf8(&mut [0; 4]))
                ),
                help: String::from("take it out: it would change how the text around it is shown"),
                at: Some(c),
            });
        }
        if is_line && text.trim() != text {
            return Some(Fault {
                message: format!("{what} begins or ends with a space"),
                help: String::from("take the space out"),
                at: None,
            });
        }
        None
    }
}

fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// A text as one that matches [`ID_PATTERN`], which it does itself if nothing is changed in it;
/// none if too much would have to be guessed.
pub(in crate::facts) fn as_id(text: &str) -> Option<Box<str>> {
    if text.chars().any(|c| !c.is_ascii() && c.is_alphanumeric()) {
        return None;
    }
    let mut id = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        let is_next_word = !before.is_ascii_alphanumeric()
            || before.is_ascii_lowercase() && c.is_ascii_uppercase();
        if c.is_ascii_alphanumeric() {
            if is_next_word && !id.is_empty() {
                id.push('-');
            }
            id.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    (!id.is_empty()).then(|| id.into())
}

fn is_forbidden(c: char, is_line: bool) -> bool {
    is_bidi_control(c) || c.is_control() && (is_line || c != '\n' && c != '\t' && c != '\r')
}

/// Whether a character changes the direction of the text around it, which can make a message
/// read as what it does not say.
pub(in crate::facts) fn is_bidi_control(c: char) -> bool {
    matches!(
        c,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ID_PATTERN, LINE_PATTERN, Pattern, TEXT_PATTERN};

    fn inner(pattern: &str) -> &str {
        pattern.trim_start_matches('^').trim_end_matches('$')
    }

    proptest! {
        #[test]
        fn what_editors_accept_as_an_id_is_one(text in inner(ID_PATTERN)) {
            prop_assert!(Pattern::Id.fault(&text, usize::MAX, "id").is_none());
        }

        #[test]
        fn what_editors_accept_as_a_line_has_at_most_forbidden_characters(
            text in inner(LINE_PATTERN)
        ) {
            if let Some(fault) = Pattern::Line.fault(&text, usize::MAX, "line") {
                let forbidden = |c| super::is_forbidden(c, true) || super::is_line_break(c);
                prop_assert!(text.chars().any(forbidden), "{}", fault.message);
            }
        }

        #[test]
        fn what_editors_accept_as_a_text_is_not_empty(text in TEXT_PATTERN) {
            if let Some(fault) = Pattern::Text.fault(&text, usize::MAX, "text") {
                let forbidden = |c| super::is_forbidden(c, false);
                prop_assert!(text.chars().any(forbidden), "{}", fault.message);
            }
        }
    }

    #[test]
    fn an_id_is_mended_as_its_writer_would() {
        for (text, id) in [
            ("imran-khan", "imran-khan"),
            ("Imran_Khan", "imran-khan"),
            ("imranKhan", "imran-khan"),
            ("--19th  SCO summit!", "19th-sco-summit"),
        ] {
            assert_eq!(super::as_id(text).as_deref(), Some(id));
        }
        for text in ["", "--", "Хан", "josé"] {
            assert_eq!(super::as_id(text), None);
        }
    }

    #[test]
    fn an_id_is_lower_case_words() {
        for text in ["A", "a_b", "-a", "a-", "a--b", "é", "a b", "١"] {
            assert!(
                Pattern::Id.fault(text, usize::MAX, "id").is_some(),
                "{text}"
            );
        }
    }
}
