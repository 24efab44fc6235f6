//! The entities of a base: some are in many facts, most in a few.

use std::collections::HashSet;
use std::ops::Range;

use attache::facts::{Entity, EntityKind, Office};
use attache::ids::{EntityId, EntityIx};
use rand::RngExt;
use rand::rngs::StdRng;

use super::words::{name, one_of, zipf};

/// How flat the top of the most mentioned is: the first of a thousand persons is in about three
/// facts of a hundred.
const FAME_SHIFT: f64 = 5.0;

/// Many bear the same first name, some the same surname.
const FIRST_NAMES: usize = 1_500;
const SURNAMES: usize = 60_000;

/// Where the names of each kind begin among all names, so that no two kinds share one.
const STATE_NAMES: usize = FIRST_NAMES + SURNAMES;
const OTHER_NAMES: usize = STATE_NAMES + 200;

#[rustfmt::skip]
const OFFICES: [(&str, &[&str]); 10] = [
    ("President", &[]), ("Prime Minister", &["PM", "premier"]), ("Foreign Minister", &["FM"]),
    ("Defence Minister", &[]), ("Finance Minister", &[]), ("Chief of Staff", &["COS"]),
    ("Ambassador", &["envoy"]), ("Speaker of Parliament", &[]), ("Chief Justice", &["CJ"]),
    ("Governor", &[]),
];
const BODIES: [&str; 10] = [
    "Agency",
    "Union",
    "Council",
    "Bank",
    "Institute",
    "Army",
    "Company",
    "Party",
    "Authority",
    "Commission",
];
const WEAPONS: [&str; 6] = [
    "tank",
    "missile system",
    "helicopter",
    "frigate",
    "rifle",
    "fighter jet",
];
const EVENTS: [&str; 6] = ["Summit", "Exercise", "Conference", "War", "Accord", "Games"];
const PLACES: [&str; 4] = ["city", "port", "region", "river"];

/// All entities of a base, by kind and, within a kind, the most mentioned first.
#[derive(Debug)]
pub struct Cast {
    entities: Vec<Entity>,
    /// Where the entities of each kind lie.
    kinds: [(EntityKind, Range<usize>); 6],
}

impl Cast {
    /// Draws the entities of a base of some facts.
    pub fn new(facts: u32, rng: &mut StdRng) -> Self {
        let facts = facts as usize;
        // Shares as in hand-made bases, where a fact brings a new entity in every third case.
        let counts = [
            (EntityKind::State, (8 + facts / 50).min(190)),
            (EntityKind::Person, 10 + facts / 6),
            (EntityKind::Organisation, 5 + facts / 20),
            (EntityKind::Place, 5 + facts / 25),
            (EntityKind::Weapon, 3 + facts / 60),
            (EntityKind::Event, 3 + facts / 30),
        ];
        let mut draw = Draw::default();
        let kinds = counts.map(|(kind, count)| {
            let from = draw.entities.len();
            for number in 0..count {
                draw.add(kind, number, rng);
            }
            let range = from..draw.entities.len();
            match kind {
                EntityKind::State => draw.states = range.clone(),
                EntityKind::Place => draw.places = range.clone(),
                _ => {}
            }
            (kind, range)
        });
        Self {
            entities: draw.entities,
            kinds,
        }
    }

    /// The entity at a position.
    pub fn entity(&self, ix: EntityIx) -> &Entity {
        &self.entities[ix.index()]
    }

    /// All entities, by position.
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// An entity of a kind, the more mentioned ones the more often.
    pub fn one(&self, kind: EntityKind, rng: &mut StdRng) -> EntityIx {
        let (_, range) = self
            .kinds
            .iter()
            .find(|(of, _)| *of == kind)
            .expect("every kind is in the cast");
        drawn(range, rng)
    }
}

