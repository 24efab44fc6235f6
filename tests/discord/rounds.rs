//! Rounds on Discord, as members play them.

use serde_json::json;

use super::play::{judge, question, right};
use super::stand_in::{Bot, Discord, Member};

#[test]
fn three_play_a_round_by_buttons_a_form_a_reply_and_a_mention() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let [ada, ben, cyd, dot] = ["ada", "ben", "cyd", "dot"].map(|name| discord.member(name));
    let channel = &discord.channel;

    let asked = question(&ada, "choice", 1);
    assert!(asked.text.contains("Question 1 of 1"), "{}", asked.text);
    let right = right(&asked);
    let wrong = asked
        .buttons
        .iter()
        .find(|button| **button != right)
        .unwrap();
    // Ada changes her mind.
    for (member, button) in [(&ada, wrong), (&ben, &right), (&cyd, wrong), (&ada, &right)] {
        let pressed = member.press(&asked.id, button).message;
        let letter = &button[..1];
        let expected = format!("Your answer: {letter}. You can change it until time is up.");
        assert_eq!((pressed.is_for_one, pressed.text), (true, expected));
    }
    discord.changed(&asked.id, "3 have answered.");
    // The result, and how the round went; nothing can be pressed any more.
    let messages = discord.messages(channel, 4);
    let over = discord.changed(&asked.id, "This question is over");
    assert_eq!(over.buttons, [""; 0]);
    assert!(messages[3].text.contains("The round is over"));
    assert!(messages[2].text.contains("**ada**: +") && messages[2].text.contains("**ben**: +"));
    assert!(messages[3].text.contains("**cyd**: 0 points, 0 of 1 right"));
    let board = dot.slash("leaderboard", json!({})).message;
    assert!(
        board.text.contains("ada") && board.text.contains("ben"),
        "{}",
        board.text
    );
    judge(&discord);
}

#[test]
fn what_is_typed_is_an_answer_in_a_form_a_reply_a_mention_and_a_command() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let [ada, ben, cyd, dot] = ["ada", "ben", "cyd", "dot"].map(|name| discord.member(name));
    let channel = &discord.channel;
    let asked = question(&ada, "typed", 1);
    let form = ada.press(&asked.id, "Type your answer");
    assert!(form.has_form, "{form:?}");
    let filled = ada.fill_in(&form, "Zenda");
    assert!(filled.message.is_for_one);
    assert!(filled.message.text.starts_with("Your answer: Zenda."));
    // All see these, so that they are only marked.
    let replied = ben.reply(channel, &asked.id, "Zenda");
    assert_eq!(discord.mark(&replied), "✅");
    let named = cyd.say(channel, &format!("{} Zenda", discord.bot()));
    assert_eq!(discord.mark(&named), "✅");
    // What begins with a slash is a command, whoever hears it.
    discord
        .member("eve")
        .say(channel, &format!("{} /help", discord.bot()));
    let written = dot.slash("answer", json!({"text": "Zenda"})).message;
    assert!(
        written.is_for_one && written.text.starts_with("Your answer"),
        "{written:?}"
    );
    discord.changed(&asked.id, "4 have answered.");
    // What began the round, the question, two answers, a command with its reply, result and end.
    let messages = discord.messages(channel, 8);
    let end = &messages[7].text;
    assert!(!end.contains("eve"), "{end}");
    for name in ["ada", "ben", "cyd", "dot"] {
        assert_eq!(end.matches(&format!("**{name}**")).count(), 1, "{end}");
    }
    // Whoever comes too late is told so.
    let late = ada.fill_in(&form, "Zenda").message;
    assert!(
        late.is_for_one && !late.text.starts_with("Your answer"),
        "{}",
        late.text
    );
    judge(&discord);
}

#[test]
fn whoever_started_a_round_ends_it_and_is_answered() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let [ada, ben] = ["ada", "ben"].map(|name| discord.member(name));
    question(&ada, "choice", 3);
    let refused = ben.slash("quiz", json!({"action": "stop"})).message;
    assert!(refused.is_for_one, "{refused:?}");
    for action in ["hint", "skip", "stop"] {
        let answered = ada.slash("quiz", json!({"action": action}));
        assert_eq!(answered.message.text, "Done.", "{action}");
        assert!(answered.message.is_for_one);
    }
    let messages = discord.messages(&discord.channel, 4);
    assert!(messages[2].text.contains("Hint:"), "{messages:#?}");
    assert!(messages[3].text.starts_with("Skipped."), "{messages:#?}");
    let status = ada.slash("quiz", json!({"action": "status"})).message.text;
    assert!(status.starts_with("No round"), "{status}");
    judge(&discord);
}

