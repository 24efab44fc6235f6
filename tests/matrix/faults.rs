//! The program and a real homeserver, when that, the way there or the program fails.

use std::fs;
use std::sync::Arc;

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::homeserver::{Bot, Homeserver, Member};
use crate::store::postgres;

/// What the program asks for when it says something.
const SEND: &str = "PUT .*/send/m.room.";

/// Everything that the bot has said by the time that a round is over.
fn until_over(member: &Member<'_>, bot: &Bot, room: &str) -> Vec<String> {
    let mut texts = Vec::new();
    loop {
        let is_over = |text: &String| text.starts_with("The round is over");
        if texts.iter().any(is_over) {
            return texts;
        }
        texts = member.texts(room, bot, texts.len() + 1);
    }
}

fn count(texts: &[String], begin: &str) -> usize {
    texts.iter().filter(|text| text.starts_with(begin)).count()
}

#[test]
fn the_homeserver_may_stop_during_a_round() {
    let homeserver = Homeserver::start();
    let bot = Bot::start(&homeserver);
    let ada = homeserver.member("ada");
    let room = ada.alone(&bot);
    ada.say(&room, "!quiz start kind:true-false questions:2 seconds:10");
    ada.hears(&room, &bot, 3);
    homeserver.tell("stop", json!({}));
    homeserver.asked("/sync", 6);
    homeserver.tell("start", json!({}));
    let texts = until_over(&ada, &bot, &room);
    assert!(count(&texts, "Question 2") >= 1, "{texts:#?}");
    assert_eq!(count(&texts, "The round is over"), 1, "{texts:#?}");
}

#[test]
fn the_homeserver_may_stop_during_a_daily_post() {
    let homeserver = Homeserver::start();
    let bot = Bot::start(&homeserver);
    let ada = homeserver.member("ada");
    let room = ada.alone(&bot);
    ada.say(&room, "!daily on 9 UTC");
    ada.hears(&room, &bot, 2);
    // It is not up to it any more just when the fact is to be posted.
    let post = "PUT .*/send/m.room.message/(?!reply|mark)";
    let asked = homeserver.asked(post, 0);
    homeserver.fault(post, 2, json!({"status": 502}));
    ada.say(&room, "!daily now");
    homeserver.asked(post, asked + 1);
    homeserver.tell("stop", json!({}));
    let heard = homeserver.asked("/sync", 0);
    homeserver.asked("/sync", heard + 2);
    homeserver.tell("start", json!({}));
    let texts = ada.texts(&room, &bot, 4);
    ada.say(&room, "!daily show");
    let all = ada.texts(&room, &bot, 5);
    let facts = all.iter().filter(|text| text.contains("Source"));
    assert_eq!(facts.count(), 1, "{texts:#?}, then {all:#?}");
}

#[test]
fn what_fails_on_its_way_is_said_once() {
    let homeserver = Homeserver::start();
    // Whoever starts before the homeserver waits for it.
    homeserver.fault("POST .*/login", 2, json!({"status": 502}));
    let bot = Bot::start(&homeserver);
    let ada = homeserver.member("ada");
    let room = ada.alone(&bot);
    homeserver.fault(SEND, 2, json!({"status": 502}));
    ada.say(&room, "!when the treaty");
    homeserver.fault(SEND, 1, json!({"late": 12}));
    ada.say(&room, "!who bajwa");
    let limit = json!({"errcode": "M_LIMIT_EXCEEDED", "error": "slowly", "retry_after_ms": 500});
    ada.texts(&room, &bot, 3);
    homeserver.fault(SEND, 1, json!({"status": 429, "body": limit}));
    homeserver.fault(SEND, 1, json!({"status": 500}));
    ada.say(&room, "!quiz start kind:true-false questions:1 seconds:5");
    let texts = until_over(&ada, &bot, &room);
    for begin in ["Hello!", "Question 1", "The round is over"] {
        assert_eq!(count(&texts, begin), 1, "{texts:#?}");
    }
    assert!(texts[1].contains("3 May 1921"), "{texts:#?}");
}

