//! The program is asked to end, while a round is on.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::json;

use super::play::{answer, question, right, write_answer};
use super::stand_in::{Bot, Discord};
use crate::program::signal;

/// Asks a process to end, as service managers do.
fn terminate(bot: &Bot) {
    signal(bot.id(), "-TERM");
}

#[test]
fn a_question_that_is_open_ends_and_no_other_is_asked_until_the_next_start() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, "");
    let [ada, ben] = [discord.member("ada"), discord.member("ben")];
    // On these, no question is open for more than nine seconds.
    let options = json!({
        "action": "start", "kind": "typed", "topic": "diplomacy", "questions": 2, "seconds": 5
    });
    ada.slash("quiz", options);
    let asked = &discord.messages(&discord.channel, 2)[1];
    write_answer(&ada, &answer(asked));
    terminate(&bot);
    let elsewhere = discord.add_channel("elsewhere");
    while !bot.said().contains("SIGTERM") {
        std::thread::yield_now();
    }
    let refused = ben.slash_in(&elsewhere, "quiz", json!({"action": "start"}));
    assert!(
        refused.message.text.contains("about to be restarted"),
        "{:?}",
        refused.message
    );
    let folder = Arc::clone(&bot.folder);
    let (code, said) = bot.end();
    assert_eq!(code, 0, "{said}");
    // Everything was said by then: the start, the question, and what came of it.
    let messages = discord.messages(&discord.channel, 0);
    assert_eq!(messages.len(), 3, "{messages:#?}");
    assert!(messages[2].text.contains("**ada**"), "{messages:#?}");
    let before = messages.len();
    // What was claimed is free at once, and not only when a lease of 15 seconds ends.
    let started = Instant::now();
    let _bot = Bot::start_in(folder, &discord, "");
    let messages = discord.messages(&discord.channel, before + 1);
    assert!(
        messages[before].text.contains("Question 2 of 2"),
        "{messages:#?}"
    );
    assert!(started.elapsed() < Duration::from_secs(10));
    let messages = discord.messages(&discord.channel, before + 3);
    let end = messages.last().expect("the end");
    assert!(
        end.text.contains("The round is over") && end.text.contains("ada"),
        "{messages:#?}"
    );
}

#[test]
fn whoever_is_asked_twice_ends_at_once_and_loses_nothing() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    let asked = question(&ada, "true-false", 2);
    ada.press(&asked.id, &right(&asked));
    let second = &discord.messages(&discord.channel, 4)[3];
    ada.press(&second.id, &right(second));
    terminate(&bot);
    while !bot.said().contains("SIGTERM") {
        std::thread::yield_now();
    }
    terminate(&bot);
    let folder = Arc::clone(&bot.folder);
    let (code, said) = bot.end();
    assert_eq!(code, 143, "{said}");
    let _bot = Bot::start_in(folder, &discord, "");
    let profile = ada.slash("profile", json!({})).message.text;
    assert!(profile.contains("1 of 1 right"), "{profile}");
    // The second question goes on from where it was, or is void: either way the round ends, and what was
    // answered before counts.
    let messages = discord.messages(&discord.channel, 7);
    let is_end = |text: &str| text.contains("The round is over") && text.contains("ada");
    assert!(
        messages.iter().any(|message| is_end(&message.text)),
        "{messages:#?}"
    );
}

#[test]
fn whoever_has_nothing_open_ends_at_once() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    // A question that stays open longer than there is time.
    let options = json!({"action": "start", "kind": "typed", "questions": 1, "seconds": 60});
    ada.slash("quiz", options);
    discord.messages(&discord.channel, 2);
    let asked = Instant::now();
    terminate(&bot);
    let (code, said) = bot.end();
    assert_eq!(code, 0, "{said}");
    assert!(asked.elapsed() < Duration::from_secs(5), "{said}");
}
