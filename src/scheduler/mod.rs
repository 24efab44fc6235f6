//! The one loop: what is due goes on, what is planned is planned, and what is to be said is said.

pub mod delivery;
mod platform;

use std::cell::Cell;
use std::time::Duration;

use futures_util::{StreamExt, TryStreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use rand::Rng;

use self::delivery::{Delivery, End, Step};
use crate::bot::game::{Game, Said};
use crate::store::Result;

pub use platform::{Failure, Platform};

/// How far the clock of this machine may be ahead of the platform's for daily facts to be planned:
/// farther, and they would come at the wrong time.
pub const SKEW_MAX: SignedDuration = SignedDuration::from_mins(5);

/// How many messages are on their way at a time: enough that none waits for the reply to another,
/// and few enough that a platform that refuses has refused few.
const ON_THEIR_WAY_MAX: usize = 8;

/// What a process knows of a platform from one step to the next.
#[derive(Debug)]
pub struct Scheduler {
    /// Names the process where it claims something.
    owner: String,
    /// Whether the clock of this machine is too far ahead of the platform's.
    is_ahead: bool,
    /// Until when the platform refuses.
    refused_until: Cell<Option<Timestamp>>,
}

impl Scheduler {
    /// A process of that name, which no other has.
    pub fn new(owner: impl Into<String>) -> Self {
        Self {
            owner: owner.into(),
            is_ahead: false,
            refused_until: Cell::new(None),
        }
    }

    /// Does a step of all that is due on a platform by now; false if nothing is.
    pub async fn tick(
        &mut self,
        game: &Game,
        platform: &impl Platform,
        clock: impl Fn() -> Timestamp,
        random: &mut impl Rng,
    ) -> Result<bool> {
        let name = platform.name();
        let advanced = game.advance(name, clock(), &self.owner, random).await?;
        self.compare(platform, clock());
        let planned = if self.is_ahead {
            0
        } else {
            game.plan(name, clock(), random).await?
        };
        if self.is_refused(clock()) {
            return Ok(advanced > 0 || planned > 0);
        }
        let claimed_at = there(platform, &clock);
        let to_say = game.to_say(name, clock(), claimed_at, &self.owner).await?;
        let said = to_say.len();
        stream::iter(to_say)
            .map(|said| self.deliver(game, platform, said, claimed_at, &clock))
            .buffer_unordered(ON_THEIR_WAY_MAX)
            .try_collect::<()>()
            .await?;
        Ok(advanced > 0 || planned > 0 || said > 0)
    }

    /// When there is something to do on a platform next, be it past; nothing if there is nothing.
    pub async fn next_due(&self, game: &Game, platform: &str) -> Result<Option<Timestamp>> {
        let due = game.next_due(platform).await?;
        Ok(due.map(|due| {
            let refused_until = self.refused_until.get();
            refused_until.map_or(due, |until| due.max(until))
        }))
    }

    /// Looks at the platform's clock: while that of this machine is too far ahead, nothing is
    /// planned.
    fn compare(&mut self, platform: &impl Platform, now: Timestamp) {
        let Some(clock) = platform.clock() else {
            return;
        };
        let ahead = now.duration_since(clock);
        let was_ahead = std::mem::replace(&mut self.is_ahead, ahead > SKEW_MAX);
        let platform = platform.name();
        metrics::gauge!("attache_clock_ahead_seconds", "platform" => platform.to_owned())
            .set(ahead.as_secs_f64());
        match (was_ahead, self.is_ahead) {
            (false, true) => tracing::error!(
                platform,
                ahead = %ahead,
                "the clock is ahead of the platform's: no daily facts are planned until it is right"
            ),
            (true, false) => tracing::info!(platform, "the clock is right again"),
            _ => {}
        }
    }

    fn is_refused(&self, now: Timestamp) -> bool {
        self.refused_until.get().is_some_and(|until| now < until)
    }

    /// Says a message.
    async fn deliver(
        &self,
        game: &Game,
        platform: &impl Platform,
        said: Said,
        claimed_at: Timestamp,
        clock: &impl Fn() -> Timestamp,
    ) -> Result<()> {
        let place = &said.place;
        let delivery = Delivery {
            claimed_at,
            tried_since: said.tried_since(),
            expires_at: said.expires_at(),
            memory: platform.memory(),
        };
        let mut step = if self.is_refused(clock()) {
            Step::End(End::Refused(Duration::ZERO))
        } else {
            delivery.first(there(platform, clock))
        };
        let end = loop {
            step = match step {
                Step::Find(since) => {
                    let answer = platform.find(place, &said.key, since).await;
                    delivery.found(answer, there(platform, clock))
                }
                Step::Post => {
                    let answer = platform.post(place, &said.key, &said.reply).await;
                    Step::End(delivery::posted(answer))
                }
                Step::End(end) => break end,
            };
        };
        let now = clock();
        match end {
            End::Said(message_id) => {
                game.said(&said, &message_id, now).await?;
                if let Some(over) = &said.over
                    && let Err(failure) = platform.edit(place, &over.message_id, &over.reply).await
                {
                    tracing::debug!(?failure, key = said.key, "a question stays as it was");
                }
                Ok(())
            }
            End::Late => game.unsaid(&said, "late", now).await,
            End::Unknown => game.unsaid(&said, "unknown", now).await,
            End::Gone(why) => game.gone(&said, &why, now).await,
            End::Refused(wait) => {
                let until = self.refused_until.get();
                let then = until.map_or(now + wait, |until| until.max(now + wait));
                self.refused_until.set(Some(then));
                let then = there(platform, clock) + wait;
                game.postpone(&said, &self.owner, then).await
            }
            End::Open => Ok(()),
        }
    }
}

/// What time it is by the platform's clock; by this machine's where it has none.
fn there(platform: &impl Platform, clock: &impl Fn() -> Timestamp) -> Timestamp {
    platform.clock().unwrap_or_else(clock)
}
