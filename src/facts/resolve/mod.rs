//! Checks what no table can say of itself, and adds a pack to the base.
//!
//! References become positions here. A fact of which one does not resolve is left out, but for its
//! id, which no one notices: the base is given out only if there was no problem.

mod entities;
mod facts;
mod ids;

use rustc_hash::FxHashMap;

use super::base::{FactBase, Pack, Source};
use super::date::EventDate;
use super::raw::{RawAbout, RawDate, RawSource, RawSubject};
use super::read::{Read, Rows, Tables};
use super::report::{Draft, Report, quoted};
use super::{Subject, fold::fold};
use crate::ids::{EntityIx, FactIx, PackId, PackIx, SourceId, SourceIx, SubjectId, SubjectIx};

use ids::Ids;

/// The names that are taken, over all packs.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Which entity a folded name or alias means.
    pub(super) entities: FxHashMap<Box<str>, Claim>,
    /// The ids of facts that were left out, each with how many files had been loaded.
    pub(super) left_out: FxHashMap<Box<str>, u32>,
    /// The files, in the order they were loaded.
    pub(super) files: Vec<File>,
}

/// A name that an entity has.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub(super) entity: EntityIx,
    /// How many files had been loaded, with the one that says so.
    file: u32,
    /// Where in that file.
    offset: u32,
}

/// A file, and where its things begin in the base.
#[derive(Debug)]
pub(super) struct File {
    pub(super) name: Box<str>,
    pub(super) first_entity: usize,
    pub(super) first_fact: usize,
}

impl Names {
    /// The file that first names an entity.
    fn file_of_entity(&self, entity: EntityIx) -> &str {
        let mut files = self.files.iter();
        let file = files.rfind(|file| file.first_entity <= entity.index());
        file.map_or("", |file| &file.name)
    }

    /// The file that gives an entity a name.
    fn file_of_claim(&self, claim: Claim) -> &str {
        self.last_of(claim.file)
    }

    /// The last of so many files that were loaded.
    fn last_of(&self, files: u32) -> &str {
        let mut files = self.files.iter().take(files as usize);
        files.next_back().map_or("", |file| &file.name)
    }

    /// The file that has a fact which was left out.
    fn file_of_left_out(&self, id: &str) -> Option<&str> {
        let files = self.left_out.get(id)?;
        Some(self.last_of(*files))
    }

    /// The file that has a fact.
    fn file_of_fact(&self, fact: FactIx) -> &str {
        let mut files = self.files.iter();
        let file = files.rfind(|file| file.first_fact <= fact.index());
        file.map_or("", |file| &file.name)
    }
}

/// Adds the tables of one pack to the base.
pub(super) fn resolve(
    tables: Tables,
    file: &str,
    base: &mut FactBase,
    names: &mut Names,
    report: &mut Report,
) {
    names.files.push(File {
        name: file.into(),
        first_entity: base.entities.len(),
        first_fact: base.facts.len(),
    });
    let pack = position(base.packs.len());
    let mut resolve = Resolve {
        sources: Ids::new("source", &tables.sources, tables.is_partial),
        subjects: Ids::new("subject", &tables.subjects, tables.is_partial),
        entities: Ids::new("entity", &tables.entities, tables.is_partial),
        facts: Ids::new("fact", &tables.facts, tables.is_partial),
        base,
        names,
        report,
    };
    if let Some(about) = tables.about {
        resolve.pack(about);
    }
    resolve.add_sources(tables.sources, PackIx(pack));
    resolve.add_subjects(tables.subjects);
    resolve.add_entities(tables.entities);
    resolve.add_facts(tables.facts);
}

/// The things of one pack by their ids, while it is added to the base.
struct Resolve<'r> {
    sources: Ids<SourceIx>,
    subjects: Ids<SubjectIx>,
    entities: Ids<EntityIx>,
    facts: Ids<FactIx>,
    base: &'r mut FactBase,
    names: &'r mut Names,
    report: &'r mut Report,
}

impl Resolve<'_> {
    fn pack(&mut self, about: Read<RawAbout>) {
        let at = about.at(about.raw.id.span());
        let raw = about.raw;
        let same = |pack: &Pack| pack.id.as_str() == raw.id.as_str();
        if self.base.packs.iter().any(same) {
            let message = format!("two packs have the id {}", quoted(raw.id.as_str()));
            let draft = Draft::new(at, message);
            self.report
                .push(draft.help("give each pack an id of its own, or load this one only once"));
        }
        self.base.packs.push(Pack {
            id: PackId::new(raw.id.as_str()),
            title: raw.title.0,
            about: raw.about.0,
            notes: raw.notes.map(|notes| notes.0),
        });
    }

    fn add_sources(&mut self, sources: Rows<RawSource>, pack: PackIx) {
        for row in sources.tables {
            let at = row.at(row.raw.id.span());
            let ix = SourceIx(position(self.base.sources.len()));
            if !self.sources.declare(&row.raw.id, at, ix, self.report) {
                continue;
            }
            self.base.sources.push(Source {
                id: SourceId::new(row.raw.id.as_str()),
                pack,
                cite: row.raw.cite.0,
                called: row.raw.called.map(|called| called.0),
                date: event_date(row.raw.date),
                paragraphs: row.raw.paragraphs,
            });
        }
    }

    fn add_subjects(&mut self, subjects: Rows<RawSubject>) {
        for row in subjects.tables {
            let at = row.at(row.raw.id.span());
            let raw = row.raw;
            let next = SubjectIx(position(self.base.subjects.len()));
            let known = self.base.subject_by_id(raw.id.as_str());
            let ix = known.unwrap_or(next);
            if !self.subjects.declare(&raw.id, at, ix, self.report) {
                continue;
            }
            let aliases = raw.aliases.into_iter().map(|alias| alias.0);
            if known.is_none() {
                self.base.subjects.push(Subject {
                    id: SubjectId::new(raw.id.as_str()),
                    title: raw.title.0,
                    aliases: aliases.collect(),
                });
            } else {
                let subject = self.base.subjects.at_mut(ix.index());
                let others = std::iter::once(raw.title.0).chain(aliases);
                unite(subject, others);
            }
        }
    }
}

/// Adds the words by which another pack knows the same subject.
fn unite(subject: &mut Subject, others: impl Iterator<Item = Box<str>>) {
    let mut aliases = std::mem::take(&mut subject.aliases).into_vec();
    for other in others {
        let same = |known: &str| fold(known) == fold(&other);
        if !same(&subject.title) && !aliases.iter().any(|alias| same(alias)) {
            aliases.push(other);
        }
    }
    subject.aliases = aliases.into();
}

fn event_date(raw: Option<RawDate>) -> EventDate {
    raw.map_or_else(EventDate::default, |date| EventDate {
        edtf: date.edtf,
        inferred: date.inferred.map(|inferred| inferred.0),
        said: date.said.map(|said| said.0),
    })
}

/// A length as a position.
fn position(length: usize) -> u32 {
    // Four thousand million things would have run out of memory long before.
    u32::try_from(length).unwrap_or(u32::MAX)
}
