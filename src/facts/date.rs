//! Event dates: a subset of EDTF (ISO 8601-2, levels 0 and 1), and how they are known.

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
