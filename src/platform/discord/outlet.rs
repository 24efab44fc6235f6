//! What the bot says of itself on Discord: posts of rounds and of daily facts.

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use serde_json::Value;
use serenity::all::{ChannelId, MessageId, UserId};
use serenity::http::{LightMethod, Request, Route};

use super::message::Rendered;
use super::press::Press;
use super::rest::{Refusal, Rest, json, read};
use super::snowflake;
use crate::bot::game::marker;
use crate::chat::Reply;
use crate::chat::speech::channel as speech;
use crate::scheduler::{Clock, Failure, Platform};
use crate::store::Place;

/// The name by which the store knows Discord.
pub(super) const NAME: &str = "discord";

/// Discord takes a message with the same nonce for the same "for a few minutes": this is less than
/// the least of that, by the longest time that a post may be on its way.
/// Source: <https://discord.com/developers/docs/resources/message#create-message>, `enforce_nonce`.
const MEMORY: Duration = Duration::from_secs(100);

/// How many messages Discord tells at a time, and how often it is asked for more: whoever writes so
/// much in a channel in so short a time is not read any more.
const MESSAGES: usize = 100;
const PAGES_MAX: usize = 10;

/// How much earlier than somebody tried to say it a message is looked for: its number has
/// Discord's time, and ours is only as good as what we heard of that.
const GRACE: SignedDuration = SignedDuration::from_secs(5);

/// What the bot says of itself.
#[derive(Debug, Clone)]
pub(super) struct Outlet {
    rest: Arc<Rest>,
    /// Who the bot is.
    me: UserId,
}

/// As much of a message as it is found by.
#[derive(Debug, Deserialize)]
struct Seen {
    id: MessageId,
    author: Author,
    #[serde(default)]
    components: Vec<Value>,
}

/// As much of a channel as tells when somebody wrote last.
#[derive(Debug, Deserialize)]
struct Last {
    last_message_id: Option<MessageId>,
}

#[derive(Debug, Deserialize)]
struct Author {
    id: UserId,
}

impl Outlet {
    pub(super) fn new(rest: Arc<Rest>, me: UserId) -> Self {
        Self { rest, me }
    }

    /// Whether something was written in a channel since then: where the bot may not read what was,
    /// Discord tells of no message.
    async fn is_hidden(&self, channel: ChannelId, after: u64) -> Result<bool, Failure> {
        let request = Request::new(
            Route::Channel {
                channel_id: channel,
            },
            LightMethod::Get,
        );
        let body = self.rest.in_channel(channel, request).await;
        let channel = body.and_then(|body| read::<Last>(&body));
        let last = channel.map_err(Refusal::failure)?.last_message_id;
        Ok(last.is_some_and(|last| last.get() > after))
    }
}

impl Platform for Outlet {
    fn name(&self) -> &str {
        NAME
    }

    fn memory(&self) -> Duration {
        MEMORY
    }

    fn clock(&self) -> Clock {
        self.rest.time().map_or(Clock::Unknown, Clock::At)
    }

    async fn post(&self, place: &Place, key: &str, reply: &Reply) -> Result<String, Failure> {
        let channel = channel(place)?;
        let marker = marker(key);
        let message = Rendered::post(reply, &marker).message(Some(&marker));
        let route = Route::ChannelMessages {
            channel_id: channel,
        };
        let request = Request::new(route, LightMethod::Post).body(Some(json(&message)));
        let posted = self.rest.in_channel(channel, request).await;
        let posted = posted.and_then(|body| read::<Seen>(&body));
        posted
            .map(|message| message.id.to_string())
            .map_err(|refusal| {
                tracing::debug!(%refusal, key, "not posted");
                refusal.failure()
            })
    }

    async fn edit(&self, place: &Place, message_id: &str, reply: &Reply) -> Result<(), Failure> {
        let channel = channel(place)?;
        let route = message_route(channel, message_id)?;
        let body = json(&Rendered::reply(reply).edit());
        let request = Request::new(route, LightMethod::Patch).body(Some(body));
        let edited = self.rest.in_channel(channel, request).await;
        edited.map(drop).map_err(Refusal::failure)
    }

    async fn find(
        &self,
        place: &Place,
        key: &str,
        since: Timestamp,
    ) -> Result<Option<String>, Failure> {
        let channel = channel(place)?;
        let marker = marker(key);
        let mut after = snowflake::first_at(since.saturating_sub(GRACE).unwrap_or(since));
        for _ in 0..PAGES_MAX {
            let route = Route::ChannelMessages {
                channel_id: channel,
            };
            let params = vec![
                ("after", after.to_string()),
                ("limit", MESSAGES.to_string()),
            ];
            let request = Request::new(route, LightMethod::Get).params(Some(params));
            let body = self.rest.in_channel(channel, request).await;
            let messages = body.and_then(|body| read::<Vec<Seen>>(&body));
            let messages = messages.map_err(Refusal::failure)?;
            let is_it = |message: &&Seen| {
                message.author.id == self.me && carries(&message.components, &marker)
            };
            if let Some(found) = messages.iter().find(is_it) {
                return Ok(Some(found.id.to_string()));
            }
            if messages.len() < MESSAGES {
                if messages.is_empty() && self.is_hidden(channel, after).await? {
                    tracing::warn!(%channel, "{}", speech::NO_HISTORY);
                    return Err(Failure::Rejected(speech::NO_HISTORY.to_owned()));
                }
                return Ok(None);
            }
            let last = messages.iter().map(|message| message.id.get()).max();
            after = last.unwrap_or(after);
        }
        Err(Failure::Rejected(speech::TOO_BUSY.to_owned()))
    }
}

/// Whether something that can be pressed has that marker.
fn carries(components: &[Value], marker: &str) -> bool {
    markers(components).any(|(_, found)| found == marker)
}

/// What can be pressed below a message, as far as it has a marker.
pub(super) fn markers(components: &[Value]) -> impl Iterator<Item = (Press, String)> {
    let rows = components.iter();
    let parts = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    parts.filter_map(|part| {
        let press = Press::read(part["custom_id"].as_str()?)?;
        let marker = press.marker().to_owned();
        (!marker.is_empty()).then_some((press, marker))
    })
}

/// Where a message of ours is.
pub(super) fn message_route(
    channel_id: ChannelId,
    message_id: &str,
) -> Result<Route<'static>, Failure> {
    let number = message_id.parse().ok().filter(|number| *number > 0);
    let message_id = number.map(MessageId::new).ok_or_else(gone)?;
    Ok(Route::ChannelMessage {
        channel_id,
        message_id,
    })
}

/// The channel that the store calls so.
pub(super) fn channel(place: &Place) -> Result<ChannelId, Failure> {
    let number = place.channel.parse().ok().filter(|number| *number > 0);
    number.map(ChannelId::new).ok_or_else(gone)
}

fn gone() -> Failure {
    Failure::Gone(speech::GONE.to_owned())
}
