//! The loop in which rounds and daily facts of a platform go on.

use std::time::Duration;

use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{Rng, RngExt, SeedableRng};
use tokio::sync::watch::error::RecvError;
use tokio::sync::{Notify, watch};
use tokio::time::{self, Instant};

use super::{Platform, Scheduler};
use crate::bot::game::Game;
use crate::store::Result;

/// How often it is looked whether something is due, at least, since another process may have
/// changed what is; and at most, since what is due may be another's to do.
const LOOK_MAX: Duration = Duration::from_secs(1);
const LOOK_MIN: Duration = Duration::from_millis(20);

/// The same while the program ends: what is due may be what this process does no more.
const LOOK_LAST: Duration = Duration::from_millis(100);

/// How often what was kept long enough is removed.
const PRUNING: Duration = Duration::from_hours(1);

/// Lets rounds and daily facts go on for as long as the program runs and any of the platform's
/// connections is there: whoever cannot hear answers is away, and the question does not count.
/// `heard` is told when the game may have something to say.
///
/// Ends when the program ends and nothing is worth waiting for any more.
///
/// # Errors
///
/// There will be no connection any more.
pub async fn go_on(
    game: &Game,
    platform: &impl Platform,
    heard: &Notify,
    mut connected: watch::Receiver<usize>,
) -> std::result::Result<(), RecvError> {
    // No two processes have the same name.
    let name = format!("{:032x}", rand::rng().random::<u128>());
    let mut closing = game.closing();
    let mut scheduler = Scheduler::new(name.clone());
    let mut random = StdRng::from_rng(&mut rand::rng());
    let mut prune_at = Instant::now();
    let mut is_lost = false;
    loop {
        if is_over(game, platform, *connected.borrow()).await {
            break;
        }
        if closing.borrow().is_none() {
            tokio::select! {
                connected = connected.wait_for(|count| *count > 0) => {
                    connected?;
                }
                _ = closing.changed() => continue,
            }
        }
        if Instant::now() >= prune_at {
            prune_at = Instant::now() + PRUNING;
            if let Err(error) = game.store().prune(Timestamp::now().as_millisecond()).await {
                tracing::error!(%error, "what was kept long enough is not removed");
            }
        }
        let wait = match step(&mut scheduler, game, platform, &mut random).await {
            Ok(wait) => {
                is_lost = false;
                wait
            }
            // Told once, until it is over.
            Err(error) => {
                metrics::counter!("attache_database_errors_total").increment(1);
                if !std::mem::replace(&mut is_lost, true) {
                    tracing::error!(%error, "rounds and daily facts cannot go on");
                }
                LOOK_MAX
            }
        };
        let wait = match *closing.borrow() {
            Some(_) => wait.clamp(LOOK_LAST, LOOK_MAX),
            None => wait,
        };
        tokio::select! {
            () = time::sleep(wait) => {}
            () = heard.notified() => {}
        }
    }
    if let Err(error) = game.release(&name).await {
        tracing::error!(%error, "what was claimed is free in some seconds only");
    }
    Ok(())
}

/// Whether the program ends and nothing is worth waiting for, as nothing is without a connection.
async fn is_over(game: &Game, platform: &impl Platform, connections: usize) -> bool {
    if game.closing().borrow().is_none() {
        return false;
    }
    connections == 0
        || game
            .is_over(platform.name(), Timestamp::now())
            .await
            .unwrap_or(true)
}

/// Does a step of what is due, and tells how long there is nothing more to do.
async fn step(
    scheduler: &mut Scheduler,
    game: &Game,
    platform: &impl Platform,
    random: &mut impl Rng,
) -> Result<Duration> {
    if scheduler
        .tick(game, platform, Timestamp::now, random)
        .await?
    {
        return Ok(Duration::ZERO);
    }
    let due = scheduler.next_due(game, platform.name()).await?;
    let wait = due.map_or(LOOK_MAX, |due| {
        Duration::try_from(due.duration_since(Timestamp::now())).unwrap_or_default()
    });
    Ok(wait.clamp(LOOK_MIN, LOOK_MAX))
}
