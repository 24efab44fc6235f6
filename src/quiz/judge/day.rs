//! The dates in a text, in whatever way they are written.

use jiff::civil::Date;

use super::month::month;
use super::token::{Piece, Token, tokens};
use super::worded;

/// A date as far as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Written {
    /// The year; of a decade, its first.
    pub(super) year: Option<i16>,
    /// Whether the year was written with two digits, so that it can be of any century.
    pub(super) is_short: bool,
    /// Whether it is a decade.
    pub(super) is_decade: bool,
    /// The month, from 1.
    pub(super) month: Option<i8>,
    /// The day of the month.
    pub(super) day: Option<i8>,
}

/// What a text has of dates.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Dates {
    /// Each date, in order, equal ones once.
    pub(super) all: Vec<Written>,
    /// Whether it spans or bounds a time instead of giving one.
    pub(super) is_range: bool,
    /// Whether it says what the date is not.
    pub(super) is_negated: bool,
    /// Whether there is a number that is of no date.
    pub(super) has_rest: bool,
    /// How many words there are that are of no date.
    pub(super) words: usize,
}

impl Dates {
    /// Whether a date only repeats a part of another: the month in "15 March, the ides of March".
    pub(super) fn is_implied(&self, written: &Written) -> bool {
        self.all.iter().any(|other| {
            let is_same = |own: Option<i16>, other| own.is_none() || own == other;
            other != written
                && !written.is_decade
                && (written.is_short == other.is_short || written.year.is_none())
                && is_same(written.year, other.year)
                && is_same(written.month.map(i16::from), other.month.map(i16::from))
                && is_same(written.day.map(i16::from), other.day.map(i16::from))
        })
    }
}

impl Written {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether there is such a day.
    fn is_real(self) -> bool {
        let month = self.month.unwrap_or(1);
        // A leap year, where none is written.
        let year = self.year.filter(|_| !self.is_short).unwrap_or(2000);
        Date::new(year, month, self.day.unwrap_or(1)).is_ok()
    }

    fn numeric(year: i16, is_short: bool, month: i16, day: i16) -> Option<Self> {
        let written = Self {
            year: Some(year),
            is_short,
            is_decade: false,
            month: Some(i8::try_from(month).ok()?),
            day: Some(i8::try_from(day).ok()?),
        };
        written.is_real().then_some(written)
    }
}

/// A piece of a date.
pub(super) enum Part {
    /// A day, or a month of a year, in numbers.
    Whole(Written),
    /// A day of the month.
    Day(i8),
    /// A month.
    Month(i8),
    /// A year.
    Year {
        /// Its number; before Christ, from 0 downwards.
        year: i16,
        /// Whether it was cut short.
        is_short: bool,
    },
    /// The first year of a decade.
    Decade(i16),
    /// A number of one or two digits: a day, or a year cut short.
    Small(i16),
}

/// The dates of a folded text.
pub(super) fn dates(folded: &str) -> Dates {
    let tokens = tokens(folded);
    let mut found = Dates::default();
    let mut open = Written::default();
    let mut joint = false;
    let mut at = 0;
    while at < tokens.len() {
        if let Some((part, end)) = part(&tokens, at) {
            if !add(&mut open, &part) {
                found.is_range |= joint;
                close(&mut found, &mut open);
                if !add(&mut open, &part) {
                    found.has_rest = true;
                }
            }
            joint = false;
            at = end;
            continue;
        }
        match tokens[at].piece {
            Piece::Mark('-') => joint = true,
            Piece::Digits(_) => found.has_rest = true,
            Piece::Word(word) => {
                match word {
                    "to" | "until" | "till" | "through" => {
                        found.is_range |= !open.is_empty();
                        close(&mut found, &mut open);
                    }
                    "and" => joint = true,
                    "between" | "before" | "after" | "since" | "from" => {
                        let is_bound = word != "from" && !tokens.is_empty();
                        found.is_range |= is_bound;
                    }
                    "not" | "never" | "isn't" | "wasn't" | "neither" => {
                        found.is_negated |= !is_doubted(&tokens[at + 1..]);
                    }
                    _ => {}
                }
                let is_joint = matches!(
                    word,
                    "of" | "the"
                        | "in"
                        | "on"
                        | "year"
                        | "month"
                        | "day"
                        | "st"
                        | "nd"
                        | "rd"
                        | "th"
                        | "ad"
                        | "ce"
                        | "and"
                );
                if matches!(word, "bc" | "bce" | "or") {
                    close(&mut found, &mut open);
                    // An era of its own is of no year that was read.
                    found.has_rest |= word != "or";
                }
                found.words += usize::from(!is_joint);
            }
            Piece::Mark(_) => {}
        }
        at += 1;
    }
    close(&mut found, &mut open);
    found
}

