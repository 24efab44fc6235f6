//! All loaded facts, with every reference resolved to a position.

use super::catalogue::{Catalogue, Identified};
use super::{Entity, EventDate, Fact, Subject};
use crate::ids::{EntityIx, FactIx, PackId, PackIx, SourceId, SourceIx, SubjectIx};

/// All loaded packs as one whole.
#[derive(Debug, Default)]
pub struct FactBase {
    /// The packs, in the order they were loaded.
    pub packs: Vec<Pack>,
    /// The sources of all packs.
    pub sources: Vec<Source>,
    /// The subjects of all packs.
    pub subjects: Catalogue<Subject>,
    /// The entities of all packs.
    pub entities: Catalogue<Entity>,
    /// The facts of all packs, in the order they were written.
    pub facts: Catalogue<Fact>,
}

/// What a pack says about itself.
#[derive(Debug)]
pub struct Pack {
    /// Its name, unique among the loaded packs.
    pub id: PackId,
    /// Its heading.
    pub title: Box<str>,
    /// What it covers, in a sentence.
    pub about: Box<str>,
    /// What its editor wants readers to know: how dates were inferred, what was left out.
    pub notes: Option<Box<str>>,
}

/// A text that facts were drawn from.
#[derive(Debug)]
pub struct Source {
    /// Its name, unique within its pack.
    pub id: SourceId,
    /// The pack that it belongs to.
    pub pack: PackIx,
    /// How it is cited: "news report, Islamabad, mid-2019".
    pub cite: Box<str>,
    /// What questions call it, within a sentence: "a news report of mid-2019".
    pub called: Option<Box<str>>,
    /// When it was published.
    pub date: EventDate,
    /// How many paragraphs it has.
    pub paragraphs: u16,
}

impl Identified for Subject {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Identified for Entity {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Identified for Fact {
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl FactBase {
    /// The fact at a position.
    pub fn fact(&self, ix: FactIx) -> &Fact {
        &self.facts[ix.index()]
    }

    /// The entity at a position.
    pub fn entity(&self, ix: EntityIx) -> &Entity {
        &self.entities[ix.index()]
    }

    /// The subject at a position.
    pub fn subject(&self, ix: SubjectIx) -> &Subject {
        &self.subjects[ix.index()]
    }

    /// The source at a position.
    pub fn source(&self, ix: SourceIx) -> &Source {
        &self.sources[ix.index()]
    }

    /// The pack at a position.
    pub fn pack(&self, ix: PackIx) -> &Pack {
        &self.packs[ix.index()]
    }

    /// Where the fact with an id lies.
    pub fn fact_by_id(&self, id: &str) -> Option<FactIx> {
        self.facts.position(id).map(FactIx)
    }

    /// Where the entity with an id lies.
    pub fn entity_by_id(&self, id: &str) -> Option<EntityIx> {
        self.entities.position(id).map(EntityIx)
    }

    /// Where the subject with an id lies.
    pub fn subject_by_id(&self, id: &str) -> Option<SubjectIx> {
        self.subjects.position(id).map(SubjectIx)
    }

    /// All facts, each with its position.
    pub fn facts_ix(&self) -> impl Iterator<Item = (FactIx, &Fact)> {
        (0..).map(FactIx).zip(&self.facts)
    }

    /// All entities, each with its position.
    pub fn entities_ix(&self) -> impl Iterator<Item = (EntityIx, &Entity)> {
        (0..).map(EntityIx).zip(&self.entities)
    }

    /// All subjects, each with its position.
    pub fn subjects_ix(&self) -> impl Iterator<Item = (SubjectIx, &Subject)> {
        (0..).map(SubjectIx).zip(&self.subjects)
    }
}
