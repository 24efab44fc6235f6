//! A whole base, as loading its packs would make it, but for the order of its entities.

use attache::facts::{EventDate, FactBase, Pack, Source, Subject};
use attache::ids::{PackId, PackIx, SourceId, SubjectId};

use super::Generated;
use super::fact::{PARAGRAPHS, SUBJECTS};
use super::words::{capitalised, name, word};

impl Generated {
    /// All facts and what they refer to.
    pub fn base(&self) -> FactBase {
        let mut base = FactBase::default();
        for (number, facts) in (0..).zip(self.packs()) {
            base.packs.push(pack(number));
            base.sources.push(source(number));
            base.facts.extend(facts.map(|number| self.fact(number)));
        }
        base.subjects.extend((0..SUBJECTS).map(subject));
        base.entities.extend(self.cast.entities().iter().cloned());
        base
    }
}

pub(super) fn pack(number: u32) -> Pack {
    Pack {
        id: PackId::new(format!("pack-{number}")),
        title: format!("Pack {number}").into(),
        about: "Made-up facts.".into(),
        notes: None,
    }
}

pub(super) fn source(pack: u32) -> Source {
    Source {
        id: SourceId::new("chronicle"),
        pack: PackIx(pack),
        cite: "a chronicle".into(),
        called: None,
        date: EventDate::default(),
        paragraphs: PARAGRAPHS,
    }
}

/// Its title is made of words that are neither common nor rare.
pub(super) fn subject(number: u32) -> Subject {
    let first = 100 + number as usize;
    let title = capitalised(&word(first)) + " and " + word(first + SUBJECTS as usize).as_str();
    Subject {
        id: SubjectId::new(format!("subject-{number}")),
        title: title.into(),
        aliases: [name(number as usize + 1_000_000).into()].into(),
    }
}
