//! What a list of facts can be narrowed to.

use super::nearest::nearest;
use crate::facts::{Fact, FactBase};
use crate::ids::{EntityIx, FactIx, SubjectIx};

/// A subject, or something that facts refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Everything on a subject.
    Subject(SubjectIx),
    /// Everything that an entity has a part in.
    Entity(EntityIx),
}

impl Topic {
    /// The topic of that id, name or alias, in any case; subjects before entities.
    pub fn find(base: &FactBase, text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let is_it = |name: &str| name.to_lowercase() == text;
        let is_one = |names: [&str; 2], aliases: &[Box<str>]| {
            names.into_iter().any(is_it) || aliases.iter().any(|alias| is_it(alias))
        };
        let subject = base
            .subjects_ix()
            .find(|(_, subject)| is_one([subject.id.as_str(), &subject.title], &subject.aliases));
        let entity = || {
            base.entities_ix()
                .find(|(_, entity)| is_one([entity.id.as_str(), &entity.name], &entity.aliases))
        };
        subject
            .map(|(ix, _)| Self::Subject(ix))
            .or_else(|| entity().map(|(ix, _)| Self::Entity(ix)))
    }

    /// The name of the topic that was probably meant.
    pub fn find_nearest<'a>(base: &'a FactBase, text: &str) -> Option<&'a str> {
        let names: Vec<&str> = Self::names(base).collect();
        nearest(text, &names, |name| name).copied()
    }

    /// What a topic can be asked for by: titles of subjects, names of entities.
    pub fn names(base: &FactBase) -> impl Iterator<Item = &str> {
        let subjects = base.subjects.iter().map(|subject| &*subject.title);
        subjects.chain(base.entities.iter().map(|entity| &*entity.name))
    }

    /// Its title or name.
    pub fn name(self, base: &FactBase) -> &str {
        match self {
            Self::Subject(ix) => &base.subject(ix).title,
            Self::Entity(ix) => &base.entity(ix).name,
        }
    }

    /// Whether a fact belongs to it.
    pub fn has(self, fact: &Fact) -> bool {
        match self {
            Self::Subject(ix) => fact.subjects.contains(&ix),
            Self::Entity(ix) => {
                fact.who.iter().any(|participant| participant.entity == ix)
                    || fact.places.contains(&ix)
                    || fact.what.contains(&ix)
            }
        }
    }
}

/// The facts of a topic, or all of them, in the order in which they were written.
pub fn facts_of(base: &FactBase, topic: Option<Topic>) -> impl Iterator<Item = FactIx> {
    base.facts_ix()
        .filter(move |(_, fact)| topic.is_none_or(|topic| topic.has(fact)))
        .map(|(ix, _)| ix)
}
