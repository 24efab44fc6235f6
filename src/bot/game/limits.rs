//! How much members may ask within what time: what is too much is refused once, kindly, and then left
//! without an answer until there is room again.

use std::num::NonZeroU32;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::middleware::NoOpMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::state::{InMemoryState, NotKeyed};
use governor::{Quota, RateLimiter};
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
pub(super) struct Limiter<C: Clock = DefaultClock> {
    members: Keyed<C>,
    communities: Keyed<C>,
    process: RateLimiter<NotKeyed, InMemoryState, C, NoOpMiddleware<C::Instant>>,
    message_chars: usize,
    pub(super) rounds_per_community: u32,
    /// The members who were told that it was too much, and have asked nothing since that was not.
    told: Mutex<FxHashSet<String>>,
    clock: C,
}

type Keyed<C> =
    RateLimiter<String, DefaultKeyedStateStore<String>, C, NoOpMiddleware<<C as Clock>::Instant>>;

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
        Self::by(limits, DefaultClock::default())
    }
}

impl<C: Clock + Clone> Limiter<C> {
    fn by(limits: Limits, clock: C) -> Self {
        let member = Quota::per_minute(limits.member_per_minute);
        let community = Quota::per_minute(limits.community_per_minute);
        let process = Quota::per_second(limits.process_per_second);
        Self {
            members: RateLimiter::new(member, DefaultKeyedStateStore::default(), clock.clone()),
            communities: RateLimiter::new(
                community,
                DefaultKeyedStateStore::default(),
                clock.clone(),
            ),
            process: RateLimiter::new(process, InMemoryState::default(), clock.clone()),
            message_chars: limits.message_chars,
            rounds_per_community: limits.rounds_per_community,
            told: Mutex::default(),
            clock,
        }
    }

    /// What becomes of a message. An answer to a question that is named counts for its member alone:
    /// nobody is kept from a right one by others. One that names none may be none, and counts for the
    /// process as well.
    pub(super) fn judge(&self, incoming: &Incoming, is_answer: bool) -> Verdict {
        let home = &incoming.place.home;
        let member = format!("{}/{}", home.platform, incoming.member_id);
        let community = format!("{}/{}", home.platform, home.community);
        let who = if is_answer {
            format!("{member}/answers")
        } else {
            member
        };
        let room = match (is_answer, &incoming.answers) {
            (true, Some(_)) => self.room_of(&who),
            // There may be no question.
            (true, None) => self.room_of(&who).and_then(|()| self.room_at_all()),
            (false, _) => self.room(&who, &community),
        };
        let (what, until) = match room {
            Ok(()) if incoming.text.chars().count() > self.message_chars => {
                metrics::counter!("attache_refused_total", "what" => "length").increment(1);
                return Verdict::Long(self.message_chars);
            }
            Ok(()) => {
                self.told().remove(&who);
                return Verdict::Fine;
            }
            Err(refused) => refused,
        };
        metrics::counter!("attache_refused_total", "what" => what).increment(1);
        if self.told().insert(who) {
            Verdict::Told(until)
        } else {
            Verdict::Silent
        }
    }

    /// Whether a member has room, or for how long not.
    fn room_of(&self, member: &String) -> Result<(), (&'static str, Duration)> {
        Self::check("member", &self.members, member, self.clock.now())
    }

    /// Whether there is room, or what has none and for how long.
    fn room(&self, member: &String, community: &String) -> Result<(), (&'static str, Duration)> {
        let now = self.clock.now();
        Self::check("member", &self.members, member, now)?;
        Self::check("community", &self.communities, community, now)?;
        self.room_at_all()
    }

    fn room_at_all(&self) -> Result<(), (&'static str, Duration)> {
        let now = self.clock.now();
        let checked = self.process.check();
        checked.map_err(|refused| ("process", refused.wait_time_from(now)))
    }

    fn check(
        what: &'static str,
        limiter: &Keyed<C>,
        key: &String,
        now: C::Instant,
    ) -> Result<(), (&'static str, Duration)> {
        if limiter.len() > KNOWN_MAX {
            limiter.retain_recent();
            limiter.shrink_to_fit();
        }
        let checked = limiter.check_key(key);
        checked.map_err(|refused| (what, refused.wait_time_from(now)))
    }

