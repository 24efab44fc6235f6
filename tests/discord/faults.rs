//! The program against the stand-in, when Discord, the way there or the program fails.

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};
use tempfile::TempDir;

use super::stand_in::{Bot, Discord, Member};

/// Posts of ours in any channel.
const POSTS: &str = r"POST /channels/\d+/messages";

/// Changes of messages of ours.
const CHANGES: &str = r"PATCH /channels/\d+/messages/\d+";

/// Answers to interactions.
const ANSWERS: &str = r"POST /interactions/.*/callback";

/// Starts a round of a question that is true or false.
fn start(member: &Member<'_>) {
    start_for(member, 5);
}

/// The same with so many seconds to answer.
fn start_for(member: &Member<'_>, seconds: u32) {
    let options =
        json!({"action": "start", "kind": "true-false", "questions": 1, "seconds": seconds});
    assert_eq!(member.slash("quiz", options).message.text, "Here we go.");
}

/// How many messages of ours in the one channel hold a text.
fn count(discord: &Discord, text: &str) -> usize {
    let messages = discord.messages(&discord.channel, 0);
    messages
        .iter()
        .filter(|message| message.text.contains(text))
        .count()
}

/// How many posts of ours are a question, be it over.
fn questions(discord: &Discord) -> usize {
    count(discord, "Question 1 of 1") + count(discord, "This question is over")
}

fn refused(log: &[Value]) -> usize {
    log.iter().filter(|entry| entry["status"] == 429).count()
}

#[test]
fn twenty_messages_at_once_to_a_channel_are_sent_as_fast_as_it_takes_them() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    let channel = &discord.channel;
    discord.tell(
        "limit",
        json!({"name": "posts", "match": POSTS, "most": 5, "seconds": 2}),
    );
    let bot = discord.bot();
    let begun = Instant::now();
    for number in 0..20 {
        ada.say(channel, &format!("{bot} what is number {number}?"));
    }
    let log = discord.asked(POSTS, 20);
    discord.messages(channel, 40);
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "20 messages at 5 per 2 s: {} answers of 429, {seconds:.1} s",
        refused(&log)
    );
    assert!(
        refused(&log) <= 2 && seconds < 9.0,
        "{} in {seconds} s",
        refused(&log)
    );
}

#[test]
fn what_a_bucket_or_all_of_discord_refuses_is_said_later_and_once() {
    for (is_global, each) in [(false, true), (true, false)] {
        let discord = Discord::start();
        let _bot = Bot::start(&discord, "");
        let ada = discord.member("ada");
        // The first post is refused, and so is what follows for a while.
        let limit = json!({"name": "posts", "match": POSTS, "most": 1, "seconds": 2,
            "global": is_global, "each": each});
        discord.tell("limit", limit);
        start(&ada);
        let asked = discord.messages(&discord.channel, 2);
        ada.press(&asked[1].id, "True");
        discord.messages(&discord.channel, 4);
        let log = discord.log(POSTS);
        assert!(refused(&log) <= 3, "{}", refused(&log));
        assert_eq!(
            (questions(&discord), count(&discord, "The round is over")),
            (1, 1)
        );
    }
}

#[test]
fn a_question_is_changed_though_a_change_is_refused() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    let refuse = |times: u32| {
        let body = json!({"message": "You are being rate limited.", "retry_after": 0.5});
        discord.tell(
            "fault",
            json!({"match": CHANGES, "times": times, "status": 429, "body": body,
                "headers": {"X-RateLimit-Scope": "user"}}),
        );
    };
    start_for(&ada, 15);
    let asked = discord.messages(&discord.channel, 2)[1].clone();
    refuse(1);
    ada.press(&asked.id, "True");
    discord.changed(&asked.id, "1 has answered.");
    refuse(2);
    let over = discord.changed(&asked.id, "This question is over");
    assert_eq!(over.buttons, [""; 0]);
    assert_eq!(refused(&discord.log(CHANGES)), 3);
}

