//! Whole rounds on the store, with everything that can go wrong drawn from a seed: messages that
//! come late, twice and out of order, two processes that share the work, a crash between any two
//! steps, and times in which the bot is away. After every step it is looked whether what members
//! were told is what is kept.

mod process;
mod world;

use std::thread;

use attache::bot::game::{Game, Incoming};
use attache::quiz::Event;
use attache::store::{Home, Place, Store};
use jiff::{SignedDuration, Timestamp};
use rand::rngs::StdRng;
use rand::seq::{IndexedRandom, SliceRandom};
use rand::{RngExt, SeedableRng};

use crate::built_in::bot;
use process::Process;
use world::World;

/// How many rounds' worth of mishaps a run goes through.
const SEEDS: u64 = 10_000;

/// As many as there are cores on the machines that run this.
const THREADS: usize = 2;

/// Few enough that a store stays small and quick.
const SEEDS_PER_STORE: usize = 100;

/// How many steps things go wrong in, before all is left to end by itself.
const STEPS: u32 = 50;

/// The most that what was started may take to end, in times at which something is due.
const CALM_MAX: u32 = 100;

const MEMBERS: [&str; 4] = ["ana", "ben", "cem", "dora"];

/// A message on its way to the bot.
#[derive(Clone)]
struct Letter {
    incoming: Incoming,
    /// Whether some process has handled it.
    is_handled: bool,
}

struct Simulation {
    random: StdRng,
    home: Home,
    places: Vec<Place>,
    now: Timestamp,
    order: u64,
    letters: Vec<Letter>,
    processes: Vec<Process>,
    world: World,
}

impl Simulation {
    fn new(seed: u64, game: &Game) -> Self {
        let mut random = StdRng::seed_from_u64(seed);
        // A platform of its own, so that the rounds of other seeds are not there.
        let home = Home::new(format!("seed-{seed}"), "community");
        let channels = random.random_range(1..=2);
        let places = ["one", "two"][..channels].iter();
        Self {
            places: places.map(|channel| home.channel(*channel)).collect(),
            home,
            random,
            now: Timestamp::from_second(1_800_000_000).expect("a time"),
            order: 0,
            letters: Vec::new(),
            processes: (0..2)
                .map(|number| Process::new(seed, number, game))
                .collect(),
            world: World::new(seed),
        }
    }

    async fn run(mut self) {
        self.present().await;
        let start = self.start();
        self.send(self.places[0].clone(), &start);
        for _ in 0..STEPS {
            self.step().await;
            self.check(false).await;
        }
        self.calm().await;
        self.check(true).await;
    }

    async fn step(&mut self) {
        match self.random.random_range(0..40) {
            0..=9 => {
                self.write();
                // Most of what is written arrives at once.
                if self.random.random_bool(0.6) {
                    self.deliver().await;
                }
            }
            10..=17 => self.deliver().await,
            18..=33 => self.work().await,
            34 => self.processes[0].claim_and_die(self.now).await,
            35..=38 => self.pass().await,
            _ => self.be_away().await,
        }
    }

    /// Somebody writes something.
    fn write(&mut self) {
        let place = self
            .places
            .choose(&mut self.random)
            .expect("a place")
            .clone();
        let is_open = self.world.is_open(&place);
        let text = match self.random.random_range(0..24) {
            0 => "/quiz stop".to_owned(),
            1 => "/quiz skip".to_owned(),
            2 => "/quiz hint".to_owned(),
            3 => "/quiz status".to_owned(),
            4 => self.start(),
            _ if is_open => self.answer(),
            _ => self.start(),
        };
        self.send(place, &text);
    }

    fn start(&mut self) -> String {
        let kinds = [
            "choice",
            "choice",
            "true-false",
            "true-false",
            "closest",
            "order",
            "typed",
        ];
        let kind = kinds.choose(&mut self.random).expect("some");
        let mode = ["everyone", "first"]
            .choose(&mut self.random)
            .expect("some");
        let questions = self.random.random_range(1..=3);
        format!("/quiz start {questions} {kind} {mode}")
    }

    /// Something that is an answer to one kind of question or another.
    fn answer(&mut self) -> String {
        match self.random.random_range(0..10) {
            0 => self.random.random_range(1940..2030).to_string(),
            1 => {
                let mut letters = ['a', 'b', 'c'];
                letters.shuffle(&mut self.random);
                letters.iter().collect()
            }
            2 => "c".to_owned(),
            3 => "d".to_owned(),
            4..=6 => "a".to_owned(),
            _ => "b".to_owned(),
        }
    }

    fn send(&mut self, place: Place, text: &str) {
        self.order += 1;
        let member = *MEMBERS.choose(&mut self.random).expect("somebody");
        self.letters.push(Letter {
            incoming: Incoming {
                place,
                event_id: self.order.to_string(),
                event: Event {
                    at: self.now,
                    order: self.order,
                },
                member_id: member.to_owned(),
                name: member.to_owned(),
                is_moderator: true,
                rank: attache::bot::game::Rank::None,
                is_private: false,
                text: text.to_owned(),
                answers: None,
            },
            is_handled: false,
        });
    }

