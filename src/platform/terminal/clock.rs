//! The time of a transcript, which passes only when the transcript says so.

use jiff::{Span, Timestamp, tz::TimeZone};

/// The clock stops short of the end of the calendar, so that whatever comes later can be told: the
/// first day of the year 9000.
const END: Timestamp = Timestamp::constant(221_845_392_000, 0);

/// A clock that is moved by hand; it starts at the same time for every transcript, so that a
/// transcript always reads the same.
#[derive(Debug)]
pub(super) struct VirtualClock {
    now: Timestamp,
}

impl VirtualClock {
    /// Noon of the first day of 2026, in UTC.
    pub(super) fn new() -> Self {
        Self {
            now: Timestamp::constant(1_767_268_800, 0),
        }
    }

    /// What time it is.
    pub(super) fn now(&self) -> Timestamp {
        self.now
    }

    /// When it is so much later, as in `20s`, `5m`, `2h`, `1d`; nothing if that is unclear or
    /// backwards.
    pub(super) fn after(&self, time: &str) -> Option<Timestamp> {
        let span: Span = time.trim().parse().ok()?;
        let then = self
            .now
            .to_zoned_datetime(TimeZone::UTC)
            .checked_add(span)
            .ok()?;
        Some(then.timestamp()).filter(|then| (self.now..END).contains(then))
    }

    /// Moves it on; it never goes back.
    pub(super) fn move_to(&mut self, then: Timestamp) {
        self.now = self.now.max(then);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_passes_only_forward_and_only_when_it_is_clear_how_much() {
        for (time, now) in [
            ("20s", "2026-01-01T12:00:20Z"),
            (" 5m ", "2026-01-01T12:05:00Z"),
            ("2h", "2026-01-01T14:00:00Z"),
            ("1d", "2026-01-02T12:00:00Z"),
            ("-1d", "2026-01-01T12:00:00Z"),
            ("soon", "2026-01-01T12:00:00Z"),
            ("", "2026-01-01T12:00:00Z"),
            ("99999y", "2026-01-01T12:00:00Z"),
        ] {
            let mut clock = VirtualClock::new();
            let then = clock.after(time);
            let passed = then.is_some();
            clock.move_to(then.unwrap_or(Timestamp::UNIX_EPOCH));
            assert_eq!(clock.now().to_string(), now, "{time}");
            assert_eq!(passed, now != "2026-01-01T12:00:00Z", "{time}");
        }
    }
}
