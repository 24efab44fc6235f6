//! Planning: which daily facts are due, and what they say.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, BuildHasherDefault};

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rustc_hash::FxHasher;

use super::play::json;
use super::saying::Saying;
use super::{Game, in_time, millis};
use crate::chat::Topic;
use crate::chat::facts_of;
use crate::daily::{Choice, Facts, LATE_MAX, Last, Shown, Told, Wish};
use crate::store::{Place, Planned, Post, Result, Subscription};

/// How many are planned at a time.
const PLANNED_MAX: i64 = 1_000;

/// How many posts a platform takes in a second, with some to spare for all else that is said.
const POSTS_PER_SECOND: i64 = 25;

/// The longest time over which the posts of one minute are spread.
const SPREAD_MAX: SignedDuration = SignedDuration::from_hours(1);

impl Game {
    /// Plans the daily facts of a platform that are due by now, some at a time, and tells how many
    /// there were. A date that was missed by too much is passed over.
    pub async fn plan(
        &self,
        platform: &str,
        now: Timestamp,
        random: &mut impl Rng,
    ) -> Result<usize> {
        let due = self
            .store
            .due_subscriptions(platform, millis(now), PLANNED_MAX);
        let due = in_time(due).await?;
        if due.is_empty() {
            return Ok(0);
        }
        let spread = self.spread(platform).await?;
        let mut facts = BTreeMap::new();
        let planned: Vec<Planned> = due
            .into_iter()
            .map(|wish| {
                let facts = facts
                    .entry(wish.topic.clone())
                    .or_insert_with_key(|topic| self.facts(topic.as_deref()));
                self.planned(wish, facts, spread, now, random)
            })
            .collect();
        self.store.plan(&planned, millis(now)).await?;
        Ok(planned.len())
    }

    /// The time over which the posts of one minute are spread, be all of them due in it.
    pub(super) async fn spread(&self, platform: &str) -> Result<SignedDuration> {
        let count = in_time(self.store.subscriptions(platform)).await?;
        Ok(SignedDuration::from_secs(count / POSTS_PER_SECOND).min(SPREAD_MAX))
    }

    /// The facts of a topic, by its name; none where there is no such topic any more.
    pub(super) fn facts(&self, topic: Option<&str>) -> Facts {
        let base = self.bot.base();
        match topic.map(|topic| Topic::find(base, topic)) {
            Some(None) => Facts::new(base, std::iter::empty()),
            Some(topic @ Some(_)) => Facts::new(base, facts_of(base, topic)),
            None => Facts::new(base, facts_of(base, None)),
        }
    }

    fn planned(
        &self,
        mut wish: Subscription,
        facts: &Facts,
        spread: SignedDuration,
        now: Timestamp,
        random: &mut impl Rng,
    ) -> Planned {
        let place = wish.place.clone();
        let offset = offset(&place, spread);
        let Some(clock) = clock(&wish) else {
            wish.due_at = None;
            wish.paused = Some("there is no such time zone any more".to_owned());
            return Planned {
                subscription: wish,
                post: None,
            };
        };
        let as_of = now.saturating_sub(offset).unwrap_or(now);
        let Some(next) = clock.next(last(&wish), set_at(&wish), as_of) else {
            wish.due_at = None;
            return Planned {
                subscription: wish,
                post: None,
            };
        };
        wish.missed += i64::from(next.missed);
        let (date, at) = (next.slot.date, next.slot.at);
        if at > as_of {
            // It was passed over, or the zone has other rules than when it was planned.
            if let (true, Ok(before)) = (next.missed > 0, date.yesterday()) {
                wish.last_date = Some(before.to_string());
            }
            wish.due_at = Some(millis(at + offset));
            return Planned {
                subscription: wish,
                post: None,
            };
        }
        let mut shown = shown(&wish);
        let choice = facts.choose(date, &mut shown, random);
        wish.last_date = Some(date.to_string());
        if choice.is_some() {
            wish.last_at = Some(millis(at));
            wish.shown = json(&shown);
        } else {
            wish.missed += 1;
        }
        let following = clock.next(last(&wish), set_at(&wish), as_of);
        wish.due_at = following.map(|next| millis(next.slot.at + offset));
        let post = choice.map(|choice| Post {
            key: format!("daily/{}/{}/{date}", place.home.platform, place.channel),
            body: json(&self.saying(choice)),
            expires_at: millis(at + offset + LATE_MAX),
        });
        Planned {
            subscription: wish,
            post,
        }
    }

    pub(super) fn saying(&self, choice: Choice) -> Saying {
        Saying::Daily(Told::new(self.bot.base(), choice))
    }
}

/// The time that a channel wants its post at, by its clock; nothing if there is no such zone.
pub(super) fn clock(wish: &Subscription) -> Option<Wish> {
    Some(Wish {
        zone: TimeZone::get(&wish.time_zone).ok()?,
        time: Time::strptime("%H:%M", &wish.time_of_day).ok()?,
    })
}

/// The last post of a channel.
pub(super) fn last(wish: &Subscription) -> Option<Last> {
    let date: Date = wish.last_date.as_deref()?.parse().ok()?;
    let at = wish
        .last_at
        .and_then(|at| Timestamp::from_millisecond(at).ok());
    Some(Last { date, at })
}

pub(super) fn set_at(wish: &Subscription) -> Timestamp {
    Timestamp::from_millisecond(wish.set_at).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// What a channel was shown; nothing where that cannot be read.
pub(super) fn shown(wish: &Subscription) -> Shown {
    serde_json::from_str(&wish.shown).unwrap_or_default()
}

/// The place of a channel in the time over which posts are spread: the same each day.
pub(super) fn offset(place: &Place, spread: SignedDuration) -> SignedDuration {
    let hash = BuildHasherDefault::<FxHasher>::default().hash_one(&place.channel);
    let spread_ms = u64::try_from(spread.as_millis()).unwrap_or(0);
    let offset_ms = hash.checked_rem(spread_ms).unwrap_or(0);
    SignedDuration::from_millis(i64::try_from(offset_ms).unwrap_or(0))
}
