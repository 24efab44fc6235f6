//! A daily fact, frozen as it was planned: nothing of the base is needed to post it.

use serde::{Deserialize, Serialize};

use super::{Choice, Occasion};
use crate::facts::{Citation, Edtf, FactBase, Point};

/// A daily fact in words of the base.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// Of what year it is the anniversary, if it is one.
    pub anniversary: Option<(Occasion, i16)>,
    /// Its statement.
    pub statement: String,
    /// How sure it is, to stand behind that; empty where the source states it.
    pub mark: String,
    /// Whether its date is inferred.
    pub is_inferred: bool,
    /// What it stands on.
    pub cited: Citation,
}

impl Told {
    /// What was chosen.
    pub fn new(base: &FactBase, choice: Choice) -> Self {
        let fact = base.fact(choice.fact);
        let year = match fact.date.edtf {
            Some(Edtf::Point(Point::Day(day))) => Some(day.year()),
            Some(Edtf::Point(Point::Month(year, _))) => Some(year),
            _ => None,
        };
        Self {
            anniversary: choice.occasion.zip(year),
            statement: fact.statement.to_string(),
            mark: fact.certainty_mark().to_owned(),
            is_inferred: fact.date.inferred.is_some(),
            cited: base.cite(fact),
        }
    }
}
