//! What members do on Discord, read as far as it matters here: whatever else Discord may add to it
//! changes nothing.

mod interaction;
mod options;
mod written;

use serde::Deserialize;
use serenity::all::{ChannelId, GuildId, UserId};

use super::outlet::NAME;
use crate::store::{Home, Place};

pub(super) use interaction::{Kind, Used};
pub(super) use written::{To, Written};

/// A member, or a bot.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct User {
    pub(super) id: UserId,
    username: String,
    global_name: Option<String>,
    #[serde(default)]
    bot: bool,
}

/// A user in a server.
#[derive(Debug, Clone, Deserialize)]
struct Nickname {
    nick: Option<String>,
}

impl User {
    /// What the user is called, with the name that a server knows them by.
    fn shown(&self, nick: Option<&String>) -> String {
        let name = nick.or(self.global_name.as_ref());
        name.unwrap_or(&self.username).clone()
    }
}

/// What the store calls a server.
pub(super) fn home(guild: GuildId) -> Home {
    Home::new(NAME, guild.to_string())
}

/// The server that the store calls so; nothing if it is none.
pub(super) fn guild(community: &str) -> Option<GuildId> {
    let number = community.parse().ok().filter(|number| *number > 0);
    number.map(GuildId::new)
}

/// A channel of a server; whoever talks to the bot alone is a community of their own.
fn place(guild: Option<GuildId>, channel: ChannelId) -> Place {
    let alone = || Home::new(NAME, format!("{ALONE}{channel}"));
    guild.map_or_else(alone, home).channel(channel.to_string())
}

/// What stands before the number of a channel that is no server's.
const ALONE: &str = "dm/";
