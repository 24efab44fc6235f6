//! Daily facts on a platform that loses replies, is busy, forgets keys, or throws the bot out.

mod answers;
mod book;
mod platform;
mod simulation;
mod whole;

use attache::bot::game::{Game, Incoming};
use attache::quiz::{Answer, DailyQuiz, Event};
use attache::scheduler::Scheduler;
use attache::store::{Home, Place, Store, Subscription};
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::built_in::bot;
use platform::{Mood, Simulated};

struct Scene {
    game: Game,
    platform: Simulated,
    scheduler: Scheduler,
    place: Place,
    random: StdRng,
    events: u64,
}

impl Scene {
    /// A channel that has what was asked for at nine in Greenwich, an hour before that.
    async fn new(wanted: &str) -> Self {
        let clock: Timestamp = "2026-05-01T08:00:00Z".parse().expect("a time");
        let mut scene = Self {
            game: Game::new(bot(), Store::in_memory().await.expect("a store")),
            platform: Simulated::new(clock, 1),
            scheduler: Scheduler::new("one"),
            place: Home::new("simulated", "community").channel("channel"),
            random: StdRng::seed_from_u64(1),
            events: 0,
        };
        let reply = scene.write("ana", wanted).await;
        assert!(reply.starts_with("Done."), "{reply}");
        scene
    }

    /// A member writes something; ana is a moderator.
    async fn write(&mut self, member: &str, text: &str) -> String {
        self.write_in("channel", member, text).await
    }

