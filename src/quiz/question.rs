//! A question, frozen as it was drawn.

use serde::{Deserialize, Serialize};

use super::{Answer, Kind};
use crate::facts::Certainty;

/// What a question is called: the fact, what is asked of it and how, such as
/// `bishkek-meeting/when/choice`. It stays the same from one load of the base to the next, so
/// that what was asked and how it was answered can be kept by it.
pub type QuestionId = String;

/// A question, complete: nothing of the base is needed to ask it, to judge answers to it, or to
/// resolve it, so that facts may be edited while it is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// What it is called.
    pub id: QuestionId,
    /// How it is answered.
    pub kind: Kind,
    /// The id of the fact that it asks about.
    pub fact: String,
    /// The ids of the subjects that it belongs to.
    pub subjects: Vec<String>,
    /// How sure the source is of what is asked.
    pub certainty: Certainty,
    /// What is asked, in full sentences.
    pub wording: String,
    /// What is to be picked from or ordered, as it is shown; empty where an answer is written.
    pub choices: Vec<String>,
    /// The right answer.
    pub answer: Answer,
    /// What is told when the question is over.
    pub reveal: Reveal,
}

/// What is told when a question is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reveal {
    /// The right answer in words.
    pub answer: String,
    /// The statement of the fact.
    pub statement: String,
    /// The source and its certainty, as answers cite it.
    pub source: String,
}
