//! A month of fifty channels and three processes, with everything that can go wrong drawn from a
//! seed: processes that are killed or held up between any two steps, clocks that jump, times in
//! which nobody is there, and a platform that loses, delays, refuses, forgets and throws out.
//!
//! What is planned and what is done about a post is the program's; what keeps it is a
//! [`Book`](super::book::Book), so that thousands of months pass in a minute.

use std::collections::{BTreeMap, HashMap};
use std::env;
use std::thread;

use attache::bot::game::Planner;
use attache::daily::Wish;
use attache::facts::FactBase;
use attache::scheduler::SKEW_MAX;
use attache::scheduler::delivery::{self, Delivery, End, Step};
use attache::store::{Home, Place, Planned, Subscription};
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};

use super::book::{Book, Claim, Ended};
use super::platform::{MEMORY, Simulated};
use crate::built_in::bot;

/// How many months a test run lives through; `ATTACHE_SEEDS` asks for more, or for one.
const SEEDS: u64 = 1_000;

/// As many as there are cores on the machines that run this.
const THREADS: u64 = 2;

const PROCESSES: usize = 3;
const CHANNELS: usize = 50;
const DAYS: i64 = 30;

/// The longest step in which nothing is due, so that what goes wrong goes wrong in time.
const STEP_MAX: SignedDuration = SignedDuration::from_mins(10);

const ZONES: [&str; 12] = [
    "UTC",
    "Asia/Karachi",
    "Europe/Moscow",
    "America/New_York",
    "America/Santiago",
    "Africa/Cairo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Pacific/Honolulu",
    "Asia/Kolkata",
    "Europe/London",
    "Antarctica/Troll",
];

/// A process that shares the work.
#[derive(Default)]
struct Process {
    /// How far its clock is ahead.
    skew: SignedDuration,
    /// What it has planned and not kept yet.
    planned: Vec<(usize, Planned)>,
    /// What it has claimed and not said yet.
    claimed: Vec<Claim>,
    refused_until: Option<Timestamp>,
}

/// Something that goes wrong, or right again.
#[derive(Debug, Clone, Copy)]
enum Event {
    Skew(usize, SignedDuration),
    Down(bool),
    Away(bool),
    Gone(usize),
    Unreadable(usize),
}

struct Simulation<'b> {
    seed: u64,
    random: StdRng,
    start: Timestamp,
    now: Timestamp,
    spread: SignedDuration,
    planner: Planner<'b>,
    places: Vec<Place>,
    clocks: Vec<Wish>,
    book: Book,
    processes: Vec<Process>,
    platform: Simulated,
    is_away: bool,
    /// Whether the platform, all processes or a clock ever were out.
    was_out: bool,
    /// Whether nothing is planned any more.
    is_over: bool,
    /// What is to go wrong, the last first.
    events: Vec<(Timestamp, Event)>,
    tally: Tally,
}

/// What came of it all.
#[derive(Default)]
struct Tally {
    ended: BTreeMap<Ended, u64>,
    passed_over: u64,
    kills: u64,
}

impl<'b> Simulation<'b> {
    fn new(seed: u64, base: &'b FactBase) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        // Clocks go back or forward in most zones within a month of one of these.
        let start = ["2026-03-10T12:00:00Z", "2026-10-10T12:00:00Z"];
        let start: Timestamp = start
            .choose(&mut random)
            .expect("one")
            .parse()
            .expect("a time");
        let spread = SignedDuration::from_mins(random.random_range(0..30));
        let mut clocks = Vec::new();
        let mut wishes = Vec::new();
        let home = Home::new("simulated", "community");
        for channel in 0..CHANNELS {
            let zone = ZONES.choose(&mut random).expect("one");
            let time = Time::constant(random.random_range(0..24), 0, 0, 0);
            let clock = Wish {
                zone: TimeZone::get(zone).expect("a zone"),
                time,
            };
            let first = clock.next(None, start, start).expect("a first");
            wishes.push(Subscription {
                place: home.channel(channel.to_string()),
                time_zone: (*zone).to_owned(),
                time_of_day: time.strftime("%H:%M").to_string(),
                topic: None,
                set_at: start.as_millisecond(),
                last_date: Some(first.slot.date.yesterday().expect("a day").to_string()),
                last_at: None,
                shown: String::new(),
                missed: 0,
                due_at: Some(first.slot.at.as_millisecond()),
                paused: None,
                is_told: false,
                quiz: None,
                version: 1,
            });
            clocks.push(clock);
        }
        let platform = Simulated::new(start, seed);
        platform.mishaps.set(random.random_range(0..30));
        let mut simulation = Self {
            seed,
            start,
            now: start,
            spread,
            planner: Planner::new(base, &[], spread),
            places: wishes.iter().map(|wish| wish.place.clone()).collect(),
            clocks,
            book: Book::new(wishes),
            processes: (0..PROCESSES).map(|_| Process::default()).collect(),
            platform,
            is_away: false,
            was_out: false,
            is_over: false,
            events: Vec::new(),
            tally: Tally::default(),
            random,
        };
        simulation.events = simulation.events();
        simulation
    }

