//! The bot on Discord, from the first request to the last.

use std::sync::Arc;
use std::time::Duration;

use anyhow::anyhow;
use jiff::Timestamp;
use rand::{Rng, RngExt};
use serenity::all::{ApplicationId, GuildId, UserId};
use serenity::http::Route;
use sha2::{Digest, Sha256};
use tokio::sync::{Notify, watch};
use tokio::time::{self, Instant};

use super::commands::registration;
use super::gateway::Gateway;
use super::listener::{Listener, chance};
use super::outlet::{NAME, Outlet};
use super::rest::{Refusal, Rest, json};
use super::settings::{Settings, ShardRange};
use crate::bot::game::Game;
use crate::scheduler::Scheduler;
use crate::store::Store;

/// How often it is looked whether something is due, at least, since another process may have
/// changed what is; and at most, since what is due may be another's to do.
const LOOK_MAX: Duration = Duration::from_secs(1);
const LOOK_MIN: Duration = Duration::from_millis(20);

/// How long is waited where Discord cannot be reached, at first and at most.
const AGAIN_MIN: Duration = Duration::from_secs(1);
const AGAIN_MAX: Duration = Duration::from_mins(1);

/// How often what was kept long enough is removed.
const PRUNING: Duration = Duration::from_hours(1);

/// What the store calls the commands that Discord was told.
const COMMANDS: &str = "commands";

#[derive(serde::Deserialize)]
struct Me {
    id: UserId,
}

/// Runs the bot until it cannot go on, and says why.
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
        ended = go_on(game, &listener.outlet, &listener.heard, connected) => ended,
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
    let digest = Sha256::digest(json(&commands));
    let digest = digest
        .iter()
        .fold(application_id.to_string(), |text, byte| {
            text + &format!("{byte:02x}")
        });
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

/// Lets rounds and daily facts go on for as long as the program runs and a shard is connected:
/// whatever cannot hear answers is away, and its question does not count.
async fn go_on(
    game: &Game,
    outlet: &Outlet,
    heard: &Notify,
    mut connected: watch::Receiver<usize>,
) -> anyhow::Result<()> {
    // No two processes have the same name.
    let name = format!("{:032x}", rand::rng().random::<u128>());
    let mut scheduler = Scheduler::new(name);
    let mut random = chance();
    let mut prune_at = Instant::now();
    let mut is_lost = false;
    loop {
        connected.wait_for(|count| *count > 0).await?;
        if Instant::now() >= prune_at {
            prune_at = Instant::now() + PRUNING;
            if let Err(error) = game.store().prune(Timestamp::now().as_millisecond()).await {
                tracing::error!(%error, "what was kept long enough is not removed");
            }
        }
        let wait = match step(&mut scheduler, game, outlet, &mut random).await {
            Ok(wait) => {
                is_lost = false;
                wait
            }
            // Told once, until it is over.
            Err(error) => {
                if !std::mem::replace(&mut is_lost, true) {
                    tracing::error!(%error, "rounds and daily facts cannot go on");
                }
                LOOK_MAX
            }
        };
        tokio::select! {
            () = time::sleep(wait) => {}
            () = heard.notified() => {}
        }
    }
}

/// Does a step of what is due, and tells how long there is nothing more to do.
async fn step(
    scheduler: &mut Scheduler,
    game: &Game,
    outlet: &Outlet,
    random: &mut impl Rng,
) -> crate::store::Result<Duration> {
    if scheduler.tick(game, outlet, Timestamp::now, random).await? {
        return Ok(Duration::ZERO);
    }
    let due = scheduler.next_due(game, NAME).await?;
    let wait = due.map_or(LOOK_MAX, |due| {
        Duration::try_from(due.duration_since(Timestamp::now())).unwrap_or_default()
    });
    Ok(wait.clamp(LOOK_MIN, LOOK_MAX))
}
