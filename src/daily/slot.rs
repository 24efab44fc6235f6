//! When a channel's next post is due: one moment for each date of its own calendar.
//!
//! A post is known by the channel and the local date and never by the moment, so that no clock,
//! however wrong, makes two of one. A time that a date does not have, since clocks go forward over
//! it, is moved forward by as much, and of one that a date has twice the first counts: that is what
//! RFC 5545, section 3.3.5, asks of calendars, and jiff calls compatible.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// How late a post may be: what was due at nine is still of that day at three, and by the evening
/// it is of no use.
pub const LATE_MAX: SignedDuration = SignedDuration::from_hours(6);

/// The least between two posts of a channel: a channel that moves its time gets no two in a row.
pub const SPACING: SignedDuration = SignedDuration::from_hours(6);

/// What time a channel wants its post at, by which clock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// The zone of its clock.
    pub zone: TimeZone,
    /// The time of day.
    pub time: Time,
}

/// The post of a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The local date, which is what it is known by.
    pub date: Date,
    /// When it is due.
    pub at: Timestamp,
}

/// The last post that a channel had, or was to have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Last {
    /// Its local date.
    pub date: Date,
    /// When it was due; nothing if it was passed over.
    pub at: Option<Timestamp>,
}

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Next {
    /// The next post.
    pub slot: Slot,
    /// How many dates between it and the last are passed over: their time was missed.
    pub missed: u32,
}

impl Wish {
    /// The moment of a date; nothing if the calendar of the zone never had that day.
    pub fn on(&self, date: Date) -> Option<Timestamp> {
        let moment = |date: Date, time: Time| {
            let ambiguous = self.zone.to_ambiguous_timestamp(date.to_datetime(time));
            ambiguous.compatible().ok()
        };
        let (start, end) = (
            moment(date, Time::midnight())?,
            moment(date.tomorrow().ok()?, Time::midnight())?,
        );
        // Samoa went from the 29th to the 31st of December 2011.
        if start >= end {
            return None;
        }
        moment(date, self.time)
    }

    /// The next post, as of a moment. `set_at` is when the channel asked for this; before that
    /// nothing is due. Nothing where the calendar ends.
    pub fn next(&self, last: Option<Last>, set_at: Timestamp, as_of: Timestamp) -> Option<Next> {
        let spaced = last.and_then(|last| last.at?.checked_add(SPACING).ok());
        let floor = spaced.map_or(set_at, |spaced| spaced.max(set_at));
        let day_of = |at: Timestamp| self.zone.to_datetime(at).date();
        let first = match last {
            Some(last) => last.date.tomorrow().ok()?,
            None => day_of(set_at),
        };
        // What is older cannot be due any more, so that a long absence takes no longer than a
        // short one.
        let oldest = day_of(as_of.saturating_sub(LATE_MAX).ok()?)
            .yesterday()
            .ok()?;
        let mut date = first.max(oldest);
        let mut missed = if last.is_some() { days(first, date) } else { 0 };
        loop {
            if let Some(due) = self.on(date) {
                let at = due.max(floor);
                let is_over = day_of(at) > date && at.duration_since(due) > LATE_MAX;
                let is_new = last.is_none() && due < set_at;
                let is_missed = as_of.duration_since(at) > LATE_MAX;
                if !is_over && !is_new && !is_missed {
                    let slot = Slot { date, at };
                    return Some(Next { slot, missed });
                }
                missed += u32::from(!is_new);
            }
            date = date.tomorrow().ok()?;
        }
    }
}