    /// Hands any message to any process. It may be cut off before the member hears of it, and then
    /// the message comes again; it may come again anyway.
    async fn deliver(&mut self) {
        if self.letters.is_empty() {
            return;
        }
        let newest = self.letters.len() - 1;
        let at = if self.random.random_bool(0.7) {
            newest
        } else {
            self.random.random_range(0..=newest)
        };
        let process = self.random.random_range(0..self.processes.len());
        let letter = &mut self.letters[at];
        let game = self.processes[process].game();
        let reply = game.reply(&letter.incoming, &mut self.random).await;
        letter.is_handled = true;
        if self.random.random_bool(0.9) {
            self.world.replied(&letter.incoming, reply.as_ref());
        } else {
            self.world.cut_off(&letter.incoming);
        }
        if self.random.random_bool(0.7) {
            self.letters.swap_remove(at);
        }
    }

    async fn work(&mut self) {
        let process = self.random.random_range(0..self.processes.len());
        self.processes[process]
            .work(self.now, &mut self.random, &mut self.world)
            .await;
    }

    /// Time passes while the bot is there.
    async fn pass(&mut self) {
        let seconds = self.random.random_range(0.0..10.0);
        self.later(seconds);
        self.present().await;
    }

    /// Nobody is there for a while.
    async fn be_away(&mut self) {
        let from = self.now;
        for process in &mut self.processes {
            process.crash(&mut self.world);
        }
        let seconds = self.random.random_range(0.0..9.0);
        self.later(seconds);
        self.world.was_away(from, self.now);
        // Whoever is back first hears somebody, or looks what is due.
        if self.random.random_bool(0.5) {
            self.deliver().await;
        }
        let process = self.random.random_range(0..self.processes.len());
        self.processes[process]
            .advance(self.now, &mut self.random)
            .await;
    }

    fn later(&mut self, seconds: f64) {
        // Leases are told to the millisecond.
        let seconds = (seconds * 1000.0_f64).trunc() / 1000.0;
        self.now += SignedDuration::from_secs_f64(seconds);
    }

    /// Records that the bot was there all the time.
    async fn present(&mut self) {
        let at = self.now.as_millisecond();
        let store = self.processes[0].game().store();
        let done = store.set_present(&self.home.platform, at).await;
        done.expect("the store is there");
    }

    /// Nothing goes wrong any more: every message arrives, and every round has to end.
    async fn calm(&mut self) {
        // Most rounds are stopped, for time's sake, and the others end by themselves.
        for place in self.places.clone() {
            if self.random.random_bool(0.7) {
                self.send(place, "/quiz stop");
            }
        }
        let late: Vec<Letter> = std::mem::take(&mut self.letters);
        for letter in late.iter().filter(|letter| !letter.is_handled) {
            let game = self.processes[0].game();
            let reply = game.reply(&letter.incoming, &mut self.random).await;
            self.world.replied(&letter.incoming, reply.as_ref());
        }
        for _ in 0..CALM_MAX {
            for process in &mut self.processes {
                process
                    .work_all(self.now, &mut self.random, &mut self.world)
                    .await;
            }
            // Whatever waits is due some time.
            let store = self.processes[0].game().store();
            let Some(due) = store
                .next_due(&self.home.platform)
                .await
                .expect("the store is there")
            else {
                // A round for which nothing is due any more would stay for ever.
                let left = store.live_rounds(&self.home.platform, "", 1).await;
                assert_eq!(
                    left.expect("the store is there"),
                    [],
                    "seed {}",
                    self.world.seed
                );
                return;
            };
            let due = Timestamp::from_millisecond(due).expect("a time");
            self.now = self.now.max(due);
            self.present().await;
        }
        panic!("seed {}: a round does not end", self.world.seed);
    }

    /// What members were told is what is kept.
    async fn check(&mut self, is_end: bool) {
        let store = self.processes[0].game().store();
        self.world.check(store, &self.home, is_end).await;
    }
}

/// Plays some seeds, and counts the ledger anew after some of them.
fn play(seeds: &[u64]) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_time().build().expect("a runtime");
    runtime.block_on(async {
        for seeds in seeds.chunks(SEEDS_PER_STORE) {
            let store = Store::in_memory().await.expect("a store");
            let game = Game::new(bot(), store);
            for seed in seeds {
                Simulation::new(*seed, &game).run().await;
            }
            let differences = game.store().verify().await.expect("a ledger");
            assert_eq!(differences, [], "seeds {seeds:?}");
        }
    });
}

#[test]
fn whatever_goes_wrong_what_was_told_is_kept_and_nothing_is_doubled() {
    let seeds: Vec<u64> = (0..SEEDS).collect();
    thread::scope(|scope| {
        for seeds in seeds.chunks(seeds.len().div_ceil(THREADS)) {
            scope.spawn(move || play(seeds));
        }
    });
}
