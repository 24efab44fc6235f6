//! The bot on Discord, from the first request to the last.

use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use serenity::all::{ApplicationId, GuildId, UserId};
use serenity::http::Route;
use tokio::time;

use super::commands::registration;
use super::gateway::Gateway;
use super::listener::Listener;
use super::outlet::{NAME, Outlet};
use super::rest::{Refusal, Rest, json};
use super::settings::{Settings, ShardRange};
use crate::bot::game::{Game, digest};
use crate::scheduler;
use crate::store::Store;

/// How long is waited where Discord cannot be reached, at first and at most.
const AGAIN_MIN: Duration = Duration::from_secs(1);
const AGAIN_MAX: Duration = Duration::from_mins(1);

/// What the store calls the commands that Discord was told.
const COMMANDS: &str = "commands";

#[derive(serde::Deserialize)]
struct Me {
    id: UserId,
}

/// Runs the bot until the program ends, or until it cannot go on, and says why.
pub async fn run(game: &Game, settings: &Settings) -> anyhow::Result<()> {
    let share = settings.shards.map_or(1.0, ShardRange::share);
    let rest = Arc::new(Rest::new(settings, share)?);
    let me: Me = reached(&rest).await.map_err(unwelcome)?;
    let application = ApplicationId::new(settings.application);
    register_if_changed(&rest, application, game.store()).await?;
    let gateway = Gateway::new(settings, &rest, game.store()).await?;
    let connected = gateway.connected();
    let outlet = Outlet::new(Arc::clone(&rest), me.id);
    let listener = Arc::new(Listener::new(
        game.clone(),
        rest,
        outlet,
        application,
        me.id,
        settings.message_content,
    ));
    let ears = Arc::clone(&listener);
    tokio::select! {
        ended = gateway.listen(move |shard, event| ears.hear(shard, event)) => ended,
        ended = scheduler::go_on(game, &listener.outlet, &listener.heard, connected) => {
            listener.answered().await;
            Ok(ended?)
        }
    }
}

/// Asks who the bot is until Discord can be reached: a machine may start before its network does.
async fn reached(rest: &Rest) -> Result<Me, Refusal> {
    let mut wait = AGAIN_MIN;
    loop {
        match rest.get(Route::UserMe).await {
            Err(refusal @ Refusal::Lost(_)) => {
                tracing::warn!(%refusal, "it is tried again until it can be");
                time::sleep(wait).await;
                wait = (wait * 2).min(AGAIN_MAX);
            }
            told => return told,
        }
    }
}

/// Tries whether Discord lets the bot in, and tells as whom.
pub async fn probe(settings: &Settings) -> anyhow::Result<String> {
    let rest = Rest::new(settings, 1.0)?;
    let me: Me = rest.get(Route::UserMe).await.map_err(unwelcome)?;
    Ok(me.id.to_string())
}

/// Tells Discord the commands, for all servers or for one, where they are known at once.
pub async fn register(settings: &Settings, guild: Option<u64>) -> anyhow::Result<()> {
    let rest = Rest::new(settings, 1.0)?;
    let application_id = ApplicationId::new(settings.application);
    let route = match guild {
        Some(guild) => Route::GuildCommands {
            application_id,
            guild_id: GuildId::new(guild),
        },
        None => Route::Commands { application_id },
    };
    rest.put(route, &registration()).await.map_err(unwelcome)
}

async fn register_if_changed(
    rest: &Rest,
    application_id: ApplicationId,
    store: &Store,
) -> anyhow::Result<()> {
    let commands = registration();
    let digest = format!("{application_id}{}", digest(json(&commands)));
    if store.note(NAME, COMMANDS).await?.as_deref() == Some(&*digest) {
        return Ok(());
    }
    let route = Route::Commands { application_id };
    rest.put(route, &commands).await.map_err(unwelcome)?;
    store.set_note(NAME, COMMANDS, &digest).await?;
    Ok(())
}

/// Why Discord does not take what it is asked first, and what to do.
fn unwelcome(refusal: Refusal) -> anyhow::Error {
    match refusal {
        Refusal::Refused { status: 401, .. } => anyhow!(
            "Discord does not know the token: in the developer portal, under Bot, reset it, and put \
             the new one into DISCORD_TOKEN or into the token_file"
        ),
        Refusal::Refused {
            status: 403 | 404, ..
        } => anyhow!(
            "Discord does not let this bot do that ({refusal}): is the number in [discord] \
             application that of the application whose token it is, and the bot in the server?"
        ),
        refusal => refusal.into(),
    }
}
