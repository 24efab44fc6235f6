//! Periods of leaderboards: the day, week or month that it is in a community, or all time.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::quiz::Span;

/// What the period is called that a day is in.
pub(super) fn called(span: Span, day: Date) -> String {
    match span {
        Span::Day => day.to_string(),
        Span::Week => {
            let week = day.iso_week_date();
            format!("{:04}-W{:02}", week.year(), week.week())
        }
        Span::Month => format!("{:04}-{:02}", day.year(), day.month()),
        Span::All => String::from("all"),
    }
}

/// The day that it is in a zone. A time that no calendar has is taken for the nearest one.
pub(super) fn day(at: i64, zone: &TimeZone) -> Date {
    let nearest = if at < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    let at = Timestamp::from_millisecond(at).unwrap_or(nearest);
    at.to_zoned_datetime(zone.clone()).date()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(at: &str, zone: &str, expected: [&str; 4]) {
        let at: Timestamp = at.parse().unwrap();
        let zone = TimeZone::get(zone).unwrap();
        let day = day(at.as_millisecond(), &zone);
        assert_eq!(Span::ALL.map(|span| called(span, day)), expected);
    }

    #[test]
    fn a_period_is_the_communitys() {
        let at = "2026-12-31T23:30:00Z";
        check(at, "UTC", ["2026-12-31", "2026-W53", "2026-12", "all"]);
        let berlin = ["2027-01-01", "2026-W53", "2027-01", "all"];
        check(at, "Europe/Berlin", berlin);
        let kolkata = ["2019-06-17", "2019-W25", "2019-06", "all"];
        check("2019-06-16T18:30:00Z", "Asia/Kolkata", kolkata);
    }

    #[test]
    fn days_are_whole_where_the_clock_is_changed() {
        // 25 hours long, and begun at one o'clock.
        let long = ["2026-10-25", "2026-W43", "2026-10", "all"];
        check("2026-10-24T22:00:00Z", "Europe/Berlin", long);
        check("2026-10-25T22:59:59Z", "Europe/Berlin", long);
        let late = ["2018-11-04", "2018-W44", "2018-11", "all"];
        check("2018-11-04T03:00:00Z", "America/Sao_Paulo", late);
        // A day that Samoa never had.
        let before = ["2011-12-29", "2011-W52", "2011-12", "all"];
        check("2011-12-30T09:59:59Z", "Pacific/Apia", before);
        let after = ["2011-12-31", "2011-W52", "2011-12", "all"];
        check("2011-12-30T10:00:00Z", "Pacific/Apia", after);
    }

    #[test]
    fn any_time_has_a_day() {
        for at in [i64::MIN, i64::MAX] {
            day(at, &TimeZone::UTC);
        }
    }
}
