//! A round as a value: what comes in is applied to it, what is to be said and kept comes out.
//!
//! A round knows no clock and no store. Its driver applies what members do ([`Round::answer`],
//! [`Round::hint`], [`Round::skip`], [`Round::stop`]), what the platform confirms
//! ([`Round::said`], [`Round::failed`]) and the passing of time ([`Round::advance`], [`Round::resume`]), keeps the
//! round with its [`Effect`]s in one transaction, and asks [`Round::due`] when to come back.

mod away;
mod daily;
mod effect;
mod hint;
mod play;
mod resolve;
#[cfg(test)]
mod simulation;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use away::Away;
pub use daily::DailyQuiz;
pub use effect::{Award, Content, Effect, End, Near, Over, Post, Standing, Winner};
pub use hint::Hint;
pub use play::{Answered, Event, Guess, Refused};

use super::{Mode, Question, Rules};

/// How long the answer to a question stands before the next one is asked, so that it is read.
const PAUSE: Duration = Duration::from_secs(6);

/// How many questions in a row nobody has to answer for a round to end.
const SILENT_MAX: u32 = 2;

/// How many questions in a row may be void before a round ends: the connection is not good
/// enough to play.
const VOID_MAX: u32 = 3;

/// Names a member; what it means is the store's.
pub type Member = String;

/// One game in a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Round {
    /// Its name, made from the event that started it.
    id: String,
    rules: Rules,
    starter: Member,
    /// How many questions have been resolved or skipped.
    done: u32,
    /// How many questions have been put, void ones included: numbers posts and awards.
    put: u32,
    /// How many questions in a row nobody answered.
    silent: u32,
    /// How many questions in a row were void.
    void: u32,
    phase: Phase,
    tally: BTreeMap<Member, Tally>,
}

/// Where a round stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    /// A question is about to be posted, since then; its clock does not run yet.
    Posting(Question, Timestamp),
    /// A question can be answered.
    Open(Open),
    /// The next question is asked then.
    Pause(Timestamp),
    Over,
}

/// A question that can be answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Open {
    question: Question,
    /// When it was put: what was written before is no answer to it.
    put_at: Timestamp,
    opened_at: Timestamp,
    /// When its time is up.
    ends_at: Timestamp,
    /// When it is resolved: then, or soon after the first right answer where that wins.
    closes_at: Timestamp,
    given: BTreeMap<Member, play::Given>,
    /// The event that asked for a hint.
    hinted: Option<Event>,
}

/// What a member has done in a round.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Tally {
    /// Who answered first in the round has the first seat; of equals, it leads.
    seat: usize,
    points: u32,
    right: u32,
    answered: u32,
    /// How many questions in a row, up to the last.
    streak: u32,
}

impl Round {
    /// Starts a round with its first question.
    pub fn start(
        id: String,
        rules: Rules,
        starter: Member,
        first: Question,
        at: Timestamp,
    ) -> (Self, Vec<Effect>) {
        let mut round = Self {
            id,
            rules,
            starter,
            done: 0,
            put: 0,
            silent: 0,
            void: 0,
            phase: Phase::Over,
            tally: BTreeMap::new(),
        };
        let effects = round.put(first, at);
        (round, effects)
    }

    /// Its name.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What it is played by.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// Who started it.
    pub fn starter(&self) -> &Member {
        &self.starter
    }

    /// How many questions have been resolved or skipped.
    pub fn done(&self) -> u32 {
        self.done
    }

    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// The question that can be answered, and until when.
    pub fn open(&self) -> Option<(&Question, Timestamp)> {
        match &self.phase {
            Phase::Open(open) => Some((&open.question, open.closes_at)),
            _ => None,
        }
    }

    /// The question that can be answered as it was posted, and how many have.
    pub fn answered(&self) -> Option<(Content, u32)> {
        match &self.phase {
            Phase::Open(open) => {
                let answered = resolve::count(open.given.len());
                Some((self.shown(&open.question), answered))
            }
            _ => None,
        }
    }

    /// The key of the question that is open, or about to be.
    pub fn question_key(&self) -> Option<String> {
        match &self.phase {
            Phase::Open(_) | Phase::Posting(..) => Some(self.key(QUESTION)),
            Phase::Pause(_) | Phase::Over => None,
        }
    }

    /// When it next has something to do by itself; none while it waits for a post, or is over.
    pub fn due(&self) -> Option<Timestamp> {
        match &self.phase {
            Phase::Open(open) => Some(open.closes_at),
            Phase::Pause(until) => Some(*until),
            Phase::Posting(..) | Phase::Over => None,
        }
    }

