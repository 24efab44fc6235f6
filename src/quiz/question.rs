//! A question, frozen as it was drawn.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Answer, Kind, NameAnswer};
use crate::facts::{Certainty, Citation};

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
    /// What that stands on.
    pub cited: Citation,
}

impl Question {
    /// The id of the fact that it asks about.
    pub fn fact(&self) -> &str {
        &self.reveal.cited.fact
    }

    /// How sure the source is of what is asked.
    pub fn certainty(&self) -> Certainty {
        self.reveal.cited.certainty
    }
}

/// As an editor reads it: the id, the wording, the choices with the right one marked or the
/// accepted answers, the reveal and where it is from.
impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "{} [{}, {}]",
            self.id,
            self.kind.word(),
            self.certainty().word()
        )?;
        writeln!(f, "  {}", self.wording)?;
        for (at, choice) in self.choices.iter().enumerate() {
            let mark = match &self.answer {
                Answer::Choice(right) if *right == at => "*".to_owned(),
                Answer::Order(order) => order
                    .iter()
                    .position(|event| *event == at)
                    .map_or_else(String::new, |place| (place + 1).to_string()),
                _ => "-".to_owned(),
            };
            writeln!(f, "  {mark} {choice}")?;
        }
        let name = |name: &NameAnswer| match name.aliases.as_slice() {
            [] => name.name.clone(),
            aliases => format!("{} (also {})", name.name, aliases.join(", ")),
        };
        match &self.answer {
            Answer::Choice(_) | Answer::Order(_) => {}
            Answer::Name(right) => writeln!(f, "  = {}", name(right))?,
            Answer::Date(date) => writeln!(f, "  = {}", date.date)?,
            Answer::Number(number) => writeln!(f, "  = {} {}", number.value, number.unit)?,
            Answer::Set(names) => {
                for right in names {
                    writeln!(f, "  = {}", name(right))?;
                }
            }
            Answer::Closest(number) => {
                writeln!(
                    f,
                    "  ~ {}",
                    format!("{} {}", number.value, number.unit).trim_end()
                )?;
            }
        }
        writeln!(f, "  > {}", self.reveal.answer)
    }
}
