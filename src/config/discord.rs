//! What the configuration says of the bot on Discord.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;

/// The bot on Discord.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Discord {
    /// The number of the application in Discord's developer portal.
    #[schemars(range(min = 1))]
    pub application: i64,
    /// The file that holds the token, where the environment has none.
    #[serde(default)]
    #[schemars(regex(pattern = r"\S"))]
    pub token_file: Option<PathBuf>,
    /// Whether answers are also taken from messages that are not to the bot, which Discord has to
    /// allow in its developer portal.
    #[serde(default)]
    pub message_content: bool,
    /// What stands below the name of the bot.
    #[serde(default = "presence")]
    #[schemars(length(max = 128), regex(pattern = r"\S"))]
    pub presence: String,
    /// Which shards this process runs; without it, all that Discord recommends.
    #[serde(default)]
    pub shards: Option<Shards>,
    /// Where Discord is reached: itself, or a proxy.
    #[serde(default = "url")]
    #[schemars(regex(pattern = r"\S"))]
    pub url: String,
}

/// A part of the bot's shards, for one of several processes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shards {
    /// The first of them, counted from 0.
    #[schemars(range(min = 0, max = 65535))]
    pub first: u32,
    /// The last of them.
    #[schemars(range(min = 0, max = 65535))]
    pub last: u32,
    /// How many there are in all processes, the same in each.
    #[schemars(range(min = 1, max = 65536))]
    pub total: u32,
}

/// Where to begin.
fn presence() -> String {
    String::from("/help")
}

fn url() -> String {
    String::from("https://discord.com")
}
