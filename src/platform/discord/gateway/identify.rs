//! One shard at a time identifies, in all processes: Discord takes so many in five seconds, and
//! ends the session of whoever does not keep to it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::sync::oneshot;
use tokio::time;
use twilight_gateway::queue::Queue;

use crate::platform::discord::outlet::NAME;
use crate::platform::discord::rest::Rest;
use crate::store::Store;

/// How long a turn is: what Discord asks for, and what its clock may be told wrongly by.
/// Source: <https://discord.com/developers/docs/events/gateway#rate-limiting>.
const TURN_MS: i64 = 6_000;

/// How often it is looked whether it is one's turn.
const LOOK: Duration = Duration::from_millis(500);

/// The turns at identifying, which all processes share in the database.
#[derive(Clone)]
pub(super) struct Turns {
    store: Store,
    rest: Arc<Rest>,
    /// How many may identify at a time, each with a turn of its own.
    concurrency: u32,
}

impl Turns {
    pub(super) fn new(store: Store, rest: Arc<Rest>, concurrency: u32) -> Self {
        Self {
            store,
            rest,
            concurrency: concurrency.max(1),
        }
    }

    /// Waits for the turn of a shard.
    async fn wait(&self, shard: u32) {
        let name = format!("identify/{}", shard % self.concurrency);
        loop {
            // The clock that all processes share.
            let now = self.rest.time().map_or(0, Timestamp::as_millisecond);
            match self.store.take_turn(NAME, &name, now, now + TURN_MS).await {
                Ok(true) => return,
                Ok(false) => {}
                Err(error) => tracing::error!(%error, shard, "no turn at identifying is known"),
            }
            time::sleep(LOOK).await;
        }
    }
}

impl Queue for Turns {
    fn enqueue(&self, shard: u32) -> oneshot::Receiver<()> {
        let (turn, waiting) = oneshot::channel();
        let turns = self.clone();
        tokio::spawn(async move {
            turns.wait(shard).await;
            // The connection may be gone; the turn passes by itself.
            let _ = turn.send(());
        });
        waiting
    }
}

impl fmt::Debug for Turns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Turns")
            .field("concurrency", &self.concurrency)
            .finish_non_exhaustive()
    }
}
