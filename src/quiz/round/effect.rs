//! What comes of a step of a round: what is to be said, and what is to be kept.

use serde::{Deserialize, Serialize};

use super::{Hint, Member};
use crate::quiz::judge::Reason;
use crate::quiz::{Kind, Mode, QuestionId, Reveal};

/// What comes of a step of a round; all of a step belong into one transaction with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// Say this, once.
    Say(Post),
    /// A question has been asked, and is not to be asked again before all others.
    Asked(QuestionId),
    /// Somebody answered, and earned so many points, perhaps none.
    Award(Award),
    /// The round is over.
    Over,
}

/// A message to the channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Post {
    /// What it is kept, sent and confirmed by; no two posts have the same.
    pub key: String,
    /// What it says.
    pub content: Content,
}

/// What one member got for one question, given once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// The number of the question in its round, void ones counted.
    pub question: u32,
    /// Who answered.
    pub member: Member,
    /// How many points.
    pub points: u32,
    /// Whether the answer was right; where the first right one wins, others have no points.
    pub is_correct: bool,
    /// The kind of the question.
    pub kind: Kind,
    /// What the question is called.
    pub id: QuestionId,
    /// The id of the fact that was asked about.
    pub fact: String,
}

/// What a post says, as data: the words are found when it is sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Content {
    /// A question.
    Question {
        /// Which one it is, from 1.
        number: u32,
        /// Of how many.
        of: u32,
        /// For how many seconds it is open.
        seconds: u64,
        /// Who can earn the points.
        mode: Mode,
        /// Whether the first answer of a member counts.
        #[serde(default)]
        is_final: bool,
        /// Whether only those answers count that nobody but the bot sees.
        #[serde(default)]
        is_private: bool,
        /// How it is answered.
        kind: Kind,
        /// What is asked.
        wording: String,
        /// What there is to choose from or to order.
        choices: Vec<String>,
    },
    /// A hint for the open question.
    Hint(Hint),
    /// How a question went.
    Resolved {
        /// The question.
        asked: Over,
        /// What was right, why, and where it stands.
        reveal: Reveal,
        /// Who earned points, most first.
        winners: Vec<Winner>,
        /// Whose answer was near, and what it lacks.
        near: Vec<Near>,
        /// How many answered.
        answered: u32,
        /// Whether it was skipped, so that nobody could earn any.
        is_skipped: bool,
    },
    /// A question counts for nothing, because the bot was away while it was open.
    Void {
        /// The question.
        asked: Over,
        /// What would have been right.
        reveal: Reveal,
    },
    /// How the round went.
    Results {
        /// Why it is over.
        end: End,
        /// How many questions were played.
        done: u32,
        /// Who stands where, best first.
        standings: Vec<Standing>,
    },
}

/// A question that is over, and where it was put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Over {
    /// The key of its post.
    pub key: String,
    /// What was asked.
    pub wording: String,
    /// What there was to choose from.
    pub choices: Vec<String>,
}

/// Who earned points for a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Winner {
    /// Who.
    pub member: Member,
    /// How many.
    pub points: u32,
    /// How many questions they have got right in a row, this one included.
    pub streak: u32,
}

/// Whose answer to a question was near, and did not count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Near {
    /// Who.
    pub member: Member,
    /// What it lacks.
    pub reason: Reason,
}

/// Where a member stands in a round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Who.
    pub member: Member,
    /// Their points in this round.
    pub points: u32,
    /// How many questions they got right.
    pub right: u32,
    /// How many they answered.
    pub answered: u32,
}

/// Why a round is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// All its questions were played.
    Complete,
    /// Somebody stopped it.
    Stopped,
    /// Nobody answered any more.
    Silence,
    /// No question is left that fits it.
    NoMoreQuestions,
    /// The bot was away too often.
    Away,
    /// Its question could not be posted.
    Unsaid,
}
