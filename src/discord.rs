//! What the configuration and the environment say of the bot on Discord, and `attache discord`.

use std::env::{self, VarError};
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use tokio::runtime::Runtime;

use crate::cli::DiscordTask;
use crate::config;
use crate::files;
use crate::platform::discord::{self, Settings, ShardRange, Token, commands, permissions};

/// The variable that holds the token.
const VARIABLE: &str = "DISCORD_TOKEN";

const UNCONFIGURED: &str = "the configuration has no [discord]: add it with `application`, the \
     number of the application in https://discord.com/developers/applications";

/// What the bot runs with, or all that is wrong with it.
pub fn settings(config: &config::Discord) -> anyhow::Result<Settings> {
    let token = token(config.token_file.as_deref());
    let range = config.shards.map(|shards| {
        let range = ShardRange::new(shards.first, shards.last, shards.total);
        range.map_err(|why| anyhow!("[discord] shards: {why}"))
    });
    match (token, url(&config.url), range.transpose()) {
        (Ok(token), Ok(url), Ok(shards)) => Ok(Settings {
            application: config.application.unsigned_abs(),
            token,
            url,
            message_content: config.message_content,
            presence: config.presence.clone(),
            shards,
        }),
        (token, url, shards) => {
            let problems = [token.err(), url.err(), shards.err()];
            let problems: Vec<String> =
                problems.iter().flatten().map(ToString::to_string).collect();
            bail!(problems.join("\n"))
        }
    }
}

/// Tells whoever has a token that nothing runs with it.
pub fn warn_of_unused_token() {
    if env::var_os(VARIABLE).is_some() {
        tracing::warn!("{VARIABLE} is set, but nothing runs on Discord: {UNCONFIGURED}");
    }
}

/// What runs, for whoever checks the configuration.
pub fn shown(settings: &Settings) -> String {
    let application = settings.application;
    let shards = settings.shards.map_or_else(String::new, |range| {
        format!(", {} of {} shards", range.numbers().len(), range.total())
    });
    let heard = if settings.message_content {
        ", with message content"
    } else {
        ""
    };
    format!("Discord (application {application}{shards}{heard})")
}

/// The token that the environment holds, else the one in the file.
fn token(file: Option<&Path>) -> anyhow::Result<Token> {
    let read = |what: &str, text: &str| Token::new(text).map_err(|why| anyhow!("{what}: {why}"));
    match (env::var(VARIABLE), file) {
        (Ok(text), _) => read(VARIABLE, &text),
        // Its value must not be shown.
        (Err(VarError::NotUnicode(_)), _) => bail!("{VARIABLE}: this is no token"),
        (Err(VarError::NotPresent), Some(file)) => {
            let name = file.display().to_string();
            let text = files::read_secret(file).map_err(|error| {
                anyhow!(
                    "[discord] token_file: the file that it names cannot be read ({error}). It is \
                     looked for from the folder in which attaché runs; the token itself belongs \
                     into {VARIABLE}"
                )
            })?;
            read(&name, &text)
        }
        (Err(VarError::NotPresent), None) => bail!(
            "there is no token for Discord: put it into {VARIABLE}, or into a file that [discord] \
             names as `token_file`; the developer portal shows it once, under Bot, Reset Token"
        ),
    }
}

/// The address of Discord, to which tokens go: unencrypted only within this machine.
fn url(url: &str) -> anyhow::Result<String> {
    let url = url.trim_end_matches('/');
    if config::keeps_secrets(url) {
        return Ok(url.to_owned());
    }
    bail!(
        "[discord] url: write an address that begins with https://, since the token is sent there"
    )
}

/// The part of the configuration, or how to write it.
fn configured(config: &config::Config) -> anyhow::Result<&config::Discord> {
    config.discord.as_ref().context(UNCONFIGURED)
}

/// Does what is asked about Discord.
pub fn run(task: &DiscordTask, config: &config::Config) -> anyhow::Result<String> {
    Ok(match task {
        DiscordTask::Invite => permissions::invitation(configured(config)?.application),
        DiscordTask::Commands { push: false, .. } => {
            serde_json::to_string_pretty(&commands::registration())?
        }
        DiscordTask::Commands { push: true, guild } => {
            let settings = settings(configured(config)?)?;
            Runtime::new()?.block_on(discord::register(&settings, *guild))?;
            let count = commands::registration().len();
            match guild {
                Some(guild) => format!("Discord has {count} commands for the server {guild}."),
                None => format!("Discord has {count} commands for all servers."),
            }
        }
    })
}
