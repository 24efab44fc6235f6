//! Several processes that are one bot on Discord.

use std::sync::Arc;

use serde_json::{Value, json};
use sqlx::Connection;
use tempfile::TempDir;

use super::stand_in::{Bot, Discord, Member};
use crate::store::postgres;

fn folder() -> Arc<TempDir> {
    Arc::new(TempDir::new().expect("a folder"))
}

fn database() -> String {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    runtime.block_on(postgres::fresh_database())
}

/// When each shard identified, by number.
fn identified(discord: &Discord) -> Vec<(u64, f64)> {
    let found = discord.tell("identified", json!({}));
    let one = |entry: &Value| Some((entry["shard"].as_u64()?, entry["at"].as_f64()?));
    let found = found.as_array().expect("a list");
    found
        .iter()
        .map(|entry| one(entry).expect("a shard"))
        .collect()
}

#[test]
fn each_process_runs_its_shards_and_they_identify_one_after_another() {
    let discord = Discord::start();
    // Servers of every shard, with a channel and a member each.
    let servers: Vec<[String; 3]> = (0..4)
        .map(|shard| {
            let details = json!({"name": "server", "shard": shard, "total": 4});
            let server = discord.id("server", details);
            let channel = discord.id("channel", json!({"server": server, "name": "general"}));
            let member = discord.id("member", json!({"server": server, "name": "ada"}));
            [server, channel, member]
        })
        .collect();
    let url = database();
    let environment = [("ATTACHE_DATABASE__URL", url.as_str())];
    let launch = |first: u32, last: u32| {
        let settings = format!("shards = {{ first = {first}, last = {last}, total = 4 }}");
        Bot::launch_with(folder(), &discord, &settings, &environment)
    };
    let _bots = [launch(0, 1), launch(2, 3)];
    let connected = discord.tell("connected", json!({"least": 4, "wait": 60}));
    assert_eq!(connected, json!([[0, 4], [1, 4], [2, 4], [3, 4]]));
    let mut times: Vec<f64> = identified(&discord).into_iter().map(|(_, at)| at).collect();
    times.sort_by(f64::total_cmp);
    let gaps: Vec<f64> = times.windows(2).map(|pair| pair[1] - pair[0]).collect();
    // Discord takes one in five seconds.
    assert!(gaps.iter().all(|gap| *gap > 5.0), "{gaps:?}");
    for [_, channel, member] in &servers {
        let member = Member {
            discord: &discord,
            id: member.clone(),
            name: "ada".to_owned(),
        };
        let answer = member.slash_in(channel, "when", json!({"text": "the treaty"}));
        assert!(answer.message.text.contains("3 May 1921"));
        let details =
            json!({"action": "start", "kind": "true-false", "questions": 1, "seconds": 5});
        member.slash_in(channel, "quiz", details);
    }
    for [_, channel, _] in &servers {
        let messages = discord.messages(channel, 5);
        let ends = messages
            .iter()
            .filter(|message| message.text.contains("The round is over"));
        assert_eq!((messages.len(), ends.count()), (5, 1), "{messages:?}");
    }
}

#[test]
fn a_new_process_takes_over_from_one_that_still_runs_and_nothing_is_doubled() {
    let discord = Discord::start();
    let url = database();
    let environment = [("ATTACHE_DATABASE__URL", url.as_str())];
    let start = || Bot::start_with(folder(), &discord, "", &environment, 1);
    let old = start();
    let _new = start();
    let [ada, ben] = ["ada", "ben"].map(|name| discord.member(name));
    let channel = &discord.channel;
    // Both are told of everything.
    let options = json!({"action": "start", "kind": "true-false", "questions": 1, "seconds": 5});
    let answer = ada.slash("quiz", options);
    assert_eq!(answer.message.text, "Here we go.");
    let asked = discord.messages(channel, 2)[1].clone();
    for member in [&ada, &ben] {
        let pressed = member.press(&asked.id, "True").message;
        assert!(pressed.text.starts_with("Your answer: True"), "{pressed:?}");
    }
    ada.say(channel, &format!("{} when was the treaty?", discord.bot()));
    old.kill();
    let messages = discord.messages(channel, 6);
    let end = messages
        .iter()
        .find(|message| message.text.contains("The round is over"));
    let end = &end.expect("an end").text;
    assert_eq!(
        (messages.len(), end.matches("of 1 right").count()),
        (6, 2),
        "{messages:?}"
    );
}