#[test]
fn what_was_said_before_a_kill_and_not_recorded_is_not_said_again() {
    let homeserver = Homeserver::start();
    let bot = Bot::start(&homeserver);
    let ada = homeserver.member("ada");
    let room = ada.room_with(&bot, &[], true);
    ada.say(&room, "!daily on 9 UTC");
    ada.hears(&room, &bot, 2);
    ada.say(&room, "!quiz start kind:true-false questions:1 seconds:10");
    ada.hears(&room, &bot, 3);
    // The answer to the post comes when the program is gone.
    homeserver.fault(
        "PUT .*/send/m.room.encrypted/(?!reply|mark)",
        1,
        json!({"late": 60}),
    );
    let texts = ada.texts(&room, &bot, 4);
    assert_eq!(count(&texts, "Question 1"), 1, "{texts:#?}");
    let bot = bot.kill_and_start();
    let texts = until_over(&ada, &bot, &room);
    assert_eq!(count(&texts, "Question 1"), 1, "{texts:#?}");
    homeserver.fault(
        "PUT .*/send/m.room.encrypted/(?!reply|mark)",
        1,
        json!({"late": 60}),
    );
    let before = texts.len();
    ada.say(&room, "!daily now");
    // What was asked, and the fact.
    ada.texts(&room, &bot, before + 2);
    let bot = bot.kill_and_start();
    ada.say(&room, "!when the treaty");
    let texts = ada.texts(&room, &bot, before + 3);
    let facts = texts[before..]
        .iter()
        .filter(|text| text.contains("Source"));
    assert_eq!(facts.count(), 2, "{texts:#?}");
}

#[test]
fn what_was_heard_before_a_kill_and_not_done_is_done_after_it() {
    let homeserver = Homeserver::start();
    let bot = Bot::start(&homeserver);
    let ada = homeserver.member("ada");
    let room = ada.alone(&bot);
    // Somebody else has the database, so that what was heard waits.
    let database = rusqlite::Connection::open(bot.folder().join("attache.db")).expect("a database");
    database.execute_batch("BEGIN IMMEDIATE").expect("a turn");
    ada.say(&room, "!quiz start kind:true-false questions:1 seconds:5");
    let typing = json!({"user": bot.id, "wait": 60});
    assert_eq!(ada.does("typing", &room, typing), true);
    let (folder, id) = bot.kill();
    database.execute_batch("ROLLBACK").expect("the turn ends");
    let bot = Bot::start_in(folder, id);
    let texts = until_over(&ada, &bot, &room);
    for begin in ["Here we go.", "Question 1", "The round is over"] {
        assert_eq!(count(&texts, begin), 1, "{texts:#?}");
    }
}

#[test]
fn what_was_heard_last_before_a_kill_is_done_after_it_however_quiet_it_is() {
    let homeserver = Homeserver::start();
    let bot = Bot::start(&homeserver);
    let ada = homeserver.member("ada");
    let room = ada.alone(&bot);
    let database = rusqlite::Connection::open(bot.folder().join("attache.db")).expect("a database");
    database.execute_batch("BEGIN IMMEDIATE").expect("a turn");
    let asked = homeserver.asked("/sync", 0);
    ada.say(&room, "!quiz start kind:true-false questions:1 seconds:5");
    // It has heard that, and listens again: nothing more happens before it is killed.
    homeserver.asked("/sync", asked + 1);
    let (folder, id) = bot.kill();
    database.execute_batch("ROLLBACK").expect("the turn ends");
    let bot = Bot::start_in(folder, id);
    let texts = until_over(&ada, &bot, &room);
    for begin in ["Here we go.", "Question 1", "The round is over"] {
        assert_eq!(count(&texts, begin), 1, "{texts:#?}");
    }
}

#[test]
fn what_was_said_while_nobody_listened_is_not_answered() {
    let homeserver = Homeserver::start();
    let bot = Bot::start(&homeserver);
    let ada = homeserver.member("ada");
    let room = ada.alone(&bot);
    ada.does(
        "state",
        &room,
        json!({"kind": "m.room.join_rules", "content": {"join_rule": "public"}}),
    );
    let (folder, id) = bot.kill();
    let texts = vec!["!when the treaty"; 1_000];
    homeserver.tell("past", json!({"room": room, "texts": texts, "ago": 3_600}));
    let bot = Bot::start_in(folder, id);
    let asked = ada.say(&room, "!when the treaty");
    let heard = ada.hears(&room, &bot, 2);
    assert_eq!(heard.len(), 2, "{heard:#?}");
    let relation = &heard[1]["content"]["m.relates_to"];
    assert_eq!(relation["m.in_reply_to"]["event_id"], *asked);
}

