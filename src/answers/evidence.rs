//! How well a fact explains a question.

use super::finding::Want;
use super::index::Index;
use super::names::{Meant, Names};
use super::question::{Counted, Question};
use super::vocabulary::{TermIx, Vocabulary};
use super::words::words;
use crate::facts::{EntityKind, Fact, FactBase};
use crate::ids::{EntityIx, FactIx};

/// What speaks for and against a fact as the answer.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The fact.
    pub fact: FactIx,
    /// Its score in the index.
    pub score: f32,
    /// The share of the question, by weight, that the fact explains.
    pub coverage: f32,
    /// Whether it explains every item that has to be.
    pub is_complete: bool,
    /// The share of its title, by weight, that the question has.
    pub title_share: f32,
    /// What the answer would lead with; none if the fact does not have what is wanted.
    pub lead: Option<Filled>,
    /// Whether it has the named ones the other way round.
    pub contradicts: bool,
    /// The phrase of what its source is silent on that the question asks for.
    pub silent: Option<usize>,
}

/// What a fact has of what is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filled {
    /// It has what a command of this kind wants.
    Slot,
    /// It is wanted, and it is not there, which is an answer too: an event without a date.
    Undated,
    /// These.
    Entities(Vec<EntityIx>),
    /// The statement itself.
    Statement,
}

/// What weighing a fact needs to know of the base.
#[derive(Debug, Clone, Copy)]
pub struct Scales<'a> {
    /// The facts.
    pub base: &'a FactBase,
    /// Their names.
    pub names: &'a Names,
    /// Their words.
    pub vocabulary: &'a Vocabulary,
    /// Which words stand in which fact.
    pub index: &'a Index,
}

