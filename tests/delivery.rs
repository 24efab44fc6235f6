//! Daily facts on a platform that loses replies, is busy, forgets keys, or throws the bot out.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use attache::answers::Answers;
use attache::bot::Bot;
use attache::bot::game::{Game, Incoming};
use attache::chat::Reply;
use attache::packs;
use attache::quiz::Event;
use attache::scheduler::{self, Failure, Platform};
use attache::store::{Home, Place, Store};
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;

/// For how long the platform posts nothing new under the same key.
const MEMORY: Duration = Duration::from_secs(90);

/// What the platform does with the next post.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Fine,
    /// It posts, and nobody hears of it.
    ReplyLost,
    /// Nothing arrives.
    Deaf,
    Busy,
    Gone,
}

/// A platform with one channel, its clock the test's.
struct Simulated {
    mood: Cell<Mood>,
    /// Whether the bot may read what it posted.
    can_read: Cell<bool>,
    /// How far the clock of the machine is ahead of the platform's.
    ahead: Cell<SignedDuration>,
    clock: Cell<Timestamp>,
    /// When each key was posted last, and all that members see.
    keys: RefCell<BTreeMap<String, Timestamp>>,
    seen: RefCell<Vec<String>>,
}

impl Platform for Simulated {
    fn name(&self) -> &'static str {
        "simulated"
    }

    fn memory(&self) -> Duration {
        MEMORY
    }

    fn clock(&self) -> Option<Timestamp> {
        Some(self.clock.get() - self.ahead.get())
    }

    async fn post(&self, _: &Place, key: &str, _: &Reply) -> Result<String, Failure> {
        let mood = self.mood.replace(Mood::Fine);
        match mood {
            Mood::Deaf => return Err(Failure::Down),
            Mood::Busy => return Err(Failure::Throttled(Duration::from_secs(7))),
            Mood::Gone => return Err(Failure::Gone("the channel is gone".to_owned())),
            Mood::Fine | Mood::ReplyLost => {}
        }
        let now = self.clock.get();
        let known = self.keys.borrow_mut().insert(key.to_owned(), now);
        let is_new = known.is_none_or(|then| now.duration_since(then).unsigned_abs() > MEMORY);
        if is_new {
            self.seen.borrow_mut().push(key.to_owned());
        }
        if mood == Mood::ReplyLost {
            return Err(Failure::Down);
        }
        Ok(key.to_owned())
    }

    async fn find(&self, _: &Place, key: &str, _: Timestamp) -> Result<Option<String>, Failure> {
        if !self.can_read.get() {
            return Err(Failure::Gone("it may not read".to_owned()));
        }
        let is_there = self.seen.borrow().iter().any(|seen| seen == key);
        Ok(is_there.then(|| key.to_owned()))
    }
}

struct Scene {
    game: Game,
    platform: Simulated,
    place: Place,
    random: StdRng,
}

impl Scene {
    /// A channel that has a fact a day at nine in Greenwich, an hour before that.
    async fn new() -> Self {
        let base = packs::load(&[]).expect("the pack that is built in");
        let bot = Bot::new(Arc::new(Answers::new(Arc::new(base))));
        let game = Game::new(bot, Store::in_memory().await.expect("a store"));
        let clock: Timestamp = "2026-05-01T08:00:00Z".parse().expect("a time");
        let mut scene = Self {
            game,
            platform: Simulated {
                mood: Cell::new(Mood::Fine),
                can_read: Cell::new(true),
                ahead: Cell::new(SignedDuration::ZERO),
                clock: Cell::new(clock),
                keys: RefCell::default(),
                seen: RefCell::default(),
            },
            place: Home::new("simulated", "community").channel("channel"),
            random: StdRng::seed_from_u64(1),
        };
        let incoming = Incoming {
            place: scene.place.clone(),
            event_id: String::from("1"),
            event: Event {
                at: clock,
                order: 1,
            },
            member_id: String::from("ana"),
            name: String::from("ana"),
            is_moderator: true,
            text: String::from("/daily on 9 UTC"),
        };
        let reply = scene.game.reply(&incoming, &mut scene.random).await;
        assert!(reply.expect("a reply").to_string().starts_with("Done."));
        scene
    }

