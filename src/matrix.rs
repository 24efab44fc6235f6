//! What the configuration and the environment say of the bot on Matrix, and `attache matrix`.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::bail;
use tokio::runtime::Runtime;

use crate::cli::MatrixTask;
use crate::config;
use crate::facts::Fault;
use crate::platform::matrix::{Allowed, Prefix, Prefixes, Secret, Settings, account};
use crate::secrets::Hiding;

/// The variables that hold the password, the passphrase, and what stands in for the password.
const PASSWORD: &str = "MATRIX_PASSWORD";
const PASSPHRASE: &str = "MATRIX_PASSPHRASE";
const ACCESS_TOKEN: &str = "MATRIX_ACCESS_TOKEN";

/// The file in the folder of the keys with what brings them back.
const RECOVERY: &str = "recovery-key";

/// What the bot runs with, or all that is wrong with it.
pub fn settings(config: &config::Matrix) -> Result<Settings, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut find = |variable, key, file: &Option<PathBuf>| {
        let hiding = Hiding {
            variable,
            key,
            file: file.as_deref(),
        };
        let found = hiding.find().map_err(|fault| faults.push(fault));
        found.map(|found| found.and_then(|(text, _)| Secret::new(&text)))
    };
    let password = find(PASSWORD, "matrix.password_file", &config.password_file);
    let token = find(
        ACCESS_TOKEN,
        "matrix.access_token_file",
        &config.access_token_file,
    );
    let passphrase = find(
        PASSPHRASE,
        "matrix.passphrase_file",
        &config.passphrase_file,
    );
    if matches!(passphrase, Ok(None)) {
        faults.push(Fault {
            key: "matrix",
            message: "there is no passphrase for the keys of Matrix".to_owned(),
            help: format!(
                "make one up, and put it into {PASSPHRASE}, or into a file that `passphrase_file` names"
            ),
        });
    }
    let addresses = [homeserver(&config.homeserver), user(&config.user)];
    faults.extend(addresses.into_iter().filter_map(Result::err));
    let prefixes = prefixes(config, &mut faults);
    let invites = invites(config, &mut faults);
    let (Ok(password), Ok(access_token), Ok(Some(passphrase)), Some(prefixes), []) =
        (password, token, passphrase, prefixes, &*faults)
    else {
        return Err(faults);
    };
    Ok(Settings {
        homeserver: config.homeserver.trim_end_matches('/').to_owned(),
        user: config.user.clone(),
        password,
        passphrase,
        access_token,
        recovery_key: config
            .recovery_key_file
            .clone()
            .unwrap_or_else(|| config.state.join(RECOVERY)),
        state: config.state.clone(),
        device: config.device.clone(),
        prefixes,
        moderator_power: config.moderator_power,
        describes_commands: config.describe_commands,
        invites,
    })
}

fn prefixes(config: &config::Matrix, faults: &mut Vec<Fault>) -> Option<Prefixes> {
    let usual = prefix("matrix.prefix", &config.prefix, faults);
    let mut rooms = BTreeMap::new();
    for room in &config.prefixes {
        if !room.room.starts_with('!') {
            faults.push(Fault {
                key: "matrix.prefixes",
                message: format!("`{}` is no id of a room", room.room),
                help: "write the id, which begins with `!`: clients show it among the settings of \
                       the room, and `attache matrix rooms` lists them"
                    .to_owned(),
            });
        }
        if let Some(prefix) = prefix("matrix.prefixes", &room.prefix, faults) {
            rooms.insert(room.room.clone(), prefix);
        }
    }
    usual.map(|usual| Prefixes { usual, rooms })
}

fn prefix(key: &'static str, text: &str, faults: &mut Vec<Fault>) -> Option<Prefix> {
    let prefix = Prefix::new(text);
    if prefix.is_none() {
        faults.push(Fault {
            key,
            message: format!("`{text}` cannot stand before a command"),
            help:
                "write one to three signs such as `!`, no letters, and not `/`, which clients keep \
                   to themselves"
                    .to_owned(),
        });
    }
    prefix
}

