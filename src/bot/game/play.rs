//! Members and rounds: starting, answering, steering.

use jiff::{SignedDuration, Timestamp};
use rand::Rng;

use super::guess::guess;
use super::listen::{Heard, To};
use super::{Game, Incoming, TRIES_MAX, busy, is_seen, marker, millis, millis_from};
use crate::chat::speech::quiz as speech;
use crate::chat::speech::round_note::{RoundNote, round_note};
use crate::chat::speech::settings::too_many_questions;
use crate::chat::{Quiz, Reply, RoundWish};
use crate::quiz::practice::practised;
use crate::quiz::{self, Answered, Effect, Refused, Round};
use crate::store::{
    self, Award, Cause, Change, MemberKey, Message, Outcome, Place, Result, RoundChange,
};

/// What a topic is written behind, to start a round on it.
const QUIZ_START: &str = "/quiz start";

/// What a step of a round was: what comes of it, and what is said of it.
pub(super) struct Step<T> {
    pub(super) effects: Vec<Effect>,
    pub(super) said: T,
}

/// Which round is meant.
#[derive(Debug, Clone, Copy)]
pub(super) enum Which<'w> {
    /// The one that runs in a channel.
    In(&'w Place),
    /// The one of that id, in that channel.
    Named(&'w str, &'w Place),
}

/// What became of a change of a round.
pub(super) enum Changed<T> {
    /// It was applied and kept.
    Done(T),
    /// The event was handled before.
    Seen,
    /// No round is there.
    NoRound,
}

impl Game {
    pub(super) async fn steer(
        &self,
        incoming: &Incoming,
        quiz: Quiz,
        random: &mut impl Rng,
    ) -> Result<Option<Reply>> {
        let place = &incoming.place;
        let cause = || Cause::Event(incoming.event_id.clone());
        let at = incoming.event.at;
        let platform = &place.home.platform;
        let known = self
            .store
            .known_member(platform, &incoming.member_id)
            .await?;
        let is_moderator = self.is_moderator(incoming).await?;
        let may_steer = |round: &Round| {
            let is_starter = |known: &store::Member| *round.starter() == known.key.0;
            is_moderator || known.as_ref().is_some_and(is_starter)
        };
        let changed = match quiz {
            Quiz::Start(wish) => return self.start(incoming, wish, random).await,
            Quiz::Status => return self.status(place, at).await.map(Some),
            Quiz::Stop => {
                self.change(Which::In(place), at, cause(), |round| {
                    if !may_steer(round) {
                        return not_yours();
                    }
                    Step {
                        effects: round.stop(),
                        said: Some(Reply::silence()),
                    }
                })
                .await?
            }
            Quiz::Skip => {
                self.change(Which::In(place), at, cause(), |round| {
                    if !may_steer(round) {
                        return not_yours();
                    }
                    from_refusal(round.skip(at))
                })
                .await?
            }
            Quiz::Hint => {
                self.change(Which::In(place), at, cause(), |round| {
                    from_refusal(round.hint(incoming.event, random))
                })
                .await?
            }
        };
        Ok(match changed {
            Changed::Done(reply) => reply,
            Changed::Seen => None,
            Changed::NoRound => Some(round_note(RoundNote::None)),
        })
    }

