//! Discord's numbers, which hold the time.

use jiff::Timestamp;

/// When Discord's time begins: 2015 in UTC, in milliseconds since 1970.
const EPOCH_MS: i64 = 1_420_070_400_000;

/// How many bits stand behind the time.
const BITS: u32 = 22;

/// The first number that may be given out then.
pub(super) fn first_at(at: Timestamp) -> u64 {
    let millis = at.as_millisecond().saturating_sub(EPOCH_MS);
    u64::try_from(millis).unwrap_or_default() << BITS
}

/// When a number was given out.
pub(super) fn time(number: u64) -> Timestamp {
    let millis = i64::try_from(number >> BITS).unwrap_or_default() + EPOCH_MS;
    Timestamp::from_millisecond(millis).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_tells_its_time() {
        // The example of Discord's reference.
        let at = time(175_928_847_299_117_063);
        assert_eq!(at.to_string(), "2016-04-30T11:18:25.796Z");
        assert!(first_at(at) <= 175_928_847_299_117_063);
        assert_eq!(time(first_at(at)), at);
        assert_eq!(first_at(Timestamp::UNIX_EPOCH), 0);
    }
}
