//! The one loop: what is due goes on, what is planned is planned, and what is to be said is said.

pub mod delivery;
mod going_on;
mod platform;

use std::cell::Cell;
use std::time::Duration;

use futures_util::{StreamExt, stream};
use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use tokio::time;

use self::delivery::{Delivery, End, Step};
use crate::bot::game::{Game, Said};
use crate::store::Result;

pub use going_on::go_on;
pub use platform::{Clock, Failure, Platform};

/// How far the clock of this machine may be ahead of the platform's for daily facts to be planned:
/// farther, and they would come at the wrong time.
pub const SKEW_MAX: SignedDuration = SignedDuration::from_mins(5);

/// How many messages are on their way at a time: enough that none waits for the reply to another,
/// and few enough that a platform that refuses has refused few.
const ON_THEIR_WAY_MAX: usize = 8;

/// How long nothing is looked for while what is due cannot be done.
const REST: SignedDuration = SignedDuration::from_secs(1);

/// How often it is recorded that the bot is there, while messages are on their way.
const PRESENCE: Duration = Duration::from_secs(1);

/// What a process knows of a platform from one step to the next.
#[derive(Debug)]
pub struct Scheduler {
    /// Names the process where it claims something.
    owner: String,
    /// Whether the clock of this machine is too far ahead of the platform's.
    is_ahead: bool,
    /// Until when the platform refuses.
    refused_until: Cell<Option<Timestamp>>,
    /// Until when there is nothing to do, though something is due.
    rests_until: Option<Timestamp>,
}

impl Scheduler {
    /// A process of that name, which no other has.
    pub fn new(owner: impl Into<String>) -> Self {
        Self {
            owner: owner.into(),
            is_ahead: false,
            refused_until: Cell::new(None),
            rests_until: None,
        }
    }

    /// Does a step of all that is due on a platform by now; false if nothing is, or nothing can be
    /// done about it.
    pub async fn tick(
        &mut self,
        game: &Game,
        platform: &impl Platform,
        clock: impl Fn() -> Timestamp,
        random: &mut impl Rng,
    ) -> Result<bool> {
        let name = platform.name();
        let advanced = game.advance(name, clock(), &self.owner, random).await?;
        let is_to_plan = self.compare(platform, clock());
        let planned = if is_to_plan {
            game.plan(name, clock(), random).await?
        } else {
            0
        };
        let is_refused = self.is_refused(clock());
        let said = if is_refused {
            0
        } else {
            self.say(game, platform, &clock).await?
        };
        let is_at_rest = is_refused || !is_to_plan;
        self.rests_until = is_at_rest.then(|| clock() + REST);
        Ok(advanced > 0 || planned > 0 || said > 0)
    }

    /// When there is something to do on a platform next, be it past; nothing if there is nothing.
    pub async fn next_due(&self, game: &Game, platform: &str) -> Result<Option<Timestamp>> {
        let due = game.next_due(platform).await?;
        Ok(due.map(|due| self.rests_until.map_or(due, |until| due.max(until))))
    }

    /// Looks at the platform's clock: whether daily facts are planned by that of this machine.
    fn compare(&mut self, platform: &impl Platform, now: Timestamp) -> bool {
        let there = match platform.clock() {
            Clock::Own => return true,
            Clock::Unknown => return false,
            Clock::At(there) => there,
        };
        let ahead = now.duration_since(there);
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
        !self.is_ahead
    }

    fn is_refused(&self, now: Timestamp) -> bool {
        self.refused_until.get().is_some_and(|until| now < until)
    }

    /// Says what is to be said, some at a time, and tells how many there were. However slow the
    /// platform is, the bot is there: it hears what members write.
    async fn say(
        &self,
        game: &Game,
        platform: &impl Platform,
        clock: &impl Fn() -> Timestamp,
    ) -> Result<usize> {
        let name = platform.name();
        let claimed_at = there(platform, clock);
        let to_say = game.to_say(name, clock(), claimed_at, &self.owner).await?;
        let count = to_say.len();
        let deliveries = stream::iter(to_say)
            .map(|said| self.deliver(game, platform, said, claimed_at, clock))
            .buffer_unordered(ON_THEIR_WAY_MAX)
            .collect::<Vec<_>>();
        let stay = async {
            loop {
                time::sleep(PRESENCE).await;
                if let Err(error) = game.present(name, clock()).await {
                    tracing::error!(%error, platform = name, "presence is not recorded");
                }
            }
        };
        tokio::select! {
            ends = deliveries => ends.into_iter().collect::<Result<()>>()?,
            () = stay => {}
        }
        Ok(count)
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
            Step::End(End::Unsent)
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
        let (now, there) = (clock(), there(platform, clock));
        metrics::counter!(
            "attache_messages_said_total",
            "platform" => platform.name().to_owned(),
            "outcome" => end.name()
        )
        .increment(1);
        match end {
            End::Said(message_id) => {
                game.said(&said, &message_id, now, there).await?;
                if let Some(over) = &said.over
                    && let Err(failure) = platform.edit(place, &over.message_id, &over.reply).await
                {
                    tracing::debug!(?failure, key = said.key, "a question stays as it was");
                }
                Ok(())
            }
            End::Late => game.unsaid(&said, "late", now).await,
            End::Unknown => game.unsaid(&said, "unknown", now).await,
            End::Rejected(why) => game.unsaid(&said, &why, now).await,
            End::Gone(why) => game.gone(&said, &why, now).await,
            End::Refused(wait) => {
                let until = later(now, wait);
                let before = self.refused_until.get();
                self.refused_until
                    .set(Some(before.map_or(until, |before| until.max(before))));
                game.postpone(&said, &self.owner, later(there, wait)).await
            }
            End::Unsent => game.postpone(&said, &self.owner, there).await,
            End::Open => Ok(()),
        }
    }
}

/// What time it is by the platform's clock; by this machine's where it has none, or is not known.
fn there(platform: &impl Platform, clock: &impl Fn() -> Timestamp) -> Timestamp {
    match platform.clock() {
        Clock::At(there) => there,
        Clock::Own | Clock::Unknown => clock(),
    }
}

/// So long after a time, as far as time goes.
fn later(at: Timestamp, wait: Duration) -> Timestamp {
    at.checked_add(wait).unwrap_or(Timestamp::MAX)
}
