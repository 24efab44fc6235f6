//! Plays what the README shows in a room, and has pictures made of it by a real client.

use std::path::Path;
use std::process::Command;

use anyhow::ensure;
use serde_json::json;

use super::homeserver::{Bot, Homeserver, PASSWORD};

/// Plays, and has the folder make its pictures.
pub fn run(folder: &Path) -> anyhow::Result<()> {
    let homeserver = Homeserver::start();
    let bot = Bot::start_with(&homeserver, "[facts]");
    let [ada, ben, cyd, viewer] =
        ["ada", "ben", "cyd", "viewer"].map(|name| homeserver.member(name));
    let others = [bot.id.as_str(), &ben.id, &cyd.id, &viewer.id];
    let room = ada.room(&others, json!({"name": "Embassy"}));
    for member in [&ben, &cyd, &viewer] {
        member.join(&room);
    }
    ada.hears(&room, &bot, 1);
    ada.say(&room, "!when bishkek meeting");
    ada.hears(&room, &bot, 2);
    ben.say(&room, "!quiz start kind:choice questions:1 topic:arms");
    let heard = ada.hears(&room, &bot, 4);
    let asked = heard[3]["event_id"].as_str().unwrap_or_default().to_owned();
    ada.react(&room, &asked, "1️⃣");
    ben.say(&room, "2");
    cyd.reply(&room, &asked, "C");
    ada.hears(&room, &bot, 7);
    ada.say(&room, "!leaderboard week");
    ada.hears(&room, &bot, 8);
    let status = Command::new("npm")
        .args([
            "run",
            "pictures",
            "--",
            &homeserver.url(),
            &viewer.id,
            PASSWORD,
            &room,
        ])
        .current_dir(folder)
        .status()?;
    ensure!(status.success(), "npm run pictures: {status}");
    Ok(())
}
