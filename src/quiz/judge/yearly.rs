//! Days and months of the year: "11 November", "December", of whatever year it is.

use super::day::{Written, dates};
use super::reason::{Reason, Verdict};
use super::text::Text;
use crate::quiz::Precision;

/// The day of the year that a folded text is, if it is one and nothing else; the month, if one is
/// asked.
pub(super) fn day_or_month(folded: &str, question: &Text) -> Option<Written> {
    let found = dates(folded);
    let [only] = found.all.as_slice() else {
        return None;
    };
    let is_enough = only.day.is_some() || question.has("month");
    let is_day = only.year.is_none() && only.month.is_some() && is_enough;
    let is_alone = !found.is_range && !found.has_rest && !found.is_negated && found.words == 0;
    (is_day && is_alone).then_some(*only)
}

/// Judges what was given, folded, for a day of the year; none if there is no single date in it.
/// A year that is given as well has to be the question's, if that says one.
pub(super) fn verdict(right: Written, folded: &str, question: &Text) -> Option<Verdict> {
    let found = dates(&separated(folded));
    let [only] = found.all.as_slice() else {
        return None;
    };
    if found.is_negated {
        return Some(Verdict::refuse(Reason::Negated));
    }
    if found.is_range {
        return Some(Verdict::refuse(Reason::Range));
    }
    let is_other = [
        only.month.is_some() && only.month != right.month,
        right.day.is_some() && only.day.is_some() && only.day != right.day,
        only.year.is_some_and(|year| is_other_year(year, question)),
        found.has_rest && only.day.is_some() && only.month.is_some(),
    ];
    let is_vague = only.day.is_none() || only.month.is_none();
    Some(if is_other.contains(&true) {
        Verdict::refuse(Reason::OtherDate)
    } else if is_vague && right.day.is_some() {
        Verdict::refuse(Reason::TooVague(Precision::Day))
    } else if only.month.is_none() {
        Verdict::refuse(Reason::NoDate)
    } else {
        Verdict::accept(Reason::Right)
    })
}

/// Whether the question says a year, and another one.
fn is_other_year(year: i16, question: &Text) -> bool {
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let mut said = question.all().filter(is_year).peekable();
    said.peek().is_some() && said.all(|word| word != year.to_string())
}

/// "11/11" with its month in words, which tells it from a fraction.
fn separated(folded: &str) -> String {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let parts = folded.trim().split_once(['/', '.', '-']);
    let numbers = parts.and_then(|(day, month)| {
        let (day, month): (usize, usize) = (day.parse().ok()?, month.parse().ok()?);
        // The day comes first, unless there is no such month.
        let (day, month) = if month > MONTHS.len() {
            (month, day)
        } else {
            (day, month)
        };
        let name = MONTHS.get(month.checked_sub(1)?)?;
        Some(format!("{day} {name}"))
    });
    numbers.unwrap_or_else(|| folded.to_owned())
}