/// A cast while it is drawn: states first, for all others refer to them.
#[derive(Default)]
struct Draw {
    /// All names and aliases so far, since no two entities may share one.
    taken: HashSet<String>,
    entities: Vec<Entity>,
    states: Range<usize>,
    places: Range<usize>,
}

impl Draw {
    fn add(&mut self, kind: EntityKind, number: usize, rng: &mut StdRng) {
        let (name, class) = loop {
            let (name, class) = self.named(kind, number, rng);
            if self.taken.insert(name.to_lowercase()) {
                break (name, class);
            }
        };
        let aliases = self.aliases(kind, &name, rng);
        let has_office = kind == EntityKind::Person && rng.random_bool(0.15);
        let office = has_office.then(|| self.office(rng));
        let is_part = kind == EntityKind::Organisation && rng.random_bool(0.5);
        self.entities.push(Entity {
            id: EntityId::new(format!("{}-{number}", kind.word())),
            kind,
            name: name.into(),
            class: class.map(Into::into),
            office,
            of: is_part.then(|| self.state(rng)),
            stands_for: None,
            rivals: Box::default(),
            aliases,
        });
    }

    /// A name and what is so named.
    fn named(
        &self,
        kind: EntityKind,
        number: usize,
        rng: &mut StdRng,
    ) -> (String, Option<&'static str>) {
        let own = name(OTHER_NAMES + number);
        match kind {
            EntityKind::State => (name(STATE_NAMES + number), None),
            EntityKind::Person => {
                let first = name(zipf(FIRST_NAMES, 10.0, rng));
                let surname = name(FIRST_NAMES + zipf(SURNAMES, 50.0, rng));
                (format!("{first} {surname}"), None)
            }
            EntityKind::Organisation => {
                let body = one_of(&BODIES, rng);
                (format!("{own} {body}"), Some(body))
            }
            EntityKind::Place => (format!("{own}pur"), Some(one_of(&PLACES, rng))),
            EntityKind::Weapon => {
                let number = rng.random_range(1..1000);
                let letters = [(); 2].map(|()| char::from(rng.random_range(b'A'..=b'Z')));
                let [first, second] = letters;
                (
                    format!("{first}{second}-{number}"),
                    Some(one_of(&WEAPONS, rng)),
                )
            }
            EntityKind::Event => {
                let year = rng.random_range(1950..2025);
                let event = one_of(&EVENTS, rng);
                let place = &self.entities[drawn(&self.places, rng).index()].name;
                (format!("{place} {event} {year}"), Some(event))
            }
        }
    }

    /// The abbreviation of a body, if it has one that no other has.
    fn aliases(&mut self, kind: EntityKind, name: &str, rng: &mut StdRng) -> Box<[Box<str>]> {
        if kind != EntityKind::Organisation {
            return Box::default();
        }
        let letters = name.chars().filter(|c| c.is_alphabetic());
        let mut alias: String = letters
            .filter(|c| c.is_uppercase() || rng.random_bool(0.2))
            .take(5)
            .collect();
        alias.make_ascii_uppercase();
        let is_new = alias.len() > 2 && self.taken.insert(alias.to_lowercase());
        is_new.then(|| alias.into()).into_iter().collect()
    }

    fn office(&self, rng: &mut StdRng) -> Office {
        let (title, also) = OFFICES[rng.random_range(0..OFFICES.len())];
        Office {
            title: title.into(),
            also: also.iter().map(|&also| also.into()).collect(),
            of: self.state(rng),
            as_of: rng.random_range(1990..2025),
        }
    }

    fn state(&self, rng: &mut StdRng) -> EntityIx {
        drawn(&self.states, rng)
    }
}

/// One of the entities in a range, the first ones the most often.
fn drawn(range: &Range<usize>, rng: &mut StdRng) -> EntityIx {
    let index = range.start + zipf(range.len(), FAME_SHIFT, rng);
    EntityIx(u32::try_from(index).expect("fewer than 2^32 entities"))
}
