//! From evidence to a finding: answer, nearest, or nothing.

use super::evidence::Evidence;
use super::finding::{Finding, Gap, Lead, Want};
use super::lead::Filled;
use super::question::{Counted, Question};
use crate::facts::{EntityKind, FactBase};
use crate::ids::{FactIx, SubjectIx};

/// Below this share of the question explained, a fact is no answer to it.
const COVERAGE_MIN: f32 = 0.6;

/// The same, of a question of many words.
const LONG_COVERAGE_MIN: f32 = 0.52;

/// From so many words and names on, a question is long.
const LONG_ITEMS_MIN: usize = 7;

/// Below this share, a fact is not even near.
const NEAR_COVERAGE_MIN: f32 = 0.3;

/// How far behind the best a fact may be to be offered beside it.
const ALSO_WITHIN: f32 = 0.12;

/// How much better a fact without what is wanted has to fit than the best with it.
const LACKING_MARGIN: f32 = 0.08;

/// How much more a phrase of `silent_on` has to have in common with the question than the title
/// of the best fact.
const SILENT_MARGIN: f32 = 0.2;

/// How much the title of a fact has to have in common with a question of but one word: "good
/// morning" is not about all that is good.
const UNANCHORED_FIT_MIN: f32 = 0.35;

/// A fact of whose title the question leaves out this share is what it does not ask for.
const BESIDES_MAX: f32 = 0.5;

/// How many facts are offered beside the best; more would bury it.
const ALSO_MAX: usize = 4;

/// How many subjects are offered where nothing is near.
const SUBJECTS_MAX: usize = 4;

/// Decides.
pub fn decide(base: &FactBase, question: &Question, evidence: &[Evidence]) -> Finding {
    let mut fitting: Vec<_> = evidence
        .iter()
        .filter(|evidence| {
            evidence.coverage >= coverage_min(question)
                && evidence.is_complete
                && !evidence.contradicts
                && evidence.besides < BESIDES_MAX
                && evidence.lead.is_some()
                && (question.is_anchored()
                    || evidence.title_fit >= UNANCHORED_FIT_MIN
                    || is_counted(question, evidence))
        })
        .collect();
    let merit = |evidence: &Evidence| merit(base, question, evidence);
    fitting.sort_by(|a, b| merit(b).total_cmp(&merit(a)));
    let silent = evidence
        .iter()
        .filter(|evidence| evidence.silent.is_some())
        .max_by(|a, b| a.coverage.total_cmp(&b.coverage));
    // A fact that fits better, but does not have what is wanted, tells that the source is silent.
    let lacking = evidence
        .iter()
        .filter(|evidence| evidence.lead.is_none() && evidence.is_complete && !evidence.contradicts)
        .max_by(|a, b| fitness(a).total_cmp(&fitness(b)));
    if let Some(best) = fitting.first()
        && !silent.is_some_and(|silent| {
            silent.fact == best.fact
                || silent.coverage > best.coverage + ALSO_WITHIN
                || silent
                    .silent
                    .is_some_and(|(_, fit)| fit > best.title_fit + SILENT_MARGIN)
        })
        && !lacking.is_some_and(|lacking| fitness(lacking) > fitness(best) + LACKING_MARGIN)
    {
        let bar = merit(best) - ALSO_WITHIN;
        let also = fitting[1..]
            .iter()
            .filter(|other| merit(other) >= bar)
            .take(ALSO_MAX);
        return Finding::Fact {
            fact: best.fact,
            lead: lead(question.want, best),
            also: also.map(|other| other.fact).collect(),
        };
    }
    nearest(base, question, evidence, silent)
}

/// Whether a fact has a number of just what a question counts: "how many crowns".
fn is_counted(question: &Question, evidence: &Evidence) -> bool {
    matches!(question.counted, Some(Counted::Many(_))) && evidence.lead == Some(Filled::Slot)
}

/// How well a fact fits a question, whether or not it has what is wanted.
fn fitness(evidence: &Evidence) -> f32 {
    const TITLE: f32 = 0.25;
    const EXACT: f32 = 0.35;
    const SCORE: f32 = 0.1;
    /// That something is not so is an answer, but what is so is a better.
    const DENIAL: f32 = 0.2;
    /// "What besides trade": not what is about trade.
    const BESIDES: f32 = 0.5;
    /// What somebody said is best answered in their words.
    const QUOTED: f32 = 0.15;
    let fitness = evidence.coverage
        + TITLE * evidence.title_fit
        + EXACT * evidence.exact
        + SCORE * evidence.score
        - BESIDES * evidence.besides;
    fitness - if evidence.denies { DENIAL } else { 0.0 }
        + if evidence.quotes { QUOTED } else { 0.0 }
}