    /// What goes wrong in the month.
    fn events(&mut self) -> Vec<(Timestamp, Event)> {
        let random = &mut self.random;
        let mut events = Vec::new();
        let minutes =
            |random: &mut StdRng, range| SignedDuration::from_mins(random.random_range(range));
        for _ in 0..random.random_range(0..4) {
            let at = self.start + minutes(random, 0..DAYS * 24 * 60);
            let length = minutes(random, 1..24 * 60);
            events.push((at, Event::Down(true)));
            events.push((at + length, Event::Down(false)));
        }
        for _ in 0..random.random_range(0..3) {
            let at = self.start + minutes(random, 0..DAYS * 24 * 60);
            let length = minutes(random, 1..60 * 60);
            events.push((at, Event::Away(true)));
            events.push((at + length, Event::Away(false)));
        }
        for _ in 0..random.random_range(0..6) {
            let at = self.start + minutes(random, 0..DAYS * 24 * 60);
            let process = random.random_range(0..PROCESSES);
            // A little off, or hours.
            let skew = if random.random_bool(0.5) {
                SignedDuration::from_secs(random.random_range(-300..=300))
            } else {
                minutes(random, -2_000..2_000)
            };
            events.push((at, Event::Skew(process, skew)));
            let length = minutes(random, 1..48 * 60);
            events.push((at + length, Event::Skew(process, SignedDuration::ZERO)));
        }
        for _ in 0..random.random_range(0..3) {
            let at = self.start + minutes(random, 0..DAYS * 24 * 60);
            events.push((at, Event::Gone(random.random_range(0..CHANNELS))));
        }
        for _ in 0..random.random_range(0..10) {
            let at = self.start + minutes(random, 0..DAYS * 24 * 60);
            events.push((at, Event::Unreadable(random.random_range(0..CHANNELS))));
        }
        events.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
        events
    }

    fn run(mut self) -> Tally {
        let end = self.start + SignedDuration::from_hours(DAYS * 24);
        let mut step = SignedDuration::from_secs(1);
        while self.now < end {
            let before = self.book.next_due();
            self.happen();
            self.work();
            let due = self.book.next_due();
            // Where nothing moves, it is looked at less and less often.
            step = if due == before {
                (step * 2).min(STEP_MAX)
            } else {
                SignedDuration::from_secs(1)
            };
            let due = due.and_then(|due| Timestamp::from_millisecond(due).ok());
            let next = due.map_or(end, |due| due.max(self.now + step));
            let event = self.events.last().map(|(at, _)| (*at).max(self.now));
            self.now = event.map_or(next, |event| event.min(next)).min(end);
            self.now += SignedDuration::from_secs(self.random.random_range(0..3));
            self.platform.clock.set(self.now);
        }
        self.calm();
        self.check();
        self.tally
    }

    /// All that is wrong comes right, and what is open comes to an end.
    fn calm(&mut self) {
        self.events.clear();
        (self.is_away, self.is_over) = (false, true);
        self.platform.is_down.set(false);
        self.platform.mishaps.set(0);
        for process in &mut self.processes {
            *process = Process::default();
        }
        for _ in 0..200 {
            self.work();
            self.now += SignedDuration::from_secs(20);
            self.platform.clock.set(self.now);
        }
    }