    async fn start(
        &self,
        incoming: &Incoming,
        wish: RoundWish,
        random: &mut impl Rng,
    ) -> Result<Option<Reply>> {
        let place = &incoming.place;
        if self.is_closing() {
            return Ok(Some(round_note(RoundNote::Closing)));
        }
        let settings = self.settings_of(&place.home).await?;
        let questions_max = settings.questions_max();
        if wish.questions.is_some_and(|wanted| wanted > questions_max) {
            return Ok(Some(too_many_questions(questions_max)));
        }
        let mut rules = wish.rules;
        rules.questions = wish.questions.unwrap_or(rules.questions.min(questions_max));
        rules.seconds = wish.seconds.or(settings.seconds).unwrap_or(rules.seconds);
        let bot = self.bot();
        match bot.topic(QUIZ_START, rules.topic) {
            // Kept by its name, and not as it was typed.
            Ok(topic) => rules.topic = topic.map(|topic| topic.name(bot.base()).to_owned()),
            Err(no_such_topic) => {
                let reply = crate::chat::speech::reply(bot.base(), &no_such_topic);
                return Ok(Some(reply));
            }
        }
        rules.is_final = !rules.is_private && is_seen(&place.home.platform);
        let starter = self.member(incoming).await?.0;
        // The same event makes the same round.
        let id = format!("{}/{}", place.home.platform, incoming.event_id);
        for _ in 0..TRIES_MAX {
            let Some((first, before)) = self.draw(&place.home, &rules, random).await? else {
                return Ok(Some(round_note(RoundNote::NoQuestions)));
            };
            let at = incoming.event.at;
            let (round, effects) =
                Round::start(id.clone(), rules.clone(), starter.clone(), first, at);
            let cause = Cause::Event(incoming.event_id.clone());
            let mut change = Change::new(place.clone(), millis(at), cause);
            change.round = RoundChange::Open {
                round_id: id.clone(),
                state: json(&round),
                due_at: round.due().map(millis_from),
                rounds_max: settings.rounds_max(self.rounds_most()).into(),
            };
            add(&mut change, &id, effects, Some(before));
            return Ok(match self.commit(&change).await? {
                Outcome::Committed => Some(round_note(RoundNote::Started)),
                Outcome::Seen => None,
                // Its question was asked elsewhere in the meantime.
                Outcome::Conflict => continue,
                Outcome::ChannelTaken => Some(round_note(RoundNote::ChannelTaken)),
                Outcome::CommunityFull => Some(round_note(RoundNote::CommunityFull)),
            });
        }
        Err(busy())
    }

    async fn status(&self, place: &Place, at: Timestamp) -> Result<Reply> {
        let Some(round) = self.round_in(place, at).await? else {
            return Ok(round_note(RoundNote::None));
        };
        let standings = round.standings();
        let members = standings.iter().map(|standing| standing.member.as_str());
        let names = self.names(members).await?;
        let open = round.open().map(|(question, closes_at)| {
            let left = closes_at.duration_since(at).max(SignedDuration::ZERO);
            (question, left.unsigned_abs())
        });
        let status = speech::status(
            round.done(),
            round.rules().questions,
            open,
            &standings,
            names,
        );
        Ok(match round.question_key() {
            Some(key) => status.asking(&marker(&key)),
            None => status,
        })
    }

    /// Takes a text as an answer in the round of its channel; nothing if there is none, or not of
    /// that question.
    pub(super) async fn answer(
        &self,
        incoming: &Incoming,
        text: &str,
        to: To<'_>,
    ) -> Result<Option<Heard>> {
        let Some(round) = self.round_in(&incoming.place, incoming.event.at).await? else {
            return Ok(None);
        };
        if !round.question_key().is_none_or(|key| to.may_be(&key)) {
            return Ok(None);
        }
        let Some((question, _)) = round.open() else {
            let why = speech::refused(Refused::NothingOpen);
            return Ok(Some(Heard::Waiting(why)));
        };
        if round.rules().is_private && !incoming.is_private {
            return Ok(Some(Heard::NoAnswer(speech::seen())));
        }
        let judged = match guess(question, text) {
            Ok(judged) => judged,
            Err(reason) => return Ok(Some(Heard::NoAnswer(speech::no_answer(reason)))),
        };
        let member = self.member(incoming).await?;
        let (asked, rules) = (question.id.clone(), round.rules().clone());
        let cause = Cause::Event(incoming.event_id.clone());
        let changed = self
            .change(
                Which::In(&incoming.place),
                incoming.event.at,
                cause,
                |round| {
                    // The answer was to the question that was open when it was judged.
                    let is_same = round.open().is_some_and(|(open, _)| open.id == asked);
                    let said = if is_same {
                        round.answer(&member.0, judged.guess, incoming.event)
                    } else {
                        Answered::TooLate
                    };
                    Step {
                        effects: Vec::new(),
                        said,
                    }
                },
            )
            .await?;
        Ok(Some(match changed {
            Changed::Done(answered) => Heard::said(
                answered,
                speech::answered(answered, judged.reason, Some((text, &rules))),
            ),
            Changed::Seen => Heard::Answer(None),
            Changed::NoRound => Heard::NoAnswer(speech::refused(Refused::NothingOpen)),
        }))
    }

