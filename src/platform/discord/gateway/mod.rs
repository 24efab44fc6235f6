//! What Discord tells, by its gateway: each shard is a connection that is kept up.

mod event;
mod identify;

use std::error::Error;
use std::mem;
use std::sync::Arc;

use anyhow::{anyhow, bail};
use futures_util::StreamExt;
use rustc_hash::FxHashSet;
use serenity::http::Route;
use serenity::model::gateway::BotGateway;
use tokio::sync::watch;
use tokio::task::JoinSet;
use twilight_gateway::{
    CloseFrame, Config, ConfigBuilder, Intents, Message, Shard, ShardId, ShardState,
};
use twilight_model::gateway::payload::outgoing::update_presence::UpdatePresencePayload;
use twilight_model::gateway::presence::{Activity, ActivityType, MinimalActivity, Status};

use self::identify::Turns;
use super::rest::Rest;
use super::settings::{Settings, ShardRange};
use crate::store::Store;

pub(super) use event::Event;

/// The shards of this process, each of which is yet to connect.
pub(super) struct Gateway {
    config: Config<Turns>,
    range: ShardRange,
    /// How many of them are connected.
    connected: watch::Sender<usize>,
}

impl Gateway {
    /// Asks Discord how to connect, and whether as many shards may be started as are to be.
    pub(super) async fn new(
        settings: &Settings,
        rest: &Arc<Rest>,
        store: &Store,
    ) -> anyhow::Result<Self> {
        let told: BotGateway = rest.get(Route::GatewayBot).await?;
        let range = settings
            .shards
            .unwrap_or_else(|| ShardRange::all(told.shards));
        let limit = &told.session_start_limit;
        let needed = range.numbers().len();
        if limit.remaining < needed as u64 {
            bail!(
                "Discord takes {} more starts of shards of this bot, and {needed} are to be \
                 started; more are taken in {} minutes. If the program was restarted often, find \
                 out why first",
                limit.remaining,
                limit.reset_after / 60_000 + 1
            );
        }
        let concurrency = u32::try_from(limit.max_concurrency).unwrap_or(u32::MAX);
        let config = ConfigBuilder::new(settings.token.plain(), intents(settings))
            .queue(Turns::new(store.clone(), Arc::clone(rest), concurrency))
            .presence(presence(&settings.presence)?)
            .proxy_url(told.url.trim_end_matches('/').to_owned())
            .build();
        Ok(Self {
            config,
            range,
            connected: watch::Sender::default(),
        })
    }

    /// How many shards are connected, from now on.
    pub(super) fn connected(&self) -> watch::Receiver<usize> {
        self.connected.subscribe()
    }

    /// Keeps all shards up and hands over what they tell; ends with what is to be changed before
    /// one can be kept up.
    pub(super) async fn listen<F>(self, tell: F) -> anyhow::Result<()>
    where
        F: Fn(ShardId, Event) + Clone + Send + 'static,
    {
        let mut shards = JoinSet::new();
        for number in self.range.numbers() {
            let id = ShardId::new(number, self.range.total());
            shards.spawn(listen(
                Shard::with_config(id, self.config.clone()),
                self.connected.clone(),
                tell.clone(),
            ));
        }
        match shards.join_next().await {
            Some(Ok(ended)) => ended,
            Some(Err(fault)) => Err(anyhow!("a fault of this program: {fault}")),
            None => Ok(()),
        }
    }
}

/// What the bot is told of.
fn intents(settings: &Settings) -> Intents {
    let intents = Intents::GUILDS | Intents::GUILD_MESSAGES | Intents::DIRECT_MESSAGES;
    if settings.message_content {
        intents | Intents::MESSAGE_CONTENT
    } else {
        intents
    }
}

fn presence(text: &str) -> anyhow::Result<UpdatePresencePayload> {
    let activity = Activity {
        state: Some(text.to_owned()),
        ..Activity::from(MinimalActivity {
            kind: ActivityType::Custom,
            // Discord wants one, and shows none.
            name: String::from("status"),
            url: None,
        })
    };
    Ok(UpdatePresencePayload::new(
        [activity],
        false,
        None,
        Status::Online,
    )?)
}

/// Keeps a shard up.
async fn listen(
    mut shard: Shard<Turns>,
    connected: watch::Sender<usize>,
    tell: impl Fn(ShardId, Event),
) -> anyhow::Result<()> {
    let id = shard.id();
    let mut is_connected = false;
    // Those that a session begins with are told of once more.
    let mut expected = FxHashSet::default();
    while let Some(item) = shard.next().await {
        let is_now = shard.state() == ShardState::Active;
        if mem::replace(&mut is_connected, is_now) != is_now {
            connected.send_modify(|count| {
                *count = if is_now { *count + 1 } else { *count - 1 };
            });
        }
        match item {
            Ok(Message::Text(text)) => match event::read(&text) {
                Ok(Some(event)) => {
                    if let Event::Ready(guilds) = &event {
                        expected.extend(guilds.iter().copied());
                    }
                    if !matches!(&event, Event::In(guild) if expected.remove(guild)) {
                        tell(id, event);
                    }
                }
                Ok(None) => {}
                Err(event::Unread { kind, error }) => {
                    metrics::counter!("attache_discord_events_unread_total", "kind" => kind.clone())
                        .increment(1);
                    tracing::error!(%error, kind, "an event of Discord cannot be read");
                }
            },
            Ok(Message::Close(frame)) => {
                if shard.state() == ShardState::FatallyClosed {
                    return Err(fatal(frame.as_ref()));
                }
                tracing::info!(
                    ?frame,
                    shard = id.number(),
                    "a connection to Discord is closed"
                );
                metrics::counter!("attache_discord_closed_total").increment(1);
            }
            // It connects again by itself, and waits longer each time.
            Err(error) => {
                // The whole error may hold what members wrote.
                let error = error.source().map(ToString::to_string);
                tracing::warn!(error, shard = id.number(), "a connection to Discord fails");
            }
        }
    }
    Err(fatal(None))
}

/// Why a connection cannot be kept up, and what to do.
/// Source: <https://discord.com/developers/docs/topics/opcodes-and-status-codes#gateway-gateway-close-event-codes>.
fn fatal(frame: Option<&CloseFrame<'_>>) -> anyhow::Error {
    let code = frame.map(|frame| frame.code);
    match code {
        Some(4004) => anyhow!(
            "Discord does not know the token: in the developer portal, under Bot, reset it, and put \
             the new one into DISCORD_TOKEN or into the token_file"
        ),
        Some(4010) => anyhow!(
            "Discord does not take these shards: [discord] shards must be the same total in every \
             process, and the last less than that"
        ),
        Some(4011) => anyhow!(
            "the bot is in too many servers for so few shards: raise the total of [discord] \
             shards, or leave it out"
        ),
        Some(4013) => anyhow!(
            "Discord does not know what this program asks to be told of: is there a newer version \
             of it?"
        ),
        Some(4014) => anyhow!(
            "Discord may not tell this bot what members write: in the developer portal, under Bot, \
             turn Message Content Intent on, or set message_content = false in [discord]"
        ),
        Some(code) => anyhow!("Discord closes the connection for good, with code {code}"),
        None => anyhow!("Discord closes the connection for good"),
    }
}
