//! A time in which the bot could not hear anybody.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// For how long of a question's time the bot may be away before it is void: shorter than anyone
/// needs to answer, and longer than a restart takes.
const AWAY_MAX: SignedDuration = SignedDuration::from_secs(5);

/// A time in which the bot could not hear anybody: a crash, a restart, an outage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Away {
    /// When it was last there.
    pub from: Timestamp,
    /// When it was there again.
    pub to: Timestamp,
}

impl Away {
    /// Whether so much of the time between two moments was missed that nothing fair comes of it.
    pub fn voids(self, start: Timestamp, end: Timestamp) -> bool {
        let missed = self.to.min(end).duration_since(self.from.max(start));
        missed > AWAY_MAX
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missed_of_the_time_itself_counts() {
        let at = |second| Timestamp::from_second(second).expect("a time");
        for (from, to, voids) in [
            (0, 9, false),
            (0, 15, false),
            (0, 16, true),
            (12, 17, false),
            (12, 18, true),
            (25, 90, false),
            (24, 90, true),
            (30, 90, false),
        ] {
            let away = Away {
                from: at(from),
                to: at(to),
            };
            assert_eq!(away.voids(at(10), at(30)), voids, "{from} to {to}");
        }
    }
}
