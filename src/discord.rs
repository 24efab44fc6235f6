//! What the configuration and the environment say of the bot on Discord, and `attache discord`.

use std::env;

use anyhow::{Context, anyhow};
use tokio::runtime::Runtime;

use crate::cli::DiscordTask;
use crate::config;
use crate::facts::Fault;
use crate::platform::discord::{self, Settings, ShardRange, Token, commands, permissions};
use crate::secrets::Hiding;

/// The variable that holds the token.
const VARIABLE: &str = "DISCORD_TOKEN";

const UNCONFIGURED: &str = "the configuration has no [discord]: add it with `application`, the \
     number of the application in https://discord.com/developers/applications";

/// What the bot runs with, or all that is wrong with it.
pub fn settings(config: &config::Discord) -> Result<Settings, Vec<Fault>> {
    let range = config.shards.map(|shards| {
        let range = ShardRange::new(shards.first, shards.last, shards.total);
        range.map_err(|message| Fault {
            key: "discord.shards",
            message,
            help: "write it as in `{ first = 0, last = 3, total = 8 }`".to_owned(),
        })
    });
    match (token(config), url(&config.url), range.transpose()) {
        (Ok(token), Ok(url), Ok(shards)) => Ok(Settings {
            application: config.application.unsigned_abs(),
            token,
            url,
            message_content: config.message_content,
            presence: config.presence.clone(),
            shards,
        }),
        (token, url, shards) => {
            let faults = [token.err(), url.err(), shards.err()];
            Err(faults.into_iter().flatten().collect())
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

fn token(config: &config::Discord) -> Result<Token, Fault> {
    let hiding = Hiding {
        variable: VARIABLE,
        key: "discord.token_file",
        file: config.token_file.as_deref(),
    };
    let Some((text, place)) = hiding.find()? else {
        return Err(Fault {
            help: format!(
                "put it into {VARIABLE}, or into a file that `token_file` names; the developer portal \
                 shows it once, under Bot, Reset Token"
            ),
            ..hiding.fault("there is no token for Discord".to_owned())
        });
    };
    Token::new(&text).map_err(|why| hiding.fault(format!("{place}: {why}")))
}

/// The address of Discord, to which tokens go.
fn url(url: &str) -> Result<String, Fault> {
    let url = url.trim_end_matches('/');
    if config::keeps_secrets(url) {
        return Ok(url.to_owned());
    }
    Err(Fault {
        key: "discord.url",
        message: "what is sent there could be read on the way, the token included".to_owned(),
        help: "write an address that begins with https://".to_owned(),
    })
}

/// The part of the configuration, or how to write it.
fn configured(config: &config::Config) -> anyhow::Result<&config::Discord> {
    config.discord.as_ref().context(UNCONFIGURED)
}

/// What is wrong, where no file is at hand to show it in.
fn refused(faults: Vec<Fault>) -> anyhow::Error {
    let lines = faults
        .into_iter()
        .map(|fault| format!("{}: {}", fault.message, fault.help));
    anyhow!(lines.collect::<Vec<_>>().join("\n"))
}

/// Does what is asked about Discord.
pub fn run(task: &DiscordTask, config: &config::Config) -> anyhow::Result<String> {
    Ok(match task {
        DiscordTask::Invite => permissions::invitation(configured(config)?.application),
        DiscordTask::Commands { push: false, .. } => {
            serde_json::to_string_pretty(&commands::registration())?
        }
        DiscordTask::Commands { push: true, guild } => {
            let settings = settings(configured(config)?).map_err(refused)?;
            Runtime::new()?.block_on(discord::register(&settings, *guild))?;
            let count = commands::registration().len();
            match guild {
                Some(guild) => format!("Discord has {count} commands for the server {guild}."),
                None => format!("Discord has {count} commands for all servers."),
            }
        }
    })
}
