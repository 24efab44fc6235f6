//! Questions for a number: how many, how much, the nearest guess.

use super::chance::Chance;
use super::frame::{Frame, id};
use super::ground::Ground;
use super::leak::holds_number;
use super::phrase::{number, replaced};
use super::sentence::Sentence;
use super::wrong::WRONG;
use crate::facts::{Amount, number_in_full, number_in_words};
use crate::ids::FactIx;
use crate::quiz::{Answer, Kind, NumberAnswer, Question};

/// All questions for the number of a fact, if its sentence gives the number.
pub(super) fn questions(ground: &Ground, ix: FactIx, sentence: &Sentence) -> Vec<Question> {
    let fact = ground.base.fact(ix);
    let Some(amount) = &fact.amount else {
        return Vec::new();
    };
    let Some((start, end)) = place(sentence.text, amount) else {
        return Vec::new();
    };
    let wording = replaced(sentence.text, start, end, "how many") + "?";
    let wording = sentence.attribution.before(&wording);
    if holds_number(&wording, &amount.value.to_string()) {
        return Vec::new();
    }
    let chance = Chance::of(&id(fact.id.as_str(), "number", Kind::Choice));
    let wrong = wrong(amount.value, chance.below(WRONG + 1), chance);
    let mut values = wrong.clone();
    values.push(amount.value);
    values.sort_unstable();
    let right = values.iter().position(|value| *value == amount.value);
    let answer = || NumberAnswer {
        value: amount.value,
        decimals: 0,
        unit: amount.unit.to_string(),
    };
    let kinds = [
        (Kind::Choice, right.map(Answer::Choice)),
        (Kind::Typed, Some(Answer::Number(answer()))),
        (Kind::Closest, Some(Answer::Closest(answer()))),
    ];
    let questions = kinds.into_iter().filter_map(|(kind, answer)| {
        let is_choice = kind == Kind::Choice;
        let words = |value: &i64| {
            Amount {
                value: *value,
                ..amount.clone()
            }
            .in_words()
        };
        let frame = Frame {
            aspect: "number",
            kind,
            wording: match kind {
                Kind::Closest => format!("{wording} The nearest number wins."),
                _ => wording.clone(),
            },
            choices: if is_choice {
                values.iter().map(words).collect()
            } else {
                Vec::new()
            },
            answer: answer?,
            told: amount.in_words(),
        };
        (!is_choice || values.len() == WRONG + 1).then(|| frame.question(ground, fact))
    });
    questions.collect()
}

/// Where a sentence gives the number of an amount, before its unit.
pub(super) fn place(text: &str, amount: &Amount) -> Option<(usize, usize)> {
    let unit = amount.unit.split_whitespace().next()?;
    [
        number_in_words(amount.value),
        number_in_full(amount.value),
        amount.value.to_string(),
        spelt(amount.value),
    ]
    .into_iter()
    .find_map(|number| {
        let phrase = format!("{number} {unit}");
        let start = text.find(&phrase)?;
        let is_word =
            !text[..start].ends_with(|c: char| c.is_alphanumeric() || ",.-$€£".contains(c));
        is_word.then_some((start, start + number.len()))
    })
}

/// "two million", "seven": small numbers as words.
fn spelt(value: i64) -> String {
    let in_words = number_in_words(value);
    let (figure, scale) = in_words.split_once(' ').unwrap_or((&in_words, ""));
    let count = figure.parse().unwrap_or(usize::MAX);
    format!("{} {scale}", number(count)).trim_end().to_owned()
}

/// Wrong numbers as round as the right one, so many of them below it, if there is room.
pub(super) fn wrong(value: i64, below: usize, chance: Chance) -> Vec<i64> {
    let mut unit = 1;
    while value != 0 && value % (unit * 10) == 0 && unit < i64::MAX / 100 {
        unit *= 10;
    }
    let figure = value / unit;
    // Near enough to be thought right: seventy might be sixty, and not ten.
    let step_max = usize::try_from(figure.abs() / 4).unwrap_or(1).max(1);
    let side = |sign: i64| {
        let mut at = figure;
        (0..WRONG)
            .filter_map(|step| {
                let step = chance.with(&format!("{sign}/{step}")).below(step_max);
                at = at.checked_add(sign * i64::try_from(step + 1).unwrap_or(1))?;
                at.checked_mul(unit)
            })
            // Nobody takes part in less than one.
            .filter(|wrong| (*wrong > 0) == (value > 0))
            .collect::<Vec<_>>()
    };
    let (before, after) = (side(-1), side(1));
    let mut wrong: Vec<i64> = before.into_iter().take(below).collect();
    let missing = WRONG - wrong.len();
    wrong.extend(after.into_iter().take(missing));
    wrong
}