#[test]
fn what_happens_while_the_homeserver_cannot_be_heard_is_no_more_than_what_was_missed() {
    let homeserver = Homeserver::start();
    let bot = Bot::start(&homeserver);
    let [ada, ben, cyd] = ["ada", "ben", "cyd"].map(|name| homeserver.member(name));
    let room = ada.room_with(&bot, &[&ben, &cyd], false);
    let public = json!({"kind": "m.room.join_rules", "content": {"join_rule": "public"}});
    ada.does("state", &room, public);
    homeserver.tell("past", json!({"room": room, "texts": [], "ago": 0}));
    // What was said before a question is no answer to it.
    cyd.say(&room, "true");
    ada.say(&room, "!quiz start kind:true-false questions:1 seconds:20");
    ada.hears(&room, &bot, 3);
    let away = |times: u32, begun: &str| {
        let asked = homeserver.asked("/sync", 0);
        homeserver.fault("/sync", times, json!({"status": 502}));
        // What the homeserver is being asked is answered, and what is asked next is not.
        ada.say(&room, begun);
        homeserver.asked("/sync", asked + 1);
    };
    // An answer counts that more was written after than is told at once.
    away(2, "well");
    ben.say(&room, "true");
    let talk = vec!["hm"; 60];
    homeserver.tell("past", json!({"room": room, "texts": talk, "ago": 0}));
    ben.sees_only(&room, &bot.id, "m.reaction", 1);
    let texts = until_over(&ada, &bot, &room);
    assert!(!texts.iter().any(|text| text.contains("cyd")), "{texts:#?}");
    assert_eq!(ben.sees_only(&room, &bot.id, "m.reaction", 1).len(), 1);
    let before = texts.len();
    // Of what was asked nobody waits for an answer any more.
    away(3, "well, well");
    let texts = vec!["!when the treaty"; 5];
    homeserver.tell("past", json!({"room": room, "texts": texts, "ago": 120}));
    let asked = ada.say(&room, "!when the treaty");
    let heard = ada.hears(&room, &bot, before + 1);
    let relation = &heard[before]["content"]["m.relates_to"];
    assert_eq!(relation["m.in_reply_to"]["event_id"], *asked, "{heard:#?}");
    assert_eq!(heard.len(), before + 1);
}

#[test]
fn what_cannot_be_read_is_answered_when_its_key_comes() {
    let homeserver = Homeserver::start();
    let bot = Bot::start(&homeserver);
    let ada = homeserver.member("ada");
    let room = ada.room_with(&bot, &[], true);
    homeserver.tell("withhold", json!({}));
    let asked = ada.say(&room, "!when the treaty");
    homeserver.tell("release", json!({}));
    let reply = ada.does("replied", &room, json!({"event": asked, "wait": 60}));
    assert_eq!(reply["sender"], *bot.id, "{reply:#}");
    // In another room the key is lost for good, and that is said once.
    let room = ada.room_with(&bot, &[], true);
    homeserver.tell("withhold", json!({}));
    ada.say(&room, "!when the treaty");
    ada.say(&room, "!who bajwa");
    homeserver.tell("release", json!({"lost": true}));
    let texts = ada.texts(&room, &bot, 2);
    assert!(texts[1].contains("no key"), "{texts:#?}");
}

