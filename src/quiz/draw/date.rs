//! Questions for a date: when it was, in which year, the nearest year.

use super::chance::Chance;
use super::frame::{Frame, id};
use super::ground::Ground;
use super::leak::holds_number;
use super::phrase::capitalised;
use super::said::Said;
use super::sentence::Sentence;
use super::tokens::{folded, holds};
use super::turn::{Gap, Place, round};
use super::wrong::WRONG;
use crate::facts::{Edtf, Point};
use crate::ids::FactIx;
use crate::quiz::{Answer, DateAnswer, Kind, NumberAnswer, Precision, Question};
use jiff::ToSpan;

/// So many dates are tried for a wrong one before the other side is.
const TRIES: usize = 40;

/// All questions for the date of a fact; none if it has none, or one of which only an end is
/// known, or none that a year could be asked of.
pub(super) fn questions(ground: &Ground, ix: FactIx, sentence: &Sentence) -> Vec<Question> {
    let fact = ground.base.fact(ix);
    let Some((edtf, point)) = fact.date.edtf.and_then(|edtf| Some((edtf, begin(edtf)?))) else {
        return Vec::new();
    };
    if !ground.is_first_of_event(ix) {
        return Vec::new();
    }
    let mut questions = Vec::new();
    let is_whole = matches!(edtf, Edtf::Point(_));
    if let Some(wording) = asking(ground, sentence, point, noun(point)) {
        questions.extend(choice(ground, ix, sentence, point, &wording));
        if is_whole {
            let frame = Frame {
                aspect: "when",
                kind: Kind::Typed,
                wording,
                choices: Vec::new(),
                answer: Answer::Date(DateAnswer {
                    date: edtf,
                    asked: precision(point),
                }),
                told: capitalised(&edtf.in_words()),
            };
            questions.push(frame.question(ground, fact));
        }
    }
    let year = match point {
        Point::Day(day) => day.year(),
        Point::Month(year, _) | Point::Year(year) => year,
        Point::Decade(_) => return questions,
    };
    let Some(wording) = asking(ground, sentence, point, "in which year") else {
        return questions;
    };
    if is_whole && !matches!(point, Point::Year(_)) {
        let frame = Frame {
            aspect: "year",
            kind: Kind::Typed,
            wording: wording.clone(),
            choices: Vec::new(),
            answer: Answer::Date(DateAnswer {
                date: edtf,
                asked: Precision::Year,
            }),
            told: edtf.in_words(),
        };
        questions.push(frame.question(ground, fact));
    }
    let frame = Frame {
        aspect: "year",
        kind: Kind::Closest,
        wording: wording + " The nearest year wins.",
        choices: Vec::new(),
        answer: Answer::Closest(NumberAnswer {
            value: year.into(),
            decimals: 0,
            unit: String::new(),
        }),
        told: year.to_string(),
    };
    questions.push(frame.question(ground, fact));
    questions
}

/// The day, month or year on which something was, or with which it began.
fn begin(edtf: Edtf) -> Option<Point> {
    match edtf {
        Edtf::Point(point) | Edtf::Interval(Some(point), None) => Some(point),
        Edtf::Interval(..) => None,
    }
}

fn choice(
    ground: &Ground,
    ix: FactIx,
    sentence: &Sentence,
    point: Point,
    wording: &str,
) -> Option<Question> {
    let fact = ground.base.fact(ix);
    let chance = Chance::of(&id(fact.id.as_str(), "when", Kind::Choice));
    let below = chance.below(WRONG + 1);
    let mut points = wrong(ground, ix, sentence, point, below, chance);
    points.push(point);
    points.sort_by_key(|point| point.first_day());
    let right = points.iter().position(|other| *other == point)?;
    let frame = Frame {
        aspect: "when",
        kind: Kind::Choice,
        wording: wording.to_owned(),
        choices: points
            .iter()
            .map(|point| capitalised(&point.in_words()))
            .collect(),
        answer: Answer::Choice(right),
        told: capitalised(&fact.date.edtf?.in_words()),
    };
    (points.len() == WRONG + 1).then(|| frame.question(ground, fact))
}

