//! A question put together, with what is told when it is over.

use super::ground::Ground;
use crate::facts::Fact;
use crate::quiz::{Answer, Kind, Question, Reveal};

/// What sets a question of a fact apart.
#[derive(Debug)]
pub(super) struct Frame<'a> {
    /// What is asked of the fact, such as `when` or `who-jona-marr`.
    pub(super) aspect: &'a str,
    /// How it is answered.
    pub(super) kind: Kind,
    /// What is asked, without how sure the source is.
    pub(super) wording: String,
    /// What is to be picked from.
    pub(super) choices: Vec<String>,
    /// The right answer.
    pub(super) answer: Answer,
    /// The right answer in words.
    pub(super) told: String,
}

/// The id of a question.
pub(super) fn id(fact: &str, aspect: &str, kind: Kind) -> String {
    format!("{fact}/{aspect}/{}", kind.word())
}

impl Frame<'_> {
    /// The question about a fact.
    pub(super) fn question(self, ground: &Ground, fact: &Fact) -> Question {
        let mut cited = ground.base.cite(fact);
        cited.words.push_str(&inferred(fact, self.aspect));
        Question {
            id: id(fact.id.as_str(), self.aspect, self.kind),
            kind: self.kind,
            // What is only reported must not be asked as truth.
            wording: self.wording + fact.certainty_mark(),
            choices: self.choices,
            answer: self.answer,
            reveal: Reveal {
                answer: self.told,
                statement: fact.statement.to_string(),
                cited,
            },
        }
    }
}

/// How the date is known, with the reason where the date was asked for.
fn inferred(fact: &Fact, aspect: &str) -> String {
    match &fact.date.inferred {
        Some(why) if matches!(aspect, "when" | "year") => format!(" The date is inferred: {why}"),
        Some(_) => " The date is inferred.".to_owned(),
        None => String::new(),
    }
}