fn is_doubted(rest: &[Token<'_>]) -> bool {
    rest.iter()
        .take(3)
        .any(|token| matches!(token.piece, Piece::Word(word) if super::lexicon::is_doubt(word)))
}

/// Puts a part into a date that is being read; false if it does not belong to it.
fn add(open: &mut Written, part: &Part) -> bool {
    let mut new = *open;
    match *part {
        Part::Whole(_) if !open.is_empty() => return false,
        Part::Whole(written) => new = written,
        Part::Day(day) if open.day.is_none() && !open.is_decade => new.day = Some(day),
        Part::Month(month) if open.month.is_none() && !open.is_decade => new.month = Some(month),
        Part::Year { year, is_short } if open.year.is_none() => {
            new.year = Some(year);
            new.is_short = is_short;
        }
        Part::Decade(year) if open.is_empty() => {
            new.year = Some(year);
            new.is_decade = true;
        }
        Part::Small(number) => {
            let day = i8::try_from(number)
                .ok()
                .filter(|day| (1..=31).contains(day));
            if let Some(day) = day.filter(|_| open.day.is_none() && !open.is_decade) {
                new.day = Some(day);
            } else if open.year.is_none() && open.month.is_some() && open.day.is_some() {
                new.year = Some(number);
                new.is_short = true;
            } else {
                return false;
            }
        }
        _ => return false,
    }
    *open = new;
    true
}

fn close(found: &mut Dates, open: &mut Written) {
    let written = std::mem::take(open);
    if written.is_empty() {
        return;
    }
    if !written.is_real() || written.day.is_some() && written.month.is_none() {
        // A number by itself is no date, nor is the 31st of June.
        found.has_rest = true;
    }
    if !found.all.contains(&written) {
        found.all.push(written);
    }
}

/// The part of a date at a token, and where it ends.
fn part(tokens: &[Token<'_>], at: usize) -> Option<(Part, usize)> {
    match tokens[at].piece {
        Piece::Digits(digits) => {
            if at > 0
                && tokens[at].is_glued
                && matches!(tokens[at - 1].piece, Piece::Word(word) if month(word).is_none())
            {
                return None;
            }
            numeric(tokens, at)
                .or_else(|| era(tokens, at, digits))
                .or_else(|| single(tokens, at, digits))
        }
        Piece::Word(word) => worded::part(tokens, at, word),
        Piece::Mark(_) => None,
    }
}

/// `14/06/2019`, `2019-06-14`, `06/14/2019`, `11/2018`, `2018-11`.
fn numeric(tokens: &[Token<'_>], at: usize) -> Option<(Part, usize)> {
    let digits = |at: usize| match tokens.get(at)?.piece {
        Piece::Digits(digits) if digits.len() <= 4 => Some(digits),
        _ => None,
    };
    let mark = |at: usize| match tokens.get(at)?.piece {
        Piece::Mark(mark @ ('/' | '.' | '-')) => Some(mark),
        _ => None,
    };
    let value = |digits: &str| digits.parse::<i16>().ok();
    let first = digits(at)?;
    let joint = mark(at + 1)?;
    let second = digits(at + 2)?;
    let third = (mark(at + 3) == Some(joint))
        .then(|| digits(at + 4))
        .flatten();
    let (one, two) = (value(first)?, value(second)?);
    let Some(third) = third else {
        // Month and year.
        let (year, month) = match (first.len(), second.len()) {
            (4, 2) if joint != '.' => (one, two),
            (1 | 2, 4) => (two, one),
            _ => return None,
        };
        let month = i8::try_from(month)
            .ok()
            .filter(|month| (1..=12).contains(month))?;
        let written = Written {
            year: Some(year),
            month: Some(month),
            ..Written::default()
        };
        return Some((Part::Whole(written), at + 3));
    };
    let three = value(third)?;
    let written = match (first.len(), third.len()) {
        (4, 1 | 2) => Written::numeric(one, false, two, three),
        (1 | 2, 4 | 2) => {
            let is_short = third.len() == 2;
            // The day comes first, unless there is no such month.
            Written::numeric(three, is_short, two, one)
                .or_else(|| Written::numeric(three, is_short, one, two))
        }
        _ => None,
    };
    Some((Part::Whole(written?), at + 5))
}

/// Whether a number comes after a month, so that it is a year: "4 September 476".
fn follows_month(tokens: &[Token<'_>], at: usize) -> bool {
    tokens[at.saturating_sub(3)..at]
        .iter()
        .any(|token| matches!(token.piece, Piece::Word(word) if month(word).is_some()))
}

/// A year that says its era: `44 BC`, `AD 476`. The year before 1 is 0, as in EDTF.
fn era(tokens: &[Token<'_>], at: usize, digits: &str) -> Option<(Part, usize)> {
    let word = |at: usize| match tokens.get(at)?.piece {
        Piece::Word(word) => Some(word),
        _ => None,
    };
    let number: i16 = digits.parse().ok().filter(|_| digits.len() <= 4)?;
    let is_before = |at: usize| at.checked_sub(1).and_then(word) == Some("ad");
    let (year, end) = match word(at + 1) {
        Some("bc" | "bce") => (1 - number, at + 2),
        Some("ad" | "ce") => (number, at + 2),
        _ if is_before(at) => (number, at + 1),
        _ => return None,
    };
    let is_short = false;
    Some((Part::Year { year, is_short }, end))
}

/// `14`, `14th`, `1948`, `20190614`, `1950s`, `'19`.
fn single(tokens: &[Token<'_>], at: usize, digits: &str) -> Option<(Part, usize)> {
    let number: i64 = digits.parse().ok()?;
    let after = tokens.get(at + 1).filter(|token| token.is_glued);
    let suffix = after.and_then(|token| match token.piece {
        // Urdu marks a year by a sign.
        Piece::Word(word) => Some(word).filter(|word| *word != "ء"),
        _ => None,
    });
    let number = match digits.len() {
        8 => {
            let part = |from: usize, to: usize| digits[from..to].parse::<i16>().ok();
            let year_first = Written::numeric(part(0, 4)?, false, part(4, 6)?, part(6, 8)?);
            let day_first = || Written::numeric(part(4, 8)?, false, part(2, 4)?, part(0, 2)?);
            return Some((Part::Whole(year_first.or_else(day_first)?), at + 1));
        }
        1..=4 => i16::try_from(number).ok()?,
        _ => return None,
    };
    // A slip in a number is another number.
    let is_ordinal = matches!(suffix, Some("st" | "nd" | "rd" | "th"));
    if let (Some("s" | "'s"), true) = (suffix, number % 10 == 0) {
        let year = if digits.len() == 2 {
            1900 + number
        } else {
            number
        };
        return Some((Part::Decade(year), at + 2));
    }
    if let Some(suffix) = suffix
        && !is_ordinal
        && month(suffix).is_none()
    {
        return None;
    }
    match (digits.len(), is_ordinal) {
        (1 | 2, true) => Some((Part::Day(i8::try_from(number).ok()?), at + 2)),
        (1 | 2, false) => Some((Part::Small(number), at + 1)),
        (3 | 4, false) if digits.len() == 4 || follows_month(tokens, at) => Some((
            Part::Year {
                year: number,
                is_short: false,
            },
            at + 1,
        )),
        _ => None,
    }
}
