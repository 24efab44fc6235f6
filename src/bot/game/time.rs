//! What happens by itself: rounds go on when they are due, and what is to be said is handed out.

use jiff::Timestamp;
use rand::Rng;

use super::play::{Changed, Step, Which, change_of, read};
use super::{Away, Game, millis, unreadable};
use crate::chat::Reply;
use crate::chat::speech::quiz as speech;
use crate::quiz::{Content, Question, Rules};
use crate::store::{Cause, Outcome, Outgoing, Place, Result, Round, StoreError};

/// How long a process may take for what it claimed: far longer than any step, and short enough
/// that nobody waits for one that was killed.
const LEASE_MS: i64 = 15_000;

/// How much is claimed at a time.
const CLAIMED_MAX: i64 = 64;

/// A message that is to be said now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// What protects it from being said twice.
    pub key: String,
    /// Where.
    pub place: Place,
    /// What.
    pub reply: Reply,
    message: Outgoing,
}

impl Game {
    /// Lets rounds that are due by now go on, a step each; tells how many did.
    pub async fn advance(
        &self,
        now: Timestamp,
        owner: &str,
        random: &mut impl Rng,
    ) -> Result<usize> {
        let claimed = self
            .store
            .claim_rounds(millis(now), owner, LEASE_MS, CLAIMED_MAX)
            .await?;
        for kept in &claimed {
            match self.step(kept, now, random).await {
                // One that is broken holds up no other; it is looked at again when its lease ends.
                Err(error @ StoreError::Fault(_)) => {
                    tracing::error!(%error, round = kept.round_id, "a round cannot go on");
                }
                done => done?,
            }
        }
        Ok(claimed.len())
    }

    async fn step(&self, kept: &Round, now: Timestamp, random: &mut impl Rng) -> Result<()> {
        let mut round = read(kept)?;
        let next: Option<Question> = if round.wants_question(now) {
            self.draw(&kept.place.home, round.rules(), random).await?
        } else {
            None
        };
        let effects = round.advance(now, |_: &Rules| next);
        let change = change_of(kept, &round, millis(now), Cause::Time, effects);
        // Whoever was faster has done it.
        let _: Outcome = self.commit(&change).await?;
        Ok(())
    }

    /// Records that the bot is there. If it was not for a while, for a crash, a restart or a
    /// machine that slept, the questions that were open then are looked at first: they may be
    /// void, and if this is cut short, the next time looks again.
    pub async fn present(&self, platform: &str, now: Timestamp) -> Result<()> {
        let before = self.store.last_present(platform).await?;
        let from = before.and_then(|before| Timestamp::from_millisecond(before).ok());
        if let Some(from) = from
            && from < now
        {
            self.resume(platform, Away { from, to: now }).await?;
        }
        self.store.set_present(platform, millis(now)).await
    }

    async fn resume(&self, platform: &str, away: Away) -> Result<()> {
        if !away.voids(away.from, away.to) {
            return Ok(());
        }
        let mut after = String::new();
        loop {
            let page = self
                .store
                .live_rounds(platform, &after, CLAIMED_MAX)
                .await?;
            let Some(last) = page.last() else {
                return Ok(());
            };
            after.clone_from(&last.round_id);
            for kept in page {
                let mut round = read(&kept)?;
                let effects = round.resume(away);
                if !effects.is_empty() {
                    let change = change_of(&kept, &round, millis(away.to), Cause::Time, effects);
                    // Whoever was faster has looked at it too.
                    let _: Outcome = self.commit(&change).await?;
                }
            }
        }
    }

    /// What is to be said by now: of each channel the next message.
    pub async fn to_say(&self, now: Timestamp, owner: &str) -> Result<Vec<Said>> {
        let messages = self
            .store
            .claim_messages(millis(now), owner, LEASE_MS, CLAIMED_MAX)
            .await?;
        let mut said = Vec::new();
        for message in messages {
            let content: Content = serde_json::from_str(&message.body)
                .map_err(|error| unreadable("a message", &error))?;
            let names = self.names(members(&content).into_iter()).await?;
            said.push(Said {
                key: message.key.clone(),
                place: message.place.clone(),
                reply: speech::post(&content, names),
                message,
            });
        }
        Ok(said)
    }

    /// Records that a message was said, and starts the clock of its question.
    pub async fn said(&self, said: &Said, message_id: &str, now: Timestamp) -> Result<()> {
        if let Some(round_id) = &said.message.round_id {
            let cause = Cause::Said {
                key: said.key.clone(),
                message_id: message_id.to_owned(),
            };
            let changed = self
                .change(Which::Named(round_id), now, cause, |round| {
                    round.said(&said.key, now);
                    Step {
                        effects: Vec::new(),
                        said: (),
                    }
                })
                .await?;
            if !matches!(changed, Changed::NoRound) {
                return Ok(());
            }
        }
        self.store.said(&said.key, message_id, millis(now)).await?;
        Ok(())
    }
}

/// The members whom a post names.
fn members(content: &Content) -> Vec<&str> {
    match content {
        Content::Resolved { winners, near, .. } => {
            let winners = winners.iter().map(|winner| winner.member.as_str());
            let near = near.iter().map(|near| near.member.as_str());
            winners.chain(near).collect()
        }
        Content::Results { standings, .. } => standings
            .iter()
            .map(|standing| standing.member.as_str())
            .collect(),
        _ => Vec::new(),
    }
}
