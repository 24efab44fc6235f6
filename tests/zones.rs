//! Daily posts across every change of every clock: each date once, at its time or as soon after as
//! there is one.

use attache::daily::{Last, Wish};
use jiff::civil::{Date, Time};
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

/// Changes of clocks in these years are tried: as far as rules are known.
const YEARS: [i16; 2] = [2025, 2027];

/// As many cases as those years have at least: fewer, and zones are missing.
const CASES_MIN: usize = 20_000;

fn noon(date: Date) -> Timestamp {
    let noon = date.to_datetime(Time::midnight());
    TimeZone::UTC.to_timestamp(noon).expect("a moment")
}

/// What a date has at a time: that time, or what comes after the hour that is left out.
fn check(name: &str, wish: &Wish, date: Date) {
    let case = format!("{name}, {date} {}", wish.time);
    let at = wish.on(date).expect("a day that was");
    let wanted = date.to_datetime(wish.time);
    let ambiguous = wish.zone.to_ambiguous_timestamp(wanted);
    let local = wish.zone.to_datetime(at);
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => assert_eq!(local, wanted, "{case}"),
        // Forward by as much as is left out.
        AmbiguousOffset::Gap { before, after } => {
            let gap = after.duration_since(before);
            assert_eq!(local, wanted.saturating_add(gap), "{case}");
        }
        // The first of the two.
        AmbiguousOffset::Fold { before, .. } => {
            assert_eq!(local, wanted, "{case}");
            assert_eq!(wish.zone.to_offset(at), before, "{case}");
        }
    }
}

/// Day by day over a change, each date comes once, about a day after the one before.
fn walk(name: &str, wish: &Wish, change: Date) {
    let mut date = change.yesterday().and_then(Date::yesterday).expect("a day");
    let set_at = Timestamp::UNIX_EPOCH;
    let mut at = wish.on(date).expect("a day that was");
    for _ in 0..4 {
        let last = Last { date, at: Some(at) };
        let next = wish.next(Some(last), set_at, at).expect("another day");
        let case = format!("{name}, {date} {}", wish.time);
        assert_eq!(
            (next.slot.date, next.missed),
            (date.tomorrow().expect("a day"), 0),
            "{case}"
        );
        let apart = next.slot.at.duration_since(at);
        let is_about_a_day = (20..=28).contains(&apart.as_hours());
        assert!(is_about_a_day, "{case}: {apart:?}");
        (date, at) = (next.slot.date, next.slot.at);
    }
}

#[test]
fn every_date_has_one_post_whatever_clocks_do() {
    let zones = TimeZoneDatabase::bundled();
    let [first, last] = YEARS;
    let start = noon(Date::constant(first, 1, 1));
    let end = noon(Date::constant(last + 1, 1, 1));
    let mut cases = 0;
    for name in zones.available() {
        let zone = zones.get(name.as_str()).expect("a zone");
        let changes = zone.following(start).map(|change| change.timestamp());
        let changes: Vec<Timestamp> = changes.take_while(|change| *change < end).collect();
        for change in changes {
            let date = zone
                .to_datetime(change - SignedDuration::from_secs(1))
                .date();
            for hour in 0..24 {
                let wish = Wish {
                    zone: zone.clone(),
                    time: Time::constant(hour, 30, 0, 0),
                };
                check(name.as_str(), &wish, date);
                check(name.as_str(), &wish, date.tomorrow().expect("a day"));
                walk(name.as_str(), &wish, date);
                cases += 1;
            }
        }
    }
    assert!(cases >= CASES_MIN, "{cases}");
}
