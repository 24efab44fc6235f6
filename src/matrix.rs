//! What the configuration and the environment say of the bot on Matrix, and `attache matrix`.

use std::env::{self, VarError};
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use tokio::runtime::Runtime;

use crate::cli::MatrixTask;
use crate::config;
use crate::files;
use crate::platform::matrix::{Allowed, Prefix, Prefixes, Secret, Settings, account};

/// The variables that hold the password, the passphrase, and what stands in for the password.
const PASSWORD: &str = "MATRIX_PASSWORD";
const PASSPHRASE: &str = "MATRIX_PASSPHRASE";
const ACCESS_TOKEN: &str = "MATRIX_ACCESS_TOKEN";

/// The file in the folder of the keys with what brings them back.
const RECOVERY: &str = "recovery-key";

/// What the bot runs with.
pub fn settings(config: &config::Matrix) -> anyhow::Result<Settings> {
    let passphrase = secret(
        PASSPHRASE,
        "passphrase_file",
        config.passphrase_file.as_deref(),
    )?;
    Ok(Settings {
        homeserver: homeserver(&config.homeserver)?,
        user: user(&config.user)?,
        password: secret(PASSWORD, "password_file", config.password_file.as_deref())?,
        passphrase: passphrase.with_context(|| {
            format!(
                "there is no passphrase for the keys of Matrix: make one up, and put it into \
                 {PASSPHRASE}, or into a file that [matrix] names as `passphrase_file`"
            )
        })?,
        access_token: secret(
            ACCESS_TOKEN,
            "access_token_file",
            config.access_token_file.as_deref(),
        )?,
        recovery_key: config
            .recovery_key_file
            .clone()
            .unwrap_or_else(|| config.state.join(RECOVERY)),
        state: config.state.clone(),
        device: config.device.clone(),
        prefixes: prefixes(config)?,
        moderator_power: config.moderator_power,
        describes_commands: config.describe_commands,
        invites: invites(config)?,
    })
}

fn prefixes(config: &config::Matrix) -> anyhow::Result<Prefixes> {
    let rooms = config.prefixes.iter();
    let rooms = rooms.map(|room| Ok((room.room.clone(), prefix(&room.prefix)?)));
    Ok(Prefixes {
        usual: prefix(&config.prefix)?,
        rooms: rooms.collect::<anyhow::Result<_>>()?,
    })
}

fn prefix(text: &str) -> anyhow::Result<Prefix> {
    Prefix::new(text).with_context(|| {
        format!(
            "[matrix] prefix: `{text}` is none; write one to three signs such as `!`, no letters, \
             and not `/`, which clients keep to themselves"
        )
    })
}

/// Whose invitations are followed: where that is not said, those of the users of the own server.
fn invites(config: &config::Matrix) -> anyhow::Result<Vec<Allowed>> {
    let own = config
        .user
        .split_once(':')
        .map(|(_, server)| server.to_owned());
    let own = own.into_iter().collect();
    let texts = config.invites.as_ref().unwrap_or(&own);
    let read = |text: &String| {
        Allowed::new(text).with_context(|| {
            format!(
                "[matrix] invites: `{text}` is none; write a user as in `@ada:example.org`, a server \
                 as in `example.org`, the id of a room, or `*` for everybody"
            )
        })
    };
    texts.iter().map(read).collect()
}

/// What runs, for whoever checks the configuration.
pub fn shown(settings: &Settings) -> String {
    format!("Matrix ({} at {})", settings.user, settings.homeserver)
}

/// The word that the environment holds, else the one in the file; nothing where there is neither.
fn secret(variable: &str, key: &str, file: Option<&Path>) -> anyhow::Result<Option<Secret>> {
    let (name, text) = match (env::var(variable), file) {
        (Ok(text), _) => (variable.to_owned(), text),
        // Its value must not be shown.
        (Err(VarError::NotUnicode(_)), _) => bail!("{variable}: this is no text"),
        (Err(VarError::NotPresent), Some(file)) => {
            let text = files::read_secret(file).map_err(|error| {
                anyhow!(
                    "[matrix] {key}: the file that it names cannot be read ({error}). It is looked \
                     for from the folder in which attaché runs; the word itself belongs into \
                     {variable}"
                )
            })?;
            (format!("[matrix] {key}"), text)
        }
        (Err(VarError::NotPresent), None) => return Ok(None),
    };
    let secret = Secret::new(&text).with_context(|| format!("{name}: it is empty"))?;
    Ok(Some(secret))
}

/// The address of the homeserver, to which secrets go: unencrypted only within this machine.
fn homeserver(url: &str) -> anyhow::Result<String> {
    let url = url.trim_end_matches('/');
    if config::keeps_secrets(url) {
        return Ok(url.to_owned());
    }
    bail!(
        "[matrix] homeserver: write an address that begins with https://, since the password is \
         sent there"
    )
}

fn user(user: &str) -> anyhow::Result<String> {
    let parts = user.strip_prefix('@').and_then(|rest| rest.split_once(':'));
    match parts {
        Some((name, server)) if !name.is_empty() && !server.is_empty() => Ok(user.to_owned()),
        _ => bail!("[matrix] user: write it in full, as in `@attache:example.org`"),
    }
}

/// Does what is asked about Matrix.
pub fn run(task: &MatrixTask, config: &config::Config) -> anyhow::Result<String> {
    let matrix = config
        .matrix
        .as_ref()
        .context("the configuration has no [matrix]: add it with `homeserver` and `user`")?;
    let settings = settings(matrix)?;
    let state = settings.state.display();
    let recovery_key = settings.recovery_key.display();
    let user = &settings.user;
    Runtime::new()?.block_on(async {
        Ok(match task {
            MatrixTask::Login => {
                let device = account::login(&settings).await?;
                format!(
                    "{user} is logged in with the device {device}. Its keys are in {state}; keep a \
                     copy of {recovery_key} elsewhere."
                )
            }
            MatrixTask::Verify => {
                if !account::verify(&settings).await? {
                    bail!("the device of {user} is not signed, and the recovery key does not help");
                }
                format!("The device of {user} is signed by its owner.")
            }
            MatrixTask::Devices => {
                let devices = account::devices(&settings).await?;
                let lines: Vec<String> = devices.iter().map(device).collect();
                lines.join("\n")
            }
            MatrixTask::Rooms => {
                let rooms = account::rooms(&settings).await?;
                let lines: Vec<String> = rooms.iter().map(room).collect();
                if lines.is_empty() {
                    return Ok(format!("{user} is in no room."));
                }
                lines.join("\n")
            }
            MatrixTask::Leave { room } => {
                account::leave(&settings, room).await?;
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
