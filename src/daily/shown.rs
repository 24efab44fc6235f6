//! What a channel has been shown, so that nothing comes again too soon.

use std::collections::{BTreeSet, VecDeque};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// For so many days no fact comes again, not even on its anniversary.
pub const REPEAT_DAYS_MIN: i32 = 30;

/// What a channel has been shown. Facts are known by a number made of their id, since a channel
/// has hundreds of them and there are many channels.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Since the last time that everything had been shown.
    lap: BTreeSet<u32>,
    /// In the last days, with the dates.
    recent: VecDeque<(u32, Date)>,
}

impl Shown {
    /// Whether a fact was shown within so many days before a date that it cannot come yet.
    pub(super) fn is_recent(&self, fact: u32, date: Date) -> bool {
        self.recent
            .iter()
            .any(|(known, then)| *known == fact && !is_long_ago(*then, date))
    }

    /// Whether a fact was shown since everything had been.
    pub(super) fn is_in_lap(&self, fact: u32) -> bool {
        self.lap.contains(&fact)
    }

    /// Everything has been shown: from here on it may be shown again.
    pub(super) fn begin_lap(&mut self) {
        self.lap.clear();
    }

    /// A fact is shown.
    pub(super) fn add(&mut self, fact: u32, date: Date) {
        self.recent.retain(|(_, then)| !is_long_ago(*then, date));
        self.recent.push_back((fact, date));
        self.lap.insert(fact);
    }
}

fn is_long_ago(then: Date, date: Date) -> bool {
    let days = date.duration_since(then).as_hours() / 24;
    days >= i64::from(REPEAT_DAYS_MIN)
}

/// The number of a fact: FNV-1a of its id in 32 bits, the same for ever. That two of a base share
/// one is unlikely, and then one of them waits for the next lap.
pub(super) fn number(id: &str) -> u32 {
    id.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_are_those_of_fnv() {
        for (text, hash) in [
            ("", 0x811c_9dc5),
            ("a", 0xe40c_292c),
            ("foobar", 0xbf9c_f968),
        ] {
            assert_eq!(number(text), hash, "{text}");
        }
    }
}
