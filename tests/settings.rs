//! What moderators settle for their community.

use std::num::NonZeroU32;

use attache::bot::game::{Game, Incoming, Limits, Rank};
use attache::quiz::Event;
use attache::store::{Home, Store};
use jiff::Timestamp;
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::built_in::bot;

/// A community of a platform whose moderators are those of some power.
struct Scene {
    game: Game,
    random: StdRng,
    events: u64,
    /// How much whoever writes may do in the space of the room, where that is something else.
    in_space: Option<i64>,
}

/// From how much power on somebody is a moderator.
const MODERATOR: i64 = 50;

impl Scene {
    async fn new() -> Self {
        Self {
            game: Game::new(bot(), Store::in_memory().await.expect("a store")),
            random: StdRng::seed_from_u64(1),
            events: 0,
            in_space: None,
        }
    }

    /// Somebody with some power writes something in a channel.
    async fn write(&mut self, channel: &str, own: i64, text: &str) -> String {
        self.events += 1;
        let incoming = Incoming {
            place: Home::new("test", "community").channel(channel),
            event_id: self.events.to_string(),
            event: Event {
                at: Timestamp::UNIX_EPOCH,
                order: self.events,
            },
            member_id: own.to_string(),
            name: own.to_string(),
            is_moderator: own >= MODERATOR,
            rank: Rank::Power {
                own,
                community: self.in_space.unwrap_or(own),
                moderator: MODERATOR,
            },
            is_private: false,
            text: text.to_owned(),
            answers: None,
        };
        let reply = self.game.reply(&incoming, &mut self.random).await;
        reply.map(|reply| reply.to_string()).unwrap_or_default()
    }
}

#[tokio::test]
async fn what_holds_is_shown_with_where_it_comes_from() {
    let mut scene = Scene::new().await;
    let shown = scene.write("a", 0, "/settings").await;
    for line in [
        "questions at most: 50 (built in)",
        "seconds to answer: 20 (built in)",
        "rounds at a time: 3 (built in)",
        "moderators: power level 50 (as whoever runs me has it)",
        "time zone: UTC (built in)",
        "channels with daily facts: 0 (built in)",
    ] {
        assert!(shown.contains(line), "{line} in {shown}");
    }
    let text = "/settings questions:5 seconds:30 rounds:1 power:60";
    let refused = scene.write("a", 49, text).await;
    assert!(refused.contains("by the platform's own rules"), "{refused}");
    scene.write("a", 70, text).await;
    scene.write("a", 70, "/zone Karachi").await;
    scene.write("a", 70, "/daily on").await;
    let shown = scene.write("a", 0, "/settings").await;
    for line in [
        "questions at most: 5 (set here by /settings)",
        "seconds to answer: 30 (set here by /settings)",
        "rounds at a time: 1 (set here by /settings)",
        "moderators: power level 60 (set here by /settings)",
        "time zone: Asia/Karachi (set here by /zone)",
        "channels with daily facts: 1 (set here by /daily)",
    ] {
        assert!(shown.contains(line), "{line} in {shown}");
    }
    scene.write("a", 70, "/settings reset:questions").await;
    let shown = scene.write("a", 0, "/settings").await;
    assert!(
        shown.contains("questions at most: 50 (built in)"),
        "{shown}"
    );
    assert!(shown.contains("seconds to answer: 30"), "{shown}");
}

#[tokio::test]
async fn rounds_keep_to_what_was_set() {
    let mut scene = Scene::new().await;
    scene
        .write("a", 50, "/settings questions:2 seconds:33 rounds:1")
        .await;
    let refused = scene.write("a", 0, "/quiz start 3").await;
    assert!(refused.contains("2 questions here at most"), "{refused}");
    let started = scene.write("a", 0, "/quiz start").await;
    assert!(started.contains("Here we go"), "{started}");
    let status = scene.write("a", 0, "/quiz status").await;
    assert!(status.contains("of 2"), "{status}");
    let refused = scene.write("b", 0, "/quiz start").await;
    assert!(refused.contains("as may be at a time"), "{refused}");
    // What was said otherwise goes before what was set.
    let place = Home::new("test", "community").channel("a");
    let kept = scene.game.store().round_in(&place).await.expect("a store");
    assert!(kept.expect("a round").state.contains("\"seconds\":33"));
    scene.write("a", 50, "/quiz stop").await;
    scene.write("a", 0, "/quiz start 1 seconds:40").await;
    let kept = scene.game.store().round_in(&place).await.expect("a store");
    assert!(kept.expect("a round").state.contains("\"seconds\":40"));
}