    /// Whether [`Round::advance`] will ask for a question at that time.
    pub fn wants_question(&self, at: Timestamp) -> bool {
        matches!(&self.phase, Phase::Pause(until) if *until <= at)
    }

    /// Who stands where, best first.
    pub fn standings(&self) -> Vec<Standing> {
        let mut seated: Vec<(&Member, &Tally)> = self.tally.iter().collect();
        seated.sort_by_key(|(_, tally)| (Reverse(tally.points), tally.seat));
        seated
            .into_iter()
            .map(|(member, tally)| Standing {
                member: member.clone(),
                points: tally.points,
                right: tally.right,
                answered: tally.answered,
            })
            .collect()
    }

    /// A post has been confirmed: if it is the question's, its clock starts.
    pub fn said(&mut self, key: &str, at: Timestamp) {
        if let Phase::Posting(question, put_at) = &self.phase
            && key == self.key(QUESTION)
        {
            let ends_at = at + self.rules.open_for(question);
            self.phase = Phase::Open(Open {
                put_at: *put_at,
                opened_at: at,
                ends_at,
                closes_at: ends_at,
                question: question.clone(),
                given: BTreeMap::new(),
                hinted: None,
            });
        }
    }

    /// A post can never be made: without its question, a round is over.
    pub fn failed(&mut self, key: &str) -> Vec<Effect> {
        if matches!(self.phase, Phase::Posting(..)) && key == self.key(QUESTION) {
            return self.end(End::Unsaid);
        }
        Vec::new()
    }

    /// Lets time pass: one step of what is due by then, or nothing; `draw` finds the next
    /// question.
    pub fn advance(
        &mut self,
        at: Timestamp,
        draw: impl FnOnce(&Rules) -> Option<Question>,
    ) -> Vec<Effect> {
        match &self.phase {
            Phase::Open(open) if open.closes_at <= at => self.resolve(at),
            Phase::Pause(until) if *until <= at => match draw(&self.rules) {
                Some(question) => self.put(question, at),
                None => self.end(End::NoMoreQuestions),
            },
            _ => Vec::new(),
        }
    }

    /// Goes on after the bot was away: a question that was open for too much of that is void.
    pub fn resume(&mut self, away: Away) -> Vec<Effect> {
        match &self.phase {
            Phase::Open(open) if away.voids(open.opened_at, open.closes_at) => {
                self.make_void(away.to)
            }
            _ => Vec::new(),
        }
    }

    /// Puts a question.
    fn put(&mut self, question: Question, at: Timestamp) -> Vec<Effect> {
        self.put += 1;
        let content = self.shown(&question);
        let asked = Effect::Asked(question.id.clone());
        self.phase = Phase::Posting(question, at);
        vec![asked, self.post(QUESTION, content)]
    }

    /// A question of the round as it is posted.
    fn shown(&self, question: &Question) -> Content {
        Content::Question {
            number: self.done + 1,
            of: self.rules.questions,
            seconds: self.rules.open_for(question).as_secs(),
            mode: self.rules.mode,
            is_final: self.rules.is_final,
            is_private: self.rules.is_private,
            kind: question.kind,
            wording: question.wording.clone(),
            choices: question.choices.clone(),
        }
    }

    /// Goes on after a question: to the next, or to the end.
    fn go_on(&mut self, at: Timestamp) -> Vec<Effect> {
        if self.done >= self.rules.questions {
            return self.end(End::Complete);
        }
        if self.silent >= SILENT_MAX {
            return self.end(End::Silence);
        }
        if self.void >= VOID_MAX {
            return self.end(End::Away);
        }
        self.phase = Phase::Pause(at + PAUSE);
        Vec::new()
    }

    fn end(&mut self, end: End) -> Vec<Effect> {
        self.phase = Phase::Over;
        let content = Content::Results {
            end,
            done: self.done,
            standings: self.standings(),
        };
        vec![self.post(RESULTS, content), Effect::Over]
    }

    fn post(&self, which: &str, content: Content) -> Effect {
        Effect::Say(Post {
            key: self.key(which),
            content,
        })
    }

    /// The key of a post: one for each of a question's, so that none is made twice.
    fn key(&self, which: &str) -> String {
        format!("{}/{}/{which}", self.id, self.put)
    }

    fn is_first_wins(&self) -> bool {
        self.rules.mode == Mode::First
    }
}

/// What a post of a question is, in its key.
const QUESTION: &str = "question";
const HINT: &str = "hint";
const RESOLVED: &str = "resolved";
const RESULTS: &str = "results";