#[test]
fn how_many_have_answered_is_never_shown_after_a_question_is_over() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let [ada, ben] = ["ada", "ben"].map(|name| discord.member(name));
    start_for(&ada, 15);
    let asked = discord.messages(&discord.channel, 2)[1].clone();
    // Of two changes, the second is on its way when time is up.
    discord.tell("fault", json!({"match": CHANGES, "times": 1, "wait": 5}));
    discord.tell("fault", json!({"match": CHANGES, "times": 1, "wait": 7}));
    ada.press(&asked.id, "True");
    discord.changed(&asked.id, "1 has answered.");
    ben.press(&asked.id, "True");
    discord.changed(&asked.id, "This question is over");
    discord.tell("settled", json!({}));
    let changes = discord.log(CHANGES);
    assert!(changes.iter().all(|change| change["status"] == 200));
    let shown = discord.changed(&asked.id, "This question is over");
    assert_eq!((changes.len(), shown.buttons.len()), (3, 0));
}

#[test]
fn what_is_lost_on_its_way_is_said_once() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    // It fails; it is done and the answer is lost; it takes long.
    discord.tell("fault", json!({"match": POSTS, "times": 1, "status": 502}));
    discord.tell("fault", json!({"match": POSTS, "times": 1, "lose": true}));
    start(&ada);
    let asked = discord.messages(&discord.channel, 2);
    discord.tell("fault", json!({"match": POSTS, "times": 1, "wait": 1.5}));
    // The post that was lost was there: it opens once that is known.
    let answer = ada.press(&asked[1].id, "True").message;
    assert!(!answer.text.is_empty());
    discord.messages(&discord.channel, 4);
    assert_eq!(
        (questions(&discord), count(&discord, "The round is over")),
        (1, 1)
    );
}

#[test]
fn an_interaction_is_answered_though_answers_are_lost() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    for fault in [
        json!({"match": ANSWERS, "times": 2, "status": 500}),
        json!({"match": ANSWERS, "times": 1, "lose": true}),
    ] {
        discord.tell("fault", fault);
        let answer = ada.slash("when", json!({"text": "the treaty"}));
        assert!(answer.message.text.contains("3 May 1921"));
    }
}

#[test]
fn a_session_goes_on_after_whatever_ends_a_connection() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    let identified = || {
        discord
            .tell("identified", json!({}))
            .as_array()
            .map_or(0, Vec::len)
    };
    // Told to reconnect; closed, with a code or without: what happens meanwhile is told later.
    for code in [7, 1001, 4000, 1006] {
        discord.tell("close", json!({"code": code}));
        let answer = ada.slash("when", json!({"text": "the treaty"}));
        assert!(answer.message.text.contains("3 May 1921"), "{code}");
        assert_eq!(identified(), 1, "{code}");
    }
    // A session that Discord has forgotten begins anew.
    for (number, code) in [(2, 9), (3, 4009)] {
        discord.tell("close", json!({"code": code}));
        discord.tell("connected", json!({"least": number, "wait": 60}));
        assert_eq!(identified(), number, "{code}: {}", bot.said());
        let answer = ada.slash("when", json!({"text": "the treaty"}));
        assert!(answer.message.text.contains("3 May 1921"), "{code}");
    }
}

#[test]
fn a_connection_that_is_dead_is_left() {
    let discord = Discord::start();
    discord.tell("set", json!({"heartbeat": 500}));
    let _bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    discord.tell("set", json!({"is_acking": false}));
    // It connects again, since nothing is heard of the old one.
    discord.asked("GATEWAY .*", 2);
    discord.tell("set", json!({"is_acking": true}));
    let answer = ada.slash("when", json!({"text": "the treaty"}));
    assert!(answer.message.text.contains("3 May 1921"));
}

#[test]
fn what_discord_tells_twice_counts_once() {
    let discord = Discord::start();
    discord.tell("set", json!({"retold": 50}));
    let _bot = Bot::start(&discord, "");
    let [ada, ben] = ["ada", "ben"].map(|name| discord.member(name));
    start(&ada);
    let asked = discord.messages(&discord.channel, 2)[1].clone();
    ben.press(&asked.id, "True");
    ben.press(&asked.id, "False");
    ada.say(
        &discord.channel,
        &format!("{} when was the treaty?", discord.bot()),
    );
    discord.messages(&discord.channel, 4);
    discord.tell("again", json!({"event": "INTERACTION_CREATE"}));
    discord.tell("again", json!({"event": "MESSAGE_CREATE"}));
    // On resuming, all of it is told again.
    discord.tell("close", json!({"code": 7}));
    discord.asked("GATEWAY .*", 2);
    discord.messages(&discord.channel, 6);
    assert_eq!(count(&discord, "Here we go."), 1);
    assert_eq!(
        (questions(&discord), count(&discord, "The round is over")),
        (1, 1)
    );
    let results = discord.messages(&discord.channel, 6);
    let result = results
        .iter()
        .find(|message| message.text.contains("The round is over"));
    let text = &result.expect("a result").text;
    assert_eq!(text.matches("of 1 right").count(), 1, "{text}");
}

