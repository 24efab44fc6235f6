//! The question of the day: answered in its channel at any time until the next one comes.

use jiff::Timestamp;

use super::guess::guess;
use super::listen::{Heard, To};
use super::planner::quiz;
use super::play::json;
use super::{Game, Incoming, TRIES_MAX, busy, in_time, is_seen, millis};
use crate::chat::speech::daily as speech;
use crate::chat::speech::quiz::{no_answer, refused};
use crate::quiz::{DailyQuiz, Kind, Question, Refused};
use crate::store::{Cause, Change, Message, Outcome, Place, Result, Subscription};

impl Game {
    /// Takes a text as an answer to the question of the day; nothing if there is none, or it is not
    /// that question, or the text may be something else.
    pub(super) async fn daily_answer(
        &self,
        incoming: &Incoming,
        text: &str,
        to: To<'_>,
    ) -> Result<Option<Heard>> {
        let _turn = self.turn(&incoming.place).await;
        for _ in 0..TRIES_MAX {
            let Some((wish, mut quiz)) = self.daily_quiz(&incoming.place).await? else {
                return Ok(None);
            };
            if !quiz.key().is_some_and(|key| to.may_be(key)) {
                return Ok(None);
            }
            let Some(question) = quiz.open() else {
                let why = refused(Refused::NothingOpen);
                return Ok(matches!(to, To::Marked(_)).then_some(Heard::Waiting(why)));
            };
            let judged = match (guess(question, text), to) {
                (Err(_), To::Perhaps) => return Ok(None),
                (Ok(_), To::Perhaps) if !is_short(question, text) => return Ok(None),
                (Err(reason), _) => return Ok(Some(Heard::NoAnswer(no_answer(reason)))),
                (Ok(judged), _) => judged,
            };
            let member = self.member(incoming).await?;
            let is_final = is_seen(&incoming.place.home.platform);
            let answered = quiz.answer(&member.0, judged.guess, incoming.event, is_final);
            let cause = Cause::Event(incoming.event_id.clone());
            let change = change(wish, &quiz, incoming.event.at, cause);
            match self.commit(&change).await? {
                Outcome::Committed => {
                    let reply = speech::answered(answered, text, is_final);
                    return Ok(Some(Heard::said(answered, reply)));
                }
                Outcome::Conflict => {}
                _ => return Ok(Some(Heard::Answer(None))),
            }
        }
        Err(busy())
    }

    /// Records what became of the post of a channel's question, with what the question makes of
    /// it and what is said of it: false if that is not the question there.
    pub(super) async fn daily_posted(
        &self,
        place: &Place,
        cause: Cause,
        now: Timestamp,
        message: Option<Message>,
        tell: impl Fn(&mut DailyQuiz) -> bool,
    ) -> Result<bool> {
        let _turn = self.turn(place).await;
        for _ in 0..TRIES_MAX {
            let Some((wish, mut quiz)) = in_time(self.daily_quiz(place)).await? else {
                return Ok(false);
            };
            if !tell(&mut quiz) {
                return Ok(false);
            }
            let mut change = change(wish, &quiz, now, cause.clone());
            change.messages.extend(message.clone());
            if in_time(self.commit(&change)).await? != Outcome::Conflict {
                return Ok(true);
            }
        }
        Err(busy())
    }

    /// A channel's question of the day, with the wish that it comes of.
    pub(super) async fn daily_quiz(
        &self,
        place: &Place,
    ) -> Result<Option<(Subscription, DailyQuiz)>> {
        let wish = self.store.subscription(place).await?;
        Ok(wish.and_then(|wish| quiz(&wish).map(|quiz| (wish, quiz))))
    }
}

fn change(wish: Subscription, quiz: &DailyQuiz, at: Timestamp, cause: Cause) -> Change {
    let mut change = Change::new(wish.place.clone(), millis(at), cause);
    change.wish = Some(Subscription {
        quiz: Some(json(quiz)),
        ..wish
    });
    change
}

/// Whether a text is nothing but a letter or a truth: all day long, a name may as well be a question
/// of its own, and "yes" a part of other talk.
fn is_short(question: &Question, text: &str) -> bool {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    let is_truth = ["true", "false"]
        .iter()
        .any(|word| text.eq_ignore_ascii_case(word));
    text.chars().count() == 1 || (question.kind == Kind::TrueFalse && is_truth)
}
