//! Hints, which narrow and never mislead.

use rand::Rng;
use rand::seq::IteratorRandom;
use serde::{Deserialize, Serialize};

use crate::facts::Point;
use crate::quiz::{Answer, Kind, Question};

/// How many wrong choices a hint strikes out.
const STRUCK: usize = 2;

/// What a hint tells.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Hint {
    /// These choices are wrong.
    Struck(Vec<String>),
    /// The answer begins so, and has so many letters in each of its words.
    Letters {
        /// Its first letter.
        first: char,
        /// The letters of each word.
        words: Vec<usize>,
    },
    /// It is in the ten years from this one on.
    Decade(i16),
    /// Its number has so many digits.
    Digits(usize),
    /// This comes first.
    First(String),
    /// It has so many parts.
    Parts(usize),
}

impl Hint {
    /// A hint for a question; none if it would give the answer away.
    pub fn of(question: &Question, random: &mut impl Rng) -> Option<Self> {
        match &question.answer {
            Answer::Choice(right) if question.kind != Kind::TrueFalse => {
                let wrong = (0..question.choices.len()).filter(|at| at != right);
                let mut struck = wrong.sample(random, STRUCK);
                struck.sort_unstable();
                let struck = struck.into_iter().map(|at| question.choices[at].clone());
                Some(Self::Struck(struck.collect()))
            }
            Answer::Choice(_) => None,
            Answer::Order(right) => Some(Self::First(question.choices[*right.first()?].clone())),
            Answer::Name(name) => {
                let letters = |word: &str| word.chars().filter(|c| c.is_alphanumeric()).count();
                Some(Self::Letters {
                    first: name.name.chars().find(|c| c.is_alphanumeric())?,
                    words: name.name.split_whitespace().map(letters).collect(),
                })
            }
            Answer::Set(names) => Some(Self::Parts(names.len())),
            Answer::Date(date) => match date.date {
                crate::facts::Edtf::Point(Point::Decade(_)) => None,
                date => Some(Self::Decade(decade(date.first_day()?.year()))),
            },
            Answer::Closest(number) if number.unit.is_empty() => {
                Some(Self::Decade(decade(i16::try_from(number.value).ok()?)))
            }
            Answer::Number(number) | Answer::Closest(number) => {
                Some(Self::Digits(digits(number.value)))
            }
        }
    }
}

fn decade(year: i16) -> i16 {
    year - year.rem_euclid(10)
}

fn digits(value: i64) -> usize {
    value.unsigned_abs().to_string().len()
}
