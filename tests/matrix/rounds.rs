//! Rounds in rooms, as members play them.

use serde_json::{Value, json};

use super::homeserver::{Bot, Homeserver, Member};

const POLL: &str = "org.matrix.msc3381.poll.start";

/// Starts a round of one question, and gives its post.
fn question(member: &Member<'_>, bot: &Bot, room: &str, kind: &str) -> String {
    let before = member.hears(room, bot, 0).len();
    member.say(
        room,
        &format!("!quiz start kind:{kind} questions:1 seconds:12"),
    );
    let heard = member.hears(room, bot, before + 2);
    let post = &heard[before + 1];
    assert_eq!(post["content"]["msgtype"], "m.text", "{post:#}");
    let body = post["content"]["body"].as_str().unwrap_or_default();
    assert!(body.starts_with("Question 1 of 1"), "{body}");
    post["event_id"].as_str().expect("an id").to_owned()
}

/// How many points somebody has at the end, and how many were right.
fn stands(text: &str, member: &Member<'_>) -> String {
    let name = member.id.trim_start_matches('@').replace(":localhost", "");
    let line = text
        .lines()
        .find(|line| line.starts_with(&format!("- {name}: ")));
    line.unwrap_or_else(|| panic!("{name} is not in {text}"))
        .rsplit(", ")
        .next()
        .expect("a part")
        .to_owned()
}

#[test]
fn a_round_is_played_by_poll_reaction_number_and_reply_and_the_first_answer_counts() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let [ada, ben, cyd, dot] = ["ada", "ben", "cyd", "dot"].map(|name| homeserver.member(name));
    for is_encrypted in [false, true] {
        let room = ada.room_with(&bot, &[&ben, &cyd, &dot], is_encrypted);
        let asked = question(&ada, &bot, &room, "choice");
        let poll = ada.sees_only(&room, &bot.id, POLL, 1)[0].clone();
        assert_eq!(poll["decrypted"], is_encrypted);
        assert_eq!(
            poll["content"][POLL]["answers"].as_array().map(Vec::len),
            Some(4)
        );
        let poll = poll["event_id"].as_str().expect("an id");
        let vote = ada.vote(&room, poll, "a");
        ada.vote(&room, poll, "b");
        ada.does("redact", &room, json!({"event": vote}));
        ben.react(&room, &asked, "1️⃣");
        ben.react(&room, &asked, "🇧");
        cyd.say(&room, "1");
        let thread = json!({"rel_type": "m.thread", "event_id": asked});
        let answer = json!({"msgtype": "m.text", "body": "A", "m.relates_to": thread});
        dot.send(&room, &answer);
        // What is written is marked.
        let marks = ada.sees_only(&room, &bot.id, "m.reaction", 2);
        assert!(
            marks
                .iter()
                .all(|mark| mark["content"]["m.relates_to"]["key"] == "✅")
        );
        // How it began, the question, that it is over, its result, and the end.
        let texts = ada.texts(&room, &bot, 6);
        let end = texts
            .iter()
            .find(|text| text.starts_with("The round is over"));
        let end = end.unwrap_or_else(|| panic!("{texts:#?}"));
        let stand = stands(end, &ada);
        assert!(
            [&ben, &cyd, &dot]
                .iter()
                .all(|member| stands(end, member) == stand),
            "{end}"
        );
        let over = ada.hears(&room, &bot, 6);
        let over = over
            .iter()
            .find(|event| event["content"]["m.relates_to"]["rel_type"] == "m.replace")
            .expect("the question says that it is over");
        let new = &over["content"]["m.new_content"];
        assert_eq!(over["content"]["m.relates_to"]["event_id"], asked);
        assert!(
            new["formatted_body"]
                .as_str()
                .is_some_and(|html| html.contains("is over"))
        );
        ada.sees_only(&room, &bot.id, "org.matrix.msc3381.poll.end", 1);
    }
}

#[test]
fn what_is_typed_is_an_answer_in_a_message_a_reply_and_a_command() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let [ada, ben, cyd] = ["ada", "ben", "cyd"].map(|name| homeserver.member(name));
    let room = ada.room_with(&bot, &[&ben, &cyd], false);
    let asked = question(&ada, &bot, &room, "typed");
    assert_eq!(ada.sees_only(&room, &bot.id, POLL, 0), Vec::<Value>::new());
    // A reaction answers nothing that has no choices, and the first answer counts.
    ada.react(&room, &asked, "1️⃣");
    ada.say(&room, "Zenda");
    ada.say(&room, "Ruritania");
    // What is a command is none.
    ben.reply(&room, &asked, "!privacy");
    assert!(ada.texts(&room, &bot, 4)[3].contains("between the two of us"));
    ben.reply(&room, &asked, "Zenda");
    cyd.say(&room, "!answer Zenda");
    ada.sees_only(&room, &bot.id, "m.reaction", 3);
    let texts = ada.texts(&room, &bot, 7);
    let end = texts
        .iter()
        .find(|text| text.starts_with("The round is over"));
    let end = end.unwrap_or_else(|| panic!("{texts:#?}"));
    let stand = stands(end, &ada);
    assert!(
        [&ben, &cyd]
            .iter()
            .all(|member| stands(end, member) == stand),
        "{end}"
    );
    assert_eq!(ada.sees_only(&room, &bot.id, "m.reaction", 3).len(), 3);
    ada.say(&room, "!leaderboard");
    assert!(ada.texts(&room, &bot, 8)[7].contains("Leaderboard"));
}

