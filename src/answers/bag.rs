//! What stands in a fact, as weighted terms.

use super::names::{Meant, Names};
use super::vocabulary::{TermIx, Vocabulary};
use super::words::words;
use crate::facts::{Edtf, Fact, FactBase, Point};
use crate::ids::EntityIx;

/// How much one mention counts, by where it stands. Titles and the editor's own search words
/// are chosen to tell facts apart; the words of classes and subjects are shared by many.
mod weight {
    pub(super) const ENTITY: f32 = 3.0;
    pub(super) const TITLE: f32 = 2.0;
    pub(super) const ASK: f32 = 1.5;
    pub(super) const STATEMENT: f32 = 1.0;
    pub(super) const DATE: f32 = 1.0;
    pub(super) const AMOUNT: f32 = 1.0;
    pub(super) const REASON: f32 = 0.7;
    pub(super) const SAID_BY: f32 = 0.5;
    /// The words of an entity's name, for those who remember but a part of it.
    pub(super) const NAME: f32 = 0.5;
    pub(super) const CLASS: f32 = 0.3;
    pub(super) const SUBJECT: f32 = 0.3;
    /// The state or body that an entity of the fact belongs to.
    pub(super) const OWNER: f32 = 0.3;
}

/// Collects the terms of facts.
#[derive(Debug)]
pub struct Bagger<'a> {
    base: &'a FactBase,
    names: &'a Names,
    vocabulary: &'a mut Vocabulary,
    /// The terms of each entity's name, class and office, and of each subject's title.
    of_entity: Vec<Vec<(TermIx, f32)>>,
    of_subject: Vec<Vec<(TermIx, f32)>>,
}

impl<'a> Bagger<'a> {
    /// Learns the words of all names, so that a slip in one finds it whether or not a fact
    /// spells it so.
    pub fn new(base: &'a FactBase, names: &'a Names, vocabulary: &'a mut Vocabulary) -> Self {
        let mut learn = |text: &str, weight: f32, into: &mut Vec<(TermIx, f32)>| {
            into.extend(
                words(text)
                    .iter()
                    .map(|word| (vocabulary.learn_name(word), weight)),
            );
        };
        let of_entity = base.entities.iter().map(|entity| {
            let mut terms = Vec::new();
            learn(&entity.name, weight::NAME, &mut terms);
            learn(
                entity.class.as_deref().unwrap_or_default(),
                weight::CLASS,
                &mut terms,
            );
            if let Some(office) = &entity.office {
                learn(&office.title, weight::CLASS, &mut terms);
                office
                    .also
                    .iter()
                    .for_each(|title| learn(title, weight::CLASS, &mut terms));
            }
            entity
                .aliases
                .iter()
                .for_each(|alias| learn(alias, 0.0, &mut Vec::new()));
            terms
        });
        let of_entity = of_entity.collect();
        let of_subject = base.subjects.iter().map(|subject| {
            let mut terms = Vec::new();
            for title in std::iter::once(&subject.title).chain(&*subject.aliases) {
                learn(title, weight::SUBJECT, &mut terms);
            }
            terms
        });
        let of_subject = of_subject.collect();
        Self {
            base,
            names,
            vocabulary,
            of_entity,
            of_subject,
        }
    }

    /// Fills a bag with the terms of a fact.
    pub fn fill(&mut self, fact: &Fact, bag: &mut Vec<(TermIx, f32)>) {
        self.text(&fact.title, weight::TITLE, bag);
        self.text(&fact.statement, weight::STATEMENT, bag);
        fact.ask
            .iter()
            .for_each(|text| self.text(text, weight::ASK, bag));
        for (text, weight) in [
            (&fact.reason, weight::REASON),
            (&fact.said_by, weight::SAID_BY),
        ] {
            self.text(text.as_deref().unwrap_or_default(), weight, bag);
        }
        self.text(
            fact.date.said.as_deref().unwrap_or_default(),
            weight::DATE,
            bag,
        );
        if let Some(amount) = &fact.amount {
            self.text(&amount.unit, weight::AMOUNT, bag);
            self.text(
                amount.of.as_deref().unwrap_or_default(),
                weight::AMOUNT,
                bag,
            );
            self.text(&amount.value.to_string(), weight::AMOUNT, bag);
        }
        self.text(&date_words(fact.date.edtf), weight::DATE, bag);
        let who = fact.who.iter().map(|participant| participant.entity);
        for entity in who
            .chain(fact.places.iter().copied())
            .chain(fact.what.iter().copied())
        {
            self.entity(entity, bag);
        }
        // What the source is silent on is not in the fact; but it is no slip for something else.
        for phrase in &fact.silent_on {
            for word in words(phrase) {
                self.vocabulary.learn(&word);
            }
        }
        for subject in &fact.subjects {
            bag.extend_from_slice(&self.of_subject[subject.index()]);
        }
    }

    fn entity(&self, ix: EntityIx, bag: &mut Vec<(TermIx, f32)>) {
        bag.push((ix.into(), weight::ENTITY));
        let entity = self.base.entity(ix);
        let office = entity.office.as_ref().map(|office| office.of);
        bag.extend(
            entity
                .of
                .into_iter()
                .chain(office)
                .map(|owner| (owner.into(), weight::OWNER)),
        );
        bag.extend_from_slice(&self.of_entity[ix.index()]);
        // A T-90 is a tank, also where "tanks" are an entity of their own.
        let class = words(entity.class.as_deref().unwrap_or_default());
        for mention in self.names.mentions(self.base, &class, |_| false) {
            if let Meant::Entity(class) = mention.meant {
                bag.push((class.into(), weight::CLASS));
            }
        }
    }

    fn text(&mut self, text: &str, weight: f32, bag: &mut Vec<(TermIx, f32)>) {
        if text.is_empty() {
            return;
        }
        let words = words(text);
        bag.extend(
            words
                .iter()
                .map(|word| (self.vocabulary.learn(word), weight)),
        );
        for mention in self.names.mentions(self.base, &words, |_| false) {
            if let Meant::Entity(entity) = mention.meant {
                bag.push((entity.into(), weight));
            }
        }
    }
}

/// The words in which people put a date: `14 June 2019`, `1950s 50s`.
fn date_words(edtf: Option<Edtf>) -> String {
    let points = match edtf {
        None => return String::new(),
        Some(Edtf::Point(point)) => [Some(point), None],
        Some(Edtf::Interval(from, to)) => [from, to],
    };
    if let [Some(Point::Decade(from)), Some(Point::Decade(to))] = points {
        return (from..=to).step_by(10).map(decade_words).collect();
    }
    points.into_iter().flatten().map(point_words).collect()
}

fn point_words(point: Point) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = |month: i8| {
        usize::try_from(month - 1)
            .ok()
            .and_then(|at| MONTHS.get(at))
            .copied()
            .unwrap_or_default()
    };
    match point {
        Point::Day(date) => format!("{} {} {} ", date.day(), month(date.month()), date.year()),
        Point::Month(year, of_year) => format!("{} {year} ", month(of_year)),
        Point::Year(year) => format!("{year} "),
        Point::Decade(year) => decade_words(year),
    }
}

fn decade_words(year: i16) -> String {
    format!("{year}s {:02}s ", year % 100)
}
