//! Dates as British English writes them in a sentence or a list.

use super::{Edtf, Point};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Edtf {
    /// The date in words: "14 June 2019", "the 1950s", "from 2014 on", "1948 to 2018".
    pub fn in_words(self) -> String {
        match self {
            Self::Point(point) => point.in_words(),
            Self::Interval(None, None) => String::from("at some time"),
            Self::Interval(Some(start), None) => format!("from {} on", start.in_words()),
            Self::Interval(None, Some(end)) => format!("until {}", end.in_words()),
            Self::Interval(Some(start), Some(end)) => {
                let (start, end, from) = (
                    start.in_words(),
                    end.in_words(),
                    // "the 1950s to the 1970s" would read as a list without it.
                    if start.is_decade() || end.is_decade() {
                        "from "
                    } else {
                        ""
                    },
                );
                format!("{from}{start} to {end}")
            }
        }
    }
}

impl Point {
    /// The date in words: "14 June 2019", "November 2018", "2014", "the 1950s".
    pub fn in_words(self) -> String {
        match self {
            Self::Day(day) => format!("{} {} {}", day.day(), month(day.month()), day.year()),
            Self::Month(year, number) => format!("{} {year}", month(number)),
            Self::Year(year) => year.to_string(),
            Self::Decade(first_year) => format!("the {first_year}s"),
        }
    }

    fn is_decade(self) -> bool {
        matches!(self, Self::Decade(_))
    }
}

fn month(number: i8) -> &'static str {
    usize::try_from(number - 1)
        .ok()
        .and_then(|index| MONTHS.get(index))
        .unwrap_or(&"")
}

#[cfg(test)]
mod tests {
    use super::Edtf;

    #[test]
    fn dates_read_as_british_english() {
        for (edtf, words) in [
            ("2019-06-14", "14 June 2019"),
            ("1948-05-01", "1 May 1948"),
            ("2018-11", "November 2018"),
            ("2018-01", "January 2018"),
            ("2018-12", "December 2018"),
            ("2014", "2014"),
            ("195X", "the 1950s"),
            ("2014/..", "from 2014 on"),
            ("../2014", "until 2014"),
            ("1948/2018", "1948 to 2018"),
            ("195X/197X", "from the 1950s to the 1970s"),
            ("1948/195X", "from 1948 to the 1950s"),
            ("2019-06-14/2019-06-16", "14 June 2019 to 16 June 2019"),
        ] {
            assert_eq!(edtf.parse::<Edtf>().unwrap().in_words(), words);
        }
    }
}
