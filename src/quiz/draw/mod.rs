//! Questions drawn from facts: nothing is written for a quiz by hand.
//!
//! Most questions are the sentence of a fact with something asked for in its place ("Ruritania
//! and which other state signed a treaty of friendship in Zenda?"). So the sentence's certainty
//! stays, the question reads as its editor wrote it, and any base yields them. A wrong choice is
//! near the right one and right by no fact; what is in doubt is no question.

mod amount;
mod attribution;
mod chance;
mod date;
mod frame;
mod ground;
mod leak;
mod name;
mod names;
mod office;
mod order;
mod phrase;
mod said;
mod sentence;
mod tokens;
mod truth;
mod turn;
mod verb;
mod wrong;

use rustc_hash::FxHashSet;

use super::Question;
use crate::facts::FactBase;
use ground::Ground;
use sentence::Sentence;

/// Every question that a base yields, in the order of its facts. The same base yields the same.
pub fn questions(base: &FactBase) -> Vec<Question> {
    let ground = Ground::new(base);
    let mut questions = Vec::new();
    for (ix, fact) in base.facts_ix() {
        if fact.unasked.is_some() {
            continue;
        }
        let sentence = Sentence::of(base, fact, &ground.names);
        if sentence.is_plain() {
            questions.extend(name::questions(&ground, ix, &sentence));
            questions.extend(date::questions(&ground, ix, &sentence));
            questions.extend(amount::questions(&ground, ix, &sentence));
            questions.extend(truth::questions(&ground, ix, &sentence));
        }
        questions.extend(office::questions(&ground, ix));
    }
    questions.extend(order::questions(&ground));
    // A name that stands twice in a sentence is asked for once.
    let mut ids = FxHashSet::default();
    questions.retain(|question| ids.insert(question.id.clone()));
    questions
}
