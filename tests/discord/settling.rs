//! What holds in a server, and packs that change while a round is on.

use std::fs;
use std::sync::Arc;

use serde_json::json;
use tempfile::TempDir;

use super::play::{answer, judge, write_answer};
use super::stand_in::{Bot, Discord, Member};

const PACK: &str = include_str!("../pack.toml");

#[test]
fn a_role_makes_moderators_and_says_not_who_else_is_one() {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "");
    let [ada, ben] = [discord.moderator("ada"), discord.member("ben")];
    let role = discord.id("role", json!({"server": discord.server, "name": "masters"}));
    let details = json!({"server": discord.server, "name": "cem", "role": role});
    let cem = Member {
        discord: &discord,
        id: discord.id("member", details),
        name: "cem".to_owned(),
    };
    let dora = discord.ruler("dora");
    let text = |member: &Member<'_>, options| member.slash("settings", options).message.text;
    let refused = text(&cem, json!({"questions": 5}));
    assert!(refused.contains("Only moderators"), "{refused}");
    // Whoever moderates a channel rules not the server.
    let refused = text(&ada, json!({"role": role}));
    assert!(refused.contains("by the platform's own rules"), "{refused}");
    let refused = text(&ada, json!({"questions": 9}));
    assert!(refused.contains("Only moderators"), "{refused}");
    let set = text(&dora, json!({"role": role}));
    assert!(
        set.contains(&role) && set.contains("set here by /settings"),
        "{set}"
    );
    let set = text(&cem, json!({"questions": 5}));
    assert!(set.contains("5 (set here by /settings)"), "{set}");
    let refused = text(&cem, json!({"reset": "role"}));
    assert!(refused.contains("by the platform's own rules"), "{refused}");
    let refused = text(&ben, json!({"seconds": 5}));
    assert!(refused.contains("Only moderators"), "{refused}");
    let too_many = ben.slash("quiz", json!({"action": "start", "questions": 6}));
    assert!(too_many.message.text.contains("5 questions here at most"));
    judge(&discord);
}

#[test]
fn packs_that_change_during_a_round_disturb_no_question_that_is_open() {
    let discord = Discord::start();
    let folder = Arc::new(TempDir::new().expect("a folder"));
    let file = folder.path().join("pack.toml");
    fs::write(&file, PACK).expect("a file");
    let [ada, ben] = [discord.member("ada"), discord.member("ben")];
    let settings = format!(
        "[operators]\ndiscord = [\"{}\"]\n[facts]\npaths = [\"pack.toml\"]\n",
        ada.id
    );
    let bot = Bot::start_in(folder, &discord, &settings);
    let options = json!({"action": "start", "kind": "typed", "topic": "diplomacy", "questions": 2});
    ada.slash("quiz", options);
    let asked = discord.messages(&discord.channel, 2)[1].clone();

    // A broken pack is told of, and changes nothing.
    let alone = |member: &Member<'_>| discord.id("alone", json!({"member": member.id}));
    let reload = |member: &Member<'_>| member.slash_in(&alone(member), "reload", json!({})).message;
    fs::write(&file, PACK.replace("[[fact]]", "[[fakt]]")).expect("a file");
    let refused = reload(&ada).text;
    assert!(refused.contains("They have problems"), "{refused}");
    assert!(
        bot.said().contains("did you mean `fact`?"),
        "{}",
        bot.said()
    );
    assert!(reload(&ben).text.contains("Only whoever runs me"));

    // A sound one is taken in whole, without the fact that is asked about.
    let (head, facts) = PACK.split_once("[[fact]]").expect("facts");
    let last = facts.rsplit("[[fact]]").next().expect("a fact");
    fs::write(&file, format!("{head}[[fact]]{last}")).expect("a file");
    let done = reload(&ada).text;
    assert!(
        done.contains("Done.") && done.contains("facts: 1,"),
        "{done}"
    );
    write_answer(&ben, &answer(&asked));
    let result = &discord.messages(&discord.channel, 3)[2];
    assert!(result.text.contains("**ben**"), "{result:?}");
    judge(&discord);
}
