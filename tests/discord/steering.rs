//! What moderators and operators do on Discord.

use serde_json::json;

use super::play::judge;
use super::stand_in::{Bot, Discord, Member};

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
    judge(&discord);
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
    judge(&discord);
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
    judge(&discord);
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
    judge(&discord);
}

#[test]
fn another_channel_is_steered_by_whoever_moderates_that_one() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let [mod_, ada] = [discord.moderator("mod"), discord.member("ada")];
    let news = discord.add_channel("news");
    let on = |channel: &str| json!({"action": "now", "channel": channel});
    let posted = mod_.slash("daily", on(&news));
    assert!(posted.message.is_for_one, "{posted:?}");
    discord.messages(&news, 1);
    // Alone with the bot, everybody is a moderator, but of no other channel.
    let alone = discord.id("alone", json!({"member": ada.id}));
    ada.say(&alone, &format!("/daily now channel:{news}"));
    let refused = discord.messages(&alone, 2);
    assert!(refused[1].text.contains("type /"), "{refused:?}");
    let refused = ada.slash_in(&alone, "daily", on(&news));
    assert!(refused.message.text.contains("no such channel"));
    discord.tell("settled", json!({}));
    assert_eq!(discord.messages(&news, 0).len(), 1);
}

#[test]
fn that_the_bot_left_a_server_is_known_whenever_it_did() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, "");
    let left_at = |folder: &std::path::Path| -> Vec<bool> {
        let database = rusqlite::Connection::open(folder.join("attache.db")).unwrap();
        let sql = "SELECT left_at IS NOT NULL FROM community ORDER BY community";
        let mut query = database.prepare(sql).unwrap();
        let rows = query.query_map([], |row| row.get(0)).unwrap();
        rows.map(Result::unwrap).collect()
    };
    // In two servers something is kept of members; of a talk alone, too.
    let second = discord.id("server", json!({"name": "second"}));
    let channel = discord.id("channel", json!({"server": second, "name": "general"}));
    let ada = discord.ruler("ada");
    ada.slash("zone", json!({"zone": "Asia/Karachi"}));
    let ben = Member {
        discord: &discord,
        id: discord.id(
            "member",
            json!({"server": second, "name": "ben", "rules": true}),
        ),
        name: "ben".to_owned(),
    };
    ben.slash_in(&channel, "zone", json!({"zone": "Asia/Karachi"}));
    let alone = discord.id("alone", json!({"member": ada.id}));
    ada.slash_in(&alone, "zone", json!({"zone": "Asia/Karachi"}));
    assert_eq!(left_at(bot.folder.path()), [false, false, false]);
    discord.tell("leave", json!({"server": discord.server}));
    discord.tell("settled", json!({}));
    assert_eq!(left_at(bot.folder.path()), [true, false, false]);
    // While nobody listens, it leaves the other.
    let folder = bot.kill();
    discord.tell("leave", json!({"server": second}));
    let bot = Bot::start_in(folder, &discord, "");
    discord.tell("settled", json!({}));
    assert_eq!(left_at(bot.folder.path()), [true, true, false]);
}

#[test]
fn whoever_asks_too_much_is_told_so_and_keeps_nobody_else_from_asking() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "[limits]\nmember_per_minute = 3");
    let [ada, ben] = [discord.member("ada"), discord.member("ben")];
    let asked = |member: &Member<'_>| member.slash("topics", json!({})).message.text;
    for _ in 0..3 {
        assert!(asked(&ada).contains("Diplomacy"));
    }
    let refused = ada.slash("topics", json!({})).message;
    assert!(
        refused.is_for_one && refused.text.contains("more than I can answer"),
        "{refused:?}"
    );
    assert!(asked(&ben).contains("Diplomacy"));
    judge(&discord);
}
