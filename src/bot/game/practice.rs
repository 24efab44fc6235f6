//! Practice: what a member got wrong, one question at a time, for that member alone.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rand::seq::IteratorRandom;

use super::guess::{Judged, guess};
use super::listen::{Heard, To};
use super::play::json;
use super::{Game, Incoming, TRIES_MAX, busy, marker, millis, unreadable};
use crate::bot::Bot;
use crate::chat::speech::practice::{self as speech, Next};
use crate::chat::speech::quiz::no_answer;
use crate::chat::speech::round_note::{RoundNote, round_note};
use crate::chat::{Practice, Reply};
use crate::quiz::judge::Reason;
use crate::quiz::practice::Memory;
use crate::quiz::{Guess, Question};
use crate::store::{Card, Cause, Change, Exercise, ExerciseChange, MemberKey, Outcome, Result};

/// For how long plain text is read as an answer to the question that was put last: longer than a
/// thought takes, and short enough that nobody has forgotten it when they write again.
const ANSWER_WAIT: SignedDuration = SignedDuration::from_hours(1);

/// How long a question that no base has any more is put off.
const GONE_WAIT: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How many cards are looked through for one whose question the base still has.
const CARDS_MAX: i64 = 64;

impl Game {
    /// Puts the question that is due to a member, again if it was put already; or ends practice.
    pub(super) async fn practise(
        &self,
        incoming: &Incoming,
        wanted: Practice,
        random: &mut impl Rng,
    ) -> Result<Option<Reply>> {
        let (place, at) = (&incoming.place, incoming.event.at);
        let chosen = match &wanted {
            Practice::On(fact) => match question_on(&self.bot(), fact, random) {
                Some(question) => Some(question),
                None => return Ok(Some(speech::no_question())),
            },
            Practice::Go | Practice::Stop => None,
        };
        if wanted != Practice::Stop && self.round_in(place, at).await?.is_some() {
            // What is written here is for the round.
            return Ok(Some(round_note(RoundNote::Playing)));
        }
        let member = self.member(incoming).await?;
        for _ in 0..TRIES_MAX {
            let open = self.store.exercise(&member).await?;
            let mut change = change(incoming);
            let reply = match &wanted {
                Practice::Stop => {
                    change.exercise = open.map(|open| ExerciseChange {
                        member: member.clone(),
                        from: Some(open.put_by),
                        to: None,
                    });
                    speech::stopped()
                }
                Practice::Go | Practice::On(_) => {
                    let open_question = open.as_ref().map(read).transpose()?;
                    let next = match chosen.clone().or(open_question) {
                        Some(question) => Next::Question(Box::new(question)),
                        None => {
                            self.next(&member, incoming.event.at, None, &mut change)
                                .await?
                        }
                    };
                    let from = open.map(|open| open.put_by);
                    change.exercise = put(&member, incoming, from, &next);
                    speech::next(&next).asking(&marker(&incoming.event_id))
                }
            };
            match self.commit(&change).await? {
                Outcome::Committed => return Ok(Some(reply)),
                Outcome::Conflict => {}
                _ => return Ok(None),
            }
        }
        Err(busy())
    }

    /// Whether a member was asked something to practise where they wrote.
    pub(super) async fn is_practising(&self, incoming: &Incoming) -> Result<bool> {
        let platform = &incoming.place.home.platform;
        let known = self.store.known_member(platform, &incoming.member_id);
        let Some(member) = known.await?.map(|known| known.key) else {
            return Ok(false);
        };
        let open = self.store.exercise(&member).await?;
        Ok(open.is_some_and(|open| is_open(&open, incoming)))
    }

