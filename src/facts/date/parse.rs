//! Reading and writing dates in EDTF.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Edtf, Point};

macro_rules! point_pattern {
    () => {
        "([0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?|[0-9]{3}X)"
    };
}

/// The form of a date, for editors' tools; the loader also knows that February has no 30th.
pub(in crate::facts) const EDTF_PATTERN: &str = concat!(
    "^(",
    point_pattern!(),
    "(/(",
    point_pattern!(),
    r"|\.\.))?|\.\./",
    point_pattern!(),
    ")$"
);

/// The end of an interval that has no end.
const OPEN: &str = "..";

/// Why a text is no date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateError {
    /// It has not the form of a date.
    Malformed,
    /// It has the form, but no calendar has this day, month or year.
    Impossible,
    /// The interval ends before it begins.
    Reversed,
    /// The interval has neither a beginning nor an end.
    Boundless,
}

impl DateError {
    /// What to do about it.
    pub fn help(self) -> &'static str {
        match self {
            Self::Malformed => {
                "write `2019-06-14`, `2018-11`, `2014`, `195X` for the 1950s, or two of them with \
                 `/` between, where `..` is an open end"
            }
            Self::Impossible => "check the month and the day against a calendar",
            Self::Reversed => "put the earlier date first",
            Self::Boundless => {
                "give the interval a beginning or an end, or leave the date out if the source \
                 gives none"
            }
        }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Malformed => "this is not a date in EDTF",
            Self::Impossible => "no calendar has this date",
            Self::Reversed => "this interval ends before it begins",
            Self::Boundless => "this interval is open at both ends",
        })
    }
}

impl std::error::Error for DateError {}

impl FromStr for Edtf {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let Some((start, end)) = text.split_once('/') else {
            return text.parse().map(Self::Point);
        };
        let (start, end) = (interval_end(start)?, interval_end(end)?);
        match (start, end) {
            (None, None) => Err(DateError::Boundless),
            (Some(start), Some(end)) if end.last_day() < start.first_day() => {
                Err(DateError::Reversed)
            }
            _ => Ok(Self::Interval(start, end)),
        }
    }
}

fn interval_end(text: &str) -> Result<Option<Point>, DateError> {
    if text == OPEN {
        Ok(None)
    } else {
        text.parse().map(Some)
    }
}

impl FromStr for Point {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        if let Some(decade) = text.strip_suffix('X') {
            return year(number(decade, 3)? * 10).map(Self::Decade);
        }
        let mut parts = text.split('-');
        let first = number(parts.next().unwrap_or_default(), 4)?;
        let month = parts.next().map(|part| number(part, 2)).transpose()?;
        let day = parts.next().map(|part| number(part, 2)).transpose()?;
        if parts.next().is_some() {
            return Err(DateError::Malformed);
        }
        let year = year(first)?;
        match (month, day) {
            (None, _) => Ok(Self::Year(year)),
            (Some(month), None) => {
                calendar_day(year, month, 1).map(|day| Self::Month(year, day.month()))
            }
            (Some(month), Some(day)) => calendar_day(year, month, day).map(Self::Day),
        }
    }
}

/// Reads exactly so many digits.
fn number(text: &str, digits: usize) -> Result<i16, DateError> {
    if text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.parse().map_err(|_| DateError::Malformed)
    } else {
        Err(DateError::Malformed)
    }
}

/// EDTF has a year 0 for 1 BC, which no reader of a pack would guess.
fn year(year: i16) -> Result<i16, DateError> {
    if year == 0 {
        Err(DateError::Impossible)
    } else {
        Ok(year)
    }
}

fn calendar_day(year: i16, month: i16, day: i16) -> Result<Date, DateError> {
    // Both have two digits, so that they fit.
    let (Ok(month), Ok(day)) = (month.try_into(), day.try_into()) else {
        return Err(DateError::Impossible);
    };
    Date::new(year, month, day).map_err(|_| DateError::Impossible)
}

