//! How much members may ask within what time: what is too much is refused once, kindly, and then left
//! without an answer until there is room again.

use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, DefaultKeyedRateLimiter, Quota, RateLimiter};
use rustc_hash::FxHashSet;

use super::Incoming;

/// How much may be asked; what was not used in a minute is not saved up for the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// By a member, in all communities.
    pub member_per_minute: NonZeroU32,
    /// In a community.
    pub community_per_minute: NonZeroU32,
    /// Of the process.
    pub process_per_second: NonZeroU32,
    /// How many characters a message has.
    pub message_chars: usize,
    /// How many rounds run in a community at a time.
    pub rounds_per_community: u32,
}

/// After how many members and communities those are forgotten that have asked nothing of late.
const KNOWN_MAX: usize = 10_000;

/// How much was asked.
#[derive(Debug)]
pub(super) struct Limiter {
    members: DefaultKeyedRateLimiter<String>,
    communities: DefaultKeyedRateLimiter<String>,
    process: DefaultDirectRateLimiter,
    message_chars: usize,
    pub(super) rounds_per_community: u32,
    /// The members who were told that it was too much, and have asked nothing since that was not.
    told: Mutex<FxHashSet<String>>,
    clock: DefaultClock,
}

/// What becomes of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// It is handled.
    Fine,
    /// It is refused, and its member told when there is room again.
    Told(Duration),
    /// It is refused, as its member was told.
    Silent,
    /// It is longer than that, in characters.
    Long(usize),
}

impl Limiter {
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            members: RateLimiter::keyed(Quota::per_minute(limits.member_per_minute)),
            communities: RateLimiter::keyed(Quota::per_minute(limits.community_per_minute)),
            process: RateLimiter::direct(Quota::per_second(limits.process_per_second)),
            message_chars: limits.message_chars,
            rounds_per_community: limits.rounds_per_community,
            told: Mutex::default(),
            clock: DefaultClock::default(),
        }
    }

    pub(super) fn judge(&self, incoming: &Incoming) -> Verdict {
        let home = &incoming.place.home;
        let member = format!("{}/{}", home.platform, incoming.member_id);
        let community = format!("{}/{}", home.platform, home.community);
        if incoming.text.chars().count() > self.message_chars {
            metrics::counter!("attache_refused_total", "what" => "length").increment(1);
            return Verdict::Long(self.message_chars);
        }
        let (what, until) = match self.room(&member, &community) {
            Ok(()) => {
                self.told().remove(&member);
                return Verdict::Fine;
            }
            Err(refused) => refused,
        };
        metrics::counter!("attache_refused_total", "what" => what).increment(1);
        if self.told().insert(member) {
            Verdict::Told(until)
        } else {
            Verdict::Silent
        }
    }

    /// Whether there is room, or what has none and for how long.
    fn room(&self, member: &String, community: &String) -> Result<(), (&'static str, Duration)> {
        let now = self.clock.now();
        for (what, limiter, key) in [
            ("member", &self.members, member),
            ("community", &self.communities, community),
        ] {
            if limiter.len() > KNOWN_MAX {
                limiter.retain_recent();
                limiter.shrink_to_fit();
            }
            limiter
                .check_key(key)
                .map_err(|refused| (what, refused.wait_time_from(now)))?;
        }
        self.process
            .check()
            .map_err(|refused| ("process", refused.wait_time_from(now)))
    }

    fn told(&self) -> std::sync::MutexGuard<'_, FxHashSet<String>> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() > KNOWN_MAX {
            told.clear();
        }
        told
    }
}
