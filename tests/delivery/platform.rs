//! A platform that loses replies, is slow, refuses, forgets keys, throws the bot out, or is down.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::time::Duration;

use attache::chat::Reply;
use attache::scheduler::{Clock, Failure, Platform};
use attache::store::Place;
use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

/// For how long the platform posts nothing new under the same key.
const KNOWN: Duration = Duration::from_secs(90);

/// The longest time that a post is on its way.
const WAY_MAX: u64 = 60;

/// For how long that can be relied on: a post that is sent later may arrive when the key is
/// forgotten.
pub const MEMORY: Duration = Duration::from_secs(90 - WAY_MAX);

/// What the platform does with a post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Fine,
    /// It posts, and nobody hears of it.
    ReplyLost,
    /// It posts after a while, and nobody hears of it.
    Late,
    /// Nothing arrives.
    Deaf,
    Busy,
}

/// What members see in a channel, and what the platform knows of it.
#[derive(Debug, Default)]
pub struct Channel {
    /// The keys of all posts with the time, in order.
    pub seen: Vec<(String, Timestamp)>,
    /// What is on its way, and when it arrives.
    on_its_way: Vec<(String, Timestamp)>,
    /// When each key was posted last.
    keys: BTreeMap<String, Timestamp>,
    /// What became of posts later.
    pub edits: Vec<String>,
    pub texts: Vec<String>,
    /// Why the bot cannot post there.
    pub gone: Option<String>,
    /// Whether the bot may not read what it posted.
    pub is_unreadable: bool,
}

/// A platform whose clock is the test's.
pub struct Simulated {
    pub clock: Cell<Timestamp>,
    /// How far the clock of the machine is ahead of the platform's.
    pub ahead: Cell<SignedDuration>,
    /// Whether its clock was not heard yet.
    pub is_unknown: Cell<bool>,
    pub is_down: Cell<bool>,
    /// What it does with the next post; then it is fine again, or in the mood for anything.
    pub next: Cell<Mood>,
    /// How many in a hundred posts something happens to.
    pub mishaps: Cell<u32>,
    random: RefCell<StdRng>,
    channels: RefCell<BTreeMap<String, Channel>>,
}

impl Simulated {
    pub fn new(clock: Timestamp, seed: u64) -> Self {
        Self {
            clock: Cell::new(clock),
            ahead: Cell::default(),
            is_unknown: Cell::default(),
            is_down: Cell::default(),
            next: Cell::new(Mood::Fine),
            mishaps: Cell::default(),
            random: RefCell::new(StdRng::seed_from_u64(seed)),
            channels: RefCell::default(),
        }
    }

    /// Looks at a channel, or changes it.
    pub fn channel<T>(&self, channel: &str, look: impl FnOnce(&mut Channel) -> T) -> T {
        let mut channels = self.channels.borrow_mut();
        if !channels.contains_key(channel) {
            channels.insert(channel.to_owned(), Channel::default());
        }
        let channel = channels.get_mut(channel).expect("it is there now");
        channel.arrive(self.clock.get());
        look(channel)
    }

    fn mood(&self) -> Mood {
        let mood = self.next.replace(Mood::Fine);
        let mut random = self.random.borrow_mut();
        if mood != Mood::Fine || !random.random_ratio(self.mishaps.get(), 100) {
            return mood;
        }
        [Mood::ReplyLost, Mood::Late, Mood::Deaf, Mood::Busy][random.random_range(0..4)]
    }

    fn seconds(&self, most: u64) -> u64 {
        self.random.borrow_mut().random_range(1..=most)
    }

    /// Posts, as a trait cannot in a test that waits for nothing.
    pub fn post_now(&self, place: &Place, key: &str, text: &str) -> Result<String, Failure> {
        if self.is_down.get() {
            return Err(Failure::Down);
        }
        let mood = self.mood();
        let now = self.clock.get();
        match mood {
            Mood::Deaf => return Err(Failure::Down),
            Mood::Busy => {
                return Err(Failure::Throttled(Duration::from_secs(self.seconds(200))));
            }
            Mood::Fine | Mood::ReplyLost | Mood::Late => {}
        }
        let delay = SignedDuration::from_secs(self.seconds(WAY_MAX).cast_signed());
        self.channel(&place.channel, |channel| {
            if let Some(why) = &channel.gone {
                return Err(Failure::Gone(why.clone()));
            }
            let at = if mood == Mood::Late { now + delay } else { now };
            channel.on_its_way.push((key.to_owned(), at));
            channel.texts.push(text.to_owned());
            channel.arrive(now);
            match mood {
                Mood::Fine => Ok(key.to_owned()),
                _ => Err(Failure::Down),
            }
        })
    }

    /// Looks for a post.
    pub fn find_now(
        &self,
        place: &Place,
        key: &str,
        since: Timestamp,
    ) -> Result<Option<String>, Failure> {
        if self.is_down.get() {
            return Err(Failure::Down);
        }
        self.channel(&place.channel, |channel| {
            if let Some(why) = &channel.gone {
                return Err(Failure::Gone(why.clone()));
            }
            if channel.is_unreadable {
                return Err(Failure::Gone("it may not read".to_owned()));
            }
            let is_it = |(seen, at): &(String, Timestamp)| seen == key && *at >= since;
            Ok(channel.seen.iter().any(is_it).then(|| key.to_owned()))
        })
    }
}

impl Channel {
    /// What was on its way is seen, unless its key is known.
    fn arrive(&mut self, now: Timestamp) {
        let mut arrived: Vec<_> = self
            .on_its_way
            .extract_if(.., |(_, at)| *at <= now)
            .collect();
        arrived.sort_by_key(|(_, at)| *at);
        for (key, at) in arrived {
            let is_known = self
                .keys
                .get(&key)
                .is_some_and(|then| at.duration_since(*then).unsigned_abs() <= KNOWN);
            if !is_known {
                self.keys.insert(key.clone(), at);
                self.seen.push((key, at));
            }
        }
    }
}

impl Platform for Simulated {
    fn name(&self) -> &'static str {
        "simulated"
    }

    fn memory(&self) -> Duration {
        MEMORY
    }

    fn clock(&self) -> Clock {
        if self.is_unknown.get() {
            return Clock::Unknown;
        }
        Clock::At(self.clock.get() - self.ahead.get())
    }

    async fn post(&self, place: &Place, key: &str, reply: &Reply) -> Result<String, Failure> {
        self.post_now(place, key, &reply.to_string())
    }

    async fn edit(&self, place: &Place, message_id: &str, _: &Reply) -> Result<(), Failure> {
        self.channel(&place.channel, |channel| {
            channel.edits.push(message_id.to_owned());
        });
        Ok(())
    }

    async fn find(
        &self,
        place: &Place,
        key: &str,
        since: Timestamp,
    ) -> Result<Option<String>, Failure> {
        self.find_now(place, key, since)
    }
}
