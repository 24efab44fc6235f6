//! The game: what members do with rounds, scores and what is kept of them.
//!
//! Everything that matters is in the store. A message, a moment or a confirmed post is applied to
//! the round as it was read, and kept only if nobody changed it in the meantime; else it is read
//! and applied again.

mod asking;
mod counted;
mod daily;
mod daily_quiz;
mod guess;
mod listen;
mod marker;
mod outgoing;
mod plan;
mod planner;
mod play;
mod practice;
mod saying;
mod scores;
mod tick;
mod zone;

use std::hash::BuildHasher;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use jiff::Timestamp;
use rand::Rng;
use rustc_hash::{FxBuildHasher, FxHashMap};
use tokio::sync::{Mutex, MutexGuard};
use tokio::time;

use super::Bot;
use crate::answers::Finding;
use crate::chat::speech;
use crate::chat::speech::round_note::{RoundNote, round_note};
use crate::chat::{Command, Reply, Response, Timeline, Topic, parse};
use crate::facts::FactBase;
use crate::quiz::difficulty::{self, Tally};
use crate::quiz::{Asked, Away, Event, Level, Question, Round, Rules, draw, pick};
use crate::store::{
    self, Cause, Change, Home, MemberKey, Outcome, Place, Plays, Result, RoundChange, Store,
    StoreError,
};

pub use asking::Asking;
pub use counted::Counted;
pub use marker::marker;
pub use outgoing::{Over, Said};
pub use planner::{Plan, Planner};
pub use tick::LEASE;

/// How often a change is applied again after somebody else's came first. Of three processes that
/// all write to one channel each comes first a third of the time, so that one that has lost so
/// often had no bad luck: something is wrong.
const TRIES_MAX: u32 = 100;

/// A message from a member, as every platform hands it over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Incoming {
    /// The channel that it is in.
    pub place: Place,
    /// What the platform calls the event; the same event changes nothing twice.
    pub event_id: String,
    /// When it was sent, and where it stands among the platform's events.
    pub event: Event,
    /// What the platform calls the member.
    pub member_id: String,
    /// The name of the member, as it is shown.
    pub name: String,
    /// Whether the member may steer rounds of others.
    pub is_moderator: bool,
    /// Whether nobody but the bot sees what was written.
    pub is_private: bool,
    /// What was written.
    pub text: String,
    /// The [`marker`] of the one question that it can be an answer to, where a platform lets
    /// members answer a certain question. Else the text says what it is.
    pub answers: Option<String>,
}

/// How long the database may take for a message or a moment: whoever waits longer is better told
/// that it is gone.
const STORE_WAIT: Duration = Duration::from_secs(10);

/// How many turns there are at changing rounds. Channels that share one wait for each other for
/// as long as a commit takes.
const TURNS: u64 = 256;

/// Whether others see what somebody answers: on Matrix nothing is said to one alone in a room, and
/// every client may read who voted for what in a poll.
fn is_seen(platform: &str) -> bool {
    platform == "matrix"
}

/// The bot with its store: all that it does for members who play.
#[derive(Debug, Clone)]
pub struct Game {
    bot: Bot,
    store: Store,
    /// Whoever changes the round of a channel has its turn, so that of many answers at once none
    /// is applied in vain; other processes are told apart by the round's version.
    turns: Arc<[Mutex<()>]>,
    /// When this process last recorded, by platform, that the bot is there.
    present_at: Arc<Mutex<FxHashMap<String, i64>>>,
    /// Drawn when the first is needed: most who start the program only ask.
    questions: Arc<OnceLock<Vec<Question>>>,
}

impl Game {
    /// A game whose questions are drawn from the bot's facts.
    pub fn new(bot: Bot, store: Store) -> Self {
        Self {
            bot,
            store,
            present_at: Arc::default(),
            turns: (0..TURNS).map(|_| Mutex::new(())).collect(),
            questions: Arc::default(),
        }
    }

    /// Every question that the bot's facts yield.
    fn questions(&self) -> &[Question] {
        self.questions
            .get_or_init(|| draw::questions(self.bot.base()))
    }

    /// The bot that answers from facts.
    pub fn bot(&self) -> &Bot {
        &self.bot
    }

