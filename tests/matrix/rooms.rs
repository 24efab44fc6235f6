//! What members ask and play in rooms, encrypted and not.

use serde_json::{Value, json};

use super::homeserver::{Bot, Homeserver};

/// What the messages among events say, as they were sent.
fn texts(events: &[Value]) -> Vec<String> {
    let bodies = events.iter().filter_map(|event| {
        let is_message = event["type"] == "m.room.message";
        event["content"]["body"].as_str().filter(|_| is_message)
    });
    bodies.map(ToOwned::to_owned).collect()
}

#[test]
fn a_question_is_answered_in_rooms_of_both_kinds_by_a_notice_that_replies() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let [ada, ben] = ["ada", "ben"].map(|name| homeserver.member(name));
    for is_encrypted in [false, true] {
        let room = ada.room(&[&bot.id, &ben.id], json!({"encrypted": is_encrypted}));
        ben.join(&room);
        ada.meets(&room, &bot.id);
        let asked = ada.say(&room, "!when the treaty");
        // It joined, and answered.
        let seen = ada.sees(&room, &bot.id, 2);
        let answer = &seen[1];
        assert_eq!(answer["type"], "m.room.message", "{answer:#}");
        assert_eq!(answer["decrypted"], is_encrypted, "{answer:#}");
        let content = &answer["content"];
        assert_eq!(content["msgtype"], "m.notice");
        assert_eq!(content["m.relates_to"]["m.in_reply_to"]["event_id"], *asked);
        assert_eq!(content["m.mentions"], json!({}));
        assert!(texts(&seen)[0].contains("3 May 1921"), "{answer:#}");
        assert_eq!(ben.sees(&room, &bot.id, 2)[1]["content"], *content);
    }
}

#[test]
fn a_round_is_played_in_an_encrypted_room_and_survives_a_kill() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let [ada, ben] = ["ada", "ben"].map(|name| homeserver.member(name));
    let room = ada.room(&[&bot.id, &ben.id], json!({"encrypted": true}));
    ben.join(&room);
    ada.meets(&room, &bot.id);
    ada.say(&room, "!quiz start kind:true-false questions:1 seconds:10");
    let seen = ada.sees(&room, &bot.id, 3);
    let question = seen[2]["event_id"].as_str().expect("an id").to_owned();
    assert!(texts(&seen)[1].contains("Question 1 of 1"), "{seen:#?}");
    ada.say(&room, "true");
    // It is marked.
    assert_eq!(ada.sees(&room, &bot.id, 4)[3]["type"], "m.reaction");
    let bot = bot.kill_and_start(homeserver);
    ben.reply(&room, &question, "false");
    let seen = ada.sees(&room, &bot.id, 8);
    let said = texts(&seen);
    let result = said
        .iter()
        .filter(|text| text.contains("ada") || text.contains("ben"));
    assert!(result.count() >= 1, "{said:#?}");
    let ends = said
        .iter()
        .filter(|text| text.starts_with("The round is over"));
    assert_eq!(ends.count(), 1, "{said:#?}");
}
