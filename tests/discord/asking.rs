//! What is asked on Discord, and how it is answered.

use attache::chat::Access;
use attache::chat::commands::COMMANDS;
use serde_json::json;

use super::play::{judge, question};
use super::stand_in::{Bot, Discord};

#[test]
fn every_command_is_answered_for_whom_it_is() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.moderator("ada");
    let alone = discord.id("alone", json!({"member": ada.id}));
    for command in COMMANDS {
        // The example, with its words as the options that Discord would send.
        let words = command.example.split_once(' ').map_or("", |(_, rest)| rest);
        let options = match command.name {
            "timeline" => json!({"topic": "diplomacy", "from": "1914", "to": "1931"}),
            "quiz" => json!({"action": "status"}),
            "daily" => json!({"action": "show"}),
            "leaderboard" => json!({"period": "week", "page": 1}),
            "practice" | "privacy" | "profile" => json!({}),
            "fact" => json!({"topic": "railways"}),
            "settings" => json!({"questions": 5}),
            _ => match command.options {
                [option, ..] if !words.is_empty() => json!({option.name: words}),
                _ => json!({}),
            },
        };
        let channel = match command.access {
            Access::Operators => &alone,
            _ => &discord.channel,
        };
        let answer = ada.slash_in(channel, command.name, options);
        assert_eq!(answer.kind, "message", "{}", command.name);
        assert!(!answer.message.text.is_empty(), "{}", command.name);
        if answer.message.is_for_one {
            continue;
        }
        let audience = format!("{:?}", command.audience);
        assert_eq!(audience, "All", "{}: {}", command.name, answer.message.text);
    }
    judge(&discord);
}

#[test]
fn an_answer_leads_on_and_an_option_is_completed() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let [ada, ben] = ["ada", "ben"].map(|name| discord.member(name));
    let answer = ada.slash("when", json!({"text": "the treaty"})).message;
    assert!(answer.text.starts_with("**3 May 1921"), "{}", answer.text);
    assert!(answer.text.contains("Strelsau Gazette, 1931, paragraph 2"));
    assert!(answer.text.contains("Certainty: stated as fact"));
    assert!(answer.text.contains("When: <t:"), "{}", answer.text);
    let source = ben.press(&answer.id, "Source").message;
    assert!(
        source.is_for_one && source.text.contains("paragraph 2"),
        "{source:#?}"
    );
    let practice = ben.press(&answer.id, "Quiz me on this").message;
    assert!(practice.is_for_one, "{practice:#?}");
    let typed = ada.complete("ask", "text", "who met");
    assert_eq!(typed, ["who met"]);
    assert_eq!(
        ada.complete("fact", "topic", "rail"),
        ["Railways and trade"]
    );
    assert_eq!(ada.complete("zone", "zone", "kara"), ["Asia/Karachi"]);
    assert_eq!(ada.complete("help", "command", "prac"), ["practice"]);
    assert_eq!(ada.complete("source", "fact", "zenda"), ["zenda-talks"]);
    judge(&discord);
}

#[test]
fn alone_with_the_bot_one_asks_and_practises() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    let alone = discord.id("alone", json!({"member": ada.id}));
    ada.say(&alone, "when was the treaty of friendship signed?");
    let messages = discord.messages(&alone, 2);
    assert!(
        messages[1].text.starts_with("**3 May 1921"),
        "{}",
        messages[1].text
    );
    let practice = ada.slash_in(&alone, "practice", json!({"fact": "zenda-talks"}));
    assert!(practice.message.is_for_one, "{:?}", practice.message);
    let practice = practice.message;
    let told = match &practice.buttons[..] {
        [write] if write == "Type your answer" => {
            let form = ada.press(&practice.id, write);
            ada.fill_in(&form, "anything").message
        }
        buttons => ada.press(&practice.id, &buttons[0]).message,
    };
    assert!(
        told.is_for_one && told.text.contains("Strelsau Gazette"),
        "{told:?}"
    );
    let fact = ada.slash_in(&alone, "fact", json!({})).message;
    assert!(fact.buttons.contains(&"Source".to_owned()), "{fact:#?}");
    judge(&discord);
}

#[test]
fn a_mention_with_a_question_is_answered_and_what_is_private_stays_so() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.moderator("ada");
    let channel = &discord.channel;
    let bot = discord.bot();
    ada.say(channel, &format!("{bot} when was the treaty?"));
    let messages = discord.messages(channel, 2);
    assert!(
        messages[1].text.starts_with("**3 May 1921"),
        "{}",
        messages[1].text
    );
    assert_eq!(
        messages[1].json["message_reference"]["message_id"],
        messages[0].id
    );
    ada.say(channel, &format!("{bot} /privacy export"));
    let messages = discord.messages(channel, 4);
    assert!(
        messages[3]
            .text
            .starts_with("The answer to that is for you alone")
    );
    // Whoever steers uses a command, which tells what they may do.
    ada.say(channel, &format!("{bot} /daily on"));
    let messages = discord.messages(channel, 6);
    assert!(
        messages[5]
            .text
            .starts_with("The answer to that is for you alone")
    );
    let shown = ada.slash("daily", json!({"action": "show"})).message;
    assert!(!shown.text.contains("09:00"), "{}", shown.text);
    judge(&discord);
}

#[test]
fn all_that_is_kept_of_a_member_comes_as_a_file() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    let asked = question(&ada, "true-false", 1);
    ada.press(&asked.id, "True");
    discord.messages(&discord.channel, 4);
    let kept = ada.slash("privacy", json!({"action": "export"})).message;
    assert!(kept.is_for_one);
    let file = &kept.json["attachments"][0];
    assert_eq!(file["filename"], "attache.json", "{kept:?}");
    let length = file["size"].as_u64().expect("a size");
    assert!(length > 200, "{length} bytes");
    judge(&discord);
}