#[test]
fn of_two_that_promise_an_answer_one_keeps_it() {
    let discord = Discord::start();
    let url = database();
    let environment = [("ATTACHE_DATABASE__URL", url.as_str())];
    let _bots = [(); 2].map(|()| Bot::start_with(folder(), &discord, "", &environment, 1));
    let [ada, ben] = ["ada", "ben"].map(|name| discord.member(name));
    let options = json!({"action": "start", "kind": "true-false", "questions": 1, "seconds": 60});
    ada.slash("quiz", options);
    let asked = discord.messages(&discord.channel, 2)[1].clone();
    // Neither can write down what was answered.
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    sqlx::any::install_default_drivers();
    let mut database = runtime.block_on(async {
        let mut database = sqlx::AnyConnection::connect(&url).await.unwrap();
        let lock = "BEGIN; LOCK TABLE inbox IN ACCESS EXCLUSIVE MODE";
        sqlx::raw_sql(lock).execute(&mut database).await.unwrap();
        database
    });
    let details = json!({"member": ben.id, "message": asked.id, "label": "True"});
    let pressed = discord.id("press", details);
    // Both promise, of which Discord takes one.
    discord.asked(&format!("POST /interactions/{pressed}/.*/callback"), 2);
    runtime.block_on(async {
        sqlx::raw_sql("ROLLBACK")
            .execute(&mut database)
            .await
            .unwrap();
    });
    let answer = ben.answer(&pressed).message;
    assert!(answer.text.starts_with("Your answer: True"), "{answer:?}");
    discord.tell("settled", json!({}));
    assert_eq!(ben.answer(&pressed).message.text, answer.text);
}

#[test]
fn an_answer_that_takes_long_is_promised_and_kept() {
    let discord = Discord::start();
    let bot = Bot::start(&discord, "");
    let [ada, ben] = ["ada", "ben"].map(|name| discord.member(name));
    let options = json!({"action": "start", "kind": "true-false", "questions": 1, "seconds": 60});
    ada.slash("quiz", options.clone());
    let asked = discord.messages(&discord.channel, 2)[1].clone();
    // Somebody else has the database.
    let database = rusqlite::Connection::open(bot.folder.path().join("attache.db")).unwrap();
    database.execute_batch("BEGIN IMMEDIATE").unwrap();
    let details = json!({"member": ben.id, "message": asked.id, "label": "True"});
    let pressed = discord.id("press", details);
    // It is for all, and what comes of it for one: it waits for the answer that is being written.
    let started = ada.begin(&discord.channel, "quiz", options);
    for used in [&pressed, &started] {
        let details = json!({"interaction": used, "wait": 60, "final": false});
        assert_eq!(discord.tell("answer", details)["kind"], "deferred");
    }
    let log = discord.log(r"POST /interactions/.*/callback");
    let slow = log.iter().filter(|entry| entry["body"]["type"] == 5);
    for entry in slow {
        let after = entry["after"].as_f64().expect("a time");
        assert!((1.4..2.5).contains(&after), "{after} s");
    }
    database.execute_batch("ROLLBACK").unwrap();
    let answer = ben.answer(&pressed).message;
    assert!(
        answer.is_for_one && answer.text.starts_with("Your answer: True"),
        "{answer:?}"
    );
    let answer = ada.answer(&started).message;
    assert!(
        answer.is_for_one && answer.text.contains("round"),
        "{answer:?}"
    );
}
