//! Where the keys of a document stand, for what only its reader can find wrong with their values.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::problem::Problems;
use super::report::{Draft, Report};

/// What is wrong with the value of a key, which has the right shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The table and the key, as in `database.url`; or the table alone.
    pub key: &'static str,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

/// Where the keys of a document stand.
#[derive(Debug, Default)]
pub struct Places {
    /// Files, by their names, with their texts.
    files: Vec<(String, String)>,
    /// In which of the files a table or a key of one stands, and where.
    keys: FxHashMap<String, (usize, Range<usize>)>,
}

impl Places {
    pub(super) fn add_file(&mut self, name: &str, text: String) {
        self.files.push((name.to_owned(), text));
    }

    pub(super) fn add_key(&mut self, key: String, file: usize, at: Range<usize>) {
        self.keys.insert(key, (file, at));
    }

    /// Whether a variable says what a key holds.
    pub fn is_variable(&self, key: &str) -> bool {
        self.keys.get(key).is_some_and(|(file, _)| *file > 0)
    }

    /// Faults where their keys stand: where one is not written, at its table, else at the beginning.
    pub fn problems(&self, faults: Vec<Fault>) -> Problems {
        let mut reports: Vec<Report> = self.files.iter().map(|_| Report::default()).collect();
        for fault in faults {
            let table = fault.key.split('.').next().unwrap_or_default();
            let place = self.keys.get(fault.key).or_else(|| self.keys.get(table));
            let (file, at) = place.cloned().unwrap_or_default();
            if let Some(report) = reports.get_mut(file) {
                report.push(Draft::new(at, fault.message).help(fault.help));
            }
        }
        let mut problems = Problems::default();
        for (report, (name, text)) in reports.into_iter().zip(&self.files) {
            let (found, more) = report.finish(name, text);
            problems.add_file(name, found, more);
        }
        problems
    }
}
