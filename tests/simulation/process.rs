//! A process that shares the work, and may be killed between any two of its steps.

use attache::bot::game::{Game, Said};
use attache::store::{Lease, Round};
use jiff::{SignedDuration, Timestamp};
use rand::RngExt;
use rand::rngs::StdRng;

use super::world::World;

/// As long as what was claimed is kept from others.
pub(super) const LEASE: SignedDuration = SignedDuration::from_secs(15);

/// How much the dead claim.
const CLAIMED: i64 = 64;

/// What a process knows that is nowhere else: gone when it is killed.
pub(super) struct Process {
    platform: String,
    owner: String,
    game: Game,
    /// The rounds that it is about to let go on, as it read them.
    due: Vec<Round>,
    /// What it is about to say, and when it claimed that.
    to_say: Vec<(Timestamp, Said)>,
    /// What it has said and not recorded yet.
    said: Vec<Said>,
}

impl Process {
    pub(super) fn new(seed: u64, number: u32, game: &Game) -> Self {
        Self {
            platform: format!("seed-{seed}"),
            owner: format!("{seed}-{number}"),
            game: game.clone(),
            due: Vec::new(),
            to_say: Vec::new(),
            said: Vec::new(),
        }
    }

    pub(super) fn game(&self) -> &Game {
        &self.game
    }

    /// Goes on with its work, and is held up, or killed, between any two steps of it.
    pub(super) async fn work(&mut self, now: Timestamp, random: &mut StdRng, world: &mut World) {
        let is_held_up = |random: &mut StdRng| random.random_bool(0.15);
        if random.random_bool(0.1) {
            return self.crash(world);
        }
        if random.random_bool(0.7) {
            let due = self.game.due(&self.platform, now, &self.owner).await;
            self.due.extend(due.expect("the store is there"));
        }
        // Whoever is held up goes on with what has long been changed by others.
        while !self.due.is_empty() {
            if is_held_up(random) {
                return;
            }
            let round = self.due.remove(0);
            let done = self.game.step(&round, now, random).await;
            done.expect("the store is there");
        }
        self.claim(now).await;
        while !self.to_say.is_empty() {
            if is_held_up(random) {
                return;
            }
            self.say(now, world);
        }
        while !self.said.is_empty() {
            if is_held_up(random) {
                return;
            }
            self.record(now, world).await;
        }
    }

    /// Lets rounds go on that are due.
    pub(super) async fn advance(&self, now: Timestamp, random: &mut StdRng) {
        let done = self
            .game
            .advance(&self.platform, now, &self.owner, random)
            .await;
        done.expect("the store is there");
    }

    /// Does all that there is to do.
    pub(super) async fn work_all(
        &mut self,
        now: Timestamp,
        random: &mut StdRng,
        world: &mut World,
    ) {
        self.advance(now, random).await;
        self.claim(now).await;
        while !self.to_say.is_empty() {
            self.say(now, world);
        }
        while !self.said.is_empty() {
            self.record(now, world).await;
        }
    }

    /// It is killed: what it was about to do is not done, and what it did is not recorded.
    pub(super) fn crash(&mut self, world: &mut World) {
        self.due.clear();
        self.to_say.clear();
        for said in self.said.drain(..) {
            world.may_say_again(&said.key);
        }
    }

    /// Another process claims all that is due, and is killed at once.
    pub(super) async fn claim_and_die(&self, now: Timestamp) {
        let (now, lease) = (now.as_millisecond(), LEASE.as_secs() * 1_000);
        let store = self.game.store();
        let rounds = store
            .claim_rounds(&self.platform, now, Lease::new("dead", now, lease), CLAIMED)
            .await;
        rounds.expect("the store is there");
        let messages = store
            .claim_messages(&self.platform, now, Lease::new("dead", now, lease), CLAIMED)
            .await;
        messages.expect("the store is there");
    }

    async fn claim(&mut self, now: Timestamp) {
        let claimed = self
            .game
            .to_say(&self.platform, now, now, &self.owner)
            .await;
        let claimed = claimed.expect("the store is there");
        self.to_say
            .extend(claimed.into_iter().map(|said| (now, said)));
    }

    fn say(&mut self, now: Timestamp, world: &mut World) {
        if self.to_say.is_empty() {
            return;
        }
        let (claimed_at, said) = self.to_say.remove(0);
        // A process that slept through its lease has lost its claim.
        if now.duration_since(claimed_at) < LEASE {
            world.said(&said, claimed_at);
            self.said.push(said);
        }
    }

    async fn record(&mut self, now: Timestamp, world: &mut World) {
        if self.said.is_empty() {
            return;
        }
        let said = self.said.remove(0);
        let done = self.game.said(&said, &said.key, now, now).await;
        done.expect("the store is there");
        world.recorded(&said, now);
    }
}