impl Scales<'_> {
    /// Weighs a fact against a question.
    pub fn weigh(&self, question: &Question, ix: FactIx, score: f32) -> Evidence {
        let fact = self.base.fact(ix);
        let mut total = 0.0;
        let mut explained = 0.0;
        let mut is_complete = true;
        for item in &question.items {
            let worth = item.worth(|term| self.index.impact(term, ix).is_some());
            total += item.weight;
            explained += item.weight * worth;
            is_complete &= !item.must || worth > 0.0;
        }
        Evidence {
            fact: ix,
            score,
            coverage: if total > 0.0 { explained / total } else { 0.0 },
            is_complete,
            title_share: self.share_of(&self.terms_of(&fact.title), question),
            lead: self.lead(question, fact),
            contradicts: question.grammar.contradicts(self.base, fact),
            silent: self.silent(question, fact, ix),
        }
    }

    /// The terms of a text: its names, and its words outside them.
    fn terms_of(&self, text: &str) -> Vec<TermIx> {
        let words = words(text);
        let mentions = self.names.mentions(self.base, &words, |_| false);
        let mut terms: Vec<TermIx> = mentions
            .iter()
            .filter_map(|mention| match mention.meant {
                Meant::Entity(entity) => Some(entity.into()),
                Meant::Nobody => None,
            })
            .collect();
        let named = |at: &usize| mentions.iter().any(|mention| mention.words.contains(at));
        let rest = words.iter().enumerate().filter(|(at, _)| !named(at));
        let rest = rest.filter(|(_, word)| !super::lexicon::is_stop(&word.text));
        terms.extend(rest.filter_map(|(_, word)| self.vocabulary.stem(&word.stem)));
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// The share of some terms, by rarity, that a question has.
    fn share_of(&self, terms: &[TermIx], question: &Question) -> f32 {
        let has = |term: TermIx| {
            question
                .items
                .iter()
                .map(|item| item.worth(|own| own == term))
                .fold(0.0, f32::max)
        };
        let total: f32 = terms.iter().map(|&term| self.index.rarity(term)).sum();
        let had: f32 = terms
            .iter()
            .map(|&term| self.index.rarity(term) * has(term))
            .sum();
        if total > 0.0 { had / total } else { 0.0 }
    }

    /// The share of a question, by weight, that some terms explain.
    fn share_explained(&self, question: &Question, terms: &[TermIx]) -> f32 {
        let total: f32 = question.items.iter().map(|item| item.weight).sum();
        let explained: f32 = question
            .items
            .iter()
            .map(|item| item.weight * item.worth(|term| terms.contains(&term)))
            .sum();
        if total > 0.0 { explained / total } else { 0.0 }
    }

    fn lead(&self, question: &Question, fact: &Fact) -> Option<Filled> {
        match question.want {
            Want::When => Some(if fact.date.edtf.is_some() {
                Filled::Slot
            } else {
                Filled::Undated
            }),
            Want::Why => fact.reason.as_ref().map(|_| Filled::Slot),
            Want::HowMany => self.fits_count(question, fact).then_some(Filled::Slot),
            Want::Who => self.who(question, fact).map(Filled::Entities),
            Want::Where => {
                let places: Vec<_> = fact
                    .places
                    .iter()
                    .copied()
                    .filter(|place| !question.named.contains(place))
                    .collect();
                (!places.is_empty()).then_some(Filled::Entities(places))
            }
            Want::What | Want::Open => {
                let things: Vec<_> = fact
                    .what
                    .iter()
                    .copied()
                    .filter(|&thing| question.focus == Some(self.base.entity(thing).kind))
                    .filter(|thing| !question.named.contains(thing))
                    .collect();
                Some(if things.is_empty() {
                    Filled::Statement
                } else {
                    Filled::Entities(things)
                })
            }
        }
    }

    /// Those of a fact whom the question asks for and does not name itself.
    fn who(&self, question: &Question, fact: &Fact) -> Option<Vec<EntityIx>> {
        let unnamed = fact
            .who
            .iter()
            .filter(|participant| !question.named.contains(&participant.entity));
        let fitting = unnamed.filter(|participant| question.grammar.is_sought(participant.part));
        let fitting: Vec<_> = fitting.map(|participant| participant.entity).collect();
        let of_kind = |kind: EntityKind| -> Vec<_> {
            fitting
                .iter()
                .copied()
                .filter(|&entity| self.base.entity(entity).kind == kind)
                .collect()
        };
        let found = match question.focus {
            Some(kind @ (EntityKind::State | EntityKind::Person)) => of_kind(kind),
            _ => {
                let persons = of_kind(EntityKind::Person);
                if persons.is_empty() { fitting } else { persons }
            }
        };
        (!found.is_empty()).then_some(found)
    }

    /// Whether the amount of a fact is of what the question counts.
    fn fits_count(&self, question: &Question, fact: &Fact) -> bool {
        /// The share of a question that has to be about the number, where it does not say
        /// what it counts.
        const NEAR_SHARE_MIN: f32 = 0.5;
        let Some(amount) = &fact.amount else {
            return false;
        };
        let mut counted = self.terms_of(&amount.unit);
        match &question.counted {
            Some(Counted::Many(wanted)) => {
                counted.extend(self.terms_of(amount.of.as_deref().unwrap_or_default()));
                wanted.iter().any(|term| counted.contains(term))
            }
            Some(Counted::Much) => is_money(&amount.unit),
            None => {
                let mut near = counted;
                for text in [Some(&fact.title), amount.of.as_ref()]
                    .into_iter()
                    .flatten()
                    .chain(&*fact.ask)
                {
                    near.extend(self.terms_of(text));
                }
                self.share_explained(question, &near) >= NEAR_SHARE_MIN
            }
        }
    }

    /// The phrase of `silent_on` that the question is about, if it is about that rather than
    /// about what the fact says.
    fn silent(&self, question: &Question, fact: &Fact, ix: FactIx) -> Option<usize> {
        /// A question is about a phrase that explains this share of it...
        const EXPLAINED_MIN: f32 = 0.85;
        /// ...and of which it has this share.
        const PHRASE_MIN: f32 = 0.6;
        let _ = ix;
        fact.silent_on.iter().position(|phrase| {
            let terms = self.terms_of(phrase);
            self.share_explained(question, &terms) >= EXPLAINED_MIN
                && self.share_of(&terms, question) >= PHRASE_MIN
        })
    }
}

/// Whether a unit is a currency.
fn is_money(unit: &str) -> bool {
    const CURRENCIES: [&str; 9] = [
        "dollar", "euro", "pound", "rupee", "rouble", "ruble", "yuan", "yen", "franc",
    ];
    words(unit)
        .iter()
        .any(|word| CURRENCIES.contains(&word.stem.as_str()))
}
