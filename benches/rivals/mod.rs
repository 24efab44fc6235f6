//! What a user would otherwise pick, each set up as one would in an afternoon with its manual.
//!
//! Both get the same four texts of a fact in fields of their own, English stemming, the same
//! weights for the fields, and questions freed of the words that every question has.

mod fts5;
mod tantivy;

pub use fts5::Fts5;
pub use tantivy::{Slips, Tantivy};

/// What a word is worth in the title, the statement, the words to ask with, and the names.
///
/// Names and titles tell facts apart; a statement is long and mentions much by the way. Of a dozen
/// sets between 1 and 4, these did best on the real questions for both rivals taken together.
const WEIGHTS: [f32; 4] = [3.0, 1.0, 2.0, 3.0];

/// Words that say that something is asked, or say nothing at all.
#[rustfmt::skip]
const STOP_WORDS: [&str; 62] = [
    "a", "about", "an", "and", "are", "as", "at", "be", "been", "by", "can", "could", "did", "do",
    "does", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "in", "is", "it",
    "its", "many", "me", "much", "of", "on", "or", "s", "she", "that", "the", "their", "they",
    "this", "to", "was", "we", "were", "what", "when", "where", "which", "who", "whom", "whose",
    "why", "will", "with", "would", "you", "your", "please", "tell", "there",
];

/// The words of a question worth searching for: all but the stop words, or all if none is left.
fn words(question: &str) -> Vec<String> {
    let all: Vec<String> = question
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let telling: Vec<String> = all
        .iter()
        .filter(|word| !STOP_WORDS.contains(&word.as_str()))
        .cloned()
        .collect();
    if telling.is_empty() { all } else { telling }
}
