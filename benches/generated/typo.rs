//! One slip of the finger in a question, as the marks for questions with a typo ask for.

use rand::RngExt;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

/// Words of fewer letters are left alone: with a slip in them they are often another word.
const LETTERS_MIN: usize = 4;

/// The text with one letter of one word put in, left out, replaced or swapped with its neighbour;
/// unchanged if no word is long enough.
pub fn with_typo(text: &str, rng: &mut StdRng) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let words = long_words(&letters);
    let Some(&(from, to)) = words.choose(rng) else {
        return text.to_owned();
    };
    let at = rng.random_range(from..to);
    match rng.random_range(0..4) {
        0 => letters.insert(at, letter(rng)),
        1 => {
            letters.remove(at);
        }
        2 => letters[at] = other_letter(letters[at], rng),
        _ => swap_somewhere(&mut letters[from..to], rng),
    }
    letters.into_iter().collect()
}

/// Where the words that may get a typo begin and end.
fn long_words(letters: &[char]) -> Vec<(usize, usize)> {
    let mut words = Vec::new();
    let mut from = 0;
    for at in 0..=letters.len() {
        if letters.get(at).is_none_or(|c| !c.is_alphabetic()) {
            if at - from >= LETTERS_MIN {
                words.push((from, at));
            }
            from = at + 1;
        }
    }
    words
}

fn letter(rng: &mut StdRng) -> char {
    char::from(rng.random_range(b'a'..=b'z'))
}

fn other_letter(old: char, rng: &mut StdRng) -> char {
    loop {
        let new = letter(rng);
        if new != old.to_ascii_lowercase() {
            return new;
        }
    }
}

/// Swaps two neighbours that differ, if the word has such.
fn swap_somewhere(word: &mut [char], rng: &mut StdRng) {
    let places: Vec<usize> = (1..word.len())
        .filter(|&at| word[at - 1] != word[at])
        .collect();
    if let Some(&at) = places.choose(rng) {
        word.swap(at - 1, at);
    }
}
