//! What was decided of an answer, and why; as data, which `chat` puts into words.

use serde::{Deserialize, Serialize};

use super::super::Precision;

/// What was decided of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is right.
    pub accepted: bool,
    /// Why.
    pub reason: Reason,
}

/// Why an answer was accepted or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// It is the answer.
    Right,
    /// It is the answer with a slip.
    Slip,
    /// It is the answer in other letters.
    OtherScript,
    /// It is as much of the name as is needed.
    PartOfName,
    /// There is nothing to judge.
    Empty,
    /// It says that it does not know.
    NotKnown,
    /// It stands for anything.
    Wildcard,
    /// It is the question.
    Echo,
    /// It offers several where one is asked.
    Several,
    /// It says what the answer is not.
    Negated,
    /// It is, or is nearer to, another.
    Another,
    /// It has the surname, with somebody else's name before it.
    Namesake,
    /// It tells too little of the name, or only a role.
    TooLittle,
    /// It is a span where a single value is asked.
    Range,
    /// It agrees, and is less precise than was asked.
    TooVague(Precision),
    /// It is another date.
    OtherDate,
    /// It has no date that can be read.
    NoDate,
    /// It is another number.
    OtherNumber,
    /// It has no number that can be read.
    NoNumber,
    /// It is the number of something else, or in another currency.
    OtherUnit,
    /// It lacks this many of a set.
    Missing(usize),
    /// It has what does not belong to the set.
    Surplus,
    /// It is another choice.
    OtherChoice,
    /// It picks none of the choices.
    NoChoice,
    /// It is another order.
    OtherOrder,
    /// It does not bring all of them into order, each once.
    NoOrder,
    /// It is not the answer.
    Wrong,
}

impl Reason {
    /// Whether an answer that was refused so may have been meant rightly, so that whoever gave it
    /// wonders why.
    pub fn is_near(self) -> bool {
        matches!(
            self,
            Self::Several
                | Self::Negated
                | Self::Namesake
                | Self::TooLittle
                | Self::Range
                | Self::TooVague(_)
                | Self::OtherUnit
                | Self::Missing(_)
                | Self::Surplus
        )
    }
}

impl Verdict {
    pub(super) fn accept(reason: Reason) -> Self {
        Self {
            accepted: true,
            reason,
        }
    }

    pub(super) fn refuse(reason: Reason) -> Self {
        Self {
            accepted: false,
            reason,
        }
    }
}