    fn happen(&mut self) {
        while let Some((_, event)) = self.events.pop_if(|(at, _)| *at <= self.now) {
            let is_out = matches!(
                event,
                Event::Skew(..) | Event::Down(true) | Event::Away(true)
            );
            self.was_out |= is_out;
            match event {
                Event::Skew(process, skew) => self.processes[process].skew = skew,
                Event::Down(is_down) => self.platform.is_down.set(is_down),
                Event::Away(is_away) => self.is_away = is_away,
                Event::Gone(channel) => {
                    let gone = Some("gone".to_owned());
                    let channel = channel.to_string();
                    self.platform.channel(&channel, |known| known.gone = gone);
                }
                Event::Unreadable(channel) => {
                    let channel = channel.to_string();
                    self.platform
                        .channel(&channel, |known| known.is_unreadable = true);
                }
            }
        }
    }

    /// Some process does what it finds to do.
    fn work(&mut self) {
        if self.is_away {
            return;
        }
        let number = self.random.random_range(0..PROCESSES);
        let mut process = std::mem::take(&mut self.processes[number]);
        if self.work_as(number, &mut process).is_none() {
            // It was killed: what it knew is gone, and its clock is the machine's.
            self.tally.kills += 1;
            process = Process {
                skew: process.skew,
                ..Process::default()
            };
        }
        self.processes[number] = process;
    }

    /// A step of the loop, as the program does it; nothing if the process is killed in it.
    fn work_as(&mut self, number: usize, process: &mut Process) -> Option<()> {
        let local = self.now + process.skew;
        for (channel, planned) in std::mem::take(&mut process.planned) {
            self.book.plan(channel, planned, local.as_millisecond());
        }
        self.survive()?;
        if process.skew <= SKEW_MAX && !self.is_over {
            for channel in self.book.due(local.as_millisecond()) {
                let wish = self.book.wishes[channel].clone();
                let plan = self
                    .planner
                    .plan(wish, &HashMap::new(), local, &mut self.random);
                if self.random.random_bool(0.02) {
                    process.planned.push((channel, plan.planned));
                } else {
                    self.book
                        .plan(channel, plan.planned, local.as_millisecond());
                }
            }
        }
        self.survive()?;
        if process.refused_until.is_some_and(|until| local < until) {
            return Some(());
        }
        let there = self.now.as_millisecond();
        if process.claimed.is_empty() {
            process.claimed = self.book.claim(number, local.as_millisecond(), there);
        }
        self.survive()?;
        while let Some(claim) = process.claimed.pop() {
            // It goes on with what others have long had in hand.
            if self.random.random_bool(0.02) {
                process.claimed.push(claim);
                return Some(());
            }
            let end = self.deliver(&claim);
            self.survive()?;
            let ended = match end {
                End::Said(_) => Ended::Said,
                End::Late => Ended::Late,
                End::Unknown => Ended::Unknown,
                End::Gone(_) => Ended::Gone,
                End::Rejected(why) => panic!("seed {}: {why}", self.seed),
                End::Refused(wait) => {
                    process.refused_until = Some(local + wait);
                    let then = self.now + wait;
                    self.book.postpone(number, &claim, then.as_millisecond());
                    continue;
                }
                End::Unsent => {
                    let now = self.now.as_millisecond();
                    self.book.postpone(number, &claim, now);
                    continue;
                }
                End::Open => continue,
            };
            self.book.settle(&claim.key, ended);
        }
        Some(())
    }

    fn survive(&mut self) -> Option<()> {
        (!self.random.random_bool(0.004)).then_some(())
    }

    fn deliver(&mut self, claim: &Claim) -> End {
        let place = &self.places[claim.channel];
        let at = |since| Timestamp::from_millisecond(since).expect("a time");
        let delivery = Delivery {
            claimed_at: at(claim.claimed_at),
            tried_since: claim.tried_since.map(at),
            expires_at: Some(at(claim.expires_at)),
            memory: MEMORY,
        };
        let mut step = delivery.first(self.now);
        loop {
            step = match step {
                Step::Find(since) => {
                    let answer = self.platform.find_now(place, &claim.key, since);
                    delivery.found(answer, self.now)
                }
                Step::Post => {
                    let answer = self.platform.post_now(place, &claim.key, "");
                    Step::End(delivery::posted(answer))
                }
                Step::End(end) => return end,
            };
        }
    }

