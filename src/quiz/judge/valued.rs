//! Dates and numbers, read from the text of a right answer and of the question.

use super::amount::amounts;
use super::date::precision;
use super::day::dates;
use super::text::Text;
use super::unit;
use crate::answers::fold::fold;
use crate::facts::{Edtf, Point};
use crate::quiz::{Answer, DateAnswer, NumberAnswer, Precision};

/// A date, if a text is one and nothing else.
pub(super) fn date(asked: &str, text: &str) -> Option<Answer> {
    let folded = fold(text);
    let found = dates(&folded);
    let [written] = found.all.as_slice() else {
        return None;
    };
    if found.is_range || found.has_rest || found.words > 0 || written.is_short {
        return None;
    }
    let is_counted = asked.contains("how many") || asked.contains("how much");
    let year = written
        .year
        .filter(|year| (-2999..=2999).contains(year) && !is_counted)?;
    let point = match (written.month, written.day) {
        _ if written.is_decade => Point::Decade(year),
        (Some(month), Some(day)) => Point::Day(jiff::civil::Date::new(year, month, day).ok()?),
        (Some(month), None) => Point::Month(year, month),
        _ => Point::Year(year),
    };
    Some(Answer::Date(DateAnswer {
        date: Edtf::Point(point),
        asked: asked_precision(asked)
            .unwrap_or(precision(point))
            .min(precision(point)),
    }))
}

/// How precise a date the question asks for, if it says so.
fn asked_precision(asked: &str) -> Option<Precision> {
    let says = |phrases: &[&str]| phrases.iter().any(|phrase| asked.contains(phrase));
    let is_year = says(&["what year", "which year"]);
    let mut words = asked.split(|c: char| !c.is_alphanumeric());
    let has_date = !is_year && words.any(|word| word == "date");
    let asks_day = says(&[
        "day, month",
        "day and month",
        "day month",
        "day & month",
        "day/month",
        "month, day",
        "month and day",
        "month and the day",
        "what day",
        "which day",
        "exact day",
    ]);
    if asked.contains("decade") {
        Some(Precision::Decade)
    } else if has_date || asks_day {
        Some(Precision::Day)
    } else if asked.contains("month") {
        Some(Precision::Month)
    } else if is_year || says(&["the year", "year was", "year did", "year is"]) {
        Some(Precision::Year)
    } else {
        None
    }
}

pub(super) fn asks_when(asked: &str) -> bool {
    [
        "when",
        "what year",
        "which year",
        "what date",
        "which date",
        "year did",
        "year was",
    ]
    .iter()
    .any(|words| asked.contains(words))
}

/// A number with its unit, if a text is one, or a number is asked.
pub(super) fn number(asked: &str, text: &str) -> Option<Answer> {
    let folded = fold(text);
    let found = amounts(&folded);
    let [only] = found.all.as_slice() else {
        return None;
    };
    let (value, decimals) = only.decimal().filter(|_| !found.is_range)?;
    let is_asked = [
        "how many",
        "how much",
        "percentage",
        "what share",
        "what number",
    ]
    .iter()
    .any(|words| asked.contains(words));
    let words = Text::new(text);
    let begins = words.all().next().is_some_and(|word| {
        let is_number = word.starts_with(|c: char| c.is_ascii_digit());
        is_number || word == "minus" || unit::is_money(word)
    });
    let is_measured = only.unit.is_none_or(|unit| unit::measure(unit).is_some());
    // "132 billion gold marks", but "101 Dalmatians" and "38th parallel".
    let counts = || {
        let has_scale = folded.split(' ').any(|word| scale(word) > 1);
        has_scale && words.len() <= 5 && !words.words.iter().any(|word| word.is_capital)
    };
    let is_joined = words.words.iter().any(|word| word.is_joined);
    let is_bare = begins && !is_joined && (only.after.is_none() && is_measured || counts());
    if !is_bare && (!is_asked || words.len() > 6) {
        return None;
    }
    let unit = only.unit.map(str::to_owned).or_else(|| {
        let (_, counted) = asked.split_once("how many ")?;
        let mut words = counted.split(|c: char| !c.is_alphanumeric());
        words
            // Of degrees it is the scale.
            .find(|word| amounts(word).all.is_empty() && scale(word) == 1 && *word != "degrees")
            .map(str::to_owned)
    });
    Some(Answer::Number(NumberAnswer {
        value,
        decimals,
        unit: unit.unwrap_or_default(),
    }))
}

/// "How many billion dollars?" may be answered without the billion.
pub(super) fn unscaled(asked: &str, answer: &Answer) -> Option<Answer> {
    let Answer::Number(number) = answer else {
        return None;
    };
    let (_, counted) = asked.split_once("how many ")?;
    let scale = scale(counted.split(' ').next()?);
    if scale == 1 {
        return None;
    }
    let value = if number.value % scale == 0 && number.value >= scale {
        number.value / scale
    } else {
        number.value.checked_mul(scale)?
    };
    Some(Answer::Number(NumberAnswer {
        value,
        decimals: number.decimals,
        unit: number.unit.clone(),
    }))
}

fn scale(word: &str) -> i64 {
    match word {
        "thousand" => 1000,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        "trillion" => 1_000_000_000_000,
        _ => 1,
    }
}
