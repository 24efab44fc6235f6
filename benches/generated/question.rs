//! Questions as people type them, each made from one fact.

use attache::facts::Fact;
use attache::ids::{EntityIx, FactIx};
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};

use super::fact::Drawn;
use super::sentence::short_name;
use super::words::{inflected, word};
use super::{Generated, with_typo};

/// A question, and the fact that it was made from.
#[derive(Debug, Clone)]
pub struct Question {
    /// What is typed.
    pub text: String,
    /// The same with one slip of the finger.
    pub slipped: String,
    /// The fact that comes first in a right answer.
    pub right: FactIx,
}

/// What a sentence asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    When,
    Who,
    Where,
    Amount,
    Reason,
    Anything,
}

impl Generated {
    /// The first of endless questions. Each fact is as likely to be asked for as any other.
    pub fn questions(&self, count: u32) -> Vec<Question> {
        (0..count).map(|number| self.question(number)).collect()
    }

    fn question(&self, number: u32) -> Question {
        let rng = &mut self.rng("question", number);
        let right = rng.random_range(0..self.facts);
        let drawn = self.drawn(right);
        let mut text = if rng.random_bool(0.4) {
            self.keywords(&drawn, rng)
        } else {
            self.sentence(&drawn, rng)
        };
        // Most people do not care for capitals.
        if rng.random_bool(0.6) {
            text = text.to_lowercase();
        }
        Question {
            slipped: with_typo(&text, rng),
            text,
            right: FactIx(right),
        }
    }

    /// One to five names and words in any order: "bajwa salyukov visit".
    fn keywords(&self, drawn: &Drawn, rng: &mut StdRng) -> String {
        let mut words = self.names(&drawn.fact, Asked::Anything, rng);
        words.extend(telling_words(drawn, rng));
        words.shuffle(rng);
        words.join(" ")
    }

    /// A whole sentence: "When did Salyukov visit the army of Pakistan?".
    fn sentence(&self, drawn: &Drawn, rng: &mut StdRng) -> String {
        let asked = asked(&drawn.fact, rng);
        let names = self.names(&drawn.fact, asked, rng).join(" and ");
        let words = telling_words(drawn, rng);
        let verb = word(drawn.statement[0]);
        let object = words.join(" of the ");
        match asked {
            Asked::When => format!("When did {names} {verb} the {object}?"),
            Asked::Who if names.is_empty() => format!("Who {verb}ed the {object}?"),
            Asked::Who => format!("Who {verb}ed the {object} with {names}?"),
            Asked::Where => format!("Where did {names} {verb} the {object}?"),
            Asked::Amount => {
                let unit = drawn.fact.amount.as_ref().map_or("", |amount| &amount.unit);
                format!("How many {unit} did {names} {verb} for the {object}?")
            }
            Asked::Reason => format!("Why did {names} {verb} the {object}?"),
            Asked::Anything => format!("What happened to {names} over the {object}?"),
        }
    }

    /// One or two of the fact's names, but none of those that are asked for.
    fn names(&self, fact: &Fact, asked: Asked, rng: &mut StdRng) -> Vec<String> {
        let who = fact.who.iter().map(|participant| participant.entity);
        let mut named: Vec<EntityIx> = match asked {
            // Who else was there, if anyone.
            Asked::Who => who.skip(1).chain(fact.places.iter().copied()).collect(),
            Asked::Where => who.chain(fact.what.iter().copied()).collect(),
            _ => who
                .chain(fact.places.iter().copied())
                .chain(fact.what.iter().copied())
                .collect(),
        };
        named.truncate(rng.random_range(1..=2));
        named
            .into_iter()
            .map(|entity| self.typed_name(entity, rng))
            .collect()
    }

    /// A name as people type it: abbreviated if it can be, in half of the cases.
    fn typed_name(&self, entity: EntityIx, rng: &mut StdRng) -> String {
        match self.entity(entity).aliases.first() {
            Some(alias) if rng.random_bool(0.5) => alias.to_string(),
            _ => short_name(&self.cast, entity, rng).to_owned(),
        }
    }
}

/// Something that the fact can tell.
fn asked(fact: &Fact, rng: &mut StdRng) -> Asked {
    let possible = [
        (Asked::When, fact.date.edtf.is_some()),
        (Asked::Who, !fact.who.is_empty()),
        (Asked::Where, !fact.places.is_empty()),
        (Asked::Amount, fact.amount.is_some()),
        (Asked::Reason, fact.reason.is_some()),
        (Asked::Anything, true),
    ];
    let possible: Vec<Asked> = possible
        .into_iter()
        .filter_map(|(asked, is_possible)| is_possible.then_some(asked))
        .collect();
    *possible.choose(rng).expect("anything is always possible")
}

/// One to three of the fact's words, in some form: mostly of its title.
fn telling_words(drawn: &Drawn, rng: &mut StdRng) -> Vec<String> {
    let mut ranks: Vec<usize> = Vec::new();
    for _ in 0..rng.random_range(1..=3) {
        let from = match rng.random_range(0..100) {
            0..60 => &drawn.title,
            60..80 => &drawn.ask,
            _ => &drawn.statement,
        };
        if let Some(&rank) = from.choose(rng)
            && !ranks.contains(&rank)
            // Sentences have the verb, in its place.
            && rank != drawn.statement[0]
        {
            ranks.push(rank);
        }
    }
    if ranks.is_empty() {
        ranks.extend(drawn.title.last());
    }
    ranks
        .into_iter()
        .map(|rank| inflected(&word(rank), rng))
        .collect()
}
