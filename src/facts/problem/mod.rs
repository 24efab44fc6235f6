//! What is wrong with files, and where.

mod place;
mod render;

use std::ops::Range;

use place::Excerpt;
pub(super) use place::Place;

/// One thing that is wrong with a file.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The name of the file, as the loader was told it.
    pub file: Box<str>,
    /// The bytes of the file that are wrong.
    pub span: Range<usize>,
    /// The line, counted from 1, as if the file began with what is wrong with all of it.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// What stands beside the underlined text; may be empty.
    pub label: String,
    /// What to do about it.
    pub help: String,
    /// The line that it is about, cut to what can be shown; none if it is about the whole file.
    excerpt: Option<Excerpt>,
}

/// Everything that is wrong with the files that were read together, by file and position.
#[derive(Debug, Default)]
pub struct Problems {
    problems: Vec<Problem>,
    /// Files with more problems than are shown, and how many more.
    unshown: Vec<(Box<str>, usize)>,
}

impl Problem {
    pub(super) fn new(
        file: &str,
        text: &str,
        place: Place,
        span: Range<usize>,
        message: String,
        label: String,
        help: String,
    ) -> Self {
        Self {
            file: file.into(),
            excerpt: Some(Excerpt::new(text, place, &span)),
            span,
            line: place.line,
            column: place.column,
            message,
            label,
            help,
        }
    }
}

impl Problems {
    /// What is wrong with a file as a whole, such as one that cannot be read.
    pub fn of_file(file: &str, message: String, help: &str) -> Self {
        let problem = Problem {
            file: file.into(),
            span: 0..0,
            line: 1,
            column: 1,
            message,
            label: String::new(),
            help: help.to_owned(),
            excerpt: None,
        };
        Self {
            problems: vec![problem],
            unshown: Vec::new(),
        }
    }

    /// The problems that are shown: the first ones of each file.
    pub fn iter(&self) -> impl Iterator<Item = &Problem> {
        self.problems.iter()
    }

    /// How many problems there are, with those that are not shown.
    pub fn count(&self) -> usize {
        self.problems.len() + self.unshown.iter().map(|(_, more)| more).sum::<usize>()
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.problems.is_empty()
    }

    pub(super) fn add_file(&mut self, file: &str, problems: Vec<Problem>, more: usize) {
        self.problems.extend(problems);
        if more > 0 {
            self.unshown.push((file.into(), more));
        }
    }

    /// Adds what is wrong with other files.
    pub fn add_all(&mut self, others: Self) {
        self.problems.extend(others.problems);
        self.unshown.extend(others.unshown);
    }

    /// Puts the files in the order of their names; within a file they are in order already.
    pub(super) fn sorted(mut self) -> Self {
        self.problems
            .sort_by(|one, other| one.file.cmp(&other.file));
        self.unshown.sort();
        self
    }
}

#[cfg(test)]
mod render_tests;