    /// The store.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The turn at changing the round of a channel.
    async fn turn(&self, place: &Place) -> MutexGuard<'_, ()> {
        let number = FxBuildHasher.hash_one(&place.channel) % TURNS;
        let turn = usize::try_from(number).map_or(0, |number| number);
        self.turns[turn].lock().await
    }

    /// Replies to a message; nothing if it was handled before, or is not for the bot to reply to.
    pub async fn reply(&self, incoming: &Incoming, random: &mut impl Rng) -> Option<Reply> {
        match in_time(self.handle(incoming, random)).await {
            Ok(reply) => self.with_news(incoming, reply).await,
            // What went wrong is the operator's to read; the member is told what it means.
            Err(error) => {
                tracing::error!(%error, event = incoming.event_id, "a message was not handled");
                Some(round_note(RoundNote::Unavailable))
            }
        }
    }

    async fn handle(&self, incoming: &Incoming, random: &mut impl Rng) -> Result<Option<Reply>> {
        if let Some(question) = &incoming.answers {
            return self.answer_to(incoming, question).await;
        }
        match parse(&incoming.text) {
            Ok(Command::Answer { text }) => self.answer_open(incoming, &text).await,
            Ok(Command::Quiz(quiz)) => self.steer(incoming, quiz, random).await,
            Ok(Command::Practice(practice)) => self.practise(incoming, practice, random).await,
            Ok(Command::Leaderboard { span, kind, page }) => {
                self.leaderboard(incoming, span, kind, page).await.map(Some)
            }
            Ok(Command::Profile { member }) => self.profile(incoming, member).await.map(Some),
            Ok(Command::Daily { action, channel }) => {
                self.daily(incoming, action, channel, random).await
            }
            Ok(Command::Zone { zone }) => self.zone(incoming, zone).await.map(Some),
            Ok(Command::Privacy(privacy)) => self.privacy(incoming, privacy).await.map(Some),
            Ok(Command::Ask { .. }) if !incoming.text.trim_start().starts_with('/') => {
                self.listen(incoming, random).await
            }
            Ok(
                Command::Ask { .. }
                | Command::Fact { .. }
                | Command::Source { .. }
                | Command::Timeline { .. },
            ) => self.tell(incoming, random).await,
            _ => Ok(Some(self.bot.reply(&incoming.text, random))),
        }
    }

    /// Words what was found, but for what the question of the day asks about: its answer comes with
    /// the next.
    async fn say(&self, incoming: &Incoming, mut response: Response) -> Result<Reply> {
        let base = self.bot.base();
        let asked = match &response {
            Response::Finding(Finding::Fact { .. } | Finding::Card { .. })
            | Response::Source(_)
            | Response::Timeline(_) => self.daily_quiz(&incoming.place).await?,
            _ => None,
        };
        let asked = asked.as_ref().and_then(|(_, quiz)| quiz.open());
        let asked = asked.and_then(|question| base.fact_by_id(question.fact()));
        let is_told = match &mut response {
            Response::Finding(Finding::Fact { fact, .. }) | Response::Source(fact) => {
                asked == Some(*fact)
            }
            Response::Finding(Finding::Card { facts, .. })
            | Response::Timeline(Timeline { facts, .. }) => {
                let count = facts.len();
                facts.retain(|fact| asked != Some(*fact));
                facts.is_empty() && count > 0
            }
            _ => false,
        };
        Ok(if is_told {
            speech::daily::not_yet()
        } else {
            speech::reply(base, &response)
        })
    }

    /// Replies from facts, unless that might tell the answer to a question that is open here.
    async fn tell(&self, incoming: &Incoming, random: &mut impl Rng) -> Result<Option<Reply>> {
        // As it is nearly everywhere, nearly always.
        if self.store.is_quiet(&incoming.place).await? {
            return Ok(Some(self.bot.reply(&incoming.text, random)));
        }
        let round = self.round_in(&incoming.place, incoming.event.at).await?;
        if round.is_some_and(|round| round.open().is_some()) {
            return Ok(Some(round_note(RoundNote::Later)));
        }
        let response = self.bot.respond(&incoming.text, random);
        self.say(incoming, response).await.map(Some)
    }

    /// Writes a change, again where it may help.
    async fn commit(&self, change: &Change) -> Result<Outcome> {
        insist(|| self.store.commit(change)).await
    }

    /// A round as it was kept. One that cannot be read is over: it would hold its channel up for
    /// good.
    async fn opened(&self, kept: &store::Round, at: Timestamp) -> Result<Option<Round>> {
        match serde_json::from_str(&kept.state) {
            Ok(round) => Ok(Some(round)),
            Err(error) => {
                tracing::error!(%error, round = kept.round_id, "a round cannot be read, and is over");
                let mut change = Change::new(kept.place.clone(), millis(at), Cause::Time);
                change.round = RoundChange::Close {
                    round_id: kept.round_id.clone(),
                    version: kept.version,
                };
                self.commit(&change).await?;
                Ok(None)
            }
        }
    }

    /// What is kept of whoever wrote.
    async fn member(&self, incoming: &Incoming) -> Result<MemberKey> {
        let platform = &incoming.place.home.platform;
        let member = self
            .store
            .member(platform, &incoming.member_id, &incoming.name);
        Ok(member.await?.key)
    }

    /// A question by the rules of a round, which was not asked in the community before all others
    /// that fit, and how often it was.
    async fn draw(
        &self,
        home: &Home,
        rules: &Rules,
        random: &mut impl Rng,
    ) -> Result<Option<(Question, i64)>> {
        let base = self.bot.base();
        let topic = match rules.topic.as_deref().map(|named| Topic::find(base, named)) {
            Some(None) => return Ok(None),
            Some(Some(topic)) => Some(topic),
            None => None,
        };
        let times = self.store.asked(home).await?;
        let asked = Asked::new(self.questions(), |question| {
            times
                .get(&question.id)
                .map_or(0, |times| times.unsigned_abs())
        });
        let level = self.levels(rules.level).await?;
        let fitting = self.questions().iter().filter(|question| {
            rules.kind.is_none_or(|kind| kind == question.kind)
                && topic.is_none_or(|topic| is_on(base, question, topic))
                && rules.level.is_none_or(|wanted| wanted == level(question))
        });
        Ok(pick(fitting, &asked, random).map(|question| {
            let before = times.get(&question.id).copied().unwrap_or_default();
            (question.clone(), before)
        }))
    }

    /// How hard each question is, where that matters.
    async fn levels(&self, wanted: Option<Level>) -> Result<impl Fn(&Question) -> Level> {
        let ids: Vec<String> = match wanted {
            Some(_) => self
                .questions()
                .iter()
                .map(|question| question.id.clone())
                .collect(),
            None => Vec::new(),
        };
        let plays = self.store.plays(&ids).await?;
        let tally = |plays: &Plays| Tally {
            plays: count(plays.answered),
            right: count(plays.correct),
        };
        let mut by_kind = FxHashMap::default();
        for question in self.questions() {
            let sum: &mut Plays = by_kind.entry(question.kind).or_default();
            if let Some(plays) = plays.get(&question.id) {
                sum.answered += plays.answered;
                sum.correct += plays.correct;
            }
        }
        Ok(move |question: &Question| {
            let own = plays.get(&question.id).copied().unwrap_or_default();
            let of_kind = by_kind.get(&question.kind).copied().unwrap_or_default();
            difficulty::level(difficulty::share(
                tally(&own),
                question.kind,
                tally(&of_kind),
            ))
        })
    }
}

