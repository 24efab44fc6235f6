//! What a round is played by, and the bounds of it.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Kind, Level, Mode, Question};

/// The most questions of a round: as many as a group plays through in half an hour.
pub const QUESTIONS_MAX: u32 = 50;

/// The questions of a round for which no number is given.
pub const QUESTIONS_DEFAULT: u32 = 10;

/// How many rounds run in a community at a time, where nobody says otherwise: one cannot fill the store or
/// the platform's limits for all, and members can follow.
pub const ROUNDS_DEFAULT: u32 = 3;

/// How many, whatever is said.
pub const ROUNDS_MAX: u32 = 10;

/// The least time for an answer, in seconds: less is a race of networks.
pub const SECONDS_MIN: u32 = 5;

/// The most, in seconds: longer, and a channel forgets that a round is on.
pub const SECONDS_MAX: u32 = 120;

/// The time for an answer where none is given, in seconds.
pub const SECONDS_DEFAULT: u32 = 20;

/// How fast people read what is new to them: some 240 words of five letters a minute.
const READ_CHARS_PER_SECOND: u32 = 24;

/// What a round is played by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// How many questions it has.
    pub questions: u32,
    /// The only kind of question.
    pub kind: Option<Kind>,
    /// How hard the questions are.
    pub level: Option<Level>,
    /// The only topic, as whoever started the round called it.
    pub topic: Option<String>,
    /// Who can earn points.
    pub mode: Mode,
    /// The time for an answer after a question has been read, in seconds.
    pub seconds: u32,
    /// Whether the first answer of a member counts, since others see what it was. Where nobody does,
    /// it may be changed.
    #[serde(default)]
    pub is_final: bool,
    /// Whether only those answers count that nobody but the bot sees.
    #[serde(default)]
    pub is_private: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            questions: QUESTIONS_DEFAULT,
            kind: None,
            level: None,
            topic: None,
            mode: Mode::Everyone,
            seconds: SECONDS_DEFAULT,
            is_final: false,
            is_private: false,
        }
    }
}

impl Rules {
    /// For how long a question is open: the time to read it, and the time to answer.
    pub fn open_for(&self, question: &Question) -> Duration {
        let texts = question.choices.iter().chain([&question.wording]);
        let chars: usize = texts.map(|text| text.chars().count()).sum();
        // No wording is anywhere near as long as this type counts.
        let chars = u32::try_from(chars).unwrap_or(u32::MAX);
        let reading = chars.div_ceil(READ_CHARS_PER_SECOND);
        Duration::from_secs((reading.saturating_add(self.seconds)).into())
    }
}
