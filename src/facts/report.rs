//! Collects what is wrong with one file while it is read.
//!
//! Lines and columns are worked out at the end, and only for the problems that are shown.

use std::fmt::Display;
use std::ops::Range;

use super::limits::PROBLEMS_SHOWN_MAX;
use super::problem::{Place, Problem};

/// A problem before its line is known.
#[derive(Debug)]
pub(super) struct Draft {
    span: Range<usize>,
    message: String,
    label: String,
    help: String,
    first: Option<usize>,
}

impl Draft {
    /// What is wrong, at a range of bytes of the file.
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            label: String::new(),
            help: String::new(),
            first: None,
        }
    }

    /// What stands beside the underlined text.
    pub(super) fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// What to do about it.
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Where the thing stands that this one repeats.
    pub(super) fn first(mut self, offset: usize) -> Self {
        self.first = Some(offset);
        self
    }
}

/// The problems of one file.
#[derive(Debug, Default)]
pub(super) struct Report {
    drafts: Vec<Draft>,
    dropped: usize,
}

impl Report {
    pub(super) fn push(&mut self, draft: Draft) {
        self.drafts.push(draft);
        // Broken files can have a problem for every byte.
        if self.drafts.len() >= 2 * PROBLEMS_SHOWN_MAX {
            self.prune();
        }
    }

    /// How many problems there are so far.
    pub(super) fn count(&self) -> usize {
        self.drafts.len() + self.dropped
    }

    /// Whether a search for what was meant is still worth its time.
    pub(super) fn wants_suggestions(&self) -> bool {
        self.count() < PROBLEMS_SHOWN_MAX
    }

    /// The first problems in the order of the file, and how many more there are.
    pub(super) fn finish(mut self, file: &str, text: &str) -> (Vec<Problem>, usize) {
        self.prune();
        let mut place = Place::start();
        let problems = self.drafts.into_iter().map(|draft| {
            let help = match draft.first {
                Some(first) => {
                    let line = Place::start().forward(text, first).line;
                    format!("{}; the first is on line {line}", draft.help)
                }
                None => draft.help,
            };
            place = place.forward(text, draft.span.start);
            Problem::new(
                file,
                text,
                place,
                draft.span,
                draft.message,
                draft.label,
                help,
            )
        });
        (problems.collect(), self.dropped)
    }

    fn prune(&mut self) {
        self.drafts.sort_by_key(|draft| draft.span.start);
        self.dropped += self.drafts.len().saturating_sub(PROBLEMS_SHOWN_MAX);
        self.drafts.truncate(PROBLEMS_SHOWN_MAX);
    }
}

/// A piece of a file's text in a message: quoted, cut to a length that can be read, and with
/// nothing in it that could move the cursor.
pub(super) fn quoted(text: &str) -> impl Display + use<> {
    const CHARS_MAX: usize = 40;
    let mut quoted = String::from("`");
    for (count, c) in text.chars().enumerate() {
        if count == CHARS_MAX {
            quoted.push('…');
            break;
        }
        if c.is_control() || super::shape::is_bidi_control(c) {
            quoted.extend(c.escape_unicode());
        } else {
            quoted.push(c);
        }
    }
    quoted.push('`');
    quoted
}

/// Names in a sentence: "`a`, `b` or `c`".
pub(super) fn listed<'n>(names: impl Iterator<Item = &'n str>, and: &str) -> String {
    let mut names: Vec<String> = names.map(|name| format!("`{name}`")).collect();
    match names.pop() {
        Some(last) if !names.is_empty() => format!("{} {and} {last}", names.join(", ")),
        last => last.unwrap_or_default(),
    }
}