    /// The round that runs in a channel.
    pub(super) async fn round_in(&self, place: &Place, at: Timestamp) -> Result<Option<Round>> {
        match self.store.round_in(place).await? {
            Some(kept) => self.opened(&kept, at).await,
            None => Ok(None),
        }
    }

    /// Applies something to a round that runs, and keeps it.
    pub(super) async fn change<T>(
        &self,
        which: Which<'_>,
        at: Timestamp,
        cause: Cause,
        mut apply: impl FnMut(&mut Round) -> Step<T>,
    ) -> Result<Changed<T>> {
        let (Which::In(place) | Which::Named(_, place)) = which;
        let _turn = self.turn(place).await;
        for _ in 0..TRIES_MAX {
            let found = match which {
                Which::In(place) => self.store.round_in(place).await?,
                Which::Named(id, _) => self.store.round(id).await?.filter(|kept| kept.is_live),
            };
            let Some(kept) = found else {
                return Ok(Changed::NoRound);
            };
            let Some(mut round) = self.opened(&kept, at).await? else {
                return Ok(Changed::NoRound);
            };
            let Step { effects, said } = apply(&mut round);
            let change = change_of(&kept, &round, millis(at), cause.clone(), effects, None);
            match self.commit(&change).await? {
                Outcome::Committed => return Ok(Changed::Done(said)),
                Outcome::Seen => return Ok(Changed::Seen),
                Outcome::Conflict | Outcome::ChannelTaken | Outcome::CommunityFull => {}
            }
        }
        Err(busy())
    }
}

/// The change that keeps a round with what came of a step of it; `asked` is how often the
/// question that is put was asked before, if one is.
pub(super) fn change_of(
    kept: &store::Round,
    round: &Round,
    at: i64,
    cause: Cause,
    effects: Vec<Effect>,
    asked: Option<i64>,
) -> Change {
    let mut change = Change::new(kept.place.clone(), at, cause);
    let (round_id, version, state) = (kept.round_id.clone(), kept.version, json(round));
    change.round = if round.is_over() {
        RoundChange::Close { round_id, version }
    } else if state == kept.state {
        // A step that changed nothing makes nobody read it again.
        RoundChange::None
    } else {
        RoundChange::Keep {
            round_id,
            version,
            state,
            due_at: round.due().map(millis_from),
        }
    };
    add(&mut change, &kept.round_id, effects, asked);
    change
}

/// Adds what came of a step to a change.
fn add(change: &mut Change, round_id: &str, effects: Vec<Effect>, asked: Option<i64>) {
    for effect in effects {
        match effect {
            Effect::Say(post) => change.messages.push(Message {
                key: post.key,
                round_id: Some(round_id.to_owned()),
                body: json(&post.content),
                not_before: change.at,
                expires_at: None,
            }),
            Effect::Asked(question) => change.asked.push((question, asked.unwrap_or_default())),
            Effect::Award(award) => give(change, round_id, award),
            Effect::Over => {}
        }
    }
}

/// Adds what a member got for a question to a change; what was wrong is practised.
pub(super) fn give(change: &mut Change, round_id: &str, award: quiz::Award) {
    let member = MemberKey(award.member);
    if !award.is_correct {
        let question = practised(&award.id, award.kind);
        change.missed.push((member.clone(), question));
    }
    change.awards.push(Award {
        round_id: round_id.to_owned(),
        question_no: award.question.into(),
        member,
        points: award.points.into(),
        is_correct: award.is_correct,
        kind: award.kind,
        question: award.id,
        fact: award.fact,
    });
}

pub(super) fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("what is kept is plain data")
}

fn not_yours() -> Step<Option<Reply>> {
    Step {
        effects: Vec::new(),
        said: Some(round_note(RoundNote::NotYours)),
    }
}

fn from_refusal(step: std::result::Result<Vec<Effect>, Refused>) -> Step<Option<Reply>> {
    match step {
        Ok(effects) => Step {
            effects,
            said: Some(Reply::silence()),
        },
        Err(refused) => Step {
            effects: Vec::new(),
            said: Some(speech::refused(refused)),
        },
    }
}