/// Whose invitations are followed: where that is not said, those of the users of the own server.
fn invites(config: &config::Matrix, faults: &mut Vec<Fault>) -> Vec<Allowed> {
    // Whoever is no user is told of by themselves.
    let own = config.user.strip_prefix('@');
    let own = own.and_then(|user| Some(user.split_once(':')?.1.to_owned()));
    let own = own.into_iter().collect();
    let texts = config.invites.as_ref().unwrap_or(&own);
    let read = |text: &String| {
        let allowed = Allowed::new(text);
        if allowed.is_none() {
            let text = if text.contains("://") {
                "an address".to_owned()
            } else {
                format!("`{text}`")
            };
            faults.push(Fault {
                key: "matrix.invites",
                message: format!("{text} is nobody who could invite"),
                help: "write a user as in `@ada:example.org`, a server as in `example.org`, the id of \
                       a room, or `*` for everybody"
                    .to_owned(),
            });
        }
        allowed
    };
    texts.iter().filter_map(read).collect()
}

/// What runs, for whoever checks the configuration.
pub fn shown(settings: &Settings) -> String {
    format!("Matrix ({} at {})", settings.user, settings.homeserver)
}

/// The address of the homeserver, to which secrets go.
fn homeserver(url: &str) -> Result<(), Fault> {
    let fault = |message: &str, help: &str| {
        Err(Fault {
            key: "matrix.homeserver",
            message: message.to_owned(),
            help: help.to_owned(),
        })
    };
    if !config::keeps_secrets(url) {
        return fault(
            "what is sent there could be read on the way, the password included",
            "write an address that begins with https://",
        );
    }
    if url.contains('@') {
        return fault(
            "an address holds no name or password: they would be seen in logs",
            "leave out what stands before the `@`",
        );
    }
    if url.contains("/_matrix") {
        return fault(
            "this is the address of a part of a homeserver",
            "leave out `/_matrix` and what stands behind it",
        );
    }
    Ok(())
}

fn user(user: &str) -> Result<(), Fault> {
    let parts = user.strip_prefix('@').and_then(|rest| rest.split_once(':'));
    match parts {
        Some((name, server)) if !name.is_empty() && !server.is_empty() => Ok(()),
        _ => Err(Fault {
            key: "matrix.user",
            // It may be an address with a password, and its line is shown without.
            message: "this is no whole name of a user".to_owned(),
            help: "write it in full, as in `@attache:example.org`".to_owned(),
        }),
    }
}

/// Does what is asked about Matrix.
pub fn run(task: &MatrixTask, settings: &Settings) -> anyhow::Result<String> {
    let state = settings.state.display();
    let recovery_key = settings.recovery_key.display();
    let user = &settings.user;
    Runtime::new()?.block_on(async {
        Ok(match task {
            MatrixTask::Login => {
                let device = account::login(settings).await?;
                format!(
                    "{user} is logged in with the device {device}. Its keys are in {state}; keep a \
                     copy of {recovery_key} elsewhere."
                )
            }
            MatrixTask::Verify => {
                if !account::verify(settings).await? {
                    bail!("the device of {user} is not signed, and the recovery key does not help");
                }
                format!("The device of {user} is signed by its owner.")
            }
            MatrixTask::Devices => {
                let devices = account::devices(settings).await?;
                let lines: Vec<String> = devices.iter().map(device).collect();
                lines.join("\n")
            }
            MatrixTask::Rooms => {
                let rooms = account::rooms(settings).await?;
                let lines: Vec<String> = rooms.iter().map(room).collect();
                if lines.is_empty() {
                    return Ok(format!("{user} is in no room."));
                }
                lines.join("\n")
            }
            MatrixTask::Leave { room } => {
                account::leave(settings, room).await?;
                format!("{user} has left {room}.")
            }
        })
    })
}

fn device(device: &account::Device) -> String {
    let name = device.name.as_deref().unwrap_or("no name");
    let own = if device.is_own { ", the bot" } else { "" };
    let seen = device.seen_at.map(|at| format!(", last heard of at {at}"));
    format!("{}: {name}{own}{}", device.id, seen.unwrap_or_default())
}

fn room(room: &account::Joined) -> String {
    let name = room.name.as_deref().unwrap_or("no name");
    format!("{}: {name}, members: {}", room.id, room.members)
}
