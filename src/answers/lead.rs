//! What an answer would lead with: the date, the people, the place, the number that was asked for.

use super::Answers;
use super::finding::Want;
use super::grammar::Role;
use super::lexicon::Verb;
use super::question::{CAPITAL_WORTH, Counted, Item, Question};
use super::vocabulary::TermIx;
use super::words::words;
use crate::facts::{Edtf, EntityKind, Fact, Part, Participant, Point};
use crate::ids::{EntityIx, FactIx};

/// A text that explains this share of a question is what the question asks about.
const SELF_ANSWER_SHARE: f32 = 0.7;

/// How much the title of a fact without a date has to have in common with a question "when".
const UNDATED_FIT_MIN: f32 = 0.15;

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

impl Answers {
    /// What a fact has of what a question wants; none if it does not have it.
    pub(super) fn lead(&self, question: &Question, fact: &Fact, ix: FactIx) -> Option<Filled> {
        match question.want {
            Want::When if question.is_future && self.is_past(fact) => None,
            Want::When if question.asks_month && fact.date.edtf.is_some_and(is_coarse) => None,
            Want::When if fact.date.edtf.is_some() => Some(Filled::Slot),
            Want::When => {
                let said = self.terms_of(fact.date.said.as_ref()?);
                // Of "since the war", the war is not what the fact dates.
                let title = self.fit(self.gists.of(ix).title, question);
                (!question.is_future
                    && title >= UNDATED_FIT_MIN
                    && question.share_explained(&said) < SELF_ANSWER_SHARE)
                    .then_some(Filled::Undated)
            }
            Want::Why => {
                let reason = self.terms_of(fact.reason.as_ref()?);
                let title = self.gists.of(ix).title;
                // What is given as the reason for something is not thereby explained itself.
                let is_circular = question.share_explained(&reason)
                    >= question.share_explained(title).max(SELF_ANSWER_SHARE);
                (!is_circular).then_some(Filled::Slot)
            }
            Want::HowMany => self.fits_count(question, fact).then_some(Filled::Slot),
            Want::Who => self.who(question, fact, ix).map(Filled::Entities),
            Want::Where => {
                let places = question.unnamed(&fact.places, |_| true);
                places
                    .or_else(|| suppliers(question, fact))
                    .map(Filled::Entities)
            }
            Want::What | Want::Open => {
                let things = question.unnamed(&fact.what, |thing| {
                    question.focus == Some(self.base.entity(thing).kind)
                        && self.is_called(question, thing)
                });
                if let Some(things) = things {
                    return Some(Filled::Entities(things));
                }
                // "The full name of" is answered by a fact that speaks of a name.
                let name = self.vocabulary.stem("name");
                let has_name = name.is_some_and(|name| self.index.impact(name, ix).is_some());
                (!question.asks_name || has_name).then_some(Filled::Statement)
            }
        }
    }

    /// Whether a fact had happened when its source told it.
    fn is_past(&self, fact: &Fact) -> bool {
        let told = self.base.sources[fact.source.index()].date.edtf;
        let first = fact.date.edtf.and_then(Edtf::first_day);
        first
            .zip(told.and_then(Edtf::last_day))
            .is_some_and(|(first, told)| first <= told)
    }

    /// Those of a fact whom the question asks for and does not name itself.
    fn who(&self, question: &Question, fact: &Fact, ix: FactIx) -> Option<Vec<EntityIx>> {
        if let Some(who) = question.grammar.identity {
            // "Who is the envoy on Afghanistan": him, if the fact has all that is named.
            let has = |item: &Item| item.worth(|term| self.index.impact(term, ix).is_some());
            let is_named = question
                .items
                .iter()
                .all(|item| !item.must || has(item) > CAPITAL_WORTH);
            let is_him = fact.who.iter().any(|participant| participant.entity == who);
            return (is_named && is_him).then(|| vec![who]);
        }
        let unnamed = fact
            .who
            .iter()
            .filter(|participant| !question.named.contains(&participant.entity));
        let is_topic = |participant: &&Participant| participant.part == Part::Topic;
        let fitting = unnamed
            .clone()
            .filter(|who| question.grammar.is_sought(who.part) && !is_topic(who));
        let mut fitting: Vec<_> = fitting.map(|participant| participant.entity).collect();
        // "Who commands": somebody of whom it is said, where nobody does anything; "on whom did
        // Pakistan rely": the other, where all who do something are named.
        let mut doers = fact.who.iter().filter(|participant| !is_topic(participant));
        let is_asked_of = question.grammar.sought == Some(Role::Other);
        if doers.all(|doer| is_asked_of && question.named.contains(&doer.entity)) {
            fitting.extend(unnamed.map(|participant| participant.entity));
        }
        let is_kind = |entity: EntityIx, kind| self.base.entity(entity).kind == kind;
        if let Some(kind) = question.focus
            && matches!(
                kind,
                EntityKind::State | EntityKind::Person | EntityKind::Organisation
            )
        {
            let fits = |entity: EntityIx| is_kind(entity, kind) && self.is_called(question, entity);
            let all: Vec<_> = fact
                .who
                .iter()
                .map(|participant| participant.entity)
                .collect();
            let mut places = [&fitting, &all, &*fact.places, &*fact.what].into_iter();
            return places.find_map(|entities| question.unnamed(entities, fits));
        }
        let persons = question.unnamed(&fitting, |entity| is_kind(entity, EntityKind::Person));
        let is_personal = question.grammar.verb == Some(Verb::Personal) || question.asks_name;
        persons.or_else(|| (!is_personal && !fitting.is_empty()).then_some(fitting))
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
        const NEAR_SHARE_MIN: f32 = 0.65;
        /// The same, where it asks for money: there is more than one price.
        const MUCH_SHARE_MIN: f32 = 0.75;
        let Some(amount) = &fact.amount else {
            return false;
        };
        let counted = self.terms_of(&amount.unit);
        match &question.counted {
            Some(Counted::Many(wanted)) => wanted.iter().any(|term| counted.contains(term)),
            Some(Counted::Much) => {
                is_money(&amount.unit)
                    && question.share_of_words_explained(&self.near(fact)) >= MUCH_SHARE_MIN
            }
            None => question.share_of_words_explained(&self.near(fact)) >= NEAR_SHARE_MIN,
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
}

/// From whom, where a question asks where something was got.
fn suppliers(question: &Question, fact: &Fact) -> Option<Vec<EntityIx>> {
    let suppliers = fact
        .who
        .iter()
        .filter(|participant| participant.part == Part::Supplier);
    let suppliers: Vec<_> = suppliers.map(|participant| participant.entity).collect();
    question.unnamed(&suppliers, |_| question.grammar.is_getting)
}

/// Whether a date is no more than a year, a decade or a span of such.
fn is_coarse(edtf: Edtf) -> bool {
    !matches!(edtf, Edtf::Point(Point::Day(_) | Point::Month(..)))
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
