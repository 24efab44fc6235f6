//! What time it is by Discord's clock, as its answers tell.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use tokio::time::Instant;

/// Answers tell the second in which they were made.
const GRAIN: Duration = Duration::from_secs(1);

/// When Discord was heard last, and what its clock showed.
#[derive(Debug, Default)]
pub(super) struct Heard {
    last: Option<(Timestamp, Instant)>,
}

impl Heard {
    /// Takes what an answer says of the time, as in `Thu, 26 Nov 2026 11:00:00 GMT`.
    pub(super) fn hear(&mut self, date: &str, now: Instant) {
        let Ok(told) = rfc2822::parse(date) else {
            return;
        };
        let told = told.timestamp();
        // It is cut to the second: what was known more precisely stays, and no clock goes back.
        let known = self.time(now).filter(|known| {
            let ahead = known.duration_since(told);
            !ahead.is_negative() && ahead.unsigned_abs() < GRAIN
        });
        self.last = Some((known.unwrap_or(told), now));
    }

    /// The time; nothing before the first answer.
    pub(super) fn time(&self, now: Instant) -> Option<Timestamp> {
        let (at, when) = self.last?;
        at.checked_add(now.duration_since(when)).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_is_as_precise_as_it_can_be_and_never_goes_back() {
        let start = Instant::now();
        let after = |millis| start + Duration::from_millis(millis);
        let time = |heard: &Heard, millis| heard.time(after(millis)).unwrap().to_string();
        let mut heard = Heard::default();
        assert_eq!(heard.time(start), None);
        heard.hear("not a date", start);
        assert_eq!(heard.time(start), None);
        heard.hear("Thu, 26 Nov 2026 11:00:00 GMT", start);
        assert_eq!(time(&heard, 400), "2026-11-26T11:00:00.4Z");
        heard.hear("Thu, 26 Nov 2026 11:00:00 GMT", after(700));
        assert_eq!(time(&heard, 700), "2026-11-26T11:00:00.7Z");
        heard.hear("Thu, 26 Nov 2026 11:00:01 GMT", after(800));
        assert_eq!(time(&heard, 800), "2026-11-26T11:00:01Z");
        // Its clock was set.
        heard.hear("Thu, 26 Nov 2026 10:00:00 GMT", after(900));
        assert_eq!(time(&heard, 900), "2026-11-26T10:00:00Z");
    }
}
