//! One atomic statement of a source, and what is known about it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Amount, EventDate};
use crate::ids::{EntityIx, FactId, FactIx, SourceIx, SubjectIx};

/// One atomic statement, with everything that an answer may lead with.
#[derive(Debug, Clone)]
pub struct Fact {
    /// Its name, such as `bishkek-meeting`.
    pub id: FactId,
    /// A noun phrase, fit for a heading, a list or a question.
    pub title: Box<str>,
    /// One full sentence that says the fact, worded to its certainty.
    pub statement: Box<str>,
    /// The statement as one plain sentence without asides, where the statement itself would make
    /// poor questions.
    pub quiz: Option<Box<str>>,
    /// Why no quiz asks about it, if none does.
    pub unasked: Option<Box<str>>,
    /// When it happened, as far as the source tells.
    pub date: EventDate,
    /// Persons, states and bodies, each with its part.
    pub who: Box<[Participant]>,
    /// The places where it happened.
    pub places: Box<[EntityIx]>,
    /// Weapons, events and whatever else it is about.
    pub what: Box<[EntityIx]>,
    /// The subjects it belongs to, most fitting first.
    pub subjects: Box<[SubjectIx]>,
    /// How much or how many, if the source gives a number.
    pub amount: Option<Amount>,
    /// Why, if the source gives a reason.
    pub reason: Option<Box<str>>,
    /// How sure the source is.
    pub certainty: Certainty,
    /// Whose words they are, when they are not the source's own.
    pub said_by: Option<Box<str>>,
    /// The source that it is drawn from.
    pub source: SourceIx,
    /// The paragraph of the source, counted from 1.
    pub paragraph: u16,
    /// Facts worth reading next.
    pub related: Box<[FactIx]>,
    /// Words that people use to ask for it and that stand nowhere else in it.
    pub ask: Box<[Box<str>]>,
    /// What a reader might think that the source says here, and it does not.
    pub silent_on: Box<[Box<str>]>,
}

/// A person, state or body of a fact, and the part that it plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Participant {
    /// Who.
    pub entity: EntityIx,
    /// In which part.
    pub part: Part,
}

/// The part that a person, state or body plays in a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Does what the statement says: invites, hosts, calls on, decides.
    Actor,
    /// Has it done to them: is invited, visited, praised, blamed.
    Target,
    /// One of several equals: meet, talk, sign together, take part.
    Party,
    /// Gives, sells or delivers.
    Supplier,
    /// Gets, buys or orders.
    Buyer,
    /// Says it.
    Speaker,
    /// Is spoken about, without doing anything.
    Topic,
}

/// How sure the source is of a fact.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Certainty {
    /// The source says it as fact.
    Stated,
    /// The source passes on a report: "according to reports", "if true".
    Reported,
    /// An opinion, a boast, a forecast or someone's words.
    Claimed,
}

impl Certainty {
    /// The word that packs, replies and JSON use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Reported => "reported",
            Self::Claimed => "claimed",
        }
    }
}