/// What share of a question has to be explained: a long one says much by the way.
fn coverage_min(question: &Question) -> f32 {
    if question.items.len() < LONG_ITEMS_MIN {
        COVERAGE_MIN
    } else {
        LONG_COVERAGE_MIN
    }
}

/// How good an answer a fact is, among those that are one.
fn merit(base: &FactBase, question: &Question, evidence: &Evidence) -> f32 {
    /// An undated event is an answer to "when", but a dated one is a better.
    const UNDATED: f32 = 0.1;
    /// "Which tank" is answered best by a tank.
    const NAMED: f32 = 0.2;
    fitness(evidence)
        + match &evidence.lead {
            Some(Filled::Undated) => -UNDATED,
            // "Who" is a person rather than a state.
            Some(Filled::Entities(who))
                if question.want != Want::Who
                    || question.focus.is_some()
                    || who
                        .iter()
                        .any(|&who| base.entity(who).kind == EntityKind::Person) =>
            {
                NAMED
            }
            _ => 0.0,
        }
}

fn lead(want: Want, evidence: &Evidence) -> Lead {
    match (evidence.lead.clone(), want) {
        (Some(Filled::Undated), _) => Lead::Undated,
        (Some(Filled::Entities(who)), Want::Who) => Lead::Who(who),
        (Some(Filled::Entities(places)), Want::Where) => Lead::Where(places),
        (Some(Filled::Entities(things)), _) => Lead::What(things),
        (Some(Filled::Slot), Want::When) => Lead::Date,
        (Some(Filled::Slot), Want::Why) => Lead::Reason,
        (Some(Filled::Slot), Want::HowMany) => Lead::Amount,
        _ => Lead::Statement,
    }
}

fn nearest(
    base: &FactBase,
    question: &Question,
    evidence: &[Evidence],
    silent: Option<&Evidence>,
) -> Finding {
    let mut near: Vec<_> = evidence
        .iter()
        .filter(|evidence| evidence.coverage >= NEAR_COVERAGE_MIN)
        .collect();
    near.sort_by(|a, b| {
        b.coverage
            .total_cmp(&a.coverage)
            .then(b.score.total_cmp(&a.score))
    });
    let Some(best) = silent.or(near.first().copied()) else {
        return Finding::Unknown {
            subjects: broadest_subjects(base),
        };
    };
    let others = near
        .iter()
        .map(|evidence| evidence.fact)
        .filter(|&fact| fact != best.fact);
    let nearest: Vec<FactIx> = std::iter::once(best.fact)
        .chain(others)
        .take(ALSO_MAX)
        .collect();
    Finding::Closest {
        gap: gap(base, question, best),
        nearest,
    }
}

fn gap(base: &FactBase, question: &Question, best: &Evidence) -> Gap {
    if let Some((phrase, _)) = best.silent {
        return Gap::SilentOn(base.fact(best.fact).silent_on[phrase].clone());
    }
    if best.is_reversed {
        return Gap::OtherWayRound;
    }
    match question.want {
        _ if best.contradicts
            || best.lead.is_some()
            || best.coverage < coverage_min(question)
            || !best.is_complete =>
        {
            Gap::NoRecord
        }
        Want::When => Gap::NoDate,
        Want::Who => Gap::NobodyNamed,
        Want::Where => Gap::NoPlace,
        Want::HowMany => Gap::NoAmount,
        Want::Why => Gap::NoReason,
        Want::What | Want::Open => Gap::NoRecord,
    }
}

/// The subjects with the most facts.
pub fn broadest_subjects(base: &FactBase) -> Vec<SubjectIx> {
    let mut counts: Vec<(usize, SubjectIx)> = (0u32..)
        .zip(&base.subjects)
        .map(|(number, _)| (0, SubjectIx(number)))
        .collect();
    for subject in base.facts.iter().flat_map(|fact| &fact.subjects) {
        counts[subject.index()].0 += 1;
    }
    counts.sort_by_key(|&(count, subject)| (std::cmp::Reverse(count), subject));
    counts
        .into_iter()
        .map(|(_, subject)| subject)
        .take(SUBJECTS_MAX)
        .collect()
}