#[test]
fn what_cannot_be_read_is_counted_and_stops_nothing() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    let frame = json!({"op": 0, "t": "INTERACTION_CREATE", "d": {"id": "x"}});
    discord.tell("raw", json!({"frame": frame}));
    discord.tell(
        "raw",
        json!({"frame": {"op": 0, "t": "SOMETHING_NEW", "d": {"a": [1]}}}),
    );
    let answer = ada.slash("when", json!({"text": "the treaty"}));
    assert!(answer.message.text.contains("3 May 1921"));
    let said = bot.said();
    assert_eq!(said.matches("cannot be read").count(), 1, "{said}");
    assert!(said.contains("INTERACTION_CREATE"), "{said}");
}

#[test]
fn what_has_to_be_changed_in_the_portal_is_said() {
    for (settings, expected) in [
        ("message_content = true", "message_content = false"),
        (
            "shards = { first = 0, last = 3, total = 4 }\npresence = \"x\"",
            "starts of shards",
        ),
    ] {
        let discord = Discord::start();
        discord.tell("set", json!({"is_content_allowed": false, "remaining": 3}));
        let folder = Arc::new(TempDir::new().unwrap());
        let (code, said) = Bot::launch(folder, &discord, settings).end();
        assert!(code == 1 && said.contains(expected), "{code}: {said}");
    }
    let discord = Discord::start();
    let folder = Arc::new(TempDir::new().unwrap());
    let (code, said) =
        Bot::launch_with(folder, &discord, "", &[("DISCORD_TOKEN", "another-token")]).end();
    assert!(
        code == 1 && said.contains("does not know the token"),
        "{said}"
    );
    assert!(!said.contains("another-token"), "{said}");
}

#[test]
fn commands_are_registered_only_when_they_changed() {
    let discord = Discord::start();
    let commands = r"PUT /applications/\d+/commands";
    let folder = Bot::start(&discord, "").kill();
    assert_eq!(discord.log(commands).len(), 1);
    Bot::start_in(folder, &discord, "").kill();
    assert_eq!(discord.log(commands).len(), 1);
}

#[test]
fn a_question_that_was_posted_before_a_kill_is_not_posted_again() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    // Killed while it waits for the answer to its post, which Discord has taken.
    discord.tell("fault", json!({"match": POSTS, "times": 1, "late": 30}));
    start(&ada);
    discord.messages(&discord.channel, 2);
    let folder = bot.kill();
    let _bot = Bot::start_in(folder, &discord, "");
    discord.messages(&discord.channel, 4);
    assert_eq!(
        (questions(&discord), count(&discord, "The round is over")),
        (1, 1)
    );
}

#[test]
fn a_daily_fact_that_was_posted_before_a_kill_is_not_posted_again() {
    for is_forgotten in [false, true] {
        let discord = Discord::start();
        let bot = Bot::start(&discord, "");
        let ada = discord.moderator("ada");
        ada.slash("daily", json!({"action": "on", "time": "9", "zone": "UTC"}));
        discord.tell("fault", json!({"match": POSTS, "times": 1, "late": 30}));
        ada.slash("daily", json!({"action": "now"}));
        discord.messages(&discord.channel, 2);
        assert_eq!(count(&discord, "Certainty"), 1);
        let folder = bot.kill();
        if is_forgotten {
            // Long after, Discord takes the same key for another: the post is looked for.
            discord.tell("forget", json!({}));
            discord.tell("clock", json!({"ahead": 200}));
        }
        let _bot = Bot::start_in(folder, &discord, "");
        discord.asked(
            if is_forgotten {
                "GET /channels/.*"
            } else {
                POSTS
            },
            if is_forgotten { 1 } else { 2 },
        );
        ada.slash("daily", json!({"action": "now"}));
        discord.messages(&discord.channel, 3);
        discord.tell("settled", json!({}));
        assert_eq!(count(&discord, "Certainty"), 2, "forgotten: {is_forgotten}");
    }
}