#[test]
fn more_than_the_homeserver_takes_is_answered_in_order_or_left_out_with_a_word() {
    let homeserver = Homeserver::limited();
    let bot = Bot::start(&homeserver);
    let ada = homeserver.member("ada");
    let room = ada.alone(&bot);
    ada.does(
        "state",
        &room,
        json!({"kind": "m.room.join_rules", "content": {"join_rule": "public"}}),
    );
    let texts: Vec<String> = (0..30)
        .map(|number| format!("!when number {number}?"))
        .collect();
    homeserver.tell("past", json!({"room": room, "texts": texts, "ago": 0}));
    let mut heard = Vec::new();
    let left_out = |event: &Value| {
        let body = event["content"]["body"].as_str();
        body.is_some_and(|body| body.starts_with("I could not keep up"))
    };
    while !heard.iter().any(left_out) {
        heard = ada.hears(&room, &bot, heard.len() + 1);
    }
    let asked = ada.sees_only(&room, "@past:localhost", "m.room.message", 30);
    let asked: Vec<&Value> = asked.iter().map(|event| &event["event_id"]).collect();
    let replied = heard.iter().filter_map(|event| {
        let id = &event["content"]["m.relates_to"]["m.in_reply_to"]["event_id"];
        asked.iter().position(|asked| *asked == id)
    });
    let replied: Vec<usize> = replied.collect();
    assert!(replied.len() >= 10, "{replied:?}");
    // What is left out may lie between others, yet none is answered before an earlier one.
    assert!(replied.is_sorted_by(|one, next| one < next), "{replied:?}");
}

#[test]
fn whoever_is_logged_out_is_told_what_to_do() {
    let homeserver = Homeserver::start();
    let bot = Bot::start(&homeserver);
    let ada = homeserver.member("ada");
    ada.alone(&bot);
    homeserver.tell("logout", json!({"user": bot.id}));
    let folder = bot.shared_folder();
    let mut said = vec![bot.end()];
    said.extend(["login", "devices", "rooms"].map(|task| Bot::task(folder.path(), &[task])));
    for said in said {
        assert!(
            said.contains("was logged out") && said.contains("recovery key"),
            "{said}"
        );
    }
}

#[test]
fn of_two_processes_one_is_the_bot_and_the_other_when_that_goes() {
    let homeserver = Homeserver::start();
    let url = Runtime::new()
        .expect("a runtime")
        .block_on(postgres::fresh_database());
    let settings = format!("[database]\nurl = \"{url}\"");
    let first = Bot::start_with(&homeserver, &settings);
    let [ada, ben] = ["ada", "ben"].map(|name| homeserver.member(name));
    let room = ada.room_with(&first, &[&ben], true);
    // The other has a device of its own, which the recovery key makes the bot's.
    let folder = Arc::new(TempDir::new().expect("a folder"));
    fs::create_dir(folder.path().join("matrix")).expect("a folder");
    for file in ["attache.toml", "matrix/recovery-key"] {
        fs::copy(first.folder().join(file), folder.path().join(file)).expect("a copy");
    }
    let second = Bot::start_in(folder, first.id.clone());
    let hall = ada.room_with(&first, &[&ben], false);
    ada.say(&room, "!quiz start kind:true-false questions:1 seconds:20");
    ada.hears(&room, &first, 3);
    ada.say(&room, "true");
    ada.sees_only(&room, &first.id, "m.reaction", 1);
    // What the other has just said it may not have recorded, and this one cannot know that.
    ada.say(&hall, "!daily on 9 UTC");
    ada.hears(&hall, &first, 2);
    homeserver.fault(
        "PUT .*/send/m.room.message/(?!reply|mark)",
        1,
        json!({"late": 60}),
    );
    ada.say(&hall, "!daily now");
    ada.hears(&hall, &first, 4);
    first.kill();
    ada.say(&hall, "!when the treaty");
    let texts = ada.texts(&hall, &second, 5);
    let facts = texts.iter().filter(|text| text.contains("Source"));
    assert!(texts[4].contains("3 May 1921"), "{texts:#?}");
    assert_eq!(facts.count(), 2, "{texts:#?}");
    // Members see that there is another device, and tell it what they write.
    let asked = ben.say(&room, "!when the treaty");
    let reply = ada.does("replied", &room, json!({"event": asked, "wait": 60}));
    assert_eq!(
        (&reply["sender"], &reply["decrypted"]),
        (&json!(second.id), &json!(true))
    );
    let texts = until_over(&ada, &second, &room);
    for begin in ["Here we go.", "The round is over"] {
        assert_eq!(count(&texts, begin), 1, "{texts:#?}");
    }
}