/// Wrong dates near the right one, so many of them before it; never one on which something else
/// was that the question may as well mean, and none after the source, if there are others.
pub(super) fn wrong(
    ground: &Ground,
    ix: FactIx,
    sentence: &Sentence,
    point: Point,
    below: usize,
    chance: Chance,
) -> Vec<Point> {
    let said = Said::of(ground, ix, sentence, &[]);
    let source = ground.base.source(ground.base.fact(ix).source);
    let published = source.date.edtf.and_then(Edtf::last_day);
    let side = |sign: i32| {
        let mut at = Some(point);
        let mut step = 0;
        std::iter::from_fn(move || {
            step += 1;
            at = moved(at?, sign, chance.with(&format!("{sign}/{step}")));
            at
        })
        .take(TRIES)
        .filter(|other| !said.was_at(ground, Edtf::Point(*other)))
        .filter(|other| published.is_none_or(|last| other.first_day() <= last))
        .take(WRONG)
        .collect::<Vec<_>>()
    };
    let (before, after) = (side(-1), side(1));
    let above = (WRONG - below).min(after.len());
    let mut wrong: Vec<Point> = before.iter().take(WRONG - above).copied().collect();
    let missing = WRONG - wrong.len();
    wrong.extend(after.into_iter().take(missing));
    wrong
}

/// A date some way before or after, as precise.
fn moved(point: Point, sign: i32, chance: Chance) -> Option<Point> {
    let by = |most: usize| i32::try_from(1 + chance.below(most)).unwrap_or(1) * sign;
    Some(match point {
        Point::Day(day) => Point::Day(day.checked_add((by(14) * 23).days()).ok()?),
        Point::Month(year, month) => {
            let day = jiff::civil::date(year, month, 1);
            let day = day.checked_add(by(6).months()).ok()?;
            Point::Month(day.year(), day.month())
        }
        Point::Year(year) => Point::Year(in_calendar(i32::from(year) + by(4))?),
        Point::Decade(year) => Point::Decade(in_calendar(i32::from(year) + 10 * sign)?),
    })
}

fn in_calendar(year: i32) -> Option<i16> {
    i16::try_from(year)
        .ok()
        .filter(|year| (1..=9980).contains(year))
}

fn precision(point: Point) -> Precision {
    match point {
        Point::Day(_) => Precision::Day,
        Point::Month(..) => Precision::Month,
        Point::Year(_) => Precision::Year,
        Point::Decade(_) => Precision::Decade,
    }
}

fn noun(point: Point) -> &'static str {
    match point {
        Point::Day(_) => "on which date",
        Point::Month(..) => "in which month and year",
        Point::Year(_) => "in which year",
        Point::Decade(_) => "in which decade",
    }
}

/// Where a sentence gives a date, with the word before it.
pub(super) fn place(text: &str, point: Point) -> Option<(usize, usize, &'static str)> {
    let words = point.in_words();
    let is_bounded = |start: usize, end: usize| {
        !text[..start].ends_with(|c: char| c.is_alphanumeric() || c == '-')
            && !text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '-')
    };
    text.match_indices(&words)
        .map(|(start, _)| (start, start + words.len()))
        .filter(|(start, end)| is_bounded(*start, *end))
        .find_map(|(start, end)| {
            let before = &text[..start];
            ["on ", "On ", "in ", "In ", "of ", "since ", "Since "]
                .into_iter()
                .find(|word| before.ends_with(word))
                .map(|word| (start - word.len(), end, word))
        })
}

/// The question that a sentence becomes when its date is asked for; none if it would tell it.
fn asking(ground: &Ground, sentence: &Sentence, point: Point, noun: &str) -> Option<String> {
    let text = sentence.text;
    let subject = sentence.subject(ground.base);
    let turned = |before: &str, after: &str| {
        let gap = Gap {
            subject: &text[subject.clone()],
            before,
            phrase: noun,
            after,
            place: Place::Whole,
        };
        round(&gap).map(|question| question + "?")
    };
    let wording = match place(text, point) {
        Some((start, end, "of ")) => {
            let text = format!("{}{}", text[..start].trim_end(), &text[end..]);
            format!("{text}. {} was that?", capitalised(noun))
        }
        Some((0, end, _)) => {
            let rest = text[end..].trim_start_matches(',').trim_start();
            let turned = turned(text.get(subject.end..).unwrap_or_default(), "");
            turned.unwrap_or_else(|| format!("{} {noun}?", capitalised(rest)))
        }
        Some((start, end, _)) => {
            let before = text.get(subject.end..start).unwrap_or_default();
            let turned = turned(before, &text[end..]);
            turned.unwrap_or_else(|| format!("{}{noun}{}?", &text[..start], &text[end..]))
        }
        None => format!("{text}. {} was that?", capitalised(noun)),
    };
    let year = point.first_day().year();
    let month = month_word(point);
    let said = folded(&wording);
    let tells = holds_number(&wording, &year.to_string())
        || month.is_some_and(|month| holds(&said, &[month]));
    (!tells).then(|| sentence.attribution.before(&wording))
}

/// The month of a date, folded.
fn month_word(point: Point) -> Option<String> {
    let point = match point {
        Point::Day(day) => Point::Month(day.year(), day.month()),
        Point::Month(..) => point,
        Point::Year(_) | Point::Decade(_) => return None,
    };
    folded(&point.in_words()).into_iter().next()
}
