//! Statements and titles, with the words they were made of.

use attache::facts::{Edtf, EntityKind, Point};
use attache::ids::EntityIx;
use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::cast::Cast;
use super::words::{inflected, one_of, rank, word};

/// How many words a statement has.
const STATEMENT_WORDS: std::ops::RangeInclusive<usize> = 8..=25;

/// The last words are left out of a statement that would grow longer than packs allow.
const STATEMENT_CHARS_MAX: usize = 230;

/// The longest title that packs allow.
const TITLE_CHARS_MAX: usize = 80;

/// Room for the number that tells a short title from others.
const NUMBER_CHARS_MAX: usize = 8;

/// Of a hundred words of English prose, about forty are such.
const FUNCTION_WORDS_SHARE: f64 = 0.4;

const FUNCTION_WORDS: [&str; 16] = [
    "of",
    "the",
    "and",
    "to",
    "in the",
    "for",
    "with",
    "on",
    "by the",
    "from",
    "at",
    "after",
    "as",
    "under the",
    "against",
    "over",
];

/// What a fact is made of, before it is worded.
pub struct Matter<'c> {
    pub cast: &'c Cast,
    pub who: Vec<EntityIx>,
    pub places: Vec<EntityIx>,
    pub what: Vec<EntityIx>,
    pub edtf: Option<Edtf>,
}

/// A text, and the ranks of those of its words that are no names or function words.
pub struct Worded {
    pub text: String,
    pub ranks: Vec<usize>,
}

impl Matter<'_> {
    /// One full sentence of all of it.
    pub fn statement(&self, rng: &mut StdRng) -> Worded {
        let length = rng.random_range(STATEMENT_WORDS);
        let mut sentence = Sentence::default();
        let mut links = ["", " and ", " with "].into_iter();
        for &entity in &self.who {
            sentence.text += links.next().unwrap_or(" ");
            sentence.text.push_str(&self.cast.entity(entity).name);
        }
        sentence.verb(rng);
        sentence.push("the");
        sentence.noun(rng);
        for (link, &entity) in self.links() {
            sentence.push(link);
            sentence.push(&self.cast.entity(entity).name);
        }
        while sentence.words() < length && sentence.text.len() < STATEMENT_CHARS_MAX {
            if rng.random_bool(FUNCTION_WORDS_SHARE) {
                sentence.push(one_of(&FUNCTION_WORDS, rng));
            }
            sentence.noun(rng);
        }
        if let Some(edtf) = self.edtf {
            let is_day = matches!(edtf, Edtf::Point(Point::Day(_)));
            sentence.push(if is_day { "on" } else { "in" });
            sentence.push(&edtf.in_words());
        }
        sentence.text.push('.');
        Worded {
            text: sentence.text,
            ranks: sentence.ranks,
        }
    }

    /// A heading of two words of its statement and some of its names.
    pub fn title(&self, statement: &Worded, rng: &mut StdRng) -> Worded {
        // The object, and any other word: headings are made of common words as often as others.
        let mut ranks = vec![statement.ranks[1]];
        ranks.extend(statement.ranks[2..].choose(rng));
        let words: Vec<String> = ranks.iter().map(|&rank| word(rank)).collect();
        let words = words.join(" ");
        let names: Vec<&str> = self
            .who
            .iter()
            .map(|&who| short_name(self.cast, who, rng))
            .collect();
        let mut text = match names.as_slice() {
            [first, second, ..] => format!("{first}–{second} {words}"),
            [first] if rng.random_bool(0.5) => format!("{words} of {first}"),
            _ => format!("{} {words}", names.join(" ")),
        };
        if let [place, ..] = self.places.as_slice()
            && rng.random_bool(0.4)
        {
            let with_place = format!("{text} in {}", self.cast.entity(*place).name);
            if with_place.len() <= TITLE_CHARS_MAX - NUMBER_CHARS_MAX {
                text = with_place;
            }
        }
        Worded { text, ranks }
    }

    /// Places and things, each with the word that joins it to the sentence.
    fn links(&self) -> impl Iterator<Item = (&str, &EntityIx)> {
        let places = ["in", "and"].into_iter().zip(&self.places);
        places.chain(["over", "and"].into_iter().zip(&self.what))
    }
}

/// A name as titles and people use it: half the time, a person's surname.
pub fn short_name<'c>(cast: &'c Cast, entity: EntityIx, rng: &mut StdRng) -> &'c str {
    let entity = cast.entity(entity);
    match entity.name.rsplit_once(' ') {
        Some((_, surname)) if entity.kind == EntityKind::Person && rng.random_bool(0.5) => surname,
        _ => &entity.name,
    }
}

/// A sentence while it is written.
#[derive(Default)]
struct Sentence {
    text: String,
    ranks: Vec<usize>,
}

impl Sentence {
    fn push(&mut self, words: &str) {
        self.text.push(' ');
        self.text += words;
    }

    fn verb(&mut self, rng: &mut StdRng) {
        let rank = rank(rng);
        self.ranks.push(rank);
        self.push(&format!("{}ed", word(rank)));
    }

    fn noun(&mut self, rng: &mut StdRng) {
        let rank = rank(rng);
        self.ranks.push(rank);
        self.push(&inflected(&word(rank), rng));
    }

    fn words(&self) -> usize {
        self.text.split(' ').count()
    }
}
