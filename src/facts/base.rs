//! All loaded facts, with every reference resolved to a position.

use rustc_hash::FxHashMap;

use super::{Entity, EventDate, Fact, Subject};
use crate::ids::{
    EntityId, EntityIx, FactId, FactIx, PackId, PackIx, SourceId, SourceIx, SubjectId, SubjectIx,
};

/// All loaded packs as one whole.
#[derive(Debug, Default)]
pub struct FactBase {
    /// The packs, in the order they were loaded.
    pub packs: Vec<Pack>,
    /// The sources of all packs.
    pub sources: Vec<Source>,
    /// The subjects of all packs.
    pub subjects: Vec<Subject>,
    /// The entities of all packs.
    pub entities: Vec<Entity>,
    /// The facts of all packs, in the order they were written.
    pub facts: Vec<Fact>,
    pub(super) subject_positions: FxHashMap<SubjectId, SubjectIx>,
    pub(super) entity_positions: FxHashMap<EntityId, EntityIx>,
    pub(super) fact_positions: FxHashMap<FactId, FactIx>,
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
    /// When it was published.
    pub date: EventDate,
    /// How many paragraphs it has.
    pub paragraphs: u16,
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
        self.fact_positions.get(id).copied()
    }

    /// Where the entity with an id lies.
    pub fn entity_by_id(&self, id: &str) -> Option<EntityIx> {
        self.entity_positions.get(id).copied()
    }

    /// Where the subject with an id lies.
    pub fn subject_by_id(&self, id: &str) -> Option<SubjectIx> {
        self.subject_positions.get(id).copied()
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
