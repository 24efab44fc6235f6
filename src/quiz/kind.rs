//! What can be chosen of a round: the kind of its questions, how hard they are, who may answer; and of a leaderboard,
//! how long it looks back.

use serde::{Deserialize, Serialize};

/// How a question is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// By picking one of four.
    Choice,
    /// By writing it.
    Typed,
    /// By saying whether a sentence holds.
    TrueFalse,
    /// By bringing three to five events into the order in which they happened.
    Order,
    /// By a year or number; whoever is nearest wins.
    Closest,
}

/// How hard questions are, told by how often they were answered rightly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Most get it.
    Easy,
    /// About half do.
    Medium,
    /// Few do.
    Hard,
}

/// Who can earn the points of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mode {
    /// Everyone who is right when time is up; an answer may be changed until then.
    Everyone,
    /// Whoever is right first.
    First,
}

/// How long a leaderboard looks back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Span {
    /// The day, from midnight in the community's time zone.
    Day,
    /// The week, from Monday.
    Week,
    /// The month.
    Month,
    /// From the beginning.
    All,
}

impl Span {
    /// All spans, from the shortest.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::All];

    /// The word that members use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::All => "all",
        }
    }
}

impl Kind {
    /// All kinds, in the order in which they are listed.
    pub const ALL: [Self; 5] = [
        Self::Choice,
        Self::Typed,
        Self::TrueFalse,
        Self::Order,
        Self::Closest,
    ];

    /// The word that members and JSON use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Choice => "choice",
            Self::Typed => "typed",
            Self::TrueFalse => "true-false",
            Self::Order => "order",
            Self::Closest => "closest",
        }
    }
}

impl Level {
    /// All levels, from the easiest.
    pub const ALL: [Self; 3] = [Self::Easy, Self::Medium, Self::Hard];

    /// The word that members use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Easy => "easy",
            Self::Medium => "medium",
            Self::Hard => "hard",
        }
    }
}

impl Mode {
    /// Both modes.
    pub const ALL: [Self; 2] = [Self::Everyone, Self::First];

    /// The word that members use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Everyone => "everyone",
            Self::First => "first",
        }
    }
}
