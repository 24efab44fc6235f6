//! The answering engine: from a member's words to a fact, or to saying that there is none.
//!
//! A text is folded and cut into [`words`]; [`names`] finds the entities in it; [`question`] says
//! what it wants and what an answer has to explain; [`index`] brings up the facts that may; each
//! is weighed in [`evidence`]; and [`decide`] answers, or says what is nearest, or that it does
//! not know. A wrong answer is worse than none.

mod asked;
mod bag;
mod decide;
mod evidence;
mod finding;
pub(crate) mod fold;
mod gist;
mod grammar;
mod index;
mod lead;
mod lexicon;
mod names;
mod overlap;
mod question;
mod read;
mod roles;
mod silence;
mod spelling;
mod stem;
#[cfg(test)]
mod tests;
mod texts;
mod vocabulary;
mod words;

use std::sync::Arc;

pub use finding::{Finding, Gap, Invalid, Lead, Want};
pub use fold::fold;
pub use lexicon::is_stop;
pub use words::{Word, words};

use crate::facts::FactBase;
use crate::ids::{EntityIx, FactIx};
use bag::Bagger;
use evidence::Evidence;
use gist::Gists;
use index::{Builder, Index};
use names::Names;
use question::{Item, Question};
use vocabulary::{TermIx, Vocabulary};

/// The longest question that is read, in characters: four times the longest that
/// people were seen to type, and short enough that reading it costs nothing.
pub const QUESTION_CHARS_MAX: usize = 500;

/// How many facts are weighed for a question. The right one is nearly always among the first
/// three of the index; the others are there to be offered.
const WEIGHED_MAX: usize = 24;

/// How many facts are searched for each one that is weighed, as the search ranks coarsely.
const SEARCHED_FOR_EACH: usize = 4;

/// How much more a name counts than a word that is as rare: people ask about somebody.
const NAME_SHARE: f32 = 1.5;

/// How many facts of an entity a card shows: as many as it holds without burying the first. One
/// more is found, so that it can say that there are more.
pub const CARD_FACTS_MAX: usize = 6;

/// A fact base with its index, ready to be asked.
#[derive(Debug)]
pub struct Answers {
    base: Arc<FactBase>,
    names: Names,
    vocabulary: Vocabulary,
    index: Index,
    gists: Gists,
}

impl Answers {
    /// Indexes a fact base.
    pub fn new(base: Arc<FactBase>) -> Self {
        let names = Names::new(&base);
        let mut vocabulary = Vocabulary::after_entities(base.entities.len());
        let mut bagger = Bagger::new(&base, &names, &mut vocabulary);
        let mut builder = Builder::default();
        let mut bag = Vec::new();
        for fact in &base.facts {
            bagger.fill(fact, &mut bag);
            builder.add(&mut bag);
        }
        let index = builder.finish(vocabulary.terms());
        // Only now, for the builder is what takes most.
        vocabulary.close();
        let mut answers = Self {
            base,
            names,
            vocabulary,
            index,
            gists: Gists::default(),
        };
        answers.gists = answers.gists();
        answers
    }

    /// The facts that this index was made from.
    pub fn base(&self) -> &FactBase {
        &self.base
    }

    /// Answers a question, or says why not.
    pub fn ask(&self, want: Want, text: &str) -> Finding {
        if let Some(invalid) = invalid(text) {
            return Finding::Invalid(invalid);
        }
        let question = self.read(want, text);
        if let Some(card) = self.card(&question) {
            return card;
        }
        decide::decide(&self.base, &question, &self.evidence(&question))
    }

    /// The facts that fit a text best, best first, whether or not they answer it.
    pub fn search(&self, text: &str, count: usize) -> Vec<FactIx> {
        let question = self.read(Want::Open, text);
        self.candidates(&question, count)
            .into_iter()
            .map(|(fact, _)| fact)
            .collect()
    }

    fn candidates(&self, question: &Question, count: usize) -> Vec<(FactIx, f32)> {
        let weigh = |item: &Item, term: TermIx, worth: f32| {
            let share = if item.entity.is_some() {
                NAME_SHARE
            } else {
                1.0
            };
            self.index.rarity(term) * worth * share
        };
        let mut query: Vec<(TermIx, f32)> = Vec::new();
        for item in &question.items {
            let terms = item.terms.iter().chain(item.parts.iter().flatten());
            query.extend(terms.map(|&(term, worth)| (term, weigh(item, term, worth))));
        }
        // A term that explains two items counts once, at its best.
        query.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        query.dedup_by_key(|&mut (term, _)| term);
        let mut found = self.index.search(&query, count * SEARCHED_FOR_EACH);
        // The index adds up synonyms; of an item, only the best one shall count.
        for (fact, score) in &mut found {
            let best = |item: &Item| {
                let terms = item.terms.iter().chain(item.parts.iter().flatten());
                let scores = terms.filter_map(|&(term, worth)| {
                    Some(
                        f32::from(self.index.impact(term, *fact)?) / 255.0
                            * weigh(item, term, worth),
                    )
                });
                scores.fold(0.0, f32::max)
            };
            *score = question.items.iter().map(best).sum();
        }
        found.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        found.truncate(count);
        found
    }

    fn evidence(&self, question: &Question) -> Vec<Evidence> {
        self.candidates(question, WEIGHED_MAX)
            .into_iter()
            .map(|(fact, score)| self.weigh(question, fact, score))
            .collect()
    }

    /// A card, where the question is about one entity as such.
    fn card(&self, question: &Question) -> Option<Finding> {
        let is_asked = match question.want {
            Want::Who => true,
            Want::What | Want::Open => !question.asks_name,
            _ => false,
        };
        if !is_asked {
            return None;
        }
        // Of "Pakistan's foreign minister", Pakistan is whose he is.
        let entities: Option<Vec<EntityIx>> =
            question.items.iter().map(|item| item.entity).collect();
        let entities = entities?;
        let is_owner = |of: EntityIx, owner: EntityIx| of == owner || self.belongs(of, owner);
        let is_subject = |of: &EntityIx| entities.iter().all(|&owner| is_owner(*of, owner));
        let entity = entities.iter().copied().find(is_subject)?;
        let facts = self.facts_of(entity);
        (!facts.is_empty()).then_some(Finding::Card { entity, facts })
    }

    fn belongs(&self, entity: EntityIx, owner: EntityIx) -> bool {
        let entity = self.base.entity(entity);
        entity.of == Some(owner)
            || entity
                .office
                .as_ref()
                .is_some_and(|office| office.of == owner)
    }

    /// The facts of an entity, those that are most about it first.
    fn facts_of(&self, entity: EntityIx) -> Vec<FactIx> {
        let found = self
            .index
            .search(&[(entity.into(), 1.0)], CARD_FACTS_MAX + 1);
        found.into_iter().map(|(fact, _)| fact).collect()
    }
}

fn invalid(text: &str) -> Option<Invalid> {
    if text.chars().nth(QUESTION_CHARS_MAX).is_some() {
        return Some(Invalid::TooLong);
    }
    let visible = fold(text);
    if visible.trim().is_empty() {
        return Some(Invalid::Empty);
    }
    (!visible.contains(char::is_alphanumeric)).then_some(Invalid::NoWords)
}