    /// Takes a message as an answer to the question that the member practises in this channel.
    /// Nothing if there is none; why not, if the message cannot be an answer to it.
    pub(super) async fn practice_answer(
        &self,
        incoming: &Incoming,
        text: &str,
        to: To<'_>,
    ) -> Result<Option<Heard>> {
        let platform = &incoming.place.home.platform;
        let known = self.store.known_member(platform, &incoming.member_id);
        let Some(member) = known.await?.map(|known| known.key) else {
            return Ok(None);
        };
        for _ in 0..TRIES_MAX {
            let open = self.store.exercise(&member).await?;
            let is_meant = |open: &Exercise| is_open(open, incoming) && to.may_be(&open.put_by);
            let Some(open) = open.filter(is_meant) else {
                return Ok(None);
            };
            let question = read(&open)?;
            let judged = match guess(&question, text) {
                // Whoever does not know is told.
                Err(Reason::NotKnown) => Judged {
                    guess: Guess::Wrong,
                    reason: None,
                },
                Err(reason) => return Ok(Some(Heard::NoAnswer(no_answer(reason)))),
                Ok(judged) => judged,
            };
            let at = incoming.event.at;
            let card = self.store.card(&member, &question.id).await?;
            // A card that cannot be read is begun anew.
            let before = card.and_then(|card| serde_json::from_str(&card.card).ok());
            let (memory, due) = Memory::after(before, judged.guess == Guess::Right, at);
            let card = Card {
                member: member.clone(),
                question: question.id.clone(),
                card: json(&memory),
                due_at: millis(due),
            };
            let mut change = change(incoming);
            let next = self.next(&member, at, Some(&card), &mut change).await?;
            change.cards.push(card);
            change.exercise = put(&member, incoming, Some(open.put_by), &next);
            match self.commit(&change).await? {
                Outcome::Committed => {
                    let again = until(due, at);
                    let reply = speech::answered(&question, judged.reason, again, &next)
                        .asking(&marker(&incoming.event_id));
                    return Ok(Some(Heard::Answer(Some(reply))));
                }
                Outcome::Conflict => {}
                _ => return Ok(Some(Heard::Answer(None))),
            }
        }
        Err(busy())
    }

    /// What a member is to practise next, `answered` being the card that was just answered. Cards
    /// of questions that are gone are put off, in case they come back with their pack.
    async fn next(
        &self,
        member: &MemberKey,
        now: Timestamp,
        answered: Option<&Card>,
        change: &mut Change,
    ) -> Result<Next> {
        let mut cards = self.store.cards(member, CARDS_MAX).await?;
        if let Some(answered) = answered {
            cards.retain(|card| card.question != answered.question);
            cards.push(answered.clone());
        }
        let bot = self.bot();
        let (due, later): (Vec<Card>, Vec<Card>) = cards
            .into_iter()
            .partition(|card| card.due_at <= millis(now));
        for card in due {
            // As it is drawn from the facts of today.
            let mut questions = bot.questions().iter();
            if let Some(question) = questions.find(|question| question.id == card.question) {
                return Ok(Next::Question(Box::new(question.clone())));
            }
            change.cards.push(Card {
                due_at: millis(now + GONE_WAIT),
                ..card
            });
        }
        let soonest = later.iter().map(|card| card.due_at).min();
        let soonest = soonest.and_then(|due| Timestamp::from_millisecond(due).ok());
        Ok(soonest.map_or(Next::Nothing, |due| Next::Wait(until(due, now))))
    }
}

/// A question on the fact of that id.
fn question_on(bot: &Bot, fact: &str, random: &mut impl Rng) -> Option<Question> {
    let is_on = |question: &&Question| question.fact().eq_ignore_ascii_case(fact);
    bot.questions().iter().filter(is_on).choose(random).cloned()
}

/// A change by a message that changes nothing yet.
fn change(incoming: &Incoming) -> Change {
    let cause = Cause::Event(incoming.event_id.clone());
    Change::new(incoming.place.clone(), millis(incoming.event.at), cause)
}

/// Takes the member from the question that was read to the next, if there is one.
fn put(
    member: &MemberKey,
    incoming: &Incoming,
    from: Option<String>,
    next: &Next,
) -> Option<ExerciseChange> {
    let to = match next {
        Next::Question(question) => Some(Exercise {
            channel: incoming.place.channel.clone(),
            put_by: incoming.event_id.clone(),
            put_at: millis(incoming.event.at),
            question: json(question),
        }),
        Next::Wait(_) | Next::Nothing => None,
    };
    let member = member.clone();
    (from.is_some() || to.is_some()).then_some(ExerciseChange { member, from, to })
}

/// Whether a message may be an answer to a question that was put.
fn is_open(open: &Exercise, incoming: &Incoming) -> bool {
    let waited = millis(incoming.event.at) - open.put_at;
    let is_awaited = (0..=ANSWER_WAIT.as_millis()).contains(&i128::from(waited));
    open.channel == incoming.place.channel && is_awaited
}

fn read(open: &Exercise) -> Result<Question> {
    serde_json::from_str(&open.question).map_err(|error| unreadable("a question", &error))
}

fn until(due: Timestamp, now: Timestamp) -> Duration {
    due.duration_since(now).unsigned_abs()
}
