//! How well a fact explains a question.

use super::finding::Want;
use super::index::Index;
use super::lexicon::{self, Verb};
use super::names::{Meant, Mention, Names};
use super::question::{Counted, Question, SYNONYM_WORTH};
use super::vocabulary::{TermIx, Vocabulary};
use super::words::words;
use crate::facts::{EntityKind, Fact, FactBase, Part};
use crate::ids::{EntityIx, FactIx};

/// A text that explains this share of a question is what the question asks about.
const SELF_ANSWER_SHARE: f32 = 0.8;

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
    /// How much its title and the question have in common: from 0, nothing, to 1, all of both.
    pub title_fit: f32,
    /// What the answer would lead with; none if the fact does not have what is wanted.
    pub lead: Option<Filled>,
    /// The share of the question, by weight, that it explains in the question's own words.
    pub exact: f32,
    /// Whether somebody's words are asked for, and it has them.
    pub quotes: bool,
    /// Whether it says that something is not so, and the question does not ask for that.
    pub denies: bool,
    /// Whether it has the named ones the other way round.
    pub contradicts: bool,
    /// The phrase of what its source is silent on that the question asks for, and how much the
    /// two have in common.
    pub silent: Option<(usize, f32)>,
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
        let mut exact = 0.0;
        let mut is_complete = true;
        for item in &question.items {
            let worth = item.worth(|term| self.index.impact(term, ix).is_some());
            if worth > SYNONYM_WORTH {
                exact += item.weight;
            }
            total += item.weight;
            explained += item.weight * worth;
            is_complete &= !item.must || worth > 0.0 || item.is_scene(self.base);
        }
        let is_denial = [&fact.title, &fact.statement]
            .into_iter()
            .chain(&*fact.ask)
            .any(|text| is_denial(text));
        Evidence {
            fact: ix,
            score,
            coverage: if total > 0.0 { explained / total } else { 0.0 },
            exact: if total > 0.0 { exact / total } else { 0.0 },
            quotes: question.grammar.verb == Some(Verb::Saying) && fact.said_by.is_some(),
            denies: is_denial && !question.is_denial,
            is_complete: is_complete && (is_denial || !question.is_denial),
            title_fit: self.fit(&self.terms_of(&fact.title), question),
            lead: self.lead(question, fact),
            contradicts: question.grammar.contradicts(self.base, fact),
            silent: self.silent(question, fact, ix),
        }
    }

    /// The terms of a text: its names, those of the words of things' names, and its other words.
    fn terms_of(&self, text: &str) -> Vec<TermIx> {
        let words = words(text);
        let mut terms = Vec::new();
        let mut mentions = self.names.mentions(self.base, &words, |_| false);
        // "Moscow talks" are also talks, and Moscow.
        let things = mentions.extract_if(.., |mention| {
            mention.words.len() > 1 && self.is_thing(mention.meant)
        });
        let within: Vec<_> = things
            .flat_map(|thing| {
                let start = thing.words.start;
                let parts = self.names.within(&words[thing.words]);
                parts.into_iter().map(move |part| Mention {
                    words: part.words.start + start..part.words.end + start,
                    meant: part.meant,
                })
            })
            .collect();
        mentions.extend(within);
        terms.extend(mentions.iter().filter_map(|mention| match mention.meant {
            Meant::Entity(entity) => Some(TermIx::from(entity)),
            Meant::Nobody => None,
        }));
        let named = |at: &usize| mentions.iter().any(|mention| mention.words.contains(at));
        let rest = words.iter().enumerate().filter(|(at, _)| !named(at));
        let rest = rest.filter(|(_, word)| !lexicon::is_stop(&word.text));
        terms.extend(rest.filter_map(|(_, word)| self.vocabulary.stem(&word.stem)));
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    fn is_thing(&self, meant: Meant) -> bool {
        matches!(meant, Meant::Entity(entity)
            if matches!(self.base.entity(entity).kind, EntityKind::Event | EntityKind::Weapon))
    }

    /// The share of some terms, by rarity, that a question has.
    fn share_of(&self, terms: &[TermIx], question: &Question) -> f32 {
        let total: f32 = terms.iter().map(|&term| self.index.rarity(term)).sum();
        let had = terms
            .iter()
            .filter(|term| question.terms.binary_search(term).is_ok());
        let had: f32 = had.map(|&term| self.index.rarity(term)).sum();
        if total > 0.0 { had / total } else { 0.0 }
    }

    /// What some terms and a question have in common: the harmonic mean of the two shares.
    fn fit(&self, terms: &[TermIx], question: &Question) -> f32 {
        let had = self.share_of(terms, question);
        let explained = self.share_explained(question, terms);
        if had + explained > 0.0 {
            2.0 * had * explained / (had + explained)
        } else {
            0.0
        }
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

    /// The same, of the words that are no names; of all if there are none.
    fn share_of_words_explained(&self, question: &Question, terms: &[TermIx]) -> f32 {
        let (mut total, mut explained) = (0.0, 0.0);
        for item in question.items.iter().filter(|item| item.entity.is_none()) {
            total += item.weight;
            explained += item.weight * item.worth(|term| terms.contains(&term));
        }
        if total > 0.0 {
            explained / total
        } else {
            self.share_explained(question, terms)
        }
    }

    fn lead(&self, question: &Question, fact: &Fact) -> Option<Filled> {
        match question.want {
            Want::When if fact.date.edtf.is_some() => Some(Filled::Slot),
            Want::When => {
                let said = self.terms_of(fact.date.said.as_ref()?);
                // Of "since the war", the war is not what the fact dates.
                (self.share_explained(question, &said) < SELF_ANSWER_SHARE)
                    .then_some(Filled::Undated)
            }
            Want::Why => {
                let reason = self.terms_of(fact.reason.as_ref()?);
                let title = self.share_of(&self.terms_of(&fact.title), question);
                // What is given as the reason for something is not thereby explained itself.
                let is_circular =
                    self.share_explained(question, &reason) >= SELF_ANSWER_SHARE && title < 0.5;
                (!is_circular).then_some(Filled::Slot)
            }
            Want::HowMany => self.fits_count(question, fact).then_some(Filled::Slot),
            Want::Who => self.who(question, fact).map(Filled::Entities),
            Want::Where => {
                let places = self.unnamed(question, &fact.places, |_| true);
                places
                    .or_else(|| self.suppliers(question, fact))
                    .map(Filled::Entities)
            }
            Want::What | Want::Open => {
                let things = self.unnamed(question, &fact.what, |thing| {
                    question.focus == Some(self.base.entity(thing).kind)
                        && self.is_called(question, thing)
                });
                match things {
                    Some(things) => Some(Filled::Entities(things)),
                    None => (!question.asks_name).then_some(Filled::Statement),
                }
            }
        }
    }

    /// Those of some entities that a question does not name itself; none if there are none.
    fn unnamed(
        &self,
        question: &Question,
        of: &[EntityIx],
        fits: impl Fn(EntityIx) -> bool,
    ) -> Option<Vec<EntityIx>> {
        let found: Vec<_> = of
            .iter()
            .copied()
            .filter(|entity| !question.named.contains(entity) && fits(*entity))
            .collect();
        (!found.is_empty()).then_some(found)
    }

    /// Those of a fact whom the question asks for and does not name itself.
    fn who(&self, question: &Question, fact: &Fact) -> Option<Vec<EntityIx>> {
        if question.grammar.identity.is_some() {
            return None;
        }
        let unnamed = fact
            .who
            .iter()
            .filter(|participant| !question.named.contains(&participant.entity));
        let fitting = unnamed
            .clone()
            .filter(|participant| question.grammar.is_sought(participant.part));
        let mut fitting: Vec<_> = fitting.map(|participant| participant.entity).collect();
        if fitting.is_empty() {
            // "Who commands": somebody of whom it is said.
            let topics = unnamed.filter(|participant| participant.part == Part::Topic);
            fitting.extend(topics.map(|participant| participant.entity));
        }
        let of_kind = |kind: EntityKind| -> Vec<_> {
            fitting
                .iter()
                .copied()
                .filter(|&entity| self.base.entity(entity).kind == kind)
                .collect()
        };
        let found = match question.focus {
            Some(kind @ (EntityKind::State | EntityKind::Person | EntityKind::Organisation)) => {
                let mut found = of_kind(kind);
                found.retain(|&entity| self.is_called(question, entity));
                if found.is_empty() {
                    let fits = |entity: EntityIx| {
                        self.base.entity(entity).kind == kind && self.is_called(question, entity)
                    };
                    let elsewhere = self.unnamed(question, &fact.places, fits);
                    return elsewhere.or_else(|| self.unnamed(question, &fact.what, fits));
                }
                found
            }
            _ => {
                let persons = of_kind(EntityKind::Person);
                let is_personal = question.grammar.verb == Some(Verb::Personal);
                if persons.is_empty() && !is_personal {
                    fitting
                } else {
                    persons
                }
            }
        };
        (!found.is_empty()).then_some(found)
    }

    /// From whom, where a question asks where something was got.
    fn suppliers(&self, question: &Question, fact: &Fact) -> Option<Vec<EntityIx>> {
        let is_getting = question.grammar.verb == Some(Verb::Getting);
        let suppliers = fact
            .who
            .iter()
            .filter(|participant| participant.part == Part::Supplier);
        let suppliers: Vec<_> = suppliers.map(|participant| participant.entity).collect();
        self.unnamed(question, &suppliers, |_| is_getting)
    }

    /// Whether an entity is what the question calls it: "tank", in "which tank".
    fn is_called(&self, question: &Question, entity: EntityIx) -> bool {
        if question.called.is_empty() {
            return true;
        }
        let entity = self.base.entity(entity);
        let office = entity
            .office
            .iter()
            .flat_map(|office| office.also.iter().chain([&office.title]));
        let names = entity.class.iter().chain([&entity.name]).chain(office);
        let stems: Vec<_> = names
            .flat_map(|name| words(name))
            .map(|word| word.stem)
            .collect();
        question.called.iter().any(|called| stems.contains(called))
    }

    /// Whether the amount of a fact is of what the question counts.
    fn fits_count(&self, question: &Question, fact: &Fact) -> bool {
        /// The share of a question that has to be about the number, where it does not say
        /// what it counts.
        const NEAR_SHARE_MIN: f32 = 0.5;
        let Some(amount) = &fact.amount else {
            return false;
        };
        let counted = self.terms_of(&amount.unit);
        match &question.counted {
            Some(Counted::Many(wanted)) => wanted.iter().any(|term| counted.contains(term)),
            Some(Counted::Much) => {
                is_money(&amount.unit)
                    && self.share_of_words_explained(question, &self.near(fact)) >= NEAR_SHARE_MIN
            }
            None => self.share_of_words_explained(question, &self.near(fact)) >= NEAR_SHARE_MIN,
        }
    }

    /// The terms by which people ask for the amount of a fact.
    fn near(&self, fact: &Fact) -> Vec<TermIx> {
        let amount = fact
            .amount
            .iter()
            .flat_map(|amount| amount.of.iter().chain([&amount.unit]));
        let texts = amount.chain([&fact.title]).chain(&*fact.ask);
        texts.flat_map(|text| self.terms_of(text)).collect()
    }

    /// The phrase of `silent_on` that the question asks for, and how much of the question it
    /// explains.
    fn silent(&self, question: &Question, fact: &Fact, ix: FactIx) -> Option<(usize, f32)> {
        /// A question is about a phrase that explains this share of it...
        const EXPLAINED_MIN: f32 = 0.8;
        /// ...and of which it has this share, or of the words in it that are not in the fact.
        const PHRASE_MIN: f32 = 0.6;
        const UNTOLD_MIN: f32 = 0.5;
        /// With these asked for, it need not explain as much.
        const UNTOLD_EXPLAINED_MIN: f32 = 0.6;
        /// A phrase about another event's date has this much more of the question than the title.
        const WHEN_MARGIN: f32 = 0.1;
        let title_fit = self.fit(&self.terms_of(&fact.title), question);
        let asked = fact
            .silent_on
            .iter()
            .enumerate()
            .filter_map(|(number, phrase)| {
                let fits = match missing(phrase) {
                    None => true,
                    // That an event has no date is an answer to "when", unless it is another event.
                    Some(Want::When) => {
                        question.want == Want::When
                            && self.fit(&self.terms_of(phrase), question) > title_fit + WHEN_MARGIN
                    }
                    Some(want) => want == question.want,
                };
                let terms = self.terms_of(phrase);
                let entities = self.base.entities.len();
                let names_all = terms
                    .iter()
                    .filter(|term| (term.0 as usize) < entities)
                    .all(|term| question.terms.binary_search(term).is_ok());
                // The words that are in the phrase only tell what is missing: one has to be asked for.
                let (told, untold): (Vec<_>, Vec<_>) = terms
                    .iter()
                    .partition(|&&term| self.index.impact(term, ix).is_some());
                let is_untold_asked =
                    !untold.is_empty() && self.share_of(&untold, question) >= UNTOLD_MIN;
                let explained_min = if is_untold_asked {
                    UNTOLD_EXPLAINED_MIN
                } else {
                    EXPLAINED_MIN
                };
                let is_asked = if untold.is_empty() || missing(phrase).is_some() {
                    self.share_of(&told, question) >= PHRASE_MIN
                } else {
                    is_untold_asked
                };
                let asks = fits
                    && names_all
                    && is_asked
                    && self.share_explained(question, &terms) >= explained_min;
                asks.then(|| (number, self.fit(&terms, question)))
            });
        asked.max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// Whether a sentence says that something is not so.
pub fn is_denial(text: &str) -> bool {
    const DENYING: [&str; 8] = [
        "no", "not", "never", "none", "refuse", "refused", "refusal", "without",
    ];
    words(text)
        .iter()
        .any(|word| DENYING.contains(&word.text.as_str()))
}

/// What a phrase of `silent_on` says is missing: "who led", "the day".
fn missing(phrase: &str) -> Option<Want> {
    let mut words = phrase.split(' ').filter(|word| *word != "the");
    match (words.next()?, words.next()) {
        ("how", Some("many" | "much")) | ("number", Some("of")) => Some(Want::HowMany),
        ("day" | "date" | "month" | "year" | "time", _) => Some(Want::When),
        ("whether", _) => Some(Want::Open),
        // "Which neighbours" may be asked for with "who" as well.
        ("which", _) => None,
        (first, _) => lexicon::entry(first).and_then(|entry| entry.asks),
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
