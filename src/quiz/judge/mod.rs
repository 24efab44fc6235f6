//! The judge: is what somebody typed the right answer, and why?
//!
//! An answer is judged by its type. Digits, dates, units and codes are compared exactly before
//! any slip is allowed; a guess that is nearer to a rival is refused; of two candidates none
//! counts; and every [`Verdict`] carries its [`Reason`].

mod amount;
mod choice;
mod cover;
mod date;
mod day;
mod family;
mod form;
mod forms;
mod hesitation;
mod lexicon;
mod listed;
mod month;
mod name;
mod number;
mod reason;
mod script;
mod set;
mod shape;
mod slip;
mod spelled;
mod states;
#[cfg(test)]
mod tests;
mod text;
mod token;
mod typed;
mod unit;
mod valued;
mod worded;
mod yearly;

pub use number::guess;
pub use reason::{Reason, Verdict};
pub use typed::{Reader, Reading};

use super::{Answer, DateAnswer, NumberAnswer};
use crate::answers::fold;
use choice::Choices;
use day::Written;
use name::Name;
use set::Set;
use text::Text;

/// How much of an answer is read, in characters: several times the longest right answer with a
/// sentence around it. What comes after cannot make it right, so a longer one is judged by this.
pub const GIVEN_CHARS_MAX: usize = 400;

/// Judges what was given. To judge many answers to one question, make one [`Judge`].
pub fn judge(answer: &Answer, choices: &[String], given: &str) -> Verdict {
    Judge::new("", answer, choices).verdict(given)
}

/// A question's right answer, read once for all that is given.
#[derive(Debug, Clone)]
pub struct Judge {
    question: Text,
    right: Right,
}

#[derive(Debug, Clone)]
enum Right {
    Choice(usize, Choices),
    Order(Vec<usize>, Choices),
    Name(Box<Name>),
    Date(DateAnswer),
    /// A day of the year, and the same as a name.
    Yearly(Written, Box<Name>),
    Number(NumberAnswer),
    Set(Set),
}

impl Judge {
    /// Reads the wording of a question, its right answer, and its choices as they are shown.
    ///
    /// The wording tells an echo of it from an answer; it may be empty.
    pub fn new(wording: &str, answer: &Answer, choices: &[String]) -> Self {
        let question = Text::new(wording);
        let right = match answer {
            Answer::Choice(right) => Right::Choice(*right, Choices::new(choices)),
            Answer::Order(right) => Right::Order(right.clone(), Choices::new(choices)),
            Answer::Name(name) => {
                let read = Box::new(Name::new(name));
                match yearly::day_or_month(&fold(&name.name), &question) {
                    Some(day) => Right::Yearly(day, read),
                    None => Right::Name(read),
                }
            }
            Answer::Date(date) => Right::Date(date.clone()),
            Answer::Number(number) | Answer::Closest(number) => Right::Number(number.clone()),
            Answer::Set(members) => Right::Set(Set::new(members)),
        };
        Self { question, right }
    }

    /// Judges what was given.
    pub fn verdict(&self, given: &str) -> Verdict {
        let given = hesitation::without_tag(cut(given));
        let text = Text::new(given);
        if text.is_empty() {
            let is_star = hesitation::has_wildcard(given);
            return Verdict::refuse(if is_star {
                Reason::Wildcard
            } else {
                Reason::Empty
            });
        }
        if hesitation::has_wildcard(given) {
            return Verdict::refuse(Reason::Wildcard);
        }
        let folded = || fold(given);
        match &self.right {
            Right::Choice(right, choices) => {
                choices.verdict(*right, &folded(), &text, &self.question)
            }
            Right::Order(right, choices) => choices.order(right, &folded(), &text),
            Right::Name(name) => name.verdict(&text, &self.question),
            Right::Yearly(day, name) => yearly::verdict(*day, &folded(), &self.question)
                .unwrap_or_else(|| name.verdict(&text, &self.question)),
            Right::Date(date) => date::verdict(date, &folded(), &text, &self.question),
            Right::Number(number) => number::verdict(number, &folded(), &text, &self.question),
            Right::Set(set) => set.verdict(&text, &self.question),
        }
    }
}

/// As much of an answer as is read.
fn cut(given: &str) -> &str {
    if given.len() <= GIVEN_CHARS_MAX {
        return given;
    }
    let end = given.char_indices().nth(GIVEN_CHARS_MAX);
    end.map_or(given, |(end, _)| &given[..end])
}