    async fn write_in(&mut self, channel: &str, member: &str, text: &str) -> String {
        self.events += 1;
        let incoming = Incoming {
            place: self.place.home.channel(channel),
            event_id: self.events.to_string(),
            event: Event {
                at: self.platform.clock.get(),
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

    /// Lets time pass, and all happen that is due then.
    async fn pass(&mut self, seconds: i64) {
        let clock = self.platform.clock.get() + SignedDuration::from_secs(seconds);
        self.platform.clock.set(clock);
        while self
            .scheduler
            .tick(&self.game, &self.platform, || clock, &mut self.random)
            .await
            .expect("the store is there")
        {}
    }

    fn seen(&self) -> Vec<String> {
        let key = |(key, _): &(String, Timestamp)| key.clone();
        self.platform
            .channel("channel", |channel| channel.seen.iter().map(key).collect())
    }

    fn texts(&self) -> Vec<String> {
        self.platform
            .channel("channel", |channel| channel.texts.clone())
    }

    async fn wish(&self) -> Subscription {
        let wish = self.game.store().subscription(&self.place).await;
        wish.expect("the store is there").expect("a wish")
    }
}

fn run<F: Future>(test: F) -> F::Output {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_time().build().expect("a runtime");
    runtime.block_on(test)
}

const FACT: &str = "/daily on 9 UTC";
const FIRST: &str = "daily/simulated/channel/2026-05-01";
const SECOND: &str = "daily/simulated/channel/2026-05-02";
const HOUR: i64 = 3_600;
const DAY: i64 = 24 * HOUR;

#[test]
fn a_reply_that_was_lost_makes_no_second_post() {
    run(async {
        // The platform still knows the key, or has to be asked.
        for wait in [20, 120] {
            let mut scene = Scene::new(FACT).await;
            scene.platform.next.set(Mood::ReplyLost);
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
            let mut scene = Scene::new(FACT).await;
            scene.platform.next.set(Mood::Deaf);
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
        let mut scene = Scene::new(FACT).await;
        scene
            .platform
            .channel("channel", |channel| channel.is_unreadable = true);
        scene.platform.next.set(Mood::Deaf);
        scene.pass(HOUR).await;
        scene.pass(120).await;
        assert_eq!(scene.seen(), [""; 0]);
        scene.pass(DAY).await;
        assert_eq!(scene.seen(), [SECOND]);
    });
}

#[test]
fn a_busy_platform_is_tried_later_and_left_alone_until_then() {
    run(async {
        let mut scene = Scene::new(FACT).await;
        scene.platform.next.set(Mood::Busy);
        scene.pass(HOUR).await;
        let due = scene.scheduler.next_due(&scene.game, "simulated").await;
        let due = due.expect("the store is there").expect("something is due");
        let wait = due.duration_since(scene.platform.clock.get()).as_secs();
        assert!((1..=200).contains(&wait), "{wait}");
        scene.pass(wait - 1).await;
        assert_eq!(scene.seen(), [""; 0]);
        scene.pass(1).await;
        assert_eq!(scene.seen(), [FIRST]);
    });
}

#[test]
fn a_refusal_does_not_make_one_forget_that_it_may_be_there() {
    run(async {
        let mut scene = Scene::new(FACT).await;
        scene.platform.next.set(Mood::ReplyLost);
        scene.pass(HOUR).await;
        scene.pass(20).await;
        scene.platform.next.set(Mood::Busy);
        scene.pass(20).await;
        scene.pass(300).await;
        assert_eq!(scene.seen(), [FIRST]);
    });
}

#[test]
fn a_channel_that_is_gone_is_paused_and_moderators_are_told_once() {
    run(async {
        let mut scene = Scene::new(FACT).await;
        scene.platform.channel("channel", |channel| {
            channel.gone = Some("the bot may not write there".to_owned());
        });
        scene.pass(HOUR).await;
        let wish = scene.wish().await;
        let why = "the bot may not write there";
        assert_eq!((wish.due_at, wish.paused.as_deref()), (None, Some(why)));
        let told = format!("Daily facts in channel are paused: {why}. /daily on channel:channel");
        let ben = scene.write_in("another", "ben", "/topics").await;
        assert!(!ben.contains(&told), "{ben}");
        let ana = scene.write_in("another", "ana", "/topics").await;
        assert!(ana.contains(&told), "{ana}");
        let again = scene.write_in("another", "ana", "/topics").await;
        assert!(!again.contains(&told), "{again}");
        let show = scene.write_in("another", "ana", "/daily show").await;
        assert!(show.contains(why), "{show}");
        scene.pass(DAY).await;
        assert_eq!(scene.seen(), [""; 0]);
    });
}

#[test]
fn nothing_is_planned_while_the_clock_is_ahead_of_the_platforms() {
    run(async {
        let mut scene = Scene::new(FACT).await;
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
        let mut scene = Scene::new(FACT).await;
        scene.platform.next.set(Mood::Deaf);
        scene.pass(HOUR).await;
        scene.pass(6 * HOUR).await;
        assert_eq!(scene.seen(), [""; 0]);
        // Nothing is made up for.
        scene.pass(17 * HOUR).await;
        scene.pass(HOUR).await;
        assert_eq!(scene.seen(), [SECOND]);
    });
}

#[test]
fn a_question_stays_open_until_the_next_post_reveals_it() {
    run(async {
        let mut scene = Scene::new("/daily on 9 UTC quiz:yes").await;
        assert!(
            !scene.write("ben", "a").await.starts_with("Your answer: A."),
            "too early"
        );
        scene.pass(HOUR).await;
        assert_eq!(scene.seen(), [FIRST]);
        let question = scene.texts().pop().expect("a post");
        assert!(
            question.starts_with("The question of the day"),
            "{question}"
        );
        assert!(scene.write("ben", "a").await.starts_with("Your answer: A."));
        assert!(scene.write("ben", "b").await.starts_with("Your answer: B."));
        assert!(scene.write("cem", "a").await.starts_with("Your answer: A."));
        // Whoever asks something gets an answer, not a verdict.
        assert!(
            !scene
                .write("cem", "bishkek")
                .await
                .starts_with("Your answer: ")
        );
        scene.pass(DAY).await;
        assert_eq!(scene.seen(), [FIRST, SECOND]);
        let post = scene.texts().pop().expect("a post");
        assert!(
            post.starts_with("The answer to the last question"),
            "{post}"
        );
        assert!(post.contains("The question of the day"), "{post}");
        // One of the two choices is right, or neither; never both.
        let profiles = [
            scene.write("ben", "/profile").await,
            scene.write("cem", "/profile").await,
        ];
        let right = profiles
            .iter()
            .filter(|profile| profile.contains("1 of 1 right"))
            .count();
        assert_eq!(post.matches(": +").count(), right, "{post}\n{profiles:?}");
        let edits = scene
            .platform
            .channel("channel", |channel| channel.edits.clone());
        assert_eq!(
            edits,
            [FIRST],
            "the question that is over can be pressed no more"
        );
    });
}

#[test]
fn right_answers_day_after_day_are_a_streak_that_only_a_wrong_one_breaks() {
    run(async {
        let mut scene = Scene::new("/daily on 9 UTC quiz:yes").await;
        scene.pass(HOUR).await;
        for day in 1..=5 {
            scene.answer("ben", day != 5).await;
            // A day without a post, since the platform is out.
            if day == 3 {
                scene.platform.is_down.set(true);
                scene.pass(DAY).await;
                scene.platform.is_down.set(false);
            }
            scene.pass(DAY).await;
        }
        let profile = scene.write("ben", "/profile").await;
        let days = "Daily questions: right on 0 days in a row; the most: 4.";
        assert!(profile.contains(days), "{profile}");
        let board = scene.write("ben", "/leaderboard").await;
        assert!(board.contains("4 of 5 right"), "{board}");
    });
}

#[test]
fn what_is_open_when_it_is_withdrawn_is_told_and_scored() {
    run(async {
        let mut scene = Scene::new("/daily on 9 UTC quiz:yes").await;
        scene.pass(HOUR).await;
        scene.answer("ben", true).await;
        scene.write("ana", "/daily off").await;
        scene.pass(1).await;
        let post = scene.texts().pop().expect("a post");
        assert!(
            post.starts_with("The answer to the last question"),
            "{post}"
        );
        assert!(!post.contains("The question of the day"), "{post}");
        assert!(
            scene
                .write("ben", "/profile")
                .await
                .contains("1 of 1 right")
        );
        scene.pass(DAY).await;
        assert_eq!(scene.seen().len(), 2);
    });
}

#[test]
fn questions_that_begin_anew_are_scored_anew() {
    run(async {
        let mut scene = Scene::new("/daily on 9 UTC quiz:yes").await;
        scene.pass(HOUR).await;
        for days in 1..=2 {
            scene.answer("ben", true).await;
            scene.write("ana", "/daily off").await;
            scene.write("ana", "/daily on 9 UTC quiz:yes").await;
            scene.pass(DAY).await;
            let board = scene.write("ben", "/leaderboard").await;
            assert!(
                board.contains(&format!("{days} of {days} right")),
                "{board}"
            );
        }
    });
}

#[test]
fn what_is_not_named_stays_as_it_is() {
    run(async {
        let mut scene = Scene::new("/daily on 21.30 Karachi arms quiz:yes").await;
        let again = scene.write("ana", "/daily on 8").await;
        let kept = "A question a day about Arms and arms trade comes here at 08:00 in Asia/Karachi";
        assert!(again.contains(kept), "{again}");
        scene.write("ana", "/daily off").await;
        let anew = scene.write("ana", "/daily on").await;
        assert!(
            anew.contains("A fact a day comes here at 09:00 in UTC"),
            "{anew}"
        );
    });
}

#[test]
fn a_channel_is_its_own_communitys() {
    run(async {
        let mut scene = Scene::new(FACT).await;
        scene.place = Home::new("simulated", "others").channel("theirs");
        for text in ["/daily off channel:channel", "/daily now channel:channel"] {
            let reply = scene.write_in("theirs", "ana", text).await;
            assert_eq!(reply, "I know no such channel here.");
        }
        scene.pass(HOUR).await;
        assert_eq!(scene.seen(), [FIRST]);
    });
}

#[test]
fn what_waits_when_it_is_withdrawn_is_not_said() {
    run(async {
        let mut scene = Scene::new(FACT).await;
        scene.platform.is_down.set(true);
        scene.pass(HOUR).await;
        scene.write("ana", "/daily off").await;
        scene.platform.is_down.set(false);
        scene.pass(60).await;
        scene.pass(HOUR).await;
        assert_eq!(scene.seen(), [""; 0]);
    });
}

#[test]
fn an_answer_is_told_though_the_post_that_was_to_tell_it_is_too_late() {
    run(async {
        let mut scene = Scene::new("/daily on 9 UTC quiz:yes").await;
        scene.pass(HOUR).await;
        scene.answer("ben", true).await;
        scene.platform.is_down.set(true);
        scene.pass(DAY).await;
        scene.pass(7 * HOUR).await;
        scene.platform.is_down.set(false);
        scene.pass(60).await;
        assert_eq!(scene.seen(), [FIRST, &format!("{SECOND}/answer")]);
        let post = scene.texts().pop().expect("a post");
        assert!(post.contains("ben: +10 points"), "{post}");
    });
}

#[test]
fn a_crowd_that_answers_at_once_is_heard() {
    run(async {
        let mut scene = Scene::new("/daily on 9 UTC quiz:yes").await;
        scene.pass(HOUR).await;
        let place = scene.place.clone();
        let at = scene.platform.clock.get();
        let game = &scene.game;
        let replies = (0..200_u64).map(|number| {
            let incoming = Incoming {
                place: place.clone(),
                event_id: format!("crowd-{number}"),
                event: Event {
                    at,
                    order: 1_000 + number,
                },
                member_id: number.to_string(),
                name: number.to_string(),
                is_moderator: false,
                rank: attache::bot::game::Rank::None,
                is_private: false,
                text: String::from("a"),
                answers: None,
            };
            async move {
                let mut random = StdRng::seed_from_u64(number);
                let reply = game.reply(&incoming, &mut random).await;
                reply.expect("a reply").to_string()
            }
        });
        let replies = futures_util::future::join_all(replies).await;
        let heard = replies
            .iter()
            .filter(|reply| reply.starts_with("Your answer: A."));
        assert_eq!(heard.count(), 200);
        scene.pass(DAY).await;
        let post = scene.texts().pop().expect("a post");
        let all_right = post.contains("and 180 more");
        assert!(all_right || post.contains("Nobody was right."), "{post}");
    });
}

#[test]
fn nothing_is_planned_before_the_platforms_clock_is_known() {
    run(async {
        let mut scene = Scene::new(FACT).await;
        scene.platform.is_unknown.set(true);
        scene.pass(HOUR).await;
        assert_eq!(scene.seen(), [""; 0]);
        scene.platform.is_unknown.set(false);
        scene.pass(1).await;
        assert_eq!(scene.seen(), [FIRST]);
    });
}

#[test]
fn whoever_is_forgotten_is_in_no_question() {
    run(async {
        let mut scene = Scene::new("/daily on 9 UTC quiz:yes").await;
        scene.pass(HOUR).await;
        scene.answer("ben", true).await;
        let export = scene.write("ben", "/privacy export").await;
        assert!(export.contains("\"answered\": true"), "{export}");
        scene.write("ben", "/privacy forget").await;
        scene.pass(DAY).await;
        let post = scene.texts().pop().expect("a post");
        assert!(post.contains("somebody: +"), "{post}");
    });
}

impl Scene {
    /// A member answers the question that is open, rightly or not.
    async fn answer(&mut self, member: &str, rightly: bool) {
        let quiz = self.wish().await.quiz.expect("questions");
        let quiz: DailyQuiz = serde_json::from_str(&quiz).expect("what was kept");
        let right = match quiz.open().expect("a question").answer {
            Answer::Choice(right) => right,
            ref other => panic!("{other:?} has no letters"),
        };
        let given = if rightly { right } else { (right + 1) % 2 };
        let letter = ["a", "b", "c", "d"][given];
        let reply = self.write(member, letter).await;
        assert!(reply.starts_with("Your answer: "), "{reply}");
    }
}
