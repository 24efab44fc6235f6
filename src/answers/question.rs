//! A question as the engine understands it.

use super::finding::Want;
use super::grammar::Grammar;
use super::vocabulary::TermIx;
use crate::facts::{EntityKind, FactBase};
use crate::ids::EntityIx;

/// How much a synonym is worth, against the word itself.
pub const SYNONYM_WORTH: f32 = 0.75;

/// How much a word is worth that was taken for a slip.
pub const SLIP_WORTH: f32 = 0.9;

/// How much a state is worth for its capital.
pub const CAPITAL_WORTH: f32 = 0.8;

/// A question as the engine understands it.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is said by other words, and any may hold"
)]
pub struct Question {
    /// What is wanted; never [`Want::Open`] where the words tell.
    pub want: Want,
    /// The kind of thing asked for: "which country".
    pub focus: Option<EntityKind>,
    /// What is counted: "how many countries".
    pub counted: Option<Counted>,
    /// The words and names that an answer has to explain.
    pub items: Vec<Item>,
    /// The terms that stand in it, sorted: synonyms left out, words of names included.
    pub terms: Vec<TermIx>,
    /// The entities that it names.
    pub named: Vec<EntityIx>,
    /// The stems of what "which" asks for, those that tell something: "tank", not "weapon".
    pub called: Vec<String>,
    /// Whether it asks what is not so.
    pub is_denial: bool,
    /// Whether it asks if something is so, so that "no" is as good an answer as "yes".
    pub asks_whether: bool,
    /// Whether it asks for the month or the day, so that a year is no answer.
    pub asks_month: bool,
    /// Whether it asks for something to come, so that what has been is no answer.
    pub is_future: bool,
    /// Whether it asks for the name of a thing: "what is the exercise called".
    pub asks_name: bool,
    /// What it leaves out of the answer: "besides trade". Sorted.
    pub besides: Vec<TermIx>,
    /// Who does what to whom.
    pub grammar: Grammar,
}

/// What a question about a number counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// "How many tanks": the terms of any of which the unit has to be.
    Many(Vec<TermIx>),
    /// "How much": money.
    Much,
}

/// A word or name that an answer has to explain.
#[derive(Debug, Clone)]
pub struct Item {
    /// The terms that explain it, each with how well, from 0 to 1; none for an unknown word.
    pub terms: Vec<(TermIx, f32)>,
    /// What explains it as well if all of these do: of a name of several words, its words.
    pub parts: Vec<Vec<(TermIx, f32)>>,
    /// How much it tells.
    pub weight: f32,
    /// Whether there is no answer without it: names, numbers, "not".
    pub must: bool,
    /// Whether it is an act of which there is one doer, as to host or to lead: then the fact has
    /// to say so itself, and that people may ask for it with this word is not enough.
    pub is_act: bool,
    /// The entity that it names.
    pub entity: Option<EntityIx>,
}

/// How much a name is worth whose words are all there, but not as a name.
const PARTS_WORTH: f32 = 0.9;

impl Question {
    /// Whether it names something, or has more than one word to go by.
    pub fn is_anchored(&self) -> bool {
        let names = self.items.iter().any(|item| item.entity.is_some());
        names
            || self
                .items
                .iter()
                .filter(|item| !item.terms.is_empty())
                .count()
                > 1
    }
}

impl Question {
    /// The share of it, by weight, that some terms explain.
    pub fn share_explained(&self, terms: &[TermIx]) -> f32 {
        share_explained(self.items.iter(), terms)
    }

    /// The same, of the words that are no names; of all if there are none.
    pub fn share_of_words_explained(&self, terms: &[TermIx]) -> f32 {
        let mut words = self
            .items
            .iter()
            .filter(|item| item.entity.is_none())
            .peekable();
        if words.peek().is_some() {
            share_explained(words, terms)
        } else {
            self.share_explained(terms)
        }
    }

    /// Those of some entities that it does not name itself; none if there are none.
    pub fn unnamed(
        &self,
        of: &[EntityIx],
        fits: impl Fn(EntityIx) -> bool,
    ) -> Option<Vec<EntityIx>> {
        let is_unnamed = |entity: &EntityIx| !self.named.contains(entity) && fits(*entity);
        let found: Vec<_> = of.iter().copied().filter(is_unnamed).collect();
        (!found.is_empty()).then_some(found)
    }
}

fn share_explained<'q>(items: impl Iterator<Item = &'q Item>, terms: &[TermIx]) -> f32 {
    let (mut total, mut explained) = (0.0, 0.0);
    for item in items {
        total += item.weight;
        explained += item.weight * item.worth(|term| terms.contains(&term));
    }
    if total > 0.0 { explained / total } else { 0.0 }
}

impl Item {
    /// Whether it names an event in passing, as the scene of what a question asks.
    pub fn is_scene(&self, base: &FactBase, total: f32) -> bool {
        /// What weighs more than this share is what is asked about.
        const SHARE_MAX: f32 = 0.25;
        let is_event = |entity: EntityIx| base.entity(entity).kind == EntityKind::Event;
        self.entity.is_some_and(is_event) && self.weight <= SHARE_MAX * total
    }

    /// How well a set of terms explains it, from 0 to 1.
    pub fn worth(&self, has: impl Fn(TermIx) -> bool) -> f32 {
        let best = |terms: &[(TermIx, f32)]| {
            terms
                .iter()
                .filter(|&&(term, _)| has(term))
                .map(|&(_, worth)| worth)
                .fold(0.0, f32::max)
        };
        let whole = best(&self.terms);
        if self.parts.is_empty() || whole >= PARTS_WORTH {
            return whole;
        }
        let weakest = self.parts.iter().map(|part| best(part)).fold(1.0, f32::min);
        whole.max(weakest * PARTS_WORTH)
    }
}
