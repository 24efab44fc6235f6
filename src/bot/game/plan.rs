//! Planning: the daily posts that are due, with all that comes of them, are kept.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use rand::Rng;

use super::planner::{Plan, Planner, quiz, round_id};
use super::play::give;
use super::{Game, in_time, insist, millis};
use crate::store::{
    Cause, Change, Message, Outcome, Place, Planned, Result, StoreError, Subscription,
};

/// How many are planned at a time: enough that many of them are neighbours in the database, which
/// are written together, and few enough that they take little memory.
const PLANNED_MAX: i64 = 16_000;

/// How many of them are written in one transaction, for which whoever else writes waits on SQLite.
const TOGETHER_MAX: usize = 2_500;

/// How many with questions are planned at a time: each is a commit of its own, and rounds wait.
const ASKED_MAX: usize = 100;

/// How many posts a platform takes in a second, with some to spare for all else that is said.
const POSTS_PER_SECOND: i64 = 25;

/// The longest time over which the posts of one minute are spread.
const SPREAD_MAX: SignedDuration = SignedDuration::from_hours(1);

impl Game {
    /// Plans the daily posts of a platform that are due by now, some at a time, and tells how many
    /// there were. A date that was missed by too much is passed over.
    pub async fn plan(
        &self,
        platform: &str,
        now: Timestamp,
        random: &mut impl Rng,
    ) -> Result<usize> {
        let due = self
            .store
            .due_subscriptions(platform, millis(now), PLANNED_MAX);
        let mut due = in_time(due).await?;
        let done = due.len();
        // Neighbours are written together.
        due.sort_unstable_by(|one, other| one.place.channel.cmp(&other.place.channel));
        if due.is_empty() {
            return Ok(0);
        }
        let bot = self.bot();
        let spread = self.spread(platform).await?;
        let mut planner = Planner::new(bot.base(), bot.questions(), spread);
        let (mut asking, telling): (Vec<_>, Vec<_>) =
            due.into_iter().partition(|wish| wish.quiz.is_some());
        let told: Vec<Planned> = telling
            .into_iter()
            .map(|wish| planner.plan(wish, &HashMap::new(), now, random).planned)
            .collect();
        for some in told.chunks(TOGETHER_MAX) {
            let plan = insist(|| self.store.plan(some, millis(now)));
            let kept = in_time(plan).await?;
            let kept = some.iter().zip(kept).filter(|(_, is_kept)| *is_kept);
            count(platform, kept.map(|(planned, _)| planned));
        }
        asking.truncate(ASKED_MAX);
        for wish in asking {
            let place = wish.place;
            match in_time(self.plan_question(&place, &mut planner, now, random)).await {
                // One that is broken holds up no other.
                Err(error @ (StoreError::Fault(_) | StoreError::Conflict(_))) => {
                    tracing::error!(%error, channel = place.channel, "a question is not planned");
                }
                done => done?,
            }
        }
        Ok(done)
    }

    /// Plans the post of a channel that gets questions, with all that comes of the one before.
    /// Where somebody else was first, it is made anew the next time.
    async fn plan_question(
        &self,
        place: &Place,
        planner: &mut Planner<'_>,
        now: Timestamp,
        random: &mut impl Rng,
    ) -> Result<()> {
        let _turn = self.turn(place).await;
        // As it is now, whoever has answered since it was found due.
        let wish = self.store.subscription(place).await?;
        let is_due = |wish: &Subscription| wish.due_at.is_some_and(|due| due <= millis(now));
        let Some(wish) = wish.filter(is_due) else {
            return Ok(());
        };
        let times = self.store.asked(&wish.place.home).await?;
        let Plan {
            planned,
            awards,
            asked,
        } = planner.plan(wish, &times, now, random);
        let mut change = Change::new(place.clone(), millis(now), Cause::Time);
        if let Some(quiz) = quiz(&planned.subscription) {
            for award in awards {
                give(&mut change, &round_id(place, &quiz), award);
            }
        }
        change.wish = Some(planned.subscription.clone());
        change.asked.extend(asked);
        let post = planned.post.clone().map(|post| Message {
            key: post.key,
            round_id: None,
            body: post.body,
            not_before: millis(now),
            expires_at: Some(post.expires_at),
        });
        change.messages.extend(post);
        if self.commit(&change).await? == Outcome::Committed {
            count(&place.home.platform, [&planned]);
        }
        Ok(())
    }

    /// The time over which the posts of one minute are spread, be all of them due in it.
    pub(super) async fn spread(&self, platform: &str) -> Result<SignedDuration> {
        let most = SPREAD_MAX.as_secs() * POSTS_PER_SECOND;
        let count = in_time(self.store.subscriptions(platform, most)).await?;
        Ok(SignedDuration::from_secs(count / POSTS_PER_SECOND))
    }
}

/// Counts what was planned and what was passed over.
fn count<'p>(platform: &str, kept: impl IntoIterator<Item = &'p Planned>) {
    let (mut posts, mut missed) = (0, 0);
    for planned in kept {
        posts += u64::from(planned.post.is_some());
        missed += u64::from(planned.missed);
    }
    let platform = platform.to_owned();
    metrics::counter!("attache_daily_planned_total", "platform" => platform.clone())
        .increment(posts);
    metrics::counter!("attache_daily_missed_total", "platform" => platform).increment(missed);
}
