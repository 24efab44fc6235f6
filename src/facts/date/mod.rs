//! Event dates: a subset of EDTF (ISO 8601-2, levels 0 and 1), and how they are known.
//!
//! A date covers the days from its first to its last: `195X` covers ten years. It is never
//! rounded to a day that its source does not give.

mod parse;
mod wording;

pub use parse::DateError;
pub(super) use parse::EDTF_PATTERN;

use jiff::civil::Date;

/// When a fact happened, as far as its source tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventDate {
    /// The date, at the precision that the source supports; none where it gives none.
    pub edtf: Option<Edtf>,
    /// Why the editor could infer the date; none where the source itself gives it.
    pub inferred: Option<Box<str>>,
    /// The source's own word for a time, such as "recently" or "this year".
    pub said: Option<Box<str>>,
}

/// A date known to the day, month, year or decade, or an interval of such.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edtf {
    /// A single date.
    Point(Point),
    /// An interval; an open end is `None`, and both ends are never open.
    Interval(Option<Point>, Option<Point>),
}

/// A date at one of four precisions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// `1948-05-01`
    Day(Date),
    /// `2018-11`: year and month
    Month(i16, i8),
    /// `2014`
    Year(i16),
    /// `195X`: its first year
    Decade(i16),
}

impl EventDate {
    /// Whether it has a date, and not only a word such as "recently".
    pub fn is_dated(&self) -> bool {
        self.edtf.is_some()
    }
}

impl Edtf {
    /// The first day that it can mean; none if its start is open.
    pub fn first_day(self) -> Option<Date> {
        match self {
            Self::Point(point) => Some(point.first_day()),
            Self::Interval(start, _) => start.map(Point::first_day),
        }
    }

    /// The last day that it can mean; none if its end is open.
    pub fn last_day(self) -> Option<Date> {
        match self {
            Self::Point(point) => Some(point.last_day()),
            Self::Interval(_, end) => end.map(Point::last_day),
        }
    }

    /// Whether a day lies within it.
    pub fn contains(self, day: Date) -> bool {
        let (first, last) = self.timeline_key();
        first <= day && day <= last
    }

    /// Whether some day lies within both.
    pub fn overlaps(self, other: Self) -> bool {
        let (first, last) = self.timeline_key();
        let (other_first, other_last) = other.timeline_key();
        first <= other_last && other_first <= last
    }

    /// What timelines sort by: the first day, then the last. An open start comes before all days,
    /// an open end after all.
    pub fn timeline_key(self) -> (Date, Date) {
        (
            self.first_day().unwrap_or(Date::MIN),
            self.last_day().unwrap_or(Date::MAX),
        )
    }
}

impl Point {
    /// The first day that it can mean.
    pub fn first_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month(year, month) => jiff::civil::date(year, month, 1),
            Self::Year(year) | Self::Decade(year) => jiff::civil::date(year, 1, 1),
        }
    }

    /// The last day that it can mean.
    pub fn last_day(self) -> Date {
        match self {
            Self::Day(day) => day,
            Self::Month(..) => self.first_day().last_of_month(),
            Self::Year(year) => jiff::civil::date(year, 12, 31),
            Self::Decade(first_year) => jiff::civil::date(first_year + 9, 12, 31),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::Edtf;

    fn edtf(text: &str) -> Edtf {
        text.parse().expect("a date")
    }

    #[test]
    fn a_date_covers_the_days_that_it_can_mean() {
        for (text, first, last) in [
            (
                "2019-06-14",
                Some(date(2019, 6, 14)),
                Some(date(2019, 6, 14)),
            ),
            ("2016-02", Some(date(2016, 2, 1)), Some(date(2016, 2, 29))),
            ("2014", Some(date(2014, 1, 1)), Some(date(2014, 12, 31))),
            ("195X", Some(date(1950, 1, 1)), Some(date(1959, 12, 31))),
            (
                "1948/2018-11",
                Some(date(1948, 1, 1)),
                Some(date(2018, 11, 30)),
            ),
            ("2014/..", Some(date(2014, 1, 1)), None),
            ("../195X", None, Some(date(1959, 12, 31))),
        ] {
            assert_eq!(edtf(text).first_day(), first, "{text}");
            assert_eq!(edtf(text).last_day(), last, "{text}");
        }
    }

    #[test]
    fn a_date_contains_its_first_and_last_day_and_no_other() {
        let month = edtf("2018-11");
        assert!(month.contains(date(2018, 11, 1)));
        assert!(month.contains(date(2018, 11, 30)));
        assert!(!month.contains(date(2018, 10, 31)));
        assert!(!month.contains(date(2018, 12, 1)));
        assert!(edtf("2014/..").contains(Date::MAX));
        assert!(edtf("../2014").contains(Date::MIN));
    }

    #[test]
    fn dates_overlap_if_they_share_a_day() {
        for (one, other, expected) in [
            ("2018", "2018-11", true),
            ("195X", "1959-12-31", true),
            ("195X", "1960", false),
            ("2014/..", "2019-06-14", true),
            ("2014/..", "2013", false),
            ("../2013", "2014/..", false),
        ] {
            assert_eq!(edtf(one).overlaps(edtf(other)), expected, "{one} {other}");
            assert_eq!(edtf(other).overlaps(edtf(one)), expected, "{other} {one}");
        }
    }

    #[test]
    fn a_timeline_runs_from_open_starts_to_late_days() {
        let mut texts = ["2019", "1950-05", "1948/..", "195X", "../1960", "1948"];
        texts.sort_by_key(|text| edtf(text).timeline_key());
        let sorted = ["../1960", "1948", "1948/..", "195X", "1950-05", "2019"];
        assert_eq!(texts, sorted);
    }
}