    /// Lets time pass, and all happen that is due then.
    async fn pass(&mut self, seconds: i64) {
        let clock = self.platform.clock.get() + SignedDuration::from_secs(seconds);
        self.platform.clock.set(clock);
        while scheduler::tick(
            &self.game,
            &self.platform,
            "one",
            || clock,
            &mut self.random,
        )
        .await
        .expect("the store is there")
            && self.platform.mood.get() == Mood::Fine
        {}
    }

    fn seen(&self) -> Vec<String> {
        self.platform.seen.borrow().clone()
    }

    async fn paused(&self) -> Option<String> {
        let wish = self.game.store().subscription(&self.place).await;
        wish.expect("the store is there").expect("a wish").paused
    }
}

fn run<F: Future>(test: F) -> F::Output {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_time().build().expect("a runtime");
    runtime.block_on(test)
}

const FIRST: &str = "daily/simulated/channel/2026-05-01";
const SECOND: &str = "daily/simulated/channel/2026-05-02";
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

#[test]
fn a_reply_that_was_lost_makes_no_second_post() {
    run(async {
        // The platform still knows the key, or has to be asked.
        for wait in [20, 120] {
            let mut scene = Scene::new().await;
            scene.platform.mood.set(Mood::ReplyLost);
            scene.pass(HOUR).await;
            scene.pass(wait).await;
            scene.pass(wait).await;
            assert_eq!(scene.seen(), [FIRST], "{wait}");
            scene.pass(DAY).await;
            assert_eq!(scene.seen(), [FIRST, SECOND], "{wait}");
        }
    });
}

#[test]
fn what_never_arrived_is_posted_after_all() {
    run(async {
        for wait in [20, 120] {
            let mut scene = Scene::new().await;
            scene.platform.mood.set(Mood::Deaf);
            scene.pass(HOUR).await;
            assert_eq!(scene.seen(), [""; 0]);
            scene.pass(wait).await;
            assert_eq!(scene.seen(), [FIRST], "{wait}");
        }
    });
}

#[test]
fn what_cannot_be_known_is_not_posted_again() {
    run(async {
        let mut scene = Scene::new().await;
        scene.platform.can_read.set(false);
        scene.platform.mood.set(Mood::Deaf);
        scene.pass(HOUR).await;
        scene.pass(120).await;
        assert_eq!(scene.seen(), [""; 0]);
        scene.pass(DAY).await;
        assert_eq!(scene.seen(), [SECOND]);
    });
}

#[test]
fn a_busy_platform_is_tried_later() {
    run(async {
        let mut scene = Scene::new().await;
        scene.platform.mood.set(Mood::Busy);
        scene.pass(HOUR).await;
        scene.pass(6).await;
        assert_eq!(scene.seen(), [""; 0]);
        scene.pass(1).await;
        assert_eq!(scene.seen(), [FIRST]);
    });
}

#[test]
fn a_channel_that_is_gone_is_paused() {
    run(async {
        let mut scene = Scene::new().await;
        scene.platform.mood.set(Mood::Gone);
        scene.pass(HOUR).await;
        assert_eq!(scene.paused().await.as_deref(), Some("the channel is gone"));
        scene.pass(DAY).await;
        assert_eq!(scene.seen(), [""; 0]);
    });
}

#[test]
fn nothing_is_planned_while_the_clock_is_ahead_of_the_platforms() {
    run(async {
        let mut scene = Scene::new().await;
        scene.platform.ahead.set(SignedDuration::from_mins(6));
        scene.pass(HOUR).await;
        assert_eq!(scene.seen(), [""; 0]);
        scene.platform.ahead.set(SignedDuration::from_mins(5));
        scene.pass(1).await;
        assert_eq!(scene.seen(), [FIRST]);
    });
}

#[test]
fn what_is_too_late_is_not_posted() {
    run(async {
        let mut scene = Scene::new().await;
        scene.platform.mood.set(Mood::Deaf);
        scene.pass(HOUR).await;
        scene.pass(6 * HOUR).await;
        assert_eq!(scene.seen(), [""; 0]);
        // Nothing is made up for.
        scene.pass(17 * HOUR).await;
        scene.pass(HOUR).await;
        assert_eq!(scene.seen(), [SECOND]);
    });
}
