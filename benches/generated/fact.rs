//! One fact, drawn from the seed and its number.

use attache::facts::{
    Amount, Certainty, Edtf, EntityKind, EventDate, Fact, Part, Participant, Point,
};
use attache::ids::{EntityIx, FactId, FactIx, SourceIx, SubjectIx};
use jiff::civil::date;
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::sentence::Matter;
use super::words::{rank, word, zipf};
use super::{Generated, PACK_FACTS_MAX};

/// How many subjects all packs share.
pub const SUBJECTS: u32 = 60;

/// How many paragraphs the source of each pack has.
pub const PARAGRAPHS: u16 = 1_000;

const UNITS: [&str; 6] = [
    "US dollars",
    "euros",
    "tonnes",
    "soldiers",
    "barrels",
    "kilometres",
];

/// A fact with the words that a question can take from it.
pub struct Drawn {
    /// The fact; its entities are those of [`Generated::entity`].
    pub fact: Fact,
    /// The words of its statement, by rank.
    pub statement: Vec<usize>,
    /// The words of its title.
    pub title: Vec<usize>,
    /// The words to ask for it.
    pub ask: Vec<usize>,
}

impl Generated {
    /// The fact of a number.
    pub fn fact(&self, number: u32) -> Fact {
        self.drawn(number).fact
    }

    pub(super) fn drawn(&self, number: u32) -> Drawn {
        let rng = &mut self.rng("fact", number);
        let matter = self.matter(rng);
        let statement = matter.statement(rng);
        let mut title = matter.title(&statement, rng);
        if title.ranks.len() < 2 {
            // Short titles can be alike, and those of a pack may not.
            title.text = format!("{} {number}", title.text);
        }
        let mut ask: Vec<usize> = (0..rng.random_range(0..=3)).map(|_| rank(rng)).collect();
        ask.sort_unstable();
        ask.dedup();
        // Words to ask with stand nowhere else in the fact.
        ask.retain(|rank| !statement.ranks.contains(rank));
        let certainty = *[
            Certainty::Stated,
            Certainty::Stated,
            Certainty::Reported,
            Certainty::Claimed,
        ]
        .choose(rng)
        .expect("there are some");
        let said_by = (certainty == Certainty::Claimed).then(|| {
            self.entity(self.cast.one(EntityKind::Person, rng))
                .name
                .clone()
        });
        let who: Box<[Participant]> = (0..)
            .zip(&matter.who)
            .map(|(place, &entity)| Participant {
                entity,
                part: if place == 0 {
                    Part::Actor
                } else {
                    Part::Target
                },
            })
            .collect();
        let fact = Fact {
            id: fact_id(number),
            title: title.text.into(),
            statement: statement.text.into(),
            quiz: None,
            unasked: None,
            date: EventDate {
                edtf: matter.edtf,
                ..EventDate::default()
            },
            who,
            places: matter.places.into(),
            what: matter.what.into(),
            subjects: [subject(rng)].into(),
            amount: sometimes(0.15, rng, amount),
            reason: sometimes(0.15, rng, |rng| phrase(6, rng).into()),
            certainty,
            said_by,
            source: SourceIx(number / PACK_FACTS_MAX),
            paragraph: rng.random_range(1..=PARAGRAPHS),
            related: related(number, rng),
            ask: ask.iter().map(|&rank| word(rank).into()).collect(),
            silent_on: sometimes(0.1, rng, |rng| phrase(3, rng).into())
                .into_iter()
                .collect(),
        };
        Drawn {
            fact,
            statement: statement.ranks,
            title: title.ranks,
            ask,
        }
    }

    fn matter(&self, rng: &mut StdRng) -> Matter<'_> {
        let who_count = *[1, 1, 2, 2, 2, 3].choose(rng).expect("there are some");
        let place_count = *[0, 0, 1, 1, 1, 2].choose(rng).expect("there are some");
        let what_count = usize::from(rng.random_bool(0.35));
        let cast = &self.cast;
        Matter {
            cast,
            who: distinct(who_count, || {
                let kind = match rng.random_range(0..100) {
                    0..55 => EntityKind::Person,
                    55..80 => EntityKind::State,
                    _ => EntityKind::Organisation,
                };
                cast.one(kind, rng)
            }),
            places: distinct(place_count, || cast.one(EntityKind::Place, rng)),
            what: distinct(what_count, || {
                let is_weapon = rng.random_bool(0.5);
                cast.one(
                    if is_weapon {
                        EntityKind::Weapon
                    } else {
                        EntityKind::Event
                    },
                    rng,
                )
            }),
            edtf: sometimes(0.7, rng, |rng| Edtf::Point(point(rng))),
        }
    }
}

/// What a fact is called in packs.
pub(super) fn fact_id(number: u32) -> FactId {
    FactId::new(format!("fact-{number}"))
}

/// Some entities; fewer if the same is drawn twice.
fn distinct(count: usize, mut draw: impl FnMut() -> EntityIx) -> Vec<EntityIx> {
    let mut drawn = Vec::with_capacity(count);
    for _ in 0..count {
        let entity = draw();
        if !drawn.contains(&entity) {
            drawn.push(entity);
        }
    }
    drawn
}

fn sometimes<T>(share: f64, rng: &mut StdRng, draw: impl FnOnce(&mut StdRng) -> T) -> Option<T> {
    rng.random_bool(share).then(|| draw(rng))
}

fn point(rng: &mut StdRng) -> Point {
    let year = rng.random_range(1945..2025);
    let month = rng.random_range(1..=12);
    match rng.random_range(0..10) {
        0 => Point::Decade(year / 10 * 10),
        1..4 => Point::Year(year),
        4..6 => Point::Month(year, month),
        _ => Point::Day(date(year, month, rng.random_range(1..=28))),
    }
}

fn amount(rng: &mut StdRng) -> Amount {
    let magnitude = 10i64.pow(rng.random_range(1..10));
    Amount {
        value: rng.random_range(1..100) * magnitude,
        unit: (*UNITS.choose(rng).expect("there are some")).into(),
        of: None,
    }
}

fn phrase(words: usize, rng: &mut StdRng) -> String {
    let words: Vec<String> = (0..words).map(|_| word(rank(rng))).collect();
    format!("the {}", words.join(" "))
}

fn subject(rng: &mut StdRng) -> SubjectIx {
    let subject = zipf(SUBJECTS as usize, 3.0, rng);
    SubjectIx(u32::try_from(subject).expect("there are few subjects"))
}

/// Now and then the fact before, where that is in the same pack.
fn related(number: u32, rng: &mut StdRng) -> Box<[FactIx]> {
    let is_related = rng.random_bool(0.3) && !number.is_multiple_of(PACK_FACTS_MAX);
    is_related.then(|| FactIx(number - 1)).into_iter().collect()
}
