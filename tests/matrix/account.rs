//! The bot's account: logged in once, signed, and looked after by its operator.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use serde_json::{Value, json};

use super::homeserver::{Bot, Homeserver, PASSWORD};

#[test]
fn the_device_of_the_bot_is_signed_by_its_owner() {
    let homeserver = Homeserver::shared();
    let bot = Bot::start(homeserver);
    let ada = homeserver.member("ada");
    ada.alone(&bot);
    let keys = homeserver.tell("devices", json!({"member": ada.id, "user": bot.id}));
    let owner = keys["self_signing_keys"][&bot.id]["keys"]
        .as_object()
        .and_then(|keys| keys.keys().next().cloned())
        .expect("a key that signs devices");
    let devices = keys["device_keys"][&bot.id].as_object().expect("devices");
    let is_signed = |device: &Value| device["signatures"][&bot.id].get(&owner).is_some();
    assert_eq!(
        (devices.len(), devices.values().all(is_signed)),
        (1, true),
        "{keys:#}"
    );
    let key = fs::read_to_string(bot.folder().join("matrix/recovery-key"));
    assert!(key.is_ok_and(|key| key.trim().len() > 40));
}

#[test]
fn the_bot_proves_itself_by_an_access_token_where_somebody_logged_in_for_it() {
    let homeserver = Homeserver::shared();
    let ada = homeserver.member("ada");
    let (folder, id) = Bot::unstarted(homeserver);
    let token = homeserver.tell("token", json!({"user": homeserver.user("attache")}));
    let token = token.as_str().expect("a token");
    let wrong = Bot::start_by(folder, id, ("MATRIX_ACCESS_TOKEN", token)).end();
    assert!(wrong.contains("the access token is that of"), "{wrong}");
    assert!(!wrong.contains(token), "{wrong}");
    let (folder, id) = Bot::unstarted(homeserver);
    let token = homeserver.tell("token", json!({"user": id}));
    let token = ("MATRIX_ACCESS_TOKEN", token.as_str().expect("a token"));
    let bot = Bot::start_by(folder, id, token);
    let room = ada.room_with(&bot, &[], true);
    ada.say(&room, "!when the treaty");
    assert!(ada.texts(&room, &bot, 2)[1].contains("3 May 1921"));
}

#[test]
fn whoever_was_never_let_in_leaves_nothing_behind() {
    let homeserver = Homeserver::shared();
    let ada = homeserver.member("ada");
    let (folder, id) = Bot::unstarted(homeserver);
    let keys = folder.path().join("matrix/matrix-sdk-state.sqlite3");
    let start = |variable, secret, passphrase| {
        Bot::start_as(
            Arc::clone(&folder),
            id.clone(),
            (variable, secret),
            passphrase,
        )
    };
    let nothing = start("OTHER", "word", "a first passphrase").end();
    assert!(nothing.contains("there is no password"), "{nothing}");
    let wrong = start("MATRIX_PASSWORD", "wrong", "a second passphrase").end();
    assert!(wrong.contains("are that user and the password"), "{wrong}");
    assert!(!keys.exists());
    let file = folder.path().join("attache.toml");
    let config = fs::read_to_string(&file).expect("a configuration");
    let elsewhere = config.replace(
        &homeserver.url(),
        &format!("{}/elsewhere", homeserver.url()),
    );
    fs::write(&file, elsewhere).expect("a file");
    let nowhere = start("MATRIX_PASSWORD", PASSWORD, "a third passphrase").end();
    assert!(nowhere.contains("does not answer as"), "{nowhere}");
    fs::write(&file, config).expect("a file");
    // A folder that was made by hand is closed to others.
    fs::set_permissions(folder.path().join("matrix"), Permissions::from_mode(0o755))
        .expect("a folder");
    let bot = start("MATRIX_PASSWORD", PASSWORD, "the passphrase");
    ada.alone(&bot);
    let folder = fs::metadata(bot.folder().join("matrix")).expect("a folder");
    assert_eq!(folder.permissions().mode() & 0o777, 0o700);
    assert!(
        bot.said().contains("keep a copy of it elsewhere"),
        "{}",
        bot.said()
    );
}

#[test]
fn a_first_start_that_fails_halfway_is_finished_by_the_next() {
    let homeserver = Homeserver::start();
    let ada = homeserver.member("ada");
    let key = |bot: &Bot| fs::read_to_string(bot.folder().join("matrix/recovery-key"));
    // The homeserver is not up to it for a while.
    homeserver.fault("POST .*/room_keys/version", 2, json!({"status": 502}));
    let bot = Bot::start(&homeserver);
    ada.alone(&bot);
    assert!(key(&bot).is_ok_and(|key| key.trim().len() > 40));
    // The program is killed before it knows that the key is made.
    let pattern = "PUT .*/account_data/m.secret_storage.default_key";
    let asked = homeserver.asked(pattern, 0);
    homeserver.fault(pattern, 1, json!({"late": 60}));
    let bot = Bot::start(&homeserver);
    homeserver.asked(pattern, asked + 1);
    let bot = bot.kill_and_start();
    ada.alone(&bot);
    assert!(key(&bot).is_ok_and(|key| key.trim().len() > 40));
    let key = key(&bot).expect("a key");
    // What was done before is not done again when its key comes from the backup.
    let before = ada.room_with(&bot, &[], true);
    ada.say(&before, "!zone Karachi");
    ada.hears(&before, &bot, 2);
    let (folder, id) = bot.kill();
    let state = folder.path().join("matrix");
    fs::remove_dir_all(&state).expect("it is lost");
    fs::create_dir(&state).expect("a folder");
    fs::write(state.join("recovery-key"), key).expect("a file");
    // Whoever has lost all but the key is the same bot again.
    let bot = Bot::start_in(folder, id);
    let room = ada.room_with(&bot, &[], true);
    ada.say(&room, "!when the treaty");
    assert!(ada.texts(&room, &bot, 2)[1].contains("3 May 1921"));
    // The key of what was said before is asked for, and comes.
    homeserver.asked("GET .*/room_keys/keys", 1);
    ada.say(&room, "!who bajwa");
    ada.hears(&room, &bot, 3);
    ada.say(&before, "!when the treaty");
    let texts = ada.texts(&before, &bot, 3);
    assert!(texts[2].contains("3 May 1921"), "{texts:#?}");
    let said = bot.said();
    assert!(!said.contains("is not signed"), "{said}");
}

#[test]
fn an_operator_looks_after_the_account_while_the_bot_runs() {
    let homeserver = Homeserver::shared();
    let ada = homeserver.member("ada");
    let bot = Bot::start(homeserver);
    let room = ada.alone(&bot);
    let rooms = Bot::task(bot.folder(), &["rooms"]);
    assert!(
        rooms.contains(&room) && rooms.contains("members: 2"),
        "{rooms}"
    );
    let devices = Bot::task(bot.folder(), &["devices"]);
    assert!(devices.contains(", the bot"), "{devices}");
    // Two must not use the same keys.
    for task in ["login", "verify"] {
        let refused = Bot::task(bot.folder(), &[task]);
        assert!(refused.contains("are in use"), "{task}: {refused}");
    }
    let left = Bot::task(bot.folder(), &["leave", &room]);
    assert!(left.contains("has left"), "{left}");
    homeserver.is(&bot.id, "leave", &room);
    let (folder, _) = bot.kill();
    let verified = Bot::task(folder.path(), &["verify"]);
    assert!(verified.contains("is signed by its owner"), "{verified}");
}
