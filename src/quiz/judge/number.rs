//! Numbers: value, scale and unit have to agree.

use super::amount::{Amount, amounts};
use super::hesitation;
use super::lexicon;
use super::reason::{Reason, Verdict};
use super::slip;
use super::text::Text;
use super::unit;
use crate::quiz::NumberAnswer;

/// Judges what was given, folded and as words, for a number.
pub(super) fn verdict(
    answer: &NumberAnswer,
    folded: &str,
    given: &Text,
    question: &Text,
) -> Verdict {
    let mut found = amounts(folded);
    if unit::measure(&answer.unit) == Some("metre") {
        found
            .all
            .iter_mut()
            .for_each(|amount| *amount = amount.in_metres());
    }
    let Some(first) = found.all.first() else {
        return Verdict::refuse(hesitation::unsaid(given).unwrap_or(Reason::NoNumber));
    };
    if found.is_negated {
        return Verdict::refuse(Reason::Negated);
    }
    if found.is_range {
        return Verdict::refuse(Reason::Range);
    }
    let is_other = |amount: &Amount<'_>| amount.decimal() != first.decimal();
    if found.all.iter().any(is_other) {
        // A number of the question, said again, is no second answer.
        let is_right = |amount: &&Amount<'_>| amount.is(answer);
        let is_said = |amount: &Amount<'_>| {
            let whole = amount.whole().map(|whole| whole.to_string());
            whole.is_some_and(|whole| question.has(&whole))
        };
        let right = found.all.iter().find(is_right);
        let others = || found.all.iter().filter(|amount| !is_right(amount));
        if right.is_none() || !others().all(is_said) {
            return Verdict::refuse(Reason::Several);
        }
    }
    let right = found.all.iter().find(|amount| amount.is(answer));
    let Some(right) = right else {
        return Verdict::refuse(Reason::OtherNumber);
    };
    if is_other_unit(right, &answer.unit, question) {
        return Verdict::refuse(Reason::OtherUnit);
    }
    Verdict::accept(Reason::Right)
}

/// The number that is guessed; none where there is none, or more than one.
pub fn guess(given: &str) -> Option<i64> {
    let folded = crate::answers::fold::fold(super::cut(given));
    let found = amounts(&folded);
    let [only] = found.all.as_slice() else {
        return None;
    };
    only.whole()
        .filter(|_| !found.is_range && !found.is_negated)
}

/// Whether what is counted is something else than was asked.
fn is_other_unit(given: &Amount<'_>, unit: &str, question: &Text) -> bool {
    let Some(said) = given.unit else {
        return false;
    };
    let unit = unit.to_lowercase();
    let is_same = |word: &str| match (unit::measure(word), unit::measure(said)) {
        (Some(word), Some(said)) => word == said,
        _ => is_one_and_many(word, said) || slip::is_slip(word, said),
    };
    if unit.split_whitespace().any(is_same) {
        return false;
    }
    let is_asked = question.all().any(is_same);
    // What measures or pays has to be the right one, in whatever place it is said.
    if unit::measure(said).is_some() {
        return !unit.is_empty() || !is_asked;
    }
    let is_plural = said.len() > 3 && said.ends_with('s') && !said.ends_with("ss");
    is_plural && !is_asked && !lexicon::is_filler(said)
}

/// Whether two words are the same but for the plural.
fn is_one_and_many(one: &str, other: &str) -> bool {
    let ending = |many: &str, one: &str| {
        many.strip_prefix(one)
            .is_some_and(|rest| matches!(rest, "s" | "es"))
            || many
                .strip_suffix("ies")
                .is_some_and(|stem| one.strip_suffix('y') == Some(stem))
    };
    one == other || ending(one, other) || ending(other, one)
}
