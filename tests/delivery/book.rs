//! What a store keeps of subscriptions and of their posts, without a database: a month of fifty
//! channels takes milliseconds. The rules are those that the tests of the store hold the database
//! to.

use std::collections::{BTreeMap, BTreeSet};

use attache::store::{Planned, Subscription};

/// As long as what was claimed is kept from others.
const LEASE_MS: i64 = 15_000;

/// How much is claimed at a time.
const CLAIMED_MAX: usize = 64;

/// How the post of a date ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ended {
    Said,
    Late,
    Unknown,
    Gone,
}

/// A post that was planned.
#[derive(Debug, Clone)]
pub struct Row {
    pub channel: usize,
    pub expires_at: i64,
    not_before: i64,
    lease_owner: Option<usize>,
    lease_until: i64,
    tried_at: Option<i64>,
    attempts: u32,
    pub ended: Option<Ended>,
}

/// A post that a process has claimed.
#[derive(Debug, Clone)]
pub struct Claim {
    pub key: String,
    pub channel: usize,
    pub expires_at: i64,
    /// When, by the platform's clock.
    pub claimed_at: i64,
    /// Since when it may be there.
    pub tried_since: Option<i64>,
}

#[derive(Debug, Default)]
pub struct Book {
    pub wishes: Vec<Subscription>,
    due: BTreeSet<(i64, usize)>,
    pub rows: BTreeMap<String, Row>,
    open: BTreeSet<String>,
}

impl Book {
    pub fn new(wishes: Vec<Subscription>) -> Self {
        let due = wishes.iter().enumerate();
        let due = due.filter_map(|(channel, wish)| Some((wish.due_at?, channel)));
        Self {
            due: due.collect(),
            wishes,
            ..Self::default()
        }
    }

    /// The wishes that are due by then.
    pub fn due(&self, now: i64) -> Vec<usize> {
        let due = self.due.iter().take_while(|(at, _)| *at <= now);
        due.map(|(_, channel)| *channel).collect()
    }

    /// When something is due next.
    pub fn next_due(&self) -> Option<i64> {
        let wish = self.due.first().map(|(at, _)| *at);
        let rows = self.open.iter().map(|key| &self.rows[key]);
        let row = rows.map(|row| row.not_before.max(row.lease_until)).min();
        wish.into_iter().chain(row).min()
    }

    /// Keeps what was planned from the version that was read, if that is still the one.
    pub fn plan(&mut self, channel: usize, planned: Planned, now: i64) {
        let wish = &mut self.wishes[channel];
        if wish.version != planned.subscription.version {
            return;
        }
        self.due.retain(|(_, due)| *due != channel);
        *wish = planned.subscription;
        wish.version += 1;
        self.due.extend(wish.due_at.map(|at| (at, channel)));
        let Some(post) = planned.post else {
            return;
        };
        let row = Row {
            channel,
            expires_at: post.expires_at,
            not_before: now,
            lease_owner: None,
            lease_until: 0,
            tried_at: None,
            attempts: 0,
            ended: None,
        };
        if !self.rows.contains_key(&post.key) {
            self.open.insert(post.key.clone());
            self.rows.insert(post.key, row);
        }
    }

    /// Claims what is to be said by then; `there` is the time by the platform's clock.
    pub fn claim(&mut self, owner: usize, now: i64, there: i64) -> Vec<Claim> {
        let mut claimed = Vec::new();
        for key in &self.open {
            if claimed.len() == CLAIMED_MAX {
                break;
            }
            let row = self.rows.get_mut(key).expect("what is open is there");
            if row.not_before > now || row.lease_until > there {
                continue;
            }
            row.lease_owner = Some(owner);
            row.lease_until = there + LEASE_MS;
            row.attempts += 1;
            row.tried_at = row.tried_at.or(Some(there));
            claimed.push(Claim {
                key: key.clone(),
                channel: row.channel,
                expires_at: row.expires_at,
                claimed_at: there,
                tried_since: row.tried_at.filter(|_| row.attempts > 1),
            });
        }
        claimed
    }

    /// Records how a post ended, unless that is known.
    pub fn settle(&mut self, key: &str, ended: Ended) {
        let row = self.rows.get_mut(key).expect("what was claimed is there");
        row.ended.get_or_insert(ended);
        self.open.remove(key);
        if ended == Ended::Gone {
            let channel = row.channel;
            let wish = &mut self.wishes[channel];
            wish.due_at = None;
            wish.paused = Some(String::from("gone"));
            wish.version += 1;
            self.due.retain(|(_, due)| *due != channel);
        }
    }

    /// Lets go of a post that the platform refused.
    pub fn postpone(&mut self, owner: usize, claim: &Claim, not_before: i64) {
        let row = self.rows.get_mut(&claim.key).expect("it is there");
        if row.lease_owner != Some(owner) || row.ended.is_some() {
            return;
        }
        (row.not_before, row.lease_owner, row.lease_until) = (not_before, None, 0);
        if claim.tried_since.is_none() {
            (row.tried_at, row.attempts) = (None, 0);
        }
    }
}
