//! The one loop: what is due goes on, what is planned is planned, and what is to be said is said.

mod platform;

use jiff::{SignedDuration, Timestamp};
use rand::Rng;

use crate::bot::game::{Game, Said};
use crate::store::Result;

pub use platform::{Failure, Platform};

/// How far the clock of this machine may be from the platform's for daily facts to be planned:
/// farther, and they would come at the wrong time.
const SKEW_MAX: SignedDuration = SignedDuration::from_mins(5);

/// Does a step of all that is due on a platform by now; false if nothing is.
pub async fn tick(
    game: &Game,
    platform: &impl Platform,
    owner: &str,
    clock: impl Fn() -> Timestamp,
    random: &mut impl Rng,
) -> Result<bool> {
    let name = platform.name();
    let advanced = game.advance(name, clock(), owner, random).await?;
    let planned = if is_ahead(platform, clock()) {
        0
    } else {
        game.plan(name, clock(), random).await?
    };
    let to_say = game.to_say(name, clock(), owner).await?;
    for said in &to_say {
        deliver(game, platform, said, owner, &clock).await?;
    }
    Ok(advanced > 0 || planned > 0 || !to_say.is_empty())
}

/// Whether the clock of this machine is too far ahead of the platform's.
fn is_ahead(platform: &impl Platform, now: Timestamp) -> bool {
    let ahead = platform.clock().map(|clock| now.duration_since(clock));
    let is_ahead = ahead.is_some_and(|ahead| ahead > SKEW_MAX);
    if is_ahead {
        tracing::warn!(
            platform = platform.name(),
            "the clock is ahead of the platform's: no daily facts are planned"
        );
    }
    is_ahead
}

/// Says a message, once as far as that can be known: never twice comes before never missed.
async fn deliver(
    game: &Game,
    platform: &impl Platform,
    said: &Said,
    owner: &str,
    clock: &impl Fn() -> Timestamp,
) -> Result<()> {
    if said.is_expired(clock()) {
        return game.unsaid(said, "too late", clock()).await;
    }
    // Somebody tried before, and was killed or never heard how it ended.
    if let Some(since) = said.tried_since()
        && clock().duration_since(since).unsigned_abs() > platform.memory()
    {
        match platform.find(&said.place, &said.key, since).await {
            Ok(Some(message_id)) => return game.said(said, &message_id, clock()).await,
            Ok(None) => {}
            Err(Failure::Gone(_)) => return game.unsaid(said, "unknown", clock()).await,
            Err(Failure::Throttled(_) | Failure::Down) => return Ok(()),
        }
    }
    match platform.post(&said.place, &said.key, &said.reply).await {
        Ok(message_id) => game.said(said, &message_id, clock()).await,
        Err(Failure::Gone(why)) => game.gone(said, &why, clock()).await,
        Err(Failure::Throttled(wait)) => game.postpone(said, owner, clock() + wait).await,
        // It is tried again when its lease ends.
        Err(Failure::Down) => Ok(()),
    }
}
