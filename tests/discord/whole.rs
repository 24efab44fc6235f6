//! The program against the stand-in, as members meet it.

use attache::chat::commands::COMMANDS;
use serde_json::json;

use super::stand_in::{Bot, Discord, Member, Message};
use crate::program::PACK;

/// Starts a round, and gives its first question.
fn question(member: &Member<'_>, kind: &str, questions: u32) -> Message {
    let discord = member.discord;
    let before = discord.messages(&discord.channel, 0).len();
    let options = json!({"action": "start", "kind": kind, "questions": questions, "seconds": 5});
    let answer = member.slash("quiz", options);
    assert_eq!(answer.message.text, "Here we go.");
    let messages = discord.messages(&discord.channel, before + 2);
    messages[before + 1].clone()
}

/// What is pressed for the right answer to a choice or a truth, and the letter of the choice.
fn right(asked: &Message) -> String {
    let base = attache::packs::load(&[PACK.into()]).expect("a pack");
    let questions = attache::quiz::draw::questions(&base);
    let fits = |question: &&attache::quiz::Question| asked.text.contains(&question.wording);
    let question = questions.iter().find(fits).expect("a question of the pack");
    // A truth is told with why.
    let answer = question.reveal.answer.split(':').next().unwrap_or_default();
    let ends = |button: &&String| button.to_lowercase().ends_with(&answer.to_lowercase());
    let button = asked.buttons.iter().find(ends);
    button
        .unwrap_or_else(|| panic!("{answer} is not in {asked:?}"))
        .clone()
}

#[test]
fn every_command_is_answered_for_whom_it_is() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.moderator("ada");
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
            _ => match command.options {
                [option, ..] if !words.is_empty() => json!({option.name: words}),
                _ => json!({}),
            },
        };
        let answer = ada.slash(command.name, options);
        assert_eq!(answer.kind, "message", "{}", command.name);
        assert!(!answer.message.text.is_empty(), "{}", command.name);
        if answer.message.is_for_one {
            continue;
        }
        let audience = format!("{:?}", command.audience);
        assert_eq!(audience, "All", "{}: {}", command.name, answer.message.text);
    }
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
}

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
    let written = dot.slash("answer", json!({"text": "Zenda"})).message;
    assert!(
        written.is_for_one && written.text.starts_with("Your answer"),
        "{written:?}"
    );
    discord.changed(&asked.id, "4 have answered.");
    // The two messages, what began the round, the question, the result and the end.
    let messages = discord.messages(channel, 6);
    let end = &messages[5].text;
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
}

#[test]
fn an_order_is_chosen_from_a_menu() {
    let discord = Discord::start();
    // The article, which has enough to put in order.
    let _bot = Bot::start(&discord, "[facts]");
    let ada = discord.member("ada");
    let asked = question(&ada, "order", 1);
    let Some(first) = asked.options.first() else {
        panic!("{asked:#?}");
    };
    let chosen = ada.choose(&asked.id, first).message;
    assert!(
        chosen.text.starts_with(&format!("Your answer: {first}")),
        "{}",
        chosen.text
    );
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
    let fact = ada.slash_in(&alone, "fact", json!({})).message;
    assert!(fact.buttons.contains(&"Source".to_owned()), "{fact:#?}");
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
}

#[test]
fn a_daily_fact_comes_where_it_is_wanted_with_its_question() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let [ada, ben] = [discord.moderator("ada"), discord.member("ben")];
    // Discord does not even show it to others; our own side is asked by a press.
    let refused = discord.ask(
        "slash",
        json!({"member": ben.id, "channel": discord.channel, "name": "daily",
            "options": {"action": "now"}}),
    );
    assert!(refused.unwrap_err().contains("default-member-permissions"));
    let wanted = ada.slash(
        "daily",
        json!({"action": "on", "time": "9", "zone": "Asia/Karachi"}),
    );
    assert!(
        wanted.message.text.contains("Asia/Karachi"),
        "{}",
        wanted.message.text
    );
    ada.slash("daily", json!({"action": "now"}));
    let messages = discord.messages(&discord.channel, 2);
    let post = &messages[1];
    assert!(post.text.contains("Certainty") && post.buttons.contains(&"Source".to_owned()));
    assert!(ben.press(&post.id, "Source").message.is_for_one);
}

#[test]
fn what_the_bot_lacks_is_said_to_whoever_wants_it_to_post() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ada = discord.moderator("ada");
    let details =
        json!({"channel": discord.channel, "permissions": ["send_messages", "embed_links"]});
    discord.tell("deny", details);
    for (name, options) in [
        ("quiz", json!({"action": "start"})),
        ("daily", json!({"action": "on"})),
    ] {
        let answer = ada.slash(name, options).message;
        assert!(answer.is_for_one);
        assert!(
            answer.text.contains("Send Messages and Embed Links"),
            "{}",
            answer.text
        );
    }
    // Nothing began.
    let status = ada.slash("quiz", json!({"action": "status"})).message;
    assert!(status.text.contains("No round"), "{}", status.text);
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
}

#[test]
fn moderators_are_told_once_where_daily_facts_cannot_be_posted() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let [ada, ben] = [discord.moderator("ada"), discord.member("ben")];
    let elsewhere = discord.add_channel("elsewhere");
    let details = json!({"channel": elsewhere, "permissions": ["send_messages"]});
    discord.tell("deny", details);
    let wanted = ada.slash("daily", json!({"action": "on", "channel": elsewhere}));
    assert!(
        wanted.message.text.contains(&format!("<#{elsewhere}>")),
        "{:?}",
        wanted.message
    );
    ada.slash("daily", json!({"action": "now", "channel": elsewhere}));
    discord.asked(&format!("POST /channels/{elsewhere}/messages"), 1);
    let told = |member: &Member<'_>| {
        let answer = member.slash("topics", json!({})).message;
        answer.text.contains("are paused") && answer.text.contains("Send Messages")
    };
    // It is recorded as soon as it was refused.
    discord.tell("settled", json!({}));
    assert_eq!([told(&ben), told(&ada), told(&ada)], [false, true, false]);
}

#[test]
fn what_is_pressed_does_no_more_than_whoever_presses_may() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let ben = discord.member("ben");
    // Nobody could press that; it is refused all the same.
    let forged = |id: &str| {
        let details = json!({"member": ben.id, "channel": discord.channel, "custom_id": id});
        let used = discord.id("forge", details);
        ben.answer(&used).message
    };
    let daily = forged("d///daily on");
    assert!(
        daily.is_for_one && daily.text.contains("moderators"),
        "{daily:?}"
    );
    for id in ["x", "a/0123/b", "w//", "zz/0123/", "m/0123/0"] {
        let answer = forged(id);
        assert!(
            answer.is_for_one || answer.text.is_empty(),
            "{id}: {answer:?}"
        );
    }
}
