//! The right answer to a question, with all that judging needs to know.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::facts::Edtf;

/// The right answer to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// The position of the right choice.
    Choice(usize),
    /// The positions of the choices in the right order.
    Order(Vec<usize>),
    /// A name; of all questions for it, it is the same.
    Name(Arc<NameAnswer>),
    /// A date.
    Date(DateAnswer),
    /// A number with its unit.
    Number(NumberAnswer),
    /// All of these names, in any order.
    Set(Vec<Arc<NameAnswer>>),
    /// A year or number of which the nearest guess wins.
    Closest(NumberAnswer),
}

/// A name that is the right answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameAnswer {
    /// The name as it is said.
    pub name: String,
    /// Every other name of it, in any script.
    pub aliases: Vec<String>,
    /// Names of others of its kind: a slip that is nearer to one of these is no slip.
    pub rivals: Vec<String>,
}

/// A date that is the right answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DateAnswer {
    /// The date as far as it is known.
    pub date: Edtf,
    /// How precise an answer has to be.
    pub asked: Precision,
}

/// How precise a date has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precision {
    /// The ten years of it.
    Decade,
    /// The year.
    Year,
    /// Month and year.
    Month,
    /// Day, month and year.
    Day,
}

/// A number that is the right answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberAnswer {
    /// The number in full, without its decimal point.
    pub value: i64,
    /// How many of its last digits stand behind the point: 12.5 is 125 with one.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub decimals: u32,
    /// What is counted or measured, in the plural; empty where nothing is, as with a year.
    pub unit: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes references")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}
