//! The ids of one kind that a pack declares, and the references to them.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::facts::raw::Id;
use crate::facts::read::Rows;
use crate::facts::report::{Draft, Report, quoted};
use crate::facts::suggest::nearest;

/// The ids of one kind in one pack.
pub(super) struct Ids<Ix> {
    /// What messages call the kind.
    noun: &'static str,
    /// Whether something of the pack could not be read, which may declare more.
    is_partial: bool,
    declared: FxHashMap<Box<str>, Declared<Ix>>,
}

enum Declared<Ix> {
    /// By a table that something is wrong with, which has been reported.
    Broken,
    /// By a table, at this offset of the file.
    Sound(Ix, usize),
}

impl<Ix: Copy> Ids<Ix> {
    pub(super) fn new<T>(noun: &'static str, rows: &Rows<T>, is_partial: bool) -> Self {
        Self {
            noun,
            is_partial: is_partial || rows.has_lost_ids,
            declared: rows
                .broken
                .iter()
                .map(|id| (id.clone(), Declared::Broken))
                .collect(),
        }
    }

    /// Declares an id, or reports that it is declared already and returns false.
    pub(super) fn declare(
        &mut self,
        id: &Id,
        at: Range<usize>,
        ix: Ix,
        report: &mut Report,
    ) -> bool {
        if let Some(Declared::Sound(_, first)) = self.declared.get(id.as_str()) {
            let message = format!(
                "two {} tables have the id {}",
                self.noun,
                quoted(id.as_str())
            );
            let draft = Draft::new(at, message).first(*first);
            report.push(draft.help("give one of them another id"));
            return false;
        }
        self.declared
            .insert(id.as_str().into(), Declared::Sound(ix, at.start));
        true
    }

    /// What an id stands for; reports it if it stands for nothing.
    pub(super) fn find(&self, id: &Id, at: Range<usize>, report: &mut Report) -> Option<Ix> {
        match self.declared.get(id.as_str()) {
            Some(Declared::Sound(ix, _)) => Some(*ix),
            Some(Declared::Broken) => None,
            None => {
                if !self.is_partial {
                    report.push(self.dangling(id.as_str(), at, report.wants_suggestions()));
                }
                None
            }
        }
    }

    fn dangling(&self, id: &str, at: Range<usize>, wants_suggestion: bool) -> Draft {
        let noun = self.noun;
        let ids = self.declared.keys().map(|id| &**id);
        let meant = wants_suggestion.then(|| nearest(id, ids)).flatten();
        let help = match meant {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("add `[[{noun}]]` with this id, or take the reference out"),
        };
        Draft::new(at, format!("this pack has no {noun} {}", quoted(id)))
            .label(format!("unknown {noun}"))
            .help(help)
    }
}