/// The days from one to another.
fn days(from: Date, to: Date) -> u32 {
    let days = to.duration_since(from).as_hours() / 24;
    u32::try_from(days).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, Time};
    use jiff::tz::TimeZone;
    use jiff::{SignedDuration, Timestamp};

    use super::{Last, Wish};

    fn wish(zone: &str, time: &str) -> Wish {
        Wish {
            zone: TimeZone::get(zone).expect("a zone"),
            time: time.parse::<Time>().expect("a time"),
        }
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a moment")
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a date")
    }

    /// The date and the moment of the next post, and how many dates are passed over.
    fn next(wish: &Wish, last: Option<(&str, &str)>, set_at: &str, as_of: &str) -> String {
        let last = last.map(|(date, moment)| Last {
            date: day(date),
            at: (!moment.is_empty()).then(|| at(moment)),
        });
        let next = wish.next(last, at(set_at), at(as_of)).expect("a next one");
        format!("{} {} {}", next.slot.date, next.slot.at, next.missed)
    }

    const LONG_AGO: &str = "2000-01-01T00:00:00Z";

    #[test]
    fn a_new_wish_is_never_for_a_time_that_has_been() {
        let wish = wish("Asia/Karachi", "09:00");
        for (as_of, expected) in [
            ("2026-05-01T03:59:59Z", "2026-05-01 2026-05-01T04:00:00Z 0"),
            ("2026-05-01T04:00:00Z", "2026-05-01 2026-05-01T04:00:00Z 0"),
            ("2026-05-01T04:00:01Z", "2026-05-02 2026-05-02T04:00:00Z 0"),
        ] {
            assert_eq!(next(&wish, None, as_of, as_of), expected);
        }
    }

    #[test]
    fn what_is_late_is_posted_and_what_is_too_late_is_passed_over() {
        let wish = wish("Asia/Karachi", "09:00");
        let last = Some(("2026-05-01", "2026-05-01T04:00:00Z"));
        for (as_of, expected) in [
            ("2026-05-01T04:00:01Z", "2026-05-02 2026-05-02T04:00:00Z 0"),
            ("2026-05-02T10:00:00Z", "2026-05-02 2026-05-02T04:00:00Z 0"),
            ("2026-05-02T10:00:01Z", "2026-05-03 2026-05-03T04:00:00Z 1"),
            ("2026-05-09T06:00:00Z", "2026-05-09 2026-05-09T04:00:00Z 7"),
            (
                "2036-05-09T06:00:00Z",
                "2036-05-09 2036-05-09T04:00:00Z 3660",
            ),
        ] {
            assert_eq!(next(&wish, last, LONG_AGO, as_of), expected, "{as_of}");
        }
    }

    #[test]
    fn a_time_that_is_not_there_moves_forward_and_one_that_is_twice_counts_once() {
        let berlin = wish("Europe/Berlin", "02:30");
        assert_eq!(
            berlin.on(day("2026-03-29")),
            Some(at("2026-03-29T01:30:00Z"))
        );
        assert_eq!(
            berlin.on(day("2026-10-25")),
            Some(at("2026-10-25T00:30:00Z"))
        );
        // There is no midnight.
        let cairo = wish("Africa/Cairo", "00:00");
        assert_eq!(
            cairo.on(day("2026-04-24")),
            Some(at("2026-04-23T22:00:00Z"))
        );
        // Half past eleven in the evening is already the next day.
        let nuuk = wish("America/Nuuk", "23:30");
        assert_eq!(nuuk.on(day("2026-03-28")), Some(at("2026-03-29T01:30:00Z")));
    }

    #[test]
    fn a_day_that_never_was_has_no_post() {
        let apia = wish("Pacific/Apia", "09:00");
        assert_eq!(apia.on(day("2011-12-30")), None);
        let last = Some(("2011-12-29", "2011-12-29T19:00:00Z"));
        let found = next(&apia, last, LONG_AGO, "2011-12-29T19:00:00Z");
        assert_eq!(found, "2011-12-31 2011-12-30T19:00:00Z 0");
    }

    #[test]
    fn a_change_of_zone_neither_doubles_nor_skips_a_date_and_keeps_posts_apart() {
        // Westward over the date line: the second of May was posted already.
        let honolulu = wish("Pacific/Honolulu", "09:00");
        let last = Some(("2026-05-02", "2026-05-01T21:00:00Z"));
        let found = next(
            &honolulu,
            last,
            "2026-05-01T22:00:00Z",
            "2026-05-01T22:00:00Z",
        );
        assert_eq!(found, "2026-05-03 2026-05-03T19:00:00Z 0");
        // Eastward: the second of May begins an hour later, and waits.
        let auckland = wish("Pacific/Auckland", "09:00");
        let last = Some(("2026-05-01", "2026-05-01T19:00:00Z"));
        let found = next(
            &auckland,
            last,
            "2026-05-01T20:00:00Z",
            "2026-05-01T20:00:00Z",
        );
        assert_eq!(found, "2026-05-02 2026-05-02T01:00:00Z 0");
        // An earlier time, after it has been: now, rather than never.
        let karachi = wish("Asia/Karachi", "09:00");
        let last = Some(("2026-05-01", "2026-05-01T16:00:00Z"));
        let found = next(
            &karachi,
            last,
            "2026-05-02T15:00:00Z",
            "2026-05-02T15:00:00Z",
        );
        assert_eq!(found, "2026-05-02 2026-05-02T15:00:00Z 0");
    }

    #[test]
    fn a_clock_that_goes_back_makes_no_second_post() {
        let wish = wish("UTC", "09:00");
        let last = Some(("2026-05-02", "2026-05-02T09:00:00Z"));
        let found = next(&wish, last, LONG_AGO, "2026-05-01T08:00:00Z");
        assert_eq!(found, "2026-05-03 2026-05-03T09:00:00Z 0");
    }

    #[test]
    fn what_was_passed_over_keeps_nothing_apart() {
        let wish = wish("UTC", "09:00");
        let last = Some(("2026-05-01", ""));
        let found = next(&wish, last, LONG_AGO, "2026-05-02T09:00:00Z");
        assert_eq!(found, "2026-05-02 2026-05-02T09:00:00Z 0");
        let spacing = SignedDuration::from_hours(6);
        assert_eq!(super::SPACING, spacing);
    }
}