#[test]
fn a_round_may_take_answers_only_where_nobody_else_sees_them() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let [ada, ben, cyd] = ["ada", "ben", "cyd"].map(|name| homeserver.member(name));
    let room = ada.room_with(&bot, &[&ben], false);
    let [of_ada, of_ben, of_cyd] = [&ada, &ben, &cyd].map(|member| member.alone(&bot));
    let start = "!quiz start kind:choice questions:1 seconds:15 answers:private";
    ada.say(&room, start);
    let asked = ada.hears(&room, &bot, 3)[2].clone();
    let body = asked["content"]["body"].as_str().unwrap_or_default();
    assert!(
        body.contains("Only what nobody else sees counts: !answer"),
        "{body}"
    );
    // What others see counts for nothing, however it is said.
    let asked = asked["event_id"].as_str().expect("an id");
    ada.react(&room, asked, "1️⃣");
    ada.say(&room, "a");
    ada.say(&room, "!answer a");
    assert!(ada.texts(&room, &bot, 4)[3].contains("Only what nobody else sees"));
    // What is said to the bot alone may be changed.
    ada.say(&of_ada, "!answer b");
    // A letter is enough there.
    ada.say(&of_ada, "a");
    let taken = ada.texts(&of_ada, &bot, 3);
    assert!(taken[2].contains("You can change it"), "{taken:#?}");
    assert!(taken[2].contains("To the question in"), "{taken:#?}");
    ben.say(&of_ben, "!answer a");
    ben.hears(&of_ben, &bot, 2);
    // Whoever is not in the room does not play.
    cyd.say(&of_cyd, "!answer a");
    assert!(cyd.texts(&of_cyd, &bot, 2)[1].contains("No question is open"));
    assert_eq!(ada.sees_only(&room, &bot.id, POLL, 0), Vec::<Value>::new());
    let texts = ada.texts(&room, &bot, 7);
    let end = texts
        .iter()
        .find(|text| text.starts_with("The round is over"));
    let end = end.unwrap_or_else(|| panic!("{texts:#?}"));
    assert_eq!(stands(end, &ada), stands(end, &ben), "{end}");
    assert_eq!(
        ada.sees_only(&room, &bot.id, "m.reaction", 0),
        Vec::<Value>::new()
    );
}

#[test]
fn a_round_in_an_encrypted_room_survives_a_kill() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let [ada, ben] = ["ada", "ben"].map(|name| homeserver.member(name));
    let room = ada.room_with(&bot, &[&ben], true);
    let asked = question(&ada, &bot, &room, "true-false");
    ada.say(&room, "true");
    ada.sees_only(&room, &bot.id, "m.reaction", 1);
    let bot = bot.kill_and_start();
    ben.reply(&room, &asked, "true");
    ada.sees_only(&room, &bot.id, "m.reaction", 2);
    let texts = ada.texts(&room, &bot, 6);
    let ends = texts
        .iter()
        .filter(|text| text.starts_with("The round is over"));
    let ends: Vec<&String> = ends.collect();
    assert_eq!(ends.len(), 1, "{texts:#?}");
    assert_eq!(stands(ends[0], &ada), stands(ends[0], &ben));
}

#[test]
fn a_daily_fact_comes_once_and_notifies() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let [ada, ben] = ["ada", "ben"].map(|name| homeserver.member(name));
    let room = ada.room_with(&bot, &[&ben], true);
    // Whoever made the room has the power to.
    ben.say(&room, "!daily on 9 UTC");
    let refused = ada.texts(&room, &bot, 2);
    assert!(refused[1].contains("moderators"), "{refused:#?}");
    // So has whoever is given it.
    let powers = json!({"users": {ben.id.as_str(): 50}});
    let powers = json!({"kind": "m.room.power_levels", "content": powers});
    ada.does("state", &room, powers);
    ben.say(&room, "!daily on 9 UTC");
    ada.hears(&room, &bot, 3);
    ada.say(&room, "!daily now");
    let heard = ada.hears(&room, &bot, 5);
    let loud = heard
        .iter()
        .filter(|event| event["content"]["msgtype"] == "m.text");
    let loud: Vec<&Value> = loud.collect();
    let body = loud[0]["content"]["body"].as_str().unwrap_or_default();
    assert!(loud.len() == 1 && body.contains("Source"), "{heard:#?}");
}
