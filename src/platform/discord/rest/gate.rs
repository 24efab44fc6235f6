//! When the next request may be sent, as a value: under Discord's limit for all requests, and
//! never so often in vain that Discord shuts the door.

use std::time::Duration;

use tokio::time::Instant;

/// Discord takes 50 requests a second of a bot, in all of its processes. This leaves room for what
/// is counted apart from us.
/// Source: <https://discord.com/developers/docs/topics/rate-limits#global-rate-limit>.
const PER_SECOND: f64 = 40.0;

/// After 10,000 requests that were refused with 401, 403 or 429 within ten minutes, Discord takes
/// nothing from the address for a while. Whoever shares the address with us has the rest.
/// Source: <https://discord.com/developers/docs/topics/rate-limits#invalid-request-limit-aka-cloudflare-bans>.
pub(super) const IN_VAIN_MAX: u32 = 5_000;
const IN_VAIN_WINDOW: Duration = Duration::from_mins(10);

/// When the next request may be sent.
#[derive(Debug)]
pub(super) struct Gate {
    interval: Duration,
    next: Instant,
    /// Until when Discord takes nothing.
    held_until: Instant,
    /// How many may be refused in vain, of those that all processes have together.
    in_vain_max: f64,
    /// How many were refused in vain since then.
    in_vain: u32,
    since: Instant,
}

impl Gate {
    /// A gate for a share of the bot's work.
    pub(super) fn new(share: f64, now: Instant) -> Self {
        Self {
            interval: Duration::from_secs_f64(
                1.0 / (PER_SECOND * share.max(f64::MIN_POSITIVE)).max(1.0),
            ),
            next: now,
            held_until: now,
            in_vain_max: (f64::from(IN_VAIN_MAX) * share).max(1.0),
            in_vain: 0,
            since: now,
        }
    }

    /// Takes the next turn, and tells when that is.
    pub(super) fn take_turn(&mut self, now: Instant) -> Instant {
        let turn = self.next.max(now);
        self.next = turn + self.interval;
        turn
    }

    /// Lets nothing through for a while, as Discord wishes.
    pub(super) fn hold(&mut self, now: Instant, wait: Duration) {
        self.held_until = self.held_until.max(now + wait);
        self.next = self.next.max(self.held_until);
    }

    /// Whether Discord takes nothing now: a turn that was given before is to be taken anew.
    pub(super) fn is_held(&self, now: Instant) -> bool {
        now < self.held_until
    }

    /// Counts a request that was refused in vain.
    pub(super) fn count_in_vain(&mut self, now: Instant) {
        if now.duration_since(self.since) >= IN_VAIN_WINDOW {
            self.since = now;
            self.in_vain = 0;
        }
        self.in_vain += 1;
    }

    /// For how long nothing may be sent at all, if too much was in vain.
    pub(super) fn is_shut_for(&self, now: Instant) -> Option<Duration> {
        let left = IN_VAIN_WINDOW.checked_sub(now.duration_since(self.since))?;
        (f64::from(self.in_vain) >= self.in_vain_max).then_some(left)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_second_has_more_turns_than_discord_takes() {
        let start = Instant::now();
        let mut gate = Gate::new(1.0, start);
        let turns: Vec<Instant> = (0..200).map(|_| gate.take_turn(start)).collect();
        let within = |from: Instant| {
            turns
                .iter()
                .filter(|turn| **turn >= from && **turn < from + Duration::from_secs(1))
                .count()
        };
        assert_eq!(turns[0], start);
        assert!(turns.iter().all(|turn| within(*turn) <= 41), "{turns:?}");
        // A process that does a quarter of the work has a quarter of the turns.
        let mut gate = Gate::new(0.25, start);
        gate.take_turn(start);
        assert_eq!(gate.take_turn(start), start + Duration::from_millis(100));
    }

    #[test]
    fn a_hold_is_obeyed() {
        let start = Instant::now();
        let mut gate = Gate::new(1.0, start);
        gate.hold(start, Duration::from_secs(3));
        assert!(gate.is_held(start));
        let free = start + Duration::from_secs(3);
        assert!(!gate.is_held(free));
        assert_eq!(gate.take_turn(start), free);
    }

    #[test]
    fn the_door_is_shut_before_discord_does_it_and_opens_again() {
        let start = Instant::now();
        let mut gate = Gate::new(1.0, start);
        for _ in 1..IN_VAIN_MAX {
            gate.count_in_vain(start);
        }
        assert_eq!(gate.is_shut_for(start), None);
        let later = start + Duration::from_mins(4);
        gate.count_in_vain(later);
        assert_eq!(gate.is_shut_for(later), Some(Duration::from_mins(6)));
        let much_later = start + IN_VAIN_WINDOW + Duration::from_millis(1);
        assert_eq!(gate.is_shut_for(much_later), None);
        gate.count_in_vain(much_later);
        assert_eq!(gate.is_shut_for(much_later), None);
        // All processes have as many together.
        let mut gate = Gate::new(0.25, start);
        for _ in 0..IN_VAIN_MAX / 4 {
            assert_eq!(gate.is_shut_for(start), None);
            gate.count_in_vain(start);
        }
        assert!(gate.is_shut_for(start).is_some());
    }
}
