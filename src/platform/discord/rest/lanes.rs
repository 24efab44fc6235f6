//! One request at a time for each channel, and each when the channel takes it: posts before replies.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use reqwest::Method;
use rustc_hash::FxHashMap;
use tokio::sync::Mutex as Turn;
use tokio::time::Instant;

/// How many channels are kept before those that nobody waits for are forgotten: what is kept must
/// not grow with all the channels that there ever were.
const LANES_KEPT: usize = 1_000;

/// The channels that something is sent to.
#[derive(Debug, Default)]
pub(super) struct Lanes {
    lanes: Mutex<FxHashMap<u64, Lines>>,
}

/// The lines in which requests to a channel wait.
#[derive(Debug, Clone, Default)]
pub(super) struct Lines {
    /// Where posts wait, and of the replies the first.
    pub(super) lane: Arc<Turn<Lane>>,
    /// Where replies wait: a question is not late because of all that is said about it.
    pub(super) replies: Arc<Turn<()>>,
}

/// A channel that something is sent to: whoever holds it is the only one who sends.
#[derive(Debug, Default)]
pub(super) struct Lane {
    /// From when on each method is taken again.
    free_at: Vec<(Method, Instant)>,
}

impl Lanes {
    /// The lines of a channel.
    pub(super) fn of(&self, channel: u64, now: Instant) -> Lines {
        let mut lanes = self.lanes.lock().unwrap_or_else(PoisonError::into_inner);
        if lanes.len() >= LANES_KEPT && !lanes.contains_key(&channel) {
            lanes.retain(|_, Lines { lane, .. }| {
                Arc::strong_count(lane) > 1 || lane.try_lock().is_ok_and(|lane| lane.is_held(now))
            });
        }
        lanes.entry(channel).or_default().clone()
    }
}

impl Lane {
    /// When a method is taken; nothing if it is now.
    pub(super) fn free_at(&self, method: &Method) -> Option<Instant> {
        let free = self.free_at.iter().find(|(held, _)| held == method);
        free.map(|(_, at)| *at)
    }

    /// Takes nothing by a method for a while.
    pub(super) fn hold(&mut self, method: &Method, now: Instant, wait: Duration) {
        self.free_at
            .retain(|(held, at)| held != method && *at > now);
        self.free_at.push((method.clone(), now + wait));
    }

    fn is_held(&self, now: Instant) -> bool {
        self.free_at.iter().any(|(_, at)| *at > now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_that_nobody_waits_for_are_forgotten() {
        let now = Instant::now();
        let lanes = Lanes::default();
        let mut waiting = Vec::new();
        for channel in 0..10 * LANES_KEPT as u64 {
            let lane = lanes.of(channel, now);
            if channel < 3 {
                waiting.push(lane);
            } else if channel == 3 {
                lane.lane
                    .try_lock()
                    .unwrap()
                    .hold(&Method::POST, now, Duration::from_secs(9));
            }
        }
        let kept = lanes.lanes.lock().unwrap();
        assert!(kept.len() <= LANES_KEPT, "{}", kept.len());
        assert!((0..=3).all(|channel| kept.contains_key(&channel)));
    }

    #[test]
    fn a_method_is_held_apart_from_others() {
        let now = Instant::now();
        let mut lane = Lane::default();
        lane.hold(&Method::POST, now, Duration::from_secs(2));
        lane.hold(&Method::PATCH, now, Duration::from_secs(5));
        assert_eq!(
            lane.free_at(&Method::POST),
            Some(now + Duration::from_secs(2))
        );
        assert_eq!(
            lane.free_at(&Method::PATCH),
            Some(now + Duration::from_secs(5))
        );
        assert_eq!(lane.free_at(&Method::GET), None);
    }
}
