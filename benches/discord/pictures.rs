//! Plays what the README shows, and writes down what was sent.

use std::fs;
use std::path::Path;

use serde_json::{Value, json};

use super::stand_in::{Bot, Discord, Member, Message};

/// Plays each scene and writes its messages to a file.
pub fn run(file: &Path) -> anyhow::Result<()> {
    let discord = Discord::start();
    let _bot = Bot::start(&discord, "[facts]");
    let [ada, ben, cyd] = ["Ada", "Ben", "Cyd"].map(|name| discord.moderator(name));
    let used = |member: &Member<'_>, text: &str, name: &str, options: Value| {
        let message = member.slash(name, options).message;
        shown(
            &message,
            Some(&json!({"author": member.name, "text": text})),
        )
    };
    let answer = used(
        &ada,
        "/when bishkek meeting",
        "when",
        json!({"text": "bishkek meeting"}),
    );
    let unsure = used(
        &ben,
        "/howmany arms deal",
        "howmany",
        json!({"text": "arms deal"}),
    );
    let unknown = used(
        &cyd,
        "/howmany T-90 tanks",
        "howmany",
        json!({"text": "T-90 tanks"}),
    );

    let before = discord.messages(&discord.channel, 0).len();
    let options = json!({"action": "start", "kind": "choice", "questions": 1, "topic": "arms"});
    let begin = used(&ada, "/quiz start", "quiz", options);
    let asked = discord.messages(&discord.channel, before + 2)[before + 1].clone();
    let buttons = &asked.buttons;
    let private = shown(&ben.press(&asked.id, &buttons[1]).message, None);
    ada.press(&asked.id, &buttons[0]);
    cyd.press(&asked.id, &buttons[2]);
    let question = shown(&discord.changed(&asked.id, "3 have answered."), None);
    let over = discord.messages(&discord.channel, before + 4);
    let result = [
        shown(&over[before + 2], None),
        shown(&over[before + 3], None),
    ];
    // So that more than one has points.
    let options = json!({"action": "start", "kind": "true-false", "questions": 1});
    ada.slash("quiz", options);
    let asked = discord.messages(&discord.channel, before + 6)[before + 5].clone();
    for (member, button) in [(&ada, "True"), (&ben, "False"), (&cyd, "True")] {
        member.press(&asked.id, button);
    }
    discord.messages(&discord.channel, before + 8);
    let board = used(
        &cyd,
        "/leaderboard week",
        "leaderboard",
        json!({"period": "week"}),
    );
    let daily = json!({"action": "on", "time": "9", "zone": "Asia/Karachi"});
    let on = used(&ada, "/daily on 9 Karachi", "daily", daily);
    let before = discord.messages(&discord.channel, 0).len();
    ada.slash("daily", json!({"action": "now"}));
    let fact = shown(
        &discord.messages(&discord.channel, before + 1)[before],
        None,
    );

    let scenes = json!({
        "answer": [answer, unsure],
        "unknown": [unknown],
        "question": [begin, question, private],
        "result": result,
        "leaderboard": [board],
        "daily": [on, fact],
    });
    fs::write(file, format!("{scenes:#}\n"))?;
    Ok(())
}

/// A message, as far as it is seen.
fn shown(message: &Message, command: Option<&Value>) -> Value {
    let json = &message.json;
    json!({
        "author": "attaché",
        "content": json["content"],
        "embeds": json["embeds"],
        "components": json["components"],
        "command": command,
        "isPrivate": message.is_for_one,
        "reactions": [],
    })
}
