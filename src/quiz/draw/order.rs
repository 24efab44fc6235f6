//! Events to be brought into the order in which they happened.

use super::chance::Chance;
use super::frame::Frame;
use super::ground::Ground;
use super::phrase::{capitalised, number};
use super::tokens::folded;
use crate::facts::{Certainty, Edtf, Fact};
use crate::ids::FactIx;
use crate::quiz::{Answer, Kind, Question};

/// How many events there are to order.
const COUNTS: [usize; 3] = [3, 4, 5];

/// How often later events are drawn for one and a count; some draws fail or repeat another.
const DRAWS: usize = 5;

/// So many later events are near in time.
const NEAR_MAX: usize = 6;

/// An event, as it can be ordered.
#[derive(Debug, Clone)]
struct Event {
    fact: FactIx,
    date: Edtf,
    title: String,
}

/// For each dated fact, questions that begin with it and go on with later ones.
pub(super) fn questions(ground: &Ground) -> Vec<Question> {
    let mut events: Vec<Event> = ground
        .base
        .facts_ix()
        .filter_map(|(ix, fact)| event(ix, fact))
        .collect();
    events.sort_by_key(|event| (event.date.timeline_key(), event.fact.index()));
    let mut questions = Vec::new();
    for first in 0..events.len() {
        for count in COUNTS {
            let drawn = (0..DRAWS).filter_map(|draw| question(ground, &events, first, count, draw));
            questions.extend(drawn);
        }
    }
    questions
}

/// A fact as an event with a beginning and an end, if its title does not tell its date.
fn event(ix: FactIx, fact: &Fact) -> Option<Event> {
    let date = fact.date.edtf?;
    if matches!(date, Edtf::Interval(..)) {
        // What lasts for years is no event.
        return None;
    }
    let title = without_date(&fact.title, date);
    let tells = folded(&title).iter().any(|word| is_time(word));
    (fact.certainty == Certainty::Stated && !tells).then_some(Event {
        fact: ix,
        date,
        title,
    })
}

fn question(
    ground: &Ground,
    events: &[Event],
    first: usize,
    count: usize,
    draw: usize,
) -> Option<Question> {
    let fact = ground.base.fact(events[first].fact);
    let chance = Chance::of(fact.id.as_str()).with(&format!("{count}/{draw}"));
    let mut chosen = vec![&events[first]];
    while chosen.len() < count {
        let last = chosen.last()?.date.last_day()?;
        let later = events.partition_point(|event| event.date.timeline_key().0 <= last);
        let later = &events[later..];
        // Near in time, but for as many as are still to come.
        let missing = count - chosen.len();
        let room = later.len().checked_sub(missing)?.min(NEAR_MAX);
        let next = &later[chance.with(&missing.to_string()).below(room + 1)];
        chosen.push(next);
    }
    let is_apart = |at: usize| {
        !chosen[..at]
            .iter()
            .any(|other| folded(&other.title) == folded(&chosen[at].title))
    };
    if !(1..count).all(is_apart) {
        return None;
    }
    let mut order = chance.shuffled((0..count).collect());
    if order.is_sorted() {
        // What is in order already is no question.
        order.rotate_left(1);
    }
    let right: Vec<usize> = (0..count)
        .filter_map(|event| order.iter().position(|at| *at == event))
        .collect();
    let told: Vec<String> = chosen
        .iter()
        .map(|event| format!("{} ({})", event.title, event.date.in_words()))
        .collect();
    let others: Vec<&str> = chosen[1..]
        .iter()
        .map(|event| ground.base.fact(event.fact).id.as_str())
        .collect();
    let frame = Frame {
        aspect: &format!("order-{}", others.join("-")),
        kind: Kind::Order,
        wording: format!(
            "Put these {} events in order, from the earliest to the latest.",
            number(count)
        ),
        choices: order.iter().map(|at| chosen[*at].title.clone()).collect(),
        answer: Answer::Order(right),
        told: told.join("; "),
    };
    Some(cited(ground, frame.question(ground, fact), &chosen))
}

/// The question with what all its events stand on.
fn cited(ground: &Ground, mut question: Question, events: &[&Event]) -> Question {
    let mut statements: Vec<String> = Vec::new();
    let mut sources: Vec<String> = Vec::new();
    let mut is_inferred = false;
    for event in events {
        let fact = ground.base.fact(event.fact);
        statements.push(fact.statement.to_string());
        let citation = ground.base.citation(fact);
        is_inferred |= fact.date.inferred.is_some();
        if !sources.contains(&citation) {
            sources.push(citation);
        }
    }
    question.reveal.statement = statements.join(" ");
    question.reveal.source = sources.join(" ");
    if is_inferred {
        question.reveal.source += " Dates among them are inferred.";
    }
    question
}

/// A title without the date that it ends or begins with.
fn without_date(title: &str, date: Edtf) -> String {
    let mut title = title.to_owned();
    let ends = [date.first_day(), date.last_day()].into_iter().flatten();
    let years: Vec<String> = ends.map(|day| day.year().to_string()).collect();
    let words = std::iter::once(date.in_words()).chain(years);
    for words in words.collect::<Vec<_>>() {
        for joint in [", ", " in ", " of ", " from ", " on "] {
            if let Some(rest) = title.strip_suffix(&format!("{joint}{words}")) {
                title = rest.to_owned();
            }
        }
        if let Some(rest) = title.strip_prefix(&format!("{words} ")) {
            title = capitalised(rest);
        }
    }
    title
}

/// Whether a word is a year, a decade or a month.
fn is_time(word: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let digits = word.trim_end_matches('s');
    digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit()) || MONTHS.contains(&word)
}
