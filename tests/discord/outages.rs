//! The program against the stand-in, when Discord is not there, or not all of it may be seen.

use serde_json::json;

use super::play::question;
use super::stand_in::{Bot, Discord};

/// Posts of ours in any channel.
const POSTS: &str = r"POST /channels/\d+/messages";

/// Marks of ours on messages.
const MARKS: &str = r"PUT /channels/\d+/messages/\d+/reactions/.*";

/// What members wrote and what was posted, looked for.
const LOOKS: &str = r"GET /channels/\d+/messages";

#[test]
fn a_question_does_not_count_while_nobody_can_be_heard() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    question(&ada, "true-false", 1);
    discord.tell("set", json!({"is_connecting": false}));
    discord.tell("close", json!({"code": 1006}));
    // It tries again and waits longer each time, until more than five seconds are gone.
    discord.asked("GATEWAY .*", 5);
    discord.tell("set", json!({"is_connecting": true}));
    let messages = discord.messages(&discord.channel, 4);
    assert!(messages[2].text.contains("I was away"), "{messages:#?}");
}

#[test]
fn discord_is_waited_for_where_the_program_starts_before_it_is_reached() {
    let discord = Discord::start();
    let fault = json!({"match": "GET /users/@me", "times": 2, "status": 503});
    discord.tell("fault", fault);
    let _bot = Bot::start(&discord, "");
    let answer = discord
        .member("ada")
        .slash("when", json!({"text": "the treaty"}));
    assert!(answer.message.text.contains("3 May 1921"));
}

#[test]
fn a_reply_is_said_once_though_discord_fails_or_refuses_all_for_a_while() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    let all = json!({"retry_after": 0.5, "global": true});
    let history = json!({"code": 160_002, "message": "Cannot reply without history"});
    for (number, fault) in [
        json!({"match": POSTS, "times": 2, "status": 502}),
        json!({"match": POSTS, "times": 1, "lose": true}),
        json!({"match": POSTS, "times": 1, "status": 429, "body": all}),
        json!({"match": POSTS, "times": 1, "status": 400, "body": history}),
    ]
    .into_iter()
    .enumerate()
    {
        discord.tell("fault", fault);
        let asked = format!("{} when was the treaty?", discord.bot());
        ada.say(&discord.channel, &asked);
        let messages = discord.messages(&discord.channel, 2 * number + 2);
        assert!(messages[2 * number + 1].text.contains("3 May 1921"));
    }
    discord.tell("settled", json!({}));
    assert_eq!(discord.messages(&discord.channel, 0).len(), 8);
}

#[test]
fn a_post_waits_for_no_more_than_one_mark() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "message_content = true");
    let ada = discord.moderator("ada");
    ada.slash("daily", json!({"action": "on", "time": "9", "zone": "UTC"}));
    question(&ada, "true-false", 1);
    let slow = json!({"match": MARKS, "times": 6, "wait": 1});
    discord.tell("fault", slow);
    for number in 0..6 {
        discord
            .member(&format!("member{number}"))
            .say(&discord.channel, "true");
    }
    discord.asked(MARKS, 1);
    ada.slash("daily", json!({"action": "now"}));
    discord.asked(MARKS, 6);
    let before = discord.log(&format!("{POSTS}|{MARKS}"));
    let is_post = |entry: &serde_json::Value| entry["method"] == "POST";
    let posts = before.iter().filter(|entry| is_post(entry)).count();
    let after = before.iter().rev().take_while(|entry| !is_post(entry));
    // The question, and the daily fact, with most of the marks still to come.
    assert_eq!(posts, 2, "{before:#?}");
    assert!(after.count() >= 3, "{before:#?}");
}

#[test]
fn what_may_have_been_posted_is_not_posted_again_where_nothing_may_be_read() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, "");
    let [ada, ben] = [discord.moderator("ada"), discord.member("ben")];
    ada.slash("daily", json!({"action": "on", "time": "9", "zone": "UTC"}));
    // It is posted, but the program ends before it knows; where one may not read what was written,
    // Discord tells of nothing.
    discord.tell("fault", json!({"match": POSTS, "times": 1, "late": 30}));
    ada.slash("daily", json!({"action": "now"}));
    discord.messages(&discord.channel, 2);
    let folder = bot.kill();
    discord.tell("forget", json!({}));
    discord.tell("clock", json!({"ahead": 200}));
    let hidden = json!({"match": LOOKS, "times": 9, "status": 200, "body": []});
    discord.tell("fault", hidden);
    ben.say(&discord.channel, "hello");
    let bot = Bot::start_in(folder, &discord, "");
    discord.asked(LOOKS, 1);
    discord.tell("settled", json!({}));
    assert_eq!(discord.log(POSTS).len(), 1);
    let said = bot.said();
    assert!(said.contains("Read Message History"), "{said}");
}
