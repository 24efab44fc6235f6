//! What Discord tells, as far as it matters here.

use std::borrow::Cow;

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use serenity::all::GuildId;

use crate::platform::discord::incoming::{Used, Written};

/// What Discord tells.
#[derive(Debug)]
pub(in crate::platform::discord) enum Event {
    /// Somebody used a command, or pressed or sent something.
    Interaction(Box<Used>),
    /// Somebody wrote something.
    Message(Box<Written>),
    /// A session begins, with the servers of its shard that the bot is in.
    Ready(Vec<GuildId>),
    /// The bot is in a server.
    In(GuildId),
    /// The bot is in a server no more.
    Out(GuildId),
}

/// What cannot be read, and why.
#[derive(Debug)]
pub(super) struct Unread {
    pub(super) kind: String,
    pub(super) error: serde_json::Error,
}

#[derive(Deserialize)]
struct Envelope<'a> {
    #[serde(borrow)]
    t: Option<Cow<'a, str>>,
    #[serde(borrow)]
    d: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Ready {
    guilds: Vec<Guild>,
}

#[derive(Deserialize)]
struct Guild {
    id: GuildId,
    /// Whether it only cannot be reached for now.
    #[serde(default)]
    unavailable: bool,
}

/// What an event tells; nothing where it does not matter here.
pub(super) fn read(text: &str) -> Result<Option<Event>, Unread> {
    let unread = |kind: &str| {
        let kind = kind.to_owned();
        move |error| Unread { kind, error }
    };
    let envelope: Envelope<'_> = serde_json::from_str(text).map_err(unread("?"))?;
    let (Some(kind), Some(data)) = (envelope.t, envelope.d) else {
        return Ok(None);
    };
    let event = match &*kind {
        "INTERACTION_CREATE" => parse(data).map(|event| Some(Event::Interaction(event))),
        "MESSAGE_CREATE" => parse(data).map(|event| Some(Event::Message(event))),
        "READY" => parse(data).map(|Ready { guilds }| {
            Some(Event::Ready(guilds.iter().map(|guild| guild.id).collect()))
        }),
        "GUILD_CREATE" => parse(data).map(|Guild { id, .. }| Some(Event::In(id))),
        "GUILD_DELETE" => {
            parse(data).map(|Guild { id, unavailable }| (!unavailable).then_some(Event::Out(id)))
        }
        _ => Ok(None),
    };
    event.map_err(unread(&kind))
}

fn parse<T: DeserializeOwned>(data: &RawValue) -> serde_json::Result<T> {
    serde_json::from_str(data.get())
}
