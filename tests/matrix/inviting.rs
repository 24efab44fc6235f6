//! Which rooms the bot is in.

use serde_json::json;

use super::homeserver::{Bot, Homeserver};

#[test]
fn only_those_who_may_invite_the_bot_and_an_empty_room_is_left() {
    let homeserver = Homeserver::shared();
    let [ada, ben] = ["ada", "ben"].map(|name| homeserver.member(name));
    let bot = Bot::start_with(homeserver, &format!("invites = [\"{}\"]", ada.id));
    let room = ada.alone(&bot);
    let greeting = ada.texts(&room, &bot, 1)[0].clone();
    assert_eq!(greeting.lines().count(), 3, "{greeting}");
    assert!(greeting.contains("!help"), "{greeting}");
    let other = ben.room(&[&bot.id], json!({}));
    homeserver.is(&bot.id, "leave", &other);
    homeserver.is(&bot.id, "join", &room);
    ada.does("leave", &room, json!({}));
    homeserver.is(&bot.id, "leave", &room);
}

#[test]
fn an_invitation_that_came_while_nobody_listened_is_followed() {
    let homeserver = Homeserver::shared();
    let ada = homeserver.member("ada");
    let (folder, id) = Bot::start(homeserver).kill();
    let room = ada.room(&[&id], json!({}));
    let bot = Bot::start_in(folder, id);
    ada.hears(&room, &bot, 1);
}

#[test]
fn a_room_is_followed_to_the_one_that_takes_its_place_with_all_that_is_kept() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let ada = homeserver.member("ada");
    let room = ada.alone(&bot);
    ada.say(&room, "!quiz start kind:true-false questions:1 seconds:5");
    ada.hears(&room, &bot, 3);
    ada.say(&room, "true");
    let texts = ada.texts(&room, &bot, 7);
    assert!(
        texts
            .iter()
            .any(|text| text.starts_with("The round is over")),
        "{texts:#?}"
    );
    ada.say(&room, "!daily on 9 UTC");
    ada.hears(&room, &bot, 8);
    let new = ada.does("upgrade", &room, json!({}));
    let new = new.as_str().expect("a room").to_owned();
    // The new room is for those who are invited, too, and a client does that.
    ada.does("invite", &new, json!({"user": bot.id}));
    homeserver.is(&bot.id, "join", &new);
    homeserver.is(&bot.id, "leave", &room);
    ada.say(&new, "!daily show");
    let name = ada.id.trim_start_matches('@').replace(":localhost", "");
    ada.say(&new, &format!("!profile {name}"));
    let texts = ada.texts(&new, &bot, 2);
    assert!(texts[0].contains("09:00 in UTC"), "{texts:#?}");
    assert!(texts[1].contains("of 1"), "{texts:#?}");
}

#[test]
fn a_room_that_is_not_said_to_take_the_place_of_another_by_itself_gets_nothing_of_it() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let [ada, ben] = ["ada", "ben"].map(|name| homeserver.member(name));
    let room = ada.alone(&bot);
    let other = ben.room(&[], json!({}));
    let public = json!({"kind": "m.room.join_rules", "content": {"join_rule": "public"}});
    ben.does("state", &other, public);
    let moved = json!({"body": "moved", "replacement_room": other});
    let moved = json!({"kind": "m.room.tombstone", "content": moved});
    ada.does("state", &room, moved);
    homeserver.is(&bot.id, "leave", &other);
    homeserver.is(&bot.id, "join", &room);
}

#[test]
fn whoever_may_not_invite_the_bot_cannot_by_a_room_that_moves() {
    let homeserver = Homeserver::shared();
    let [ada, ben] = ["ada", "ben"].map(|name| homeserver.member(name));
    let bot = Bot::start_with(homeserver, &format!("invites = [\"{}\"]", ada.id));
    let room = ada.alone(&bot);
    let other = ben.room(&[], json!({}));
    let moved = json!({"body": "moved", "replacement_room": other});
    let moved = json!({"kind": "m.room.tombstone", "content": moved});
    ada.does("state", &room, moved);
    // The bot has heard of it by the time that it answers.
    ada.say(&room, "!when the treaty");
    ada.hears(&room, &bot, 2);
    ben.does("invite", &other, json!({"user": bot.id}));
    homeserver.is(&bot.id, "leave", &other);
}

#[test]
fn nobody_fills_the_rooms_that_there_may_be() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let [ada, ben] = ["ada", "ben"].map(|name| homeserver.member(name));
    for _ in 0..20 {
        let room = ada.room(&[&bot.id], json!({}));
        homeserver.is(&bot.id, "join", &room);
    }
    let room = ada.room(&[&bot.id], json!({}));
    homeserver.is(&bot.id, "leave", &room);
    ben.alone(&bot);
}

#[test]
fn the_rooms_of_a_space_are_one_community() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let ada = homeserver.member("ada");
    let details = json!({"space": true});
    let space = ada.room(&[&bot.id], details);
    homeserver.is(&bot.id, "join", &space);
    let rooms = [ada.alone(&bot), ada.alone(&bot)];
    for room in &rooms {
        let via = json!({"via": ["localhost"]});
        let child = json!({"kind": "m.space.child", "key": room, "content": via});
        ada.does("state", &space, child);
        let parent = json!({"kind": "m.space.parent", "key": space, "content": via});
        ada.does("state", room, parent);
    }
    ada.say(
        &rooms[0],
        "!quiz start kind:true-false questions:1 seconds:5",
    );
    ada.hears(&rooms[0], &bot, 3);
    ada.say(&rooms[0], "true");
    let texts = ada.texts(&rooms[0], &bot, 7);
    assert!(
        texts
            .iter()
            .any(|text| text.starts_with("The round is over")),
        "{texts:#?}"
    );
    ada.say(&rooms[1], "!profile");
    assert!(ada.texts(&rooms[1], &bot, 2)[1].contains("of 1"));
}
