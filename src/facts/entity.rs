//! What facts refer to by id: people, states, bodies, places, weapons, events.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::{EntityId, EntityIx, SubjectId};

/// Something with a name that facts refer to.
#[derive(Debug, Clone)]
pub struct Entity {
    /// Its name in packs, such as `imran-khan`.
    pub id: EntityId,
    /// What sort of thing it is.
    pub kind: EntityKind,
    /// Its usual English name.
    pub name: Box<str>,
    /// A common noun phrase for it: "surface-to-air missile system", "news agency".
    pub class: Option<Box<str>>,
    /// The office that a person held as of the source.
    pub office: Option<Office>,
    /// The state or body that it belongs to.
    pub of: Option<EntityIx>,
    /// The state or body that its name is used for, as a capital's for a government.
    pub stands_for: Option<EntityIx>,
    /// Every other name, in any script.
    pub aliases: Box<[Box<str>]>,
    /// Names of others of its sort that a question for it may offer as wrong answers: nobody who
    /// knows more than the pack takes one of them for right.
    pub rivals: Box<[Box<str>]>,
}

/// What sort of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A state, present or past.
    State,
    /// A government body, army, alliance, agency, party or people.
    Organisation,
    /// A city, building, sea or region.
    Place,
    /// A weapon or a class of military hardware.
    Weapon,
    /// A meeting, war, exercise, deal or era with a name.
    Event,
}

impl EntityKind {
    /// The word that packs use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::State => "state",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Weapon => "weapon",
            Self::Event => "event",
        }
    }

    /// The word with its article: "a state", "an organisation".
    pub(super) fn with_article(self) -> String {
        let article = match self {
            Self::Organisation | Self::Event => "an",
            Self::Person | Self::State | Self::Place | Self::Weapon => "a",
        };
        format!("{article} {}", self.word())
    }
}

/// An office as of the source: "Prime Minister" of Pakistan, 2019.
#[derive(Debug, Clone)]
pub struct Office {
    /// The bare title, without its state or body: "Prime Minister".
    pub title: Box<str>,
    /// Other names of the same title: "PM", "premier".
    pub also: Box<[Box<str>]>,
    /// The state or body in which it is held.
    pub of: EntityIx,
    /// The year as of which the source knows it.
    pub as_of: i16,
}

/// A topic that facts can be listed by.
#[derive(Debug, Clone)]
pub struct Subject {
    /// Its name in packs, such as `arms`.
    pub id: SubjectId,
    /// Its heading: "Arms and arms trade".
    pub title: Box<str>,
    /// Other words for it.
    pub aliases: Box<[Box<str>]>,
}