impl fmt::Display for Edtf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |f: &mut fmt::Formatter<'_>, end: Option<Point>| match end {
            Some(point) => point.fmt(f),
            None => f.write_str(OPEN),
        };
        match *self {
            Self::Point(point) => point.fmt(f),
            Self::Interval(from, to) => {
                end(f, from)?;
                f.write_str("/")?;
                end(f, to)
            }
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Day(day) => write!(f, "{day}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Decade(first_year) => write!(f, "{:03}X", first_year / 10),
        }
    }
}

impl Serialize for Edtf {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Edtf {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for Edtf {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Edtf".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": EDTF_PATTERN })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{DateError, EDTF_PATTERN};
    use crate::facts::{Edtf, Point};

    #[test]
    fn what_is_no_date_is_refused_with_its_reason() {
        use DateError::{Boundless, Impossible, Malformed, Reversed};
        for (text, expected) in [
            ("", Malformed),
            ("14 June 2019", Malformed),
            ("2019-6-14", Malformed),
            ("2019-06-14T12:00", Malformed),
            ("2019-06-14-01", Malformed),
            ("19XX", Malformed),
            ("195x", Malformed),
            ("1950s", Malformed),
            ("+2019", Malformed),
            ("२०१९", Malformed),
            ("2014/", Malformed),
            ("2014/2015/2016", Malformed),
            ("..", Malformed),
            ("2019-02-30", Impossible),
            ("2019-13", Impossible),
            ("2019-00", Impossible),
            ("2019-01-00", Impossible),
            ("0000", Impossible),
            ("000X", Impossible),
            ("2018/2019-02-29", Impossible),
            ("2019/2018", Reversed),
            ("2019-06-14/2019-06-13", Reversed),
            ("196X/195X", Reversed),
            ("../..", Boundless),
        ] {
            assert_eq!(text.parse::<Edtf>(), Err(expected), "{text}");
        }
    }

    #[test]
    fn an_interval_may_begin_and_end_within_one_date() {
        for text in [
            "2014/2014",
            "195X/1950",
            "2018-11/2018",
            "2018-11-30/2018-11",
        ] {
            assert!(text.parse::<Edtf>().is_ok(), "{text}");
        }
    }

    fn point() -> impl Strategy<Value = Point> {
        let year = 1_i16..=9999;
        prop_oneof![
            (year.clone(), 1_i8..=12, 1_i8..=28)
                .prop_map(|(year, month, day)| Point::Day(jiff::civil::date(year, month, day))),
            (year.clone(), 1_i8..=12).prop_map(|(year, month)| Point::Month(year, month)),
            year.prop_map(Point::Year),
            (1_i16..=999).prop_map(|decade| Point::Decade(decade * 10)),
        ]
    }

    fn edtf() -> impl Strategy<Value = Edtf> {
        prop_oneof![
            point().prop_map(Edtf::Point),
            point().prop_map(|start| Edtf::Interval(Some(start), None)),
            point().prop_map(|end| Edtf::Interval(None, Some(end))),
            (point(), point()).prop_map(|(one, other)| {
                let (start, end) = if one.first_day() <= other.first_day() {
                    (one, other)
                } else {
                    (other, one)
                };
                Edtf::Interval(Some(start), Some(end))
            }),
        ]
    }

    proptest! {
        #[test]
        fn a_date_is_read_as_it_is_written(date in edtf()) {
            prop_assert_eq!(date.to_string().parse(), Ok(date));
        }

        #[test]
        fn what_editors_accept_has_the_form_of_a_date(
            text in EDTF_PATTERN.trim_start_matches('^').trim_end_matches('$')
        ) {
            prop_assert_ne!(text.parse::<Edtf>(), Err(DateError::Malformed));
        }

        #[test]
        fn no_text_is_too_odd_to_be_refused(text in ".*") {
            let _ = text.parse::<Edtf>();
        }
    }
}
