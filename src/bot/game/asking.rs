//! Which question a post asks.

use std::cmp::Reverse;

use jiff::Timestamp;
use tokio::time;

use super::listen::{LOOK_WAIT, LOOKS};
use super::{Game, Incoming, in_time, marker};
use crate::quiz::{Kind, Question};
use crate::store::{Place, Result};

/// How many rounds are read at a time.
const PAGE: i64 = 100;

/// A question that a post asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asking {
    /// What an answer to it is known by.
    pub marker: String,
    /// How it is answered.
    pub kind: Kind,
}

/// What there is to answer in a channel.
enum Look {
    /// That question.
    Found(Asking),
    /// Another one, or none.
    Other,
    /// A question that was posted, or is being posted, as what is not recorded yet.
    Posting,
}

impl Game {
    /// The question that a post in a channel asks, and that is open by then; nothing if it asks
    /// none. `is_it` tells whether a post that the platform calls so is the one that is meant.
    pub async fn asking(
        &self,
        place: &Place,
        at: Timestamp,
        is_it: impl Fn(&str) -> bool,
    ) -> Option<Asking> {
        for _ in 0..LOOKS {
            match in_time(self.look(place, at, &is_it)).await {
                Ok(Look::Found(asking)) => return Some(asking),
                Ok(Look::Other) => return None,
                Ok(Look::Posting) => time::sleep(LOOK_WAIT).await,
                Err(error) => {
                    tracing::error!(%error, "it is not known which question is open");
                    return None;
                }
            }
        }
        None
    }

    /// Whether there is anything that a member may answer where they wrote.
    pub async fn is_awaiting(&self, incoming: &Incoming) -> bool {
        let found = in_time(async {
            let look = self.look(&incoming.place, incoming.event.at, |_| true);
            if !matches!(look.await?, Look::Other) {
                return Ok(true);
            }
            self.is_practising(incoming).await
        });
        found.await.unwrap_or_else(|error| {
            tracing::error!(%error, "it is not known which question is open");
            false
        })
    }

    /// Where a question is open on a platform whose answers are given to the bot alone, the one that
    /// closes last first.
    pub async fn private_rounds(&self, platform: &str, at: Timestamp) -> Vec<Place> {
        let found = in_time(async {
            let mut found = Vec::new();
            let mut after = String::new();
            loop {
                let page = self.store.live_rounds(platform, &after, PAGE).await?;
                let Some(last) = page.last() else {
                    return Ok(found);
                };
                after.clone_from(&last.round_id);
                for kept in page {
                    let round = self.opened(&kept, at).await?;
                    let round = round.filter(|round| round.rules().is_private);
                    let closes_at = round.and_then(|round| Some(round.open()?.1));
                    found.extend(closes_at.map(|closes_at| (closes_at, kept.place)));
                }
            }
        });
        let mut found = found.await.unwrap_or_else(|error| {
            tracing::error!(%error, "it is not known which rounds are on");
            Vec::new()
        });
        found.sort_by_key(|(closes_at, _)| Reverse(*closes_at));
        found.into_iter().map(|(_, place)| place).collect()
    }

    async fn look(
        &self,
        place: &Place,
        at: Timestamp,
        is_it: impl Fn(&str) -> bool,
    ) -> Result<Look> {
        if self.store.is_quiet(place).await? {
            return Ok(Look::Other);
        }
        let round = self.round_in(place, at).await?;
        let of_round = round.as_ref().and_then(|round| {
            let question = round.open().map(|(question, _)| question);
            Some((round.question_key()?, question))
        });
        let quiz = self.daily_quiz(place).await?.map(|(_, quiz)| quiz);
        let of_day = quiz
            .as_ref()
            .and_then(|quiz| Some((quiz.key()?.to_owned(), quiz.open())));
        let mut is_posting = false;
        for (key, question) in [of_round, of_day].into_iter().flatten() {
            let Some(Question { kind, .. }) = question else {
                is_posting = true;
                continue;
            };
            let post = self.store.message_id(&key).await?;
            if post.is_some_and(|post| is_it(&post)) {
                return Ok(Look::Found(Asking {
                    marker: marker(&key),
                    kind: *kind,
                }));
            }
        }
        Ok(if is_posting {
            Look::Posting
        } else {
            Look::Other
        })
    }
}