    /// No date has two posts, and each is said, or told why it was not.
    fn check(&mut self) {
        for channel in 0..CHANNELS {
            let name = format!("seed {}, channel {channel}", self.seed);
            let seen = self
                .platform
                .channel(&channel.to_string(), |channel| channel.seen.clone());
            let mut times: BTreeMap<&str, Timestamp> = BTreeMap::new();
            for (key, at) in &seen {
                let before = times.insert(key, *at);
                assert_eq!(before, None, "{name}: {key} is there twice, again at {at}");
                self.check_time(&name, channel, key, *at);
            }
            let wish = &self.book.wishes[channel];
            let has_lost = self.platform.channel(&channel.to_string(), |channel| {
                (
                    channel.is_unreadable || channel.gone.is_some(),
                    channel.gone.is_some(),
                )
            });
            assert!(
                wish.missed == 0 || self.was_out,
                "{name}: dates were passed over"
            );
            let rows = self.book.rows.iter();
            let rows: Vec<_> = rows.filter(|(_, row)| row.channel == channel).collect();
            for (key, row) in &rows {
                let ended = row.ended.unwrap_or_else(|| panic!("{name}: {key} is open"));
                *self.tally.ended.entry(ended).or_default() += 1;
                let is_seen = times.contains_key(&***key);
                let has_cause = match ended {
                    Ended::Said => true,
                    Ended::Late => self.was_out,
                    Ended::Unknown => self.was_out || has_lost.0,
                    Ended::Gone => has_lost.1,
                };
                assert!(has_cause, "{name}: {key} is {ended:?} for no reason");
                assert!(is_seen || ended != Ended::Said, "{name}: {key} is lost");
            }
            assert!(
                seen.iter().all(|(key, _)| self.book.rows.contains_key(key)),
                "{name}"
            );
            let first = self.clocks[channel].next(None, self.start, self.start);
            let first = first.expect("a first").slot.date;
            let last: Date = wish
                .last_date
                .as_ref()
                .expect("one")
                .parse()
                .expect("a date");
            let dates = last.duration_since(first).as_hours() / 24 + 1;
            let planned = i64::try_from(rows.len()).expect("few");
            assert_eq!(planned + wish.missed, dates, "{name}: dates up to {last}");
            self.tally.passed_over += wish.missed.unsigned_abs();
        }
    }

    /// A post is there at its time, and no earlier or later than it may be.
    fn check_time(&self, name: &str, channel: usize, key: &str, at: Timestamp) {
        let (_, date) = key.rsplit_once('/').expect("a date");
        let due = self.clocks[channel].on(date.parse().expect("a date"));
        let due = due.expect("a day that was");
        // A step may take a while, and so may the way.
        let slack = SignedDuration::from_mins(2);
        let (earliest, latest) = (
            due - SKEW_MAX,
            due + self.spread + attache::daily::LATE_MAX + slack,
        );
        assert!(
            (earliest..=latest).contains(&at),
            "{name}: {key} at {at}, due {due}"
        );
    }
}

#[test]
fn whatever_happens_no_date_has_two_posts_and_none_is_lost_silently() {
    let bot = bot();
    let seeds = match env::var("ATTACHE_SEEDS").map(|seeds| seeds.parse::<u64>()) {
        Ok(seeds) => seeds.expect("ATTACHE_SEEDS is a number"),
        Err(_) => SEEDS,
    };
    let tallies: Vec<Tally> = thread::scope(|scope| {
        let run = |thread| {
            let base = bot.base();
            scope.spawn(move || {
                (thread..seeds)
                    .step_by(usize::try_from(THREADS).expect("few"))
                    .map(|seed| Simulation::new(seed, base).run())
                    .collect::<Vec<_>>()
            })
        };
        let threads: Vec<_> = (0..THREADS).map(run).collect();
        let join = |thread: thread::ScopedJoinHandle<Vec<Tally>>| thread.join().expect("no fault");
        threads.into_iter().flat_map(join).collect()
    });
    let sum = |of: &dyn Fn(&Tally) -> u64| tallies.iter().map(of).sum::<u64>();
    let ended = |how| sum(&|tally| tally.ended.get(&how).copied().unwrap_or_default());
    println!(
        "{seeds} months of {CHANNELS} channels, {PROCESSES} processes, {} kills: \
         said {}, late {}, unknown {}, gone {}, passed over {}; twice 0",
        sum(&|tally| tally.kills),
        ended(Ended::Said),
        ended(Ended::Late),
        ended(Ended::Unknown),
        ended(Ended::Gone),
        sum(&|tally| tally.passed_over),
    );
    // Most go well, or something is wrong with what goes wrong.
    assert!(ended(Ended::Said) > seeds * 1_000);
}
