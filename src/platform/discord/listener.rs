//! Whoever hears what Discord tells, and has it answered.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;
use rustc_hash::FxHashSet;
use serenity::all::{ApplicationId, GuildId, UserId};
use tokio::sync::{Notify, Semaphore};
use tokio::time;
use twilight_gateway::ShardId;

use super::gateway::Event;
use super::incoming::{guild, home};
use super::outlet::{NAME, Outlet};
use super::rest::Rest;
use crate::bot::game::{Game, Incoming};
use crate::store::Place;

/// How far this machine's clock may be from Discord's, which is told in whole seconds, before
/// Discord's times are moved to it.
const SKEW_MAX: SignedDuration = SignedDuration::from_secs(2);

/// How many are waited for at the end: more than are ever answered at a time, since each takes a fraction of
/// a second.
const ANSWERED_MAX: usize = 4_096;

/// How long those are waited for who are being answered when the program ends.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Hears what Discord tells, and has it answered.
#[derive(Debug)]
pub(super) struct Listener {
    pub(super) game: Game,
    pub(super) rest: Arc<Rest>,
    pub(super) outlet: Outlet,
    pub(super) application: ApplicationId,
    pub(super) me: UserId,
    /// Whether it is told what is written to others.
    pub(super) is_overhearing: bool,
    /// Told when the game may have something to say.
    pub(super) heard: Notify,
    /// A place for everybody who is being answered.
    answering: Arc<Semaphore>,
    /// The channels whose question will show that somebody answered.
    counted: Mutex<FxHashSet<Place>>,
}

impl Listener {
    pub(super) fn new(
        game: Game,
        rest: Arc<Rest>,
        outlet: Outlet,
        application: ApplicationId,
        me: UserId,
        is_overhearing: bool,
    ) -> Self {
        Self {
            game,
            rest,
            outlet,
            application,
            me,
            is_overhearing,
            heard: Notify::new(),
            answering: Arc::new(Semaphore::new(ANSWERED_MAX)),
            counted: Mutex::default(),
        }
    }

    pub(super) fn counted(&self) -> MutexGuard<'_, FxHashSet<Place>> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Has what a shard tells answered, which holds up no other.
    pub(super) fn hear(self: &Arc<Self>, shard: ShardId, event: Event) {
        let listener = Arc::clone(self);
        match event {
            Event::Interaction(used) => self.attend(async move { listener.use_of(&used).await }),
            Event::Message(written) => {
                self.attend(async move { listener.message(&written).await });
            }
            Event::Ready(guilds) => {
                tracing::info!(
                    shard = shard.number(),
                    servers = guilds.len(),
                    "Discord is there"
                );
                tokio::spawn(async move { listener.is_in_these(shard, &guilds).await });
            }
            Event::In(guild) => {
                tokio::spawn(async move { listener.is_in(guild, true).await });
            }
            Event::Out(guild) => {
                tokio::spawn(async move { listener.is_in(guild, false).await });
            }
        }
    }

    /// Answers somebody, beside others.
    fn attend(&self, work: impl Future<Output = ()> + Send + 'static) {
        // Taken before, so that nobody is overlooked whose turn has not come; whoever finds none is answered
        // too.
        let place = Arc::clone(&self.answering).try_acquire_owned().ok();
        tokio::spawn(async move {
            work.await;
            drop(place);
        });
    }

    /// Waits until all are answered who are being answered, but not for long.
    pub(super) async fn answered(&self) {
        let all = self
            .answering
            .acquire_many(u32::try_from(ANSWERED_MAX).unwrap_or(u32::MAX));
        let _ = time::timeout(LAST_WORDS, all).await;
    }

    /// Records whether the bot is in a server: what is kept of one that it left is removed later.
    async fn is_in(&self, guild: GuildId, is_in: bool) {
        let (store, home) = (self.game.store(), home(guild));
        let now = Timestamp::now().as_millisecond();
        let recorded = if is_in {
            store.come_back(&home).await
        } else {
            store.leave(&home, now).await
        };
        if let Err(error) = recorded {
            tracing::error!(%error, "it is not recorded in which servers the bot is");
        }
    }

    /// Records which servers of a shard the bot came into or left while nobody listened.
    async fn is_in_these(&self, shard: ShardId, guilds: &[GuildId]) {
        let kept = match self.game.store().communities(NAME).await {
            Ok(kept) => kept,
            Err(error) => {
                tracing::error!(%error, "it is not known of which servers something is kept");
                return;
            }
        };
        let guilds: FxHashSet<GuildId> = guilds.iter().copied().collect();
        for (community, left_at) in kept {
            let Some(guild) = guild(&community).filter(|guild| is_of(*guild, shard)) else {
                continue;
            };
            let is_in = guilds.contains(&guild);
            if is_in != left_at.is_none() {
                self.is_in(guild, is_in).await;
            }
        }
    }

    /// What was said, by the clock of this machine, which rounds go by.
    pub(super) fn by_our_clock(&self, mut incoming: Incoming) -> Incoming {
        if let Some(there) = self.rest.time() {
            let ahead = Timestamp::now().duration_since(there);
            if ahead.abs() > SKEW_MAX {
                let at = incoming.event.at;
                incoming.event.at = at.saturating_add(ahead).unwrap_or(at);
            }
        }
        incoming
    }
}

/// Whether a shard is told of a server.
/// Source: <https://discord.com/developers/docs/events/gateway#sharding>.
fn is_of(guild: GuildId, shard: ShardId) -> bool {
    (guild.get() >> 22) % u64::from(shard.total()) == u64::from(shard.number())
}

/// Chance for one reply.
pub(super) fn chance() -> StdRng {
    StdRng::from_rng(&mut rand::rng())
}
