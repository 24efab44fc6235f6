//! Events to be brought into the order in which they happened.

use rustc_hash::FxHashSet;

use super::chance::Chance;
use super::date;
use super::frame::Frame;
use super::ground::Ground;
use super::phrase::{capitalised, number};
use super::sentence::Sentence;
use super::tokens::folded;
use crate::facts::{Certainty, Edtf, Fact};
use crate::ids::FactIx;
use crate::quiz::{Answer, Kind, Question};

/// How many events there are to order.
const COUNTS: [usize; 3] = [3, 4, 5];

/// So many questions there are for one event and a count.
const DRAWS: usize = 5;

/// How often later events are drawn for them; some draws fail or repeat another.
const TRIES: usize = 30;

/// A choice stands on a button, which platforms cut here.
const CHOICE_CHARS_MAX: usize = 80;

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
        .filter(|(ix, fact)| fact.unasked.is_none() && ground.is_alone_in_event(*ix))
        .filter_map(|(ix, fact)| event(ground, ix, fact))
        .collect();
    events.sort_by_key(|event| (event.date.timeline_key(), event.fact.index()));
    let mut questions = Vec::new();
    for first in 0..events.len() {
        for count in COUNTS {
            let mut ids = FxHashSet::default();
            let drawn = (0..TRIES).filter_map(|draw| question(ground, &events, first, count, draw));
            let drawn = drawn.filter(|question| ids.insert(question.id.clone()));
            questions.extend(drawn.take(DRAWS));
        }
    }
    questions
}

/// A fact as an event with a beginning and an end, in a sentence or a title without its date.
fn event(ground: &Ground, ix: FactIx, fact: &Fact) -> Option<Event> {
    let date = fact.date.edtf?;
    if matches!(date, Edtf::Interval(..)) {
        // What lasts for years is no event.
        return None;
    }
    let clause = clause(ground, fact, date).into_iter();
    let mut titles = clause.chain([without_date(&fact.title, date)]);
    let title = titles.find(|title| !folded(title).iter().any(|word| is_time(word)))?;
    (fact.certainty == Certainty::Stated).then_some(Event {
        fact: ix,
        date,
        title,
    })
}

/// The sentence of a fact without its date, if it says that and is short enough for a choice: more
/// than a title it tells who did what.
fn clause(ground: &Ground, fact: &Fact, date: Edtf) -> Option<String> {
    let sentence = Sentence::of(ground.base, fact, &ground.names);
    let Edtf::Point(point) = date else {
        return None;
    };
    let (start, end, _) = date::place(sentence.text, point)?;
    let (before, after) = (&sentence.text[..start], &sentence.text[end..]);
    let after = after.trim_start_matches(',').trim_start();
    let clause = capitalised(format!("{before}{after}").trim());
    let is_short = clause.chars().count() <= CHOICE_CHARS_MAX;
    (sentence.is_plain() && is_short).then_some(clause)
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
    // Nobody can tell two of one title apart, and of related facts one may tell what comes first.
    let is_apart = |at: usize| {
        let event = chosen[at];
        !chosen[..at].iter().any(|other| {
            let is_related = |one: &Event, other: &Event| {
                ground.base.fact(one.fact).related.contains(&other.fact)
            };
            folded(&other.title) == folded(&event.title)
                || is_related(other, event)
                || is_related(event, other)
        })
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
    let facts: Vec<&Fact> = events
        .iter()
        .map(|event| ground.base.fact(event.fact))
        .collect();
    for fact in &facts {
        statements.push(fact.statement.to_string());
    }
    question.reveal.statement = statements.join(" ");
    question.reveal.cited.words = ground.base.citation_of_all(&facts);
    if facts.iter().any(|fact| fact.date.inferred.is_some()) {
        question.reveal.cited.words += " Dates among them are inferred.";
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