#[tokio::test]
async fn whoever_has_the_power_that_was_set_is_a_moderator_and_sets_none() {
    let mut scene = Scene::new().await;
    scene.write("a", 50, "/settings power:10").await;
    let zone = scene.write("a", 10, "/zone Karachi").await;
    assert!(zone.contains("Asia/Karachi"), "{zone}");
    let refused = scene.write("a", 10, "/settings power:0").await;
    assert!(refused.contains("by the platform's own rules"), "{refused}");
    let none = scene.write("a", 50, "/settings role:masters").await;
    assert!(none.contains("There is no role here"), "{none}");
    let refused = scene.write("a", 50, "/settings power:80").await;
    assert!(refused.contains("more power than you have"), "{refused}");
    scene.write("a", 90, "/settings power:80").await;
    let refused = scene.write("a", 50, "/zone Zurich").await;
    assert!(refused.contains("Only moderators"), "{refused}");
    // Who is one by the platform's rules is never shut out for good.
    scene.write("a", 50, "/settings reset:power").await;
    let zone = scene.write("a", 50, "/zone Zurich").await;
    assert!(zone.contains("Europe/Zurich"), "{zone}");
}

#[tokio::test]
async fn whoever_is_a_moderator_of_a_room_settles_nothing_for_its_space() {
    let mut scene = Scene::new().await;
    scene.in_space = Some(0);
    for text in [
        "/settings power:0",
        "/settings questions:5",
        "/zone Karachi",
    ] {
        let refused = scene.write("a", 100, text).await;
        assert!(refused.contains("moderator"), "{text}: {refused}");
    }
    let refused = scene.write("a", 100, "/leaderboard link").await;
    assert!(refused.contains("rule all of this community"), "{refused}");
    // What is the room's own is theirs.
    let daily = scene.write("a", 100, "/daily on").await;
    assert!(daily.starts_with("Done"), "{daily}");
}

#[tokio::test]
async fn what_is_told_again_is_set_once() {
    let mut scene = Scene::new().await;
    scene.write("a", 50, "/settings questions:5").await;
    scene.events -= 1;
    let again = scene.write("a", 50, "/settings questions:6").await;
    assert_eq!(again, "");
    let shown = scene.write("a", 0, "/settings").await;
    assert!(shown.contains("questions at most: 5"), "{shown}");
}

#[tokio::test]
async fn whoever_runs_the_bot_lets_a_community_have_so_much() {
    let mut scene = Scene::new().await;
    let many = NonZeroU32::new(1_000).expect("a number");
    scene.game = scene.game.limited(Limits {
        member_per_minute: many,
        community_per_minute: many,
        process_per_second: many,
        message_chars: 100,
        rounds_per_community: 1,
    });
    let refused = scene.write("a", 0, &"long ".repeat(21)).await;
    assert!(refused.contains("100 characters are enough"), "{refused}");
    let refused = scene.write("a", 50, "/settings rounds:2").await;
    assert!(refused.contains("At most 1 here"), "{refused}");
    let shown = scene.write("a", 50, "/settings").await;
    let line = "rounds at a time: 1 (as whoever runs me has it)";
    assert!(shown.contains(line), "{shown}");
    scene.write("a", 0, "/quiz start").await;
    let refused = scene.write("b", 0, "/quiz start").await;
    assert!(refused.contains("as may be at a time"), "{refused}");
}
