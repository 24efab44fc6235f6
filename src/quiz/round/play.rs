//! What members do in a round.

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use serde::{Deserialize, Serialize};

use super::{Content, Effect, End, HINT, Hint, Open, Phase, Round};
use crate::quiz::judge::Reason;
use crate::quiz::{Kind, Mode};

/// How long after the first right answer others count as simultaneous: about what networks
/// differ by.
pub(super) const SIMULTANEOUS: SignedDuration = SignedDuration::from_millis(500);

/// How much earlier than a question was put an answer may seem to be, since clocks differ: half of
/// the time that is between it and the question before.
const STALE: SignedDuration = SignedDuration::from_secs(3);

/// How often an answer may be written where the first right one wins.
const TYPED_TRIES_MAX: u32 = 3;

/// Something that a member did, as the platform tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub at: Timestamp,
    /// Where it stands among the platform's events: the lower came first.
    pub order: u64,
}

/// What became of judging an answer; the answer itself is not kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guess {
    /// It is right.
    Right,
    /// It is not.
    Wrong,
    /// It is not, and this is what it lacks.
    Near(Reason),
    /// It is this year or number, which may turn out to be the nearest.
    Number(i64),
}

/// The answer of a member that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Given {
    pub(super) event: Event,
    pub(super) guess: Guess,
    pub(super) tries: u32,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answered {
    /// It counts.
    Taken,
    /// It counts instead of the one before.
    Changed,
    /// It is wrong, and may be tried again so many times.
    Again(u32),
    /// There was one before, which counts.
    Final,
    /// It came after the time was up.
    TooLate,
    /// There is nothing to answer.
    NothingOpen,
    /// No try is left, or the member is right already.
    Spent,
}

impl Answered {
    /// Whether the answer is one, be it right or wrong.
    pub fn is_taken(self) -> bool {
        match self {
            Self::Taken | Self::Changed | Self::Again(_) => true,
            Self::Final | Self::TooLate | Self::NothingOpen | Self::Spent => false,
        }
    }
}

/// Why something could not be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// There is no open question.
    NothingOpen,
    /// The question has had its hint.
    HintedBefore,
    /// Nothing can be hinted at without giving it away.
    NoHint,
}

impl Round {
    /// Takes a member's answer to the open question, judged already.
    pub fn answer(&mut self, member: &str, guess: Guess, event: Event) -> Answered {
        let (mode, is_final) = (self.rules.mode, self.rules.is_final);
        match &mut self.phase {
            Phase::Open(open) => open.answer(mode, is_final, member, guess, event),
            _ => Answered::NothingOpen,
        }
    }

    /// Gives a hint for the open question, once.
    pub fn hint(&mut self, event: Event, random: &mut impl Rng) -> Result<Vec<Effect>, Refused> {
        let Phase::Open(open) = &mut self.phase else {
            return Err(Refused::NothingOpen);
        };
        if open.hinted.is_some() {
            return Err(Refused::HintedBefore);
        }
        let hint = Hint::of(&open.question, random).ok_or(Refused::NoHint)?;
        open.hinted = Some(event);
        Ok(vec![self.post(HINT, Content::Hint(hint))])
    }

    /// Passes over the open question: its answer is told, and nobody earns anything.
    pub fn skip(&mut self, at: Timestamp) -> Result<Vec<Effect>, Refused> {
        if !matches!(self.phase, Phase::Open(_)) {
            return Err(Refused::NothingOpen);
        }
        Ok(self.pass_over(at))
    }

    /// Ends it at once; an open question earns nobody anything.
    pub fn stop(&mut self) -> Vec<Effect> {
        if self.is_over() {
            return Vec::new();
        }
        self.end(End::Stopped)
    }
}

impl Open {
    /// Takes a member's answer, judged already; one that is final, and of those where not the first
    /// right one wins, can be changed by none.
    pub(super) fn answer(
        &mut self,
        mode: Mode,
        is_final: bool,
        member: &str,
        guess: Guess,
        event: Event,
    ) -> Answered {
        let is_first_wins = mode == Mode::First;
        // What was meant for the question before may come in late.
        let is_older = event.at + STALE < self.put_at;
        if is_older || event.at > self.closes_at {
            return Answered::TooLate;
        }
        let known = self.given.get(member);
        let answered = match known {
            // Whoever saw what others answer must gain nothing by it.
            Some(known) if is_final && !is_first_wins => {
                if known.event.order <= event.order {
                    return Answered::Final;
                }
                Answered::Taken
            }
            // What comes in late is not what was said last.
            Some(known) if known.event.order >= event.order && !is_first_wins => {
                return Answered::Changed;
            }
            Some(_) if !is_first_wins => Answered::Changed,
            Some(known) if known.guess == Guess::Right => return Answered::Spent,
            Some(known) if known.tries >= tries_max(self.question.kind) => return Answered::Spent,
            _ => Answered::Taken,
        };
        let tries = known.map_or(0, |known| known.tries) + 1;
        let given = Given {
            event,
            guess,
            tries,
        };
        self.given.insert(member.to_owned(), given);
        if is_first_wins && guess == Guess::Right {
            self.closes_at = self.closes_at.min(event.at + SIMULTANEOUS);
        }
        match guess {
            Guess::Wrong | Guess::Near(_) if is_first_wins => {
                Answered::Again(tries_max(self.question.kind) - tries)
            }
            _ => answered,
        }
    }
}

/// How often a member may answer where the first right answer wins: where there is something to
/// choose from, a second try is a guess.
fn tries_max(kind: Kind) -> u32 {
    match kind {
        Kind::Typed => TYPED_TRIES_MAX,
        Kind::Choice | Kind::TrueFalse | Kind::Order | Kind::Closest => 1,
    }
}