#[test]
fn an_order_is_chosen_from_a_menu() {
    let discord = Discord::start();
    // The article, which has enough to put in order.
    let _bot = Bot::start(&discord, "[facts]");
    let ada = discord.member("ada");
    let mut asked = question(&ada, "order", 1);
    // An order of five is written: so many orders fit no menu.
    let mut said = 0;
    while asked.options.is_empty() {
        assert_eq!(asked.buttons, ["Type your answer"]);
        ada.slash("quiz", json!({"action": "stop"}));
        // How it began, the question, and how it ended.
        said += 3;
        discord.messages(&discord.channel, said);
        asked = question(&ada, "order", 1);
    }
    let Some(first) = asked.options.first() else {
        panic!("{asked:#?}");
    };
    let chosen = ada.choose(&asked.id, first).message;
    assert!(
        chosen.text.starts_with(&format!("Your answer: {first}")),
        "{}",
        chosen.text
    );
    judge(&discord);
}

#[test]
fn a_message_to_nobody_is_an_answer_only_where_the_bot_may_read_it() {
    for may_read in [false, true] {
        let discord = Discord::start();
        let _bot = Bot::start(&discord, &format!("message_content = {may_read}"));
        let [ada, ben] = ["ada", "ben"].map(|name| discord.member(name));
        let channel = &discord.channel;
        let asked = question(&ada, "choice", 1);
        let plain = ben.say(channel, "B");
        // Whoever talks is not bothered.
        ben.say(channel, "what a lovely day it is");
        if may_read {
            assert_eq!(discord.mark(&plain), "✅");
            discord.changed(&asked.id, "1 has answered.");
        }
        discord.changed(&asked.id, "This question is over");
        let expected = if may_read { 6 } else { 5 };
        let messages = discord.messages(channel, expected);
        let played = messages.iter().any(|message| message.text.contains("ben"));
        assert_eq!(played, may_read, "{messages:#?}");
    }
}

#[test]
fn a_page_is_turned_for_whoever_asked_for_it() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let members: Vec<Member<'_>> = (0..11)
        .map(|number| discord.member(&format!("member{number}")))
        .collect();
    let asked = question(&members[0], "true-false", 1);
    let right = right(&asked);
    for member in &members {
        assert!(member.press(&asked.id, &right).message.is_for_one);
    }
    discord.messages(&discord.channel, 4);
    let board = members[0].slash("leaderboard", json!({})).message;
    let after = board.buttons.last().expect("a second page").clone();
    let turned = members[0].press(&board.id, &after);
    assert_eq!(
        (turned.kind.as_str(), &turned.message.id),
        ("update", &board.id)
    );
    let before = turned.message.buttons.last().expect("a way back").clone();
    let other = members[1].press(&board.id, &before);
    assert!(
        other.kind == "message" && other.message.is_for_one,
        "{other:?}"
    );
    judge(&discord);
}

#[test]
fn a_thread_and_the_chat_of_a_voice_channel_are_channels() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.member("ada");
    let voice = discord.id(
        "channel",
        json!({"server": discord.server, "name": "talk", "kind": 2}),
    );
    let details = json!({"channel": discord.channel, "name": "a thread", "member": ada.id});
    let thread = discord.id("thread", details);
    for channel in [&voice, &thread] {
        let options =
            json!({"action": "start", "kind": "true-false", "questions": 1, "seconds": 5});
        let started = ada.slash_in(channel, "quiz", options);
        assert_eq!(started.message.text, "Here we go.");
        let asked = discord.messages(channel, 2)[1].clone();
        let answer = ada.press(&asked.id, &right(&asked)).message;
        assert!(answer.text.starts_with("Your answer"), "{answer:?}");
    }
    for channel in [&voice, &thread] {
        let messages = discord.messages(channel, 4);
        assert!(
            messages[3].text.contains("**ada**: 1 point") || messages[3].text.contains("points")
        );
        assert!(messages[2].text.contains("**ada**: +"), "{messages:?}");
    }
    // Where it may not write, it says what it needs, by the name that a thread has for it.
    let details = json!({"channel": discord.channel, "permissions": ["send_messages_in_threads"]});
    discord.tell("deny", details);
    let refused = ada
        .slash_in(&thread, "quiz", json!({"action": "start"}))
        .message;
    assert!(
        refused.text.contains("Send Messages in Threads"),
        "{refused:?}"
    );
    judge(&discord);
}