    fn told(&self) -> std::sync::MutexGuard<'_, FxHashSet<String>> {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.len() > KNOWN_MAX {
            told.clear();
        }
        told
    }
}

#[cfg(test)]
mod tests {
    use governor::clock::FakeRelativeClock;
    use jiff::Timestamp;

    use super::*;
    use crate::bot::game::Rank;
    use crate::quiz::Event;
    use crate::store::Home;

    /// A limiter by a clock that is moved, with so much for a member, a community and the process.
    fn limiter(much: [u32; 3]) -> (Limiter<FakeRelativeClock>, FakeRelativeClock) {
        let [member_per_minute, community_per_minute, process_per_second] =
            much.map(|number| NonZeroU32::new(number).expect("a number"));
        let limits = Limits {
            member_per_minute,
            community_per_minute,
            process_per_second,
            message_chars: 10,
            rounds_per_community: 3,
        };
        let clock = FakeRelativeClock::default();
        (Limiter::by(limits, clock.clone()), clock)
    }

    fn incoming(community: &str, member: &str, text: &str) -> Incoming {
        Incoming {
            place: Home::new("test", community).channel("channel"),
            event_id: String::new(),
            event: Event {
                at: Timestamp::UNIX_EPOCH,
                order: 0,
            },
            member_id: member.to_owned(),
            name: member.to_owned(),
            is_moderator: false,
            rank: Rank::None,
            is_private: false,
            text: text.to_owned(),
            answers: None,
        }
    }

    #[test]
    fn whoever_asks_too_much_is_told_once_and_again_after_there_was_room() {
        let (limiter, clock) = limiter([2, 1_000, 1_000]);
        let ask = |member| limiter.judge(&incoming("a", member, "/topics"), false);
        for _ in 0..2 {
            assert_eq!(ask("ada"), Verdict::Fine);
            assert_eq!(ask("ada"), Verdict::Fine);
            assert_eq!(ask("ada"), Verdict::Told(Duration::from_secs(30)));
            assert_eq!(ask("ada"), Verdict::Silent);
            // Nobody else is kept from asking.
            assert_eq!(ask("ben"), Verdict::Fine);
            clock.advance(Duration::from_mins(1));
        }
    }

    #[test]
    fn a_community_and_the_process_have_an_end_too_but_for_answers_to_a_question() {
        let (limiter, clock) = limiter([1_000, 2, 3]);
        let ask = |community, member, is_answer| {
            limiter.judge(&incoming(community, member, "/answer b"), is_answer)
        };
        assert_eq!(ask("a", "ada", false), Verdict::Fine);
        assert_eq!(ask("a", "ben", false), Verdict::Fine);
        assert!(matches!(ask("a", "cem", false), Verdict::Told(_)));
        assert_eq!(ask("b", "dora", false), Verdict::Fine);
        assert!(matches!(ask("c", "eve", false), Verdict::Told(_)));
        for member in ["ada", "cem", "eve"] {
            let answer = Incoming {
                answers: Some("marker".to_owned()),
                ..incoming("a", member, "b")
            };
            assert_eq!(limiter.judge(&answer, true), Verdict::Fine);
        }
        // Whoever was told hears no more of it, though they answered.
        assert_eq!(ask("a", "cem", false), Verdict::Silent);
        assert_eq!(ask("c", "eve", false), Verdict::Silent);
        // Where no question is named, there may be none.
        assert!(matches!(ask("a", "fay", true), Verdict::Told(_)));
        clock.advance(Duration::from_secs(1));
        assert_eq!(ask("d", "eve", false), Verdict::Fine);
    }

    #[test]
    fn what_is_too_long_is_asked_for_too() {
        let (limiter, _) = limiter([1, 1_000, 1_000]);
        let ask = || limiter.judge(&incoming("a", "ada", "0123456789a"), false);
        assert_eq!(ask(), Verdict::Long(10));
        assert!(matches!(ask(), Verdict::Told(_)));
        assert_eq!(ask(), Verdict::Silent);
    }
}
