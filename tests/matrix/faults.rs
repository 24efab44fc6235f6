//! The program and a real homeserver, when that, the way there or the program fails.

use serde_json::json;

use super::homeserver::{Bot, Homeserver};

#[test]
fn the_homeserver_may_stop_during_a_round() {
    let homeserver = Homeserver::start();
    let bot = Bot::start(&homeserver);
    let ada = homeserver.member("ada");
    let room = ada.alone(&bot);
    ada.say(&room, "!quiz start kind:true-false questions:2 seconds:5");
    ada.hears(&room, &bot, 3);
    ada.say(&room, "true");
    homeserver.tell("stop", json!({}));
    homeserver.asked("/sync", 4);
    homeserver.tell("start", json!({}));
    let ended = |texts: &[String]| {
        texts
            .iter()
            .any(|text| text.starts_with("The round is over"))
    };
    let mut texts = Vec::new();
    while !ended(&texts) {
        texts = ada.texts(&room, &bot, texts.len() + 1);
    }
    let first = texts.iter().filter(|text| text.starts_with("Question 1"));
    assert_eq!(first.count(), 1, "{texts:#?}");
}
