//! Days of the whole program on a database, with processes that are killed at any point where
//! they wait, moderators who move their channels' clocks, and members who answer questions.
//!
//! The platform is out for at most some hours at a time, and there for some in between, so that every
//! date must have its post.

use std::collections::BTreeSet;
use std::path::Path;
use std::pin::pin;
use std::task::Poll;

use attache::bot::game::{Game, Incoming};
use attache::quiz::Event;
use attache::scheduler::Scheduler;
use attache::store::{Home, Location, Store};
use futures_util::future::poll_fn;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use super::platform::Simulated;
use super::run;
use crate::built_in::bot;

const SEEDS: u64 = 15;
const PROCESSES: usize = 3;
const CHANNELS: usize = 6;
const DAYS: i64 = 8;

/// The longest that all are out: what is late by less than six hours is posted.
const OUT_MAX: i64 = 5 * 60;

/// How long all are there at least until they are out again: long enough for what failed to be tried
/// until it is posted.
const THERE_MIN: SignedDuration = SignedDuration::from_hours(2);

const ZONES: [&str; 6] = [
    "UTC",
    "Karachi",
    "Moscow",
    "Honolulu",
    "Auckland",
    "America/New_York",
];

struct Days {
    seed: u64,
    random: StdRng,
    game: Game,
    /// A process, and how often one was started in its place.
    processes: Vec<(Scheduler, u32)>,
    platform: Simulated,
    home: Home,
    now: Timestamp,
    /// Until when all are there.
    there_until: Timestamp,
    events: u64,
}

impl Days {
    async fn new(seed: u64, file: &Path) -> Self {
        // A process that is killed takes its connection along, and with it a database in memory.
        let url = format!("sqlite:{}", file.display());
        let location = Location::parse(&url).expect("a location");
        let store = Store::open(&location).await.expect("a store");
        let now: Timestamp = "2026-10-21T12:00:00Z".parse().expect("a time");
        let mut random = StdRng::seed_from_u64(seed);
        let platform = Simulated::new(now, seed);
        platform.mishaps.set(random.random_range(0..40));
        Self {
            seed,
            game: Game::new(bot(), store),
            processes: (0..PROCESSES)
                .map(|number| (Scheduler::new(format!("{number}-0")), 0))
                .collect(),
            platform,
            home: Home::new("simulated", "community"),
            now,
            there_until: now,
            events: 0,
            random,
        }
    }

    async fn run(mut self) -> usize {
        for channel in 0..CHANNELS {
            self.wish(channel).await;
        }
        let end = self.now + SignedDuration::from_hours(24 * DAYS);
        while self.now < end {
            match self.random.random_range(0..60) {
                0 => self.wish_anew().await,
                1 => self.be_out(),
                2..=9 => self.answer().await,
                _ => {}
            }
            self.work().await;
            self.pass().await;
        }
        self.platform.mishaps.set(0);
        for _ in 0..50 {
            for number in 0..PROCESSES {
                self.tick(number, None).await;
            }
            self.set(self.now + SignedDuration::from_secs(20));
        }
        self.check().await
    }

    fn set(&mut self, now: Timestamp) {
        self.now = now;
        self.platform.clock.set(now);
    }

    /// To when something is due, or an hour on.
    async fn pass(&mut self) {
        let due = self.processes[0].0.next_due(&self.game, "simulated").await;
        let due = due.expect("the store is there");
        let next = self.now + SignedDuration::from_mins(self.random.random_range(1..60));
        let soon = self.now + SignedDuration::from_secs(1);
        self.set(due.map_or(next, |due| due.clamp(soon, next)));
    }

    /// Nothing happens for a while, or nothing arrives.
    fn be_out(&mut self) {
        if self.now < self.there_until {
            return;
        }
        let minutes = SignedDuration::from_mins(self.random.random_range(1..OUT_MAX));
        self.set(self.now + minutes);
        self.there_until = self.now + THERE_MIN;
    }

    /// Any process works, and may be killed at any point where it waits.
    async fn work(&mut self) {
        let number = self.random.random_range(0..PROCESSES);
        let waits = self
            .random
            .random_bool(0.15)
            .then(|| self.random.random_range(1..60));
        self.tick(number, waits).await;
    }

