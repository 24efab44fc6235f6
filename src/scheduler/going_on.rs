//! The loop in which rounds and daily facts of a platform go on.

use std::convert::Infallible;
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

/// How often what was kept long enough is removed.
const PRUNING: Duration = Duration::from_hours(1);

/// Lets rounds and daily facts go on for as long as the program runs and any of the platform's
/// connections is there: whoever cannot hear answers is away, and the question does not count.
/// `heard` is told when the game may have something to say.
///
/// Ends where there will be no connection any more.
pub async fn go_on(
    game: &Game,
    platform: &impl Platform,
    heard: &Notify,
    mut connected: watch::Receiver<usize>,
) -> std::result::Result<Infallible, RecvError> {
    // No two processes have the same name.
    let name = format!("{:032x}", rand::rng().random::<u128>());
    let mut scheduler = Scheduler::new(name);
    let mut random = StdRng::from_rng(&mut rand::rng());
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
        let wait = match step(&mut scheduler, game, platform, &mut random).await {
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
