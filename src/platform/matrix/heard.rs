//! What was heard, and when.

use std::convert::Infallible;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rustc_hash::FxHashSet;
use tokio::sync::mpsc;

use super::history::Start;
use super::incoming::Written;
use super::poll::Vote;
use crate::quiz::Event;

/// How long whoever asked something waits for the answer: what comes later is of no use to them, and
/// holds up what others asked.
pub(super) const PATIENCE: SignedDuration = SignedDuration::from_secs(60);

/// How old something may be that is told at once: clocks of servers differ, and what a server could
/// not hand on for longer is answered no more.
const LIVE_MAX: SignedDuration = SignedDuration::from_mins(5);

/// What was answered before the bot was last there may not be answered again by another device.
/// Clocks differ by less, where they are kept.
const ANSWERED: SignedDuration = SignedDuration::from_secs(5);

/// Within what time what happens is told while the homeserver is being listened to.
const PROMPT: SignedDuration = SignedDuration::from_secs(2);

/// What somebody did in a room, and how it was told.
#[derive(Debug)]
pub(super) struct Heard {
    pub(super) what: What,
    pub(super) told: Told,
    /// What the bot has replied to, as far as it was told.
    pub(super) replied: Arc<FxHashSet<String>>,
    pub(super) held: Held,
}

/// What somebody did in a room.
#[derive(Debug)]
pub(super) enum What {
    Written(Written),
    Vote(Vote),
    /// What happened before a point that the homeserver calls so, and was not told.
    Missed {
        before: String,
        start: Start,
    },
}

/// How something was told.
#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    /// When.
    pub(super) at: Timestamp,
    /// Until when all was told before, if ever.
    pub(super) since: Option<Timestamp>,
    /// When it was asked for.
    pub(super) asked_at: Timestamp,
    /// Whether nobody listened for a while before.
    pub(super) is_past: bool,
    /// Whether all of it is new. Where the homeserver is asked for all there is, it is not.
    pub(super) is_new: bool,
}

impl Told {
    /// When something was done that a server says was done then: it may say what it likes, but it
    /// was neither later than it was told, nor earlier than it can have been.
    pub(super) fn when(self, at: Timestamp) -> Timestamp {
        // What is not told at once happened while the homeserver was listened to.
        let is_waiting = self.at.duration_since(self.asked_at) < PROMPT;
        let first = match self.since {
            Some(since) if is_waiting || self.is_past => since,
            _ => self.at.saturating_sub(PROMPT).unwrap_or(self.at),
        };
        at.max(first).min(self.at)
    }

    /// Whether what was done then, by the server of whoever did it, may have been heard before.
    pub(super) fn is_heard(self, at: Timestamp) -> bool {
        let is_before = |since: Timestamp| since.duration_since(at) > ANSWERED;
        !self.is_new && self.since.is_none_or(is_before)
    }

    /// Whether nobody waits for an answer to what was done then, or it was given.
    pub(super) fn is_too_old(self, at: Timestamp) -> bool {
        let age = self.at.duration_since(at);
        if !self.is_past {
            return age > LIVE_MAX;
        }
        let is_answered = self
            .since
            .is_some_and(|since| since.duration_since(at) > ANSWERED);
        is_answered || age > PATIENCE
    }
}

impl Heard {
    /// Whether the bot has replied to it.
    pub(super) fn is_replied(&self, event_id: &str) -> bool {
        self.replied.contains(event_id)
    }

    /// It as the game takes what was done then, by the server of whoever did it.
    pub(super) fn event(&self, at: Timestamp, order: u64) -> Event {
        let at = self.told.when(at);
        Event { at, order }
    }
}

/// Whoever is still at something that was told at once.
#[derive(Debug, Clone)]
pub(super) struct Held {
    /// Kept until it is answered.
    pub(super) answering: Hold,
    /// Kept until the game has it.
    _taking: Hold,
}

/// Somebody is at something as long as it is there.
pub(super) type Hold = mpsc::Sender<Infallible>;

/// How far those are who are at what was told at once.
#[derive(Debug)]
pub(super) struct Progress {
    taken: mpsc::Receiver<Infallible>,
    answered: mpsc::Receiver<Infallible>,
}

impl Progress {
    pub(super) fn new() -> (Held, Self) {
        let (taking, taken) = mpsc::channel(1);
        let (answering, answered) = mpsc::channel(1);
        let held = Held {
            answering,
            _taking: taking,
        };
        (held, Self { taken, answered })
    }

    /// Waits until the game has all of it.
    pub(super) async fn taken(&mut self) {
        let none: Option<Infallible> = self.taken.recv().await;
        debug_assert!(none.is_none());
    }

    /// Whether all of it is answered.
    pub(super) fn is_answered(&self) -> bool {
        self.answered.is_closed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    fn told(since: i64, asked_at: i64, told_at: i64, is_past: bool) -> Told {
        Told {
            at: at(told_at),
            since: Some(at(since)),
            asked_at: at(asked_at),
            is_past,
            is_new: true,
        }
    }

    #[test]
    fn nothing_is_done_before_it_can_have_been() {
        for (told, done, expected) in [
            // It came while the homeserver was listened to.
            (told(100, 100, 120, false), 119, 119),
            (told(100, 100, 120, false), 101, 118),
            (told(100, 100, 120, false), 130, 120),
            // It was there when that was asked.
            (told(100, 110, 111, false), 105, 105),
            (told(100, 110, 111, false), 90, 100),
            // Nobody listened.
            (told(100, 130, 140, true), 105, 105),
            (told(100, 130, 140, true), 90, 100),
        ] {
            assert_eq!(told.when(at(done)), at(expected), "{told:?}, {done}");
        }
    }

    #[test]
    fn of_all_there_is_only_what_came_since_is_new() {
        let new = told(100, 130, 140, true);
        let all = Told {
            is_new: false,
            ..new
        };
        let first = Told { since: None, ..all };
        for (told, done, expected) in [
            (new, 50, false),
            (all, 94, true),
            (all, 96, false),
            (first, 139, true),
        ] {
            assert_eq!(told.is_heard(at(done)), expected, "{told:?}, {done}");
        }
    }

    #[test]
    fn what_nobody_waits_for_is_too_old() {
        for (told, done, expected) in [
            (told(900, 900, 1_000, false), 701, false),
            (told(900, 900, 1_000, false), 699, true),
            (told(900, 999, 1_000, true), 941, false),
            (told(900, 999, 1_000, true), 939, true),
            // It was answered before, or somebody's clock is slow.
            (told(970, 999, 1_000, true), 966, false),
            (told(970, 999, 1_000, true), 964, true),
        ] {
            assert_eq!(told.is_too_old(at(done)), expected, "{told:?}, {done}");
        }
    }

    #[tokio::test]
    async fn all_is_taken_before_it_is_answered() {
        let (held, mut progress) = Progress::new();
        let answering = held.clone().answering;
        tokio::select! {
            biased;
            () = progress.taken() => panic!("somebody is at it"),
            () = std::future::ready(()) => {}
        }
        drop(held);
        progress.taken().await;
        assert!(!progress.is_answered());
        drop(answering);
        assert!(progress.is_answered());
    }
}
