//! What the engine found: the decision is part of the result, never just a score.

use crate::ids::{EntityIx, FactIx, SubjectIx};

/// What a member wants to know; one for each asking command.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Want {
    /// `/when`: a date.
    When,
    /// `/who`: a person, a state or a body.
    Who,
    /// `/where`: a place.
    Where,
    /// `/what`: a statement, or the name of a thing.
    What,
    /// `/howmany`: a number or an amount.
    HowMany,
    /// `/why`: a reason.
    Why,
    /// `/ask` and plain text: the question itself says what is wanted.
    Open,
}

/// The result of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// A fact answers the question.
    Fact {
        /// The fact that the answer stands on.
        fact: FactIx,
        /// What was asked for, to be said first.
        lead: Lead,
        /// Other facts that fit nearly as well, best first.
        also: Vec<FactIx>,
    },
    /// The question is about an entity as such: who it is, and what is known of it.
    Card {
        /// The entity.
        entity: EntityIx,
        /// What it did and what happened to it, most fitting first; never empty.
        facts: Vec<FactIx>,
    },
    /// The base holds no answer, but it holds something near.
    Closest {
        /// Why the nearest facts are no answer.
        gap: Gap,
        /// The nearest facts, best first; never empty.
        nearest: Vec<FactIx>,
    },
    /// Nothing in the base is near.
    Unknown {
        /// Subjects to try instead.
        subjects: Vec<SubjectIx>,
    },
    /// The text is no question.
    Invalid(Invalid),
}

/// What an answer says first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lead {
    /// The date of the fact.
    Date,
    /// The fact has no date: say so, and the source's own word for the time if it has one.
    Undated,
    /// These persons, states or bodies.
    Who(Vec<EntityIx>),
    /// These places.
    Where(Vec<EntityIx>),
    /// These weapons, events or other things.
    What(Vec<EntityIx>),
    /// The amount of the fact.
    Amount,
    /// The reason that the fact gives.
    Reason,
    /// The statement itself; its title goes before it.
    Statement,
}

/// Why the nearest fact is not an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// The source is silent on just this: the editor's words for it, of the first nearest fact.
    SilentOn(Box<str>),
    /// The source gives no date, nor any word for the time.
    NoDate,
    /// The source names nobody.
    NobodyNamed,
    /// The source names no place.
    NoPlace,
    /// The source gives no such number.
    NoAmount,
    /// The source gives no reason.
    NoReason,
    /// The same things are in the source, but with the parts the other way round.
    OtherWayRound,
    /// The source does not say that.
    NoRecord,
}

/// Why a text is no question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Invalid {
    /// Nothing but white space or invisible characters.
    Empty,
    /// No letter or digit: emoji, punctuation.
    NoWords,
    /// More than [`QUESTION_CHARS_MAX`](super::QUESTION_CHARS_MAX) characters.
    TooLong,
}
