//! Dates: at least as precise as asked, and the same.

use super::day::{Written, dates};
use super::hesitation;
use super::reason::{Reason, Verdict};
use super::text::Text;
use crate::facts::{Edtf, Point};
use crate::quiz::{DateAnswer, Precision};

/// Judges what was given, folded and as words, for a date.
pub(super) fn verdict(answer: &DateAnswer, folded: &str, given: &Text, question: &Text) -> Verdict {
    let found = dates(folded);
    if found.all.is_empty() {
        return Verdict::refuse(hesitation::unsaid(given).unwrap_or(Reason::NoDate));
    }
    if found.is_negated {
        return Verdict::refuse(Reason::Negated);
    }
    match answer.date {
        Edtf::Point(point) => {
            let date = Right {
                point,
                asked: answer.asked,
                question,
            };
            if found.is_range {
                return Verdict::refuse(Reason::Range);
            }
            let told = found
                .all
                .iter()
                .filter(|written| !found.is_implied(written));
            let told: Vec<Written> = told.copied().collect();
            match told.as_slice() {
                [only] if !found.has_rest => date.verdict(*only),
                // A weekday, an hour or a place does no harm; a number that is no date does.
                [_] => Verdict::refuse(Reason::OtherDate),
                all if all.iter().all(|written| date.verdict(*written).accepted) => {
                    Verdict::accept(Reason::Right)
                }
                _ => Verdict::refuse(Reason::Several),
            }
        }
        Edtf::Interval(start, end) => {
            let ends: Vec<Point> = [start, end].into_iter().flatten().collect();
            let is_right = ends.len() == found.all.len()
                && ends.iter().zip(&found.all).all(|(point, written)| {
                    let asked = precision(*point).min(answer.asked);
                    Right {
                        point: *point,
                        asked,
                        question,
                    }
                    .verdict(*written)
                    .accepted
                });
            if is_right {
                Verdict::accept(Reason::Right)
            } else {
                Verdict::refuse(Reason::OtherDate)
            }
        }
    }
}

/// A date that is right, and how precise it has to be given.
struct Right<'t> {
    point: Point,
    asked: Precision,
    question: &'t Text,
}

impl Right<'_> {
    fn verdict(&self, written: Written) -> Verdict {
        let first = self.point.first_day();
        let asked = self.asked.min(precision(self.point));
        let year = written.year.map(|year| {
            if written.is_short {
                year == first.year() % 100
            } else if asked == Precision::Decade || written.is_decade {
                year / 10 == first.year() / 10
            } else {
                year == first.year()
            }
        });
        let has_year = !written.is_decade || asked == Precision::Decade;
        let month = written.month.map(|month| month == first.month());
        let day = written.day.map(|day| day == first.day());
        // What is finer than asked is not looked at.
        let (month, day) = match asked {
            Precision::Decade | Precision::Year => (None, None),
            Precision::Month => (month, None),
            Precision::Day => (month, day),
        };
        if [year, month, day].contains(&Some(false)) {
            return Verdict::refuse(Reason::OtherDate);
        }
        // "On which day of 2019": the year need not be said again.
        let is_year_asked = || self.question.has(&first.year().to_string());
        let is_enough = (year.is_some() || asked >= Precision::Month && is_year_asked())
            && has_year
            && (asked < Precision::Month || month.is_some())
            && (asked < Precision::Day || day.is_some());
        if is_enough {
            Verdict::accept(Reason::Right)
        } else {
            Verdict::refuse(Reason::TooVague(asked))
        }
    }
}

/// How precise a date is.
pub(super) fn precision(point: Point) -> Precision {
    match point {
        Point::Day(_) => Precision::Day,
        Point::Month(..) => Precision::Month,
        Point::Year(_) => Precision::Year,
        Point::Decade(_) => Precision::Decade,
    }
}
