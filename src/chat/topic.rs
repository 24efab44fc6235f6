//! What a list of facts can be narrowed to.

use super::nearest::nearest;
use crate::facts::{Fact, FactBase};
use crate::ids::{EntityIx, FactIx, SubjectIx};

/// A shorter start of a name could be that of too many.
const START_CHARS_MIN: usize = 3;

/// A subject, or something that facts refer to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Everything on a subject.
    Subject(SubjectIx),
    /// Everything that an entity has a part in.
    Entity(EntityIx),
}

impl Topic {
    /// The topic of that id, name or alias, in any case; else one that begins so. Subjects go
    /// before entities.
    pub fn find(base: &FactBase, text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        let find = |is_it: &dyn Fn(&str) -> bool| {
            keys(base)
                .find(|(key, _)| is_it(&key.to_lowercase()))
                .map(|(_, topic)| topic)
        };
        find(&|key| key == text).or_else(|| {
            let is_long_enough = text.chars().count() >= START_CHARS_MIN;
            find(&|key| is_long_enough && key.starts_with(&text))
        })
    }

    /// The topic that was probably meant.
    pub fn find_nearest(base: &FactBase, text: &str) -> Option<Self> {
        let keys: Vec<_> = keys(base).collect();
        nearest(text, &keys, |(key, _)| key).map(|(_, topic)| *topic)
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

    /// Whether a timeline of it lists anything.
    pub fn is_dated(self, base: &FactBase) -> bool {
        facts_of(base, Some(self)).any(|ix| base.fact(ix).date.edtf.is_some())
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

/// Everything that names a topic.
fn keys(base: &FactBase) -> impl Iterator<Item = (&str, Topic)> {
    let subjects = base.subjects_ix().flat_map(|(ix, subject)| {
        let names = [subject.id.as_str(), &subject.title];
        with_aliases(names, &subject.aliases).map(move |key| (key, Topic::Subject(ix)))
    });
    let entities = base.entities_ix().flat_map(|(ix, entity)| {
        let names = [entity.id.as_str(), &entity.name];
        with_aliases(names, &entity.aliases).map(move |key| (key, Topic::Entity(ix)))
    });
    subjects.chain(entities)
}

fn with_aliases<'a>(names: [&'a str; 2], aliases: &'a [Box<str>]) -> impl Iterator<Item = &'a str> {
    names
        .into_iter()
        .chain(aliases.iter().map(|alias| &**alias))
}

/// The facts of a topic, or all of them, in the order in which they were written.
pub fn facts_of(base: &FactBase, topic: Option<Topic>) -> impl Iterator<Item = FactIx> {
    base.facts_ix()
        .filter(move |(_, fact)| topic.is_none_or(|topic| topic.has(fact)))
        .map(|(ix, _)| ix)
}