/// Does something with the store again where others were in the way, and once more where its
/// answer may only have been lost.
async fn insist<T, F: Future<Output = Result<T>>>(work: impl Fn() -> F) -> Result<T> {
    let mut is_lost = false;
    for _ in 1..TRIES_MAX {
        match work().await {
            Err(StoreError::Conflict(_)) => {}
            Err(StoreError::Unavailable(_)) if !is_lost => is_lost = true,
            done => return done,
        }
    }
    work().await
}

/// Gives something with the store up that takes too long; what was begun is undone.
async fn in_time<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let late = |_| StoreError::Unavailable("the database takes too long".to_owned());
    time::timeout(STORE_WAIT, work)
        .await
        .unwrap_or_else(|error| Err(late(error)))
}

/// Whether a question is on a topic, and is not answered by its name.
fn is_on(base: &FactBase, question: &Question, topic: Topic) -> bool {
    let fact = base.fact_by_id(question.fact());
    fact.is_some_and(|fact| topic.has(base.fact(fact)))
        && question.reveal.answer != topic.name(base)
}

/// Milliseconds since 1970 began.
fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// The first millisecond at which a time has come.
fn millis_from(at: Timestamp) -> i64 {
    let is_between = at.subsec_nanosecond() % 1_000_000 != 0;
    at.as_millisecond() + i64::from(is_between)
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// What cannot be read was not written by this program.
fn unreadable(what: &str, error: &serde_json::Error) -> StoreError {
    StoreError::Fault(format!("{what} of the database cannot be read: {error}"))
}

/// What is read and changed was changed by others in between, each time.
fn busy() -> StoreError {
    StoreError::Conflict("something changes faster than it can be read".to_owned())
}
