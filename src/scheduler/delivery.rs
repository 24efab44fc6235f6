//! What is done about a message, step by step, as a value: it is said once as far as that can be
//! known, and where it cannot, never twice comes before never missed.

use std::time::Duration;

use jiff::Timestamp;

use super::Failure;
use crate::bot::game::LEASE;

/// What is to be done next about a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Post it under its key.
    Post,
    /// Ask whether it is there; it may have been posted since then.
    Find(Timestamp),
    /// Nothing, but to record how it ended.
    End(End),
}

/// How it ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// It is there, and this is what the platform calls it.
    Said(String),
    /// It came too late for anybody to want it.
    Late,
    /// It may be there, and that cannot be found out.
    Unknown,
    /// It cannot be posted there, and why.
    Gone(String),
    /// It cannot be posted anywhere, and why.
    Rejected(String),
    /// It was refused, and may be tried again after so long.
    Refused(Duration),
    /// Nobody knows: it is tried again when its lease ends.
    Open,
    /// Nothing was done, since the lease has ended or others were before it.
    Unsent,
}

impl End {
    /// How it is counted.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Said(_) => "said",
            Self::Late => "late",
            Self::Unknown => "unknown",
            Self::Gone(_) => "gone",
            Self::Rejected(_) => "rejected",
            Self::Refused(_) => "refused",
            Self::Open => "open",
            Self::Unsent => "unsent",
        }
    }
}

/// A message that was claimed. All times are by the platform's clock, which is the same for all who
/// share the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// When it was claimed.
    pub claimed_at: Timestamp,
    /// Since when somebody has tried to say it who was killed or never heard how that ended.
    pub tried_since: Option<Timestamp>,
    /// When nobody wants it any more.
    pub expires_at: Option<Timestamp>,
    /// For how long the platform posts nothing new under the same key.
    pub memory: Duration,
}

impl Delivery {
    /// What is done first.
    pub fn first(&self, now: Timestamp) -> Step {
        if !self.is_held(now) {
            return Step::End(End::Unsent);
        }
        let is_expired = self.is_expired(now);
        match self.tried_since {
            Some(since) if is_expired || now.duration_since(since).unsigned_abs() > self.memory => {
                Step::Find(since)
            }
            None if is_expired => Step::End(End::Late),
            _ => Step::Post,
        }
    }

    /// What follows when the platform was asked whether it is there.
    pub fn found(&self, answer: Result<Option<String>, Failure>, now: Timestamp) -> Step {
        let is_expired = self.is_expired(now);
        Step::End(match answer {
            Ok(Some(message_id)) => End::Said(message_id),
            Ok(None) if is_expired => End::Late,
            Ok(None) if self.is_held(now) => return Step::Post,
            Err(Failure::Gone(_) | Failure::Rejected(_)) => End::Unknown,
            Err(_) if is_expired => End::Unknown,
            Err(Failure::Throttled(wait)) => End::Refused(wait),
            Err(Failure::Unsent) => End::Unsent,
            Ok(None) | Err(Failure::Down) => End::Open,
        })
    }

    /// Whether nobody else can have claimed it since. Whoever was held up for longer, by a platform
    /// that is slow or a machine that slept, must not post what another may have posted.
    fn is_held(&self, now: Timestamp) -> bool {
        now.duration_since(self.claimed_at).unsigned_abs() < LEASE
    }

    fn is_expired(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }
}

/// How it ended when the platform was asked to post it.
pub fn posted(answer: Result<String, Failure>) -> End {
    match answer {
        Ok(message_id) => End::Said(message_id),
        Err(Failure::Gone(why)) => End::Gone(why),
        Err(Failure::Rejected(why)) => End::Rejected(why),
        Err(Failure::Throttled(wait)) => End::Refused(wait),
        Err(Failure::Unsent) => End::Unsent,
        Err(Failure::Down) => End::Open,
    }
}
