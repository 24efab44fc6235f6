//! A turn in a channel: as long as somebody has it, nobody else does anything there.

use reqwest::Method;
use serenity::http::Request;
use tokio::sync::OwnedMutexGuard;
use tokio::time::{self, Instant};

use super::lanes::Lane;
use super::{Refusal, Rest};

/// A turn in a channel.
pub struct Turn<'a> {
    pub(super) rest: &'a Rest,
    pub(super) lane: OwnedMutexGuard<Lane>,
    pub(super) deadline: Instant,
}

impl Turn<'_> {
    /// Does something when Discord takes it.
    pub async fn send(mut self, request: Request<'_>) -> Result<Vec<u8>, Refusal> {
        let method = request.method_ref().reqwest_method();
        loop {
            self.wait(&method).await?;
            if let Some(body) = self.send_now(request.clone()).await? {
                return Ok(body);
            }
        }
    }

    /// Waits until Discord takes a method, as far as is known.
    pub async fn wait(&self, method: &Method) -> Result<(), Refusal> {
        if let Some(free_at) = self.lane.free_at(method) {
            if free_at > self.deadline {
                return Err(Refusal::Unsent);
            }
            time::sleep_until(free_at).await;
        }
        self.rest.take_turn().await;
        Ok(())
    }

    /// Does something at once, or not at all if Discord does not take it now.
    pub async fn send_now(&mut self, request: Request<'_>) -> Result<Option<Vec<u8>>, Refusal> {
        let method = request.method_ref().reqwest_method();
        let (answer, wait) = match self.rest.send(request).await {
            Ok(answer) => (Some(answer.body), answer.wait),
            Err(Refusal::Throttled {
                wait,
                is_for_all: false,
            }) => (None, Some(wait)),
            // Nothing is taken: whoever has the time waits until something is.
            Err(Refusal::Throttled { wait, .. }) if Instant::now() + wait < self.deadline => {
                (None, None)
            }
            Err(refusal) => return Err(refusal),
        };
        if let Some(wait) = wait {
            self.lane.hold(&method, Instant::now(), wait);
        }
        Ok(answer)
    }
}
