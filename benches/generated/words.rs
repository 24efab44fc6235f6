//! Words: how common each is, how it is spelt, and the forms it takes.

use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt};

/// How many words there are to draw from. Names are spelt like the ranks after them.
pub const VOCABULARY: usize = 300_000;

/// How flat the top of the vocabulary is, after Mandelbrot; the words below are not function
/// words, so that none stands in every tenth sentence.
const VOCABULARY_SHIFT: f64 = 20.0;

/// How many made-up words have two syllables; all later ones have three. Few of the some hundred
/// thousand that could be are words, so that, as in English, most slips make no other word.
const SHORT_WORDS: usize = 4_000;

/// The commonest words are real ones, as texts about states use them, for an engine may treat
/// words that it knows in its own way. All take -s, -ed and -ing without more ado.
#[rustfmt::skip]
const COMMON: [&str; 80] = [
    "visit", "talk", "sign", "agreement", "summit", "minister", "border", "treat", "export",
    "import", "market", "offer", "order", "support", "project", "report", "contract", "defend",
    "attack", "weapon", "train", "exchange", "discuss", "interest", "problem", "effort", "deploy",
    "join", "reject", "accept", "resist", "sanction", "transport", "pipeline", "port", "airport",
    "harbour", "road", "railway", "loan", "credit", "fund", "invest", "plant", "reactor", "sensor",
    "satellite", "rocket", "vessel", "crew", "pilot", "student", "teacher", "farmer", "worker",
    "protest", "election", "parliament", "party", "court", "appeal", "arrest", "prison", "hospital",
    "doctor", "patient", "school", "museum", "festival", "film", "record", "concert", "garden",
    "river", "flood", "storm", "forest", "mountain", "island", "desert",
];

const ONSETS: [&str; 26] = [
    "b", "d", "f", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z", "br", "dr", "gr",
    "kr", "pr", "tr", "st", "sk", "sl", "sh", "ch",
];
const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "au", "oo"];
/// Every word ends in a consonant, so that endings join it plainly.
const CODAS: [&str; 8] = ["n", "r", "l", "k", "t", "m", "d", "p"];

/// Odd and no multiple of 13, so that it visits all spellings before it meets one twice.
const STRIDE: u64 = 31_415_927;

/// A rank below `count`, each as frequent as the inverse of itself plus `shift` (Zipf and
/// Mandelbrot).
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "ranks are small, and the result lies between 0 and `count`"
)]
pub fn zipf(count: usize, shift: f64, rng: &mut StdRng) -> usize {
    let span = (count as f64 + shift) / shift;
    let rank = shift * span.powf(rng.random()) - shift;
    (rank as usize).min(count - 1)
}

/// The rank of a random word of the vocabulary.
pub fn rank(rng: &mut StdRng) -> usize {
    zipf(VOCABULARY, VOCABULARY_SHIFT, rng)
}

/// The word of a rank, of which no two are spelt alike.
pub fn word(rank: usize) -> String {
    let made_up = match COMMON.get(rank) {
        Some(word) => return (*word).to_owned(),
        None => rank - COMMON.len(),
    };
    let syllables = if made_up < SHORT_WORDS { 2 } else { 3 };
    let mut left = made_up as u64 * STRIDE;
    let mut take = |from: &[&'static str]| {
        let count = from.len() as u64;
        let taken = from[usize::try_from(left % count).expect("less than the count")];
        left /= count;
        taken
    };
    let mut word = String::new();
    for _ in 0..syllables {
        word += take(&ONSETS);
        word += take(&VOWELS);
    }
    word + take(&CODAS)
}

/// The word of a rank as a name is written.
pub fn name(rank: usize) -> String {
    capitalised(&word(VOCABULARY + rank))
}

/// The word with its first letter as a capital.
pub fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

/// The word in some form: mostly as it is.
pub fn inflected(word: &str, rng: &mut StdRng) -> String {
    let ending = match rng.random_range(0..10) {
        0 | 1 => "s",
        2 => "ed",
        3 => "ing",
        _ => "",
    };
    format!("{word}{ending}")
}

/// One of some texts.
pub fn one_of<'t>(texts: &[&'t str], rng: &mut impl Rng) -> &'t str {
    texts.choose(rng).expect("there are texts to choose from")
}
