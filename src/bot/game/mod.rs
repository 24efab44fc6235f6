//! The game: what members do with rounds, scores and what is kept of them.
//!
//! Everything that matters is in the store. A message, a moment or a confirmed post is applied to
//! the round as it was read, and kept only if nobody changed it in the meantime; else it is read
//! and applied again.

mod asking;
mod closing;
mod counted;
mod counting;
mod daily;
mod daily_quiz;
mod guess;
mod incoming;
mod limits;
mod listen;
mod marker;
mod outgoing;
mod picking;
mod plan;
mod planner;
mod play;
mod practice;
mod presence;
mod reloading;
mod saying;
mod scores;
mod settings;
mod sharing;
mod tick;
mod zone;

use std::hash::BuildHasher;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock, PoisonError, RwLock};
use std::time::Duration;

use jiff::Timestamp;
use rand::Rng;
use rustc_hash::FxBuildHasher;
use tokio::sync::{Mutex, MutexGuard, mpsc, watch};
use tokio::time::{self, Instant};
use tracing::Instrument;

use self::limits::{Limiter, Verdict};
use super::Bot;
use crate::answers::Finding;
use crate::chat::speech;
use crate::chat::speech::round_note::{RoundNote, round_note, too_long, too_much, unavailable};
use crate::chat::{Command, Reply, Response, Timeline, parse};
use crate::quiz::{Away, Round};
use crate::store::{
    self, Cause, Change, MemberKey, Outcome, Place, Result, RoundChange, Store, StoreError,
};

pub use asking::Asking;
pub use counted::Counted;
pub use incoming::{Incoming, Rank};
pub use limits::Limits;
pub use marker::{digest, marker};
pub use outgoing::{Over, Said};
pub use planner::{Plan, Planner};
pub use presence::Presence;
pub use reloading::{Asked, Operator, Reloaded};
pub use tick::LEASE;

/// How often a change is applied again after somebody else's came first. Of three processes that
/// all write to one channel each comes first a third of the time, so that one that has lost so
/// often had no bad luck: something is wrong.
const TRIES_MAX: u32 = 100;

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
    /// Another one once its packs have changed.
    bot: Arc<RwLock<Bot>>,
    store: Store,
    /// Whoever changes the round of a channel has its turn, so that of many answers at once none
    /// is applied in vain; other processes are told apart by the round's version.
    turns: Arc<[Mutex<()>]>,
    /// Whether the bot is there.
    known: Arc<presence::Known>,
    /// By when the program ends, once it does.
    closing: Arc<watch::Sender<Option<Timestamp>>>,
    /// Where pages are shown, if anywhere.
    pages: Arc<OnceLock<String>>,
    /// Who runs the program.
    operators: Arc<[Operator]>,
    /// Whoever takes packs in again.
    reloads: Arc<OnceLock<mpsc::Sender<Asked>>>,
    /// How much may be asked, if that has an end.
    limits: Option<Arc<Limiter>>,
}

impl Game {
    /// A game whose questions are drawn from the bot's facts.
    pub fn new(bot: Bot, store: Store) -> Self {
        Self {
            bot: Arc::new(RwLock::new(bot)),
            store,
            known: Arc::default(),
            closing: Arc::default(),
            pages: Arc::default(),
            operators: Arc::default(),
            reloads: Arc::default(),
            limits: None,
            turns: (0..TURNS).map(|_| Mutex::new(())).collect(),
        }
    }

    /// The same, where members may ask no more than that.
    #[must_use]
    pub fn limited(mut self, limits: Limits) -> Self {
        self.limits = Some(Arc::new(Limiter::new(limits)));
        self
    }

    /// The bot that answers from facts, as they are just now: whoever does several things with it
    /// takes it once.
    pub fn bot(&self) -> Bot {
        self.bot
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Answers from other facts from now on. A question that is open stays as it was asked.
    pub fn set_bot(&self, bot: Bot) {
        *self.bot.write().unwrap_or_else(PoisonError::into_inner) = bot;
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
        let command = parse(&incoming.text);
        let is_answer = incoming.answers.is_some() || matches!(command, Ok(Command::Answer { .. }));
        let limits = self.limits.as_ref();
        match limits.map_or(Verdict::Fine, |limits| limits.judge(incoming, is_answer)) {
            Verdict::Fine => {}
            Verdict::Told(wait) => return Some(too_much(wait)),
            Verdict::Silent => return None,
            Verdict::Long(most) => return Some(too_long(most)),
        }
        // Packs may be large, and need no database.
        if matches!(command, Ok(Command::Reload)) {
            return Some(self.reload(incoming).await);
        }
        let (started, reference) = (Instant::now(), incoming.reference());
        let span = tracing::info_span!("event", reference, platform = incoming.platform());
        let handled = in_time(self.handle(incoming, random)).instrument(span.clone());
        let (reply, outcome) = match handled.await {
            Ok(None) => (None, "nothing"),
            Ok(reply) => (self.with_news(incoming, reply).await, "reply"),
            // What went wrong is the operator's to read; the member is told what it means.
            Err(error) => {
                span.in_scope(|| tracing::error!(%error, "a message was not handled"));
                (Some(unavailable(&reference)), "unavailable")
            }
        };
        counting::replied(incoming, outcome, started.elapsed());
        reply
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
            Ok(Command::Zone { zone }) => self.zone(incoming, zone).await,
            Ok(Command::Share(share)) => self.share(incoming, share, random).await,
            Ok(Command::Settings(wish)) => self.settings(incoming, &wish).await,
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
            _ => Ok(Some(self.bot().reply(&incoming.text, random))),
        }
    }

    /// Words what was found, but for what the question of the day asks about: its answer comes with
    /// the next.
    async fn say(&self, bot: &Bot, incoming: &Incoming, mut response: Response) -> Result<Reply> {
        let base = bot.base();
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
        let bot = self.bot();
        // As it is nearly everywhere, nearly always.
        if self.store.is_quiet(&incoming.place).await? {
            return Ok(Some(bot.reply(&incoming.text, random)));
        }
        let round = self.round_in(&incoming.place, incoming.event.at).await?;
        if round.is_some_and(|round| round.open().is_some()) {
            return Ok(Some(round_note(RoundNote::Later)));
        }
        let response = bot.respond(&incoming.text, random);
        self.say(&bot, incoming, response).await.map(Some)
    }

    /// Writes a change, again where it may help. What is there already, after it was not known whether it
    /// was written, was written by that.
    async fn commit(&self, change: &Change) -> Result<Outcome> {
        let is_lost = AtomicBool::new(false);
        let commit = || async {
            let done = self.store.commit(change).await;
            let is_unknown = matches!(done, Err(StoreError::Unavailable(_)));
            is_lost.fetch_or(is_unknown, Ordering::Relaxed);
            done
        };
        let outcome = match insist(commit).await? {
            Outcome::Seen if is_lost.load(Ordering::Relaxed) => Outcome::Committed,
            outcome => outcome,
        };
        counting::committed(change, outcome);
        Ok(outcome)
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

/// Milliseconds since 1970 began.
fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// The first millisecond at which a time has come.
fn millis_from(at: Timestamp) -> i64 {
    let is_between = at.subsec_nanosecond() % 1_000_000 != 0;
    at.as_millisecond() + i64::from(is_between)
}

/// What cannot be read was not written by this program.
fn unreadable(what: &str, error: &serde_json::Error) -> StoreError {
    StoreError::Fault(format!("{what} of the database cannot be read: {error}"))
}

/// What is read and changed was changed by others in between, each time.
fn busy() -> StoreError {
    StoreError::Conflict("something changes faster than it can be read".to_owned())
}
