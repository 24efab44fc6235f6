//! What members ask in rooms, encrypted and not.

use serde_json::json;

use super::homeserver::{Bot, Homeserver};

#[test]
fn a_question_is_answered_in_rooms_of_both_kinds_by_a_notice_that_replies() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let [ada, ben] = ["ada", "ben"].map(|name| homeserver.member(name));
    for is_encrypted in [false, true] {
        let room = ada.room_with(&bot, &[&ben], is_encrypted);
        let asked = ada.say(&room, "!when the treaty");
        let answer = ada.hears(&room, &bot, 2)[1].clone();
        assert_eq!(answer["decrypted"], is_encrypted, "{answer:#}");
        let content = &answer["content"];
        assert_eq!(content["msgtype"], "m.notice");
        assert_eq!(content["m.relates_to"]["m.in_reply_to"]["event_id"], *asked);
        assert_eq!(content["m.mentions"], json!({}));
        let body = content["body"].as_str().expect("a text");
        assert!(
            body.contains("3 May 1921") && body.contains("Source"),
            "{body}"
        );
        assert_eq!(ben.hears(&room, &bot, 2)[1]["content"], *content);
    }
}

#[test]
fn the_bot_is_asked_by_prefix_name_and_mention_and_keeps_silent_else() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let [ada, ben] = ["ada", "ben"].map(|name| homeserver.member(name));
    let room = ada.room_with(&bot, &[&ben], false);
    let question = "when was the treaty?";
    // Talk, a notice as another bot sends it, an edit, and what looks like a command.
    ada.say(&room, question);
    ada.say(&room, "!important");
    let notice = json!({"msgtype": "m.notice", "body": "!when the treaty"});
    let said = ada.send(&room, &notice);
    let edit = json!({"msgtype": "m.text", "body": "* !when the treaty",
        "m.new_content": {"msgtype": "m.text", "body": "!when the treaty"},
        "m.relates_to": {"rel_type": "m.replace", "event_id": said}});
    ada.send(&room, &edit);
    // Each of these is answered.
    ada.say(&room, &format!("{}: {question}", bot.id));
    let mentioned = json!({"msgtype": "m.text", "body": question,
        "m.mentions": {"user_ids": [bot.id]}});
    ada.send(&room, &mentioned);
    ada.say(&room, "/when the treaty");
    ada.say(&room, "!whne the treaty");
    let texts = ada.texts(&room, &bot, 5);
    assert_eq!(texts.len(), 5, "{texts:#?}");
    assert!(
        texts[1..4].iter().all(|text| text.contains("3 May 1921")),
        "{texts:#?}"
    );
    assert!(texts[4].contains("!when"), "{texts:#?}");
    // What is between two stays between two.
    for command in ["!privacy", "!practice"] {
        ada.say(&room, command);
    }
    let texts = ada.texts(&room, &bot, 7);
    assert!(
        texts[5..]
            .iter()
            .all(|text| text.contains("between the two of us")),
        "{texts:#?}"
    );
    let alone = ada.alone(&bot);
    for text in [question, "!important", "!privacy", "!practice"] {
        ada.say(&alone, text);
    }
    let texts = ada.texts(&alone, &bot, 5);
    assert!(
        texts[1].contains("3 May 1921") && texts[2].contains("!help"),
        "{texts:#?}"
    );
    assert!(!texts[3].contains("between the two"), "{texts:#?}");
}

#[test]
fn a_thread_is_answered_in_it_and_every_command_is_known() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start_with(homeserver, "prefix = \"?\"");
    let [ada, ben] = ["ada", "ben"].map(|name| homeserver.member(name));
    let room = ada.room_with(&bot, &[&ben], true);
    let begun = ada.say(&room, "let us talk about treaties");
    let relation = json!({"rel_type": "m.thread", "event_id": begun});
    let asked = json!({"msgtype": "m.text", "body": "?when the treaty", "m.relates_to": relation});
    ada.send(&room, &asked);
    let answer = ada.hears(&room, &bot, 2)[1].clone();
    let relation = &answer["content"]["m.relates_to"];
    assert_eq!(
        (&relation["rel_type"], &relation["event_id"]),
        (&json!("m.thread"), &json!(begun))
    );
    for command in attache::chat::commands::COMMANDS {
        let said = ada.say(&room, &command.example.replacen('/', "?", 1));
        let reply = ada.does("replied", &room, json!({"event": said, "wait": 60}));
        assert_eq!(reply["sender"], *bot.id, "{}: {reply:#}", command.name);
    }
}

#[test]
fn clients_are_told_the_commands_and_send_them_as_they_complete_them() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start_with(homeserver, "describe_commands = true");
    let ada = homeserver.member("ada");
    let room = ada.alone(&bot);
    // It may not yet.
    let powers = json!({"users": {bot.id.as_str(): 50}});
    let details = json!({"kind": "m.room.power_levels", "content": powers});
    ada.does("state", &room, details);
    let bot = bot.kill_and_start();
    let described = ada.does("described", &room, json!({"wait": 60}));
    assert_eq!(described[0]["sender"], *bot.id, "{described:#}");
    let command = json!({"command": "when", "arguments": {"text": "the treaty"}});
    let content = json!({"msgtype": "m.text", "body": "/when the treaty",
        "org.matrix.msc4391.command": command, "m.mentions": {"user_ids": [bot.id]}});
    ada.send(&room, &content);
    assert!(ada.texts(&room, &bot, 2)[1].contains("3 May 1921"));
}