    async fn tick(&mut self, number: usize, waits_max: Option<u32>) {
        let now = self.now;
        let mut random = StdRng::seed_from_u64(self.random.random());
        let (scheduler, starts) = &mut self.processes[number];
        let is_done = {
            let tick = scheduler.tick(&self.game, &self.platform, || now, &mut random);
            let mut tick = pin!(tick);
            let mut waits = 0;
            poll_fn(|context| match tick.as_mut().poll(context) {
                Poll::Ready(done) => Poll::Ready(Some(done.expect("the store is there"))),
                Poll::Pending if waits_max.is_some_and(|most| waits >= most) => Poll::Ready(None),
                Poll::Pending => {
                    waits += 1;
                    Poll::Pending
                }
            })
            .await
        };
        if is_done.is_none() {
            *starts += 1;
            *scheduler = Scheduler::new(format!("{number}-{starts}"));
        }
    }

    async fn write(&mut self, channel: usize, member: &str, text: &str) -> String {
        self.events += 1;
        let incoming = Incoming {
            place: self.home.channel(channel.to_string()),
            event_id: self.events.to_string(),
            event: Event {
                at: self.now,
                order: self.events,
            },
            member_id: member.to_owned(),
            name: member.to_owned(),
            is_moderator: member == "ana",
            rank: attache::bot::game::Rank::None,
            is_private: false,
            text: text.to_owned(),
            answers: None,
        };
        let reply = self.game.reply(&incoming, &mut self.random).await;
        reply.expect("a reply").to_string()
    }

    async fn wish(&mut self, channel: usize) {
        let zone = ZONES.choose(&mut self.random).expect("one");
        let hour = self.random.random_range(0..24);
        let quiz = if channel < CHANNELS / 2 { "yes" } else { "no" };
        let text = format!("/daily on {hour}:00 {zone} quiz:{quiz}");
        let reply = self.write(channel, "ana", &text).await;
        assert!(reply.starts_with("Done."), "{reply}");
    }

    /// A channel gets another clock.
    async fn wish_anew(&mut self) {
        let channel = self.random.random_range(0..CHANNELS);
        self.wish(channel).await;
    }

    async fn answer(&mut self) {
        let channel = self.random.random_range(0..CHANNELS / 2);
        let member = *["ben", "cem"].choose(&mut self.random).expect("one");
        let letter = *["a", "b"].choose(&mut self.random).expect("one");
        self.write(channel, member, letter).await;
    }

    /// Each date has its post, once; what was told of points is what is kept.
    async fn check(&mut self) -> usize {
        let mut told = 0;
        let mut posts = 0;
        for channel in 0..CHANNELS {
            let name = format!("seed {}, channel {channel}", self.seed);
            let place = self.home.channel(channel.to_string());
            let wish = self.game.store().subscription(&place).await;
            let wish = wish.expect("the store is there").expect("a wish");
            let (seen, texts) = self.platform.channel(&channel.to_string(), |channel| {
                (channel.seen.clone(), channel.texts.clone())
            });
            let date = |key: &str| -> Option<Date> { key.rsplit_once('/')?.1.parse().ok() };
            let dates: Vec<Date> = seen.iter().filter_map(|(key, _)| date(key)).collect();
            let once: BTreeSet<Date> = dates.iter().copied().collect();
            assert_eq!(once.len(), dates.len(), "{name}: {seen:?}");
            let (first, last) = (once.first().expect("one"), once.last().expect("one"));
            let days = last.duration_since(*first).as_hours() / 24 + 1;
            let missed = i64::try_from(dates.len()).expect("few") + wish.missed - days;
            assert_eq!(missed, 0, "{name}: missed {}, {seen:?}", wish.missed);
            posts += dates.len();
            let texts: BTreeSet<String> = texts.into_iter().collect();
            let lines = texts.iter().flat_map(|text| text.lines());
            let points = lines.filter_map(|line| line.split_once(": +")?.1.split_once(" point"));
            told += points
                .map(|(points, _)| points.parse::<i64>().expect("points"))
                .sum::<i64>();
        }
        let leaders = self.game.store();
        let leaders = leaders.leaders(&self.home, attache::quiz::Span::All, None, 0, 9);
        let leaders = leaders.await.expect("the store is there");
        let kept: i64 = leaders.iter().map(|leader| leader.points).sum();
        assert_eq!(told, kept, "seed {}: points", self.seed);
        posts
    }
}

#[test]
fn each_date_has_its_post_once_though_processes_are_killed_and_clocks_are_moved() {
    let posts: usize = run(async {
        let mut posts = 0;
        for seed in 0..SEEDS {
            let folder = tempfile::tempdir().expect("a folder");
            let file = folder.path().join("attache.db");
            posts += Days::new(seed, &file).await.run().await;
        }
        posts
    });
    println!("{SEEDS} times {DAYS} days: {posts} posts, each once");
}
