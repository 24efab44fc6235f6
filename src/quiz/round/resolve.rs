//! How a question ends: who was right, and what it earned them.

use std::cmp::Reverse;

use jiff::Timestamp;

use super::play::{Event, Given, Guess, SIMULTANEOUS};
use super::{
    Award, Content, Effect, Member, Near, Open, Over, Phase, QUESTION, RESOLVED, Round, Tally,
    Winner,
};
use crate::quiz::points::{Effort, Points};
use crate::quiz::{Answer, NumberAnswer};

impl Round {
    /// Closes the open question and gives out its points.
    pub(super) fn resolve(&mut self, at: Timestamp) -> Vec<Effect> {
        let Some(open) = self.close() else {
            return Vec::new();
        };
        let right = right(&open);
        let winners = if self.is_first_wins() {
            first(&right).into_iter().collect()
        } else {
            right.clone()
        };
        // Where the first right one wins, they were told at once.
        let near = if self.is_first_wins() {
            Vec::new()
        } else {
            near(&open)
        };
        let mut effects = Vec::new();
        let mut told = Vec::new();
        // By the platform's order, so that the same events always give the same awards.
        let mut answers: Vec<(&Member, &Given)> = open.given.iter().collect();
        answers.sort_by_key(|(_, given)| given.event.order);
        for (member, given) in answers {
            let seat = self.tally.len();
            let is_correct = right.iter().any(|(who, _)| *who == member);
            let is_winner = winners.iter().any(|(who, _)| *who == member);
            let tally = self.tally.entry(member.clone()).or_insert_with(|| Tally {
                seat,
                ..Tally::default()
            });
            let points = if is_winner {
                points(&open, given, tally.streak)
            } else {
                0
            };
            tally.points += points;
            tally.answered += 1;
            tally.right += u32::from(is_correct);
            tally.streak += u32::from(is_winner);
            effects.push(Effect::Award(Award {
                question: self.put,
                member: member.clone(),
                points,
                is_correct,
                kind: open.question.kind,
                id: open.question.id.clone(),
                fact: open.question.fact().to_owned(),
            }));
            if is_winner {
                told.push(Winner {
                    member: member.clone(),
                    points,
                    streak: tally.streak,
                });
            }
        }
        // Who did not win this one begins a streak anew.
        for (member, tally) in &mut self.tally {
            if !winners.iter().any(|(winner, _)| *winner == member) {
                tally.streak = 0;
            }
        }
        // Of equals, whoever answered first stays first.
        told.sort_by_key(|winner: &Winner| Reverse(winner.points));
        self.done += 1;
        self.void = 0;
        self.silent = if open.given.is_empty() {
            self.silent + 1
        } else {
            0
        };
        let content = Content::Resolved {
            asked: open.over(self.key(QUESTION)),
            reveal: open.question.reveal.clone(),
            winners: told,
            near,
            answered: count(open.given.len()),
            is_skipped: false,
        };
        effects.push(self.post(RESOLVED, content));
        effects.extend(self.go_on(at));
        effects
    }

    /// Closes the open question without points.
    pub(super) fn pass_over(&mut self, at: Timestamp) -> Vec<Effect> {
        let Some(open) = self.close() else {
            return Vec::new();
        };
        self.done += 1;
        self.void = 0;
        if !open.given.is_empty() {
            self.silent = 0;
        }
        let content = Content::Resolved {
            asked: open.over(self.key(QUESTION)),
            reveal: open.question.reveal,
            winners: Vec::new(),
            near: Vec::new(),
            answered: count(open.given.len()),
            is_skipped: true,
        };
        let mut effects = vec![self.post(RESOLVED, content)];
        effects.extend(self.go_on(at));
        effects
    }

    /// Makes the open question count for nothing, and goes on to another in its place.
    pub(super) fn make_void(&mut self, at: Timestamp) -> Vec<Effect> {
        let Some(open) = self.close() else {
            return Vec::new();
        };
        self.void += 1;
        if !open.given.is_empty() {
            self.silent = 0;
        }
        let content = Content::Void {
            asked: open.over(self.key(QUESTION)),
            reveal: open.question.reveal,
        };
        let mut effects = vec![self.post(RESOLVED, content)];
        effects.extend(self.go_on(at));
        effects
    }

    /// Takes the open question out.
    fn close(&mut self) -> Option<Open> {
        match std::mem::replace(&mut self.phase, Phase::Over) {
            Phase::Open(open) => Some(open),
            phase => {
                self.phase = phase;
                None
            }
        }
    }
}

impl Open {
    /// The question, once it is over, with the key of its post.
    pub(super) fn over(&self, key: String) -> Over {
        Over {
            key,
            wording: self.question.wording.clone(),
            choices: self.question.choices.clone(),
        }
    }
}

/// Who answered rightly: of guesses at a number, the nearest.
pub(super) fn right(open: &Open) -> Vec<(&Member, &Given)> {
    let distance = |given: &Given| match (&open.question.answer, given.guess) {
        (Answer::Closest(NumberAnswer { value, .. }), Guess::Number(guess)) => {
            Some(value.abs_diff(guess))
        }
        _ => None,
    };
    let nearest = open.given.values().filter_map(distance).min();
    open.given
        .iter()
        .filter(|(_, given)| match distance(given) {
            Some(distance) => Some(distance) == nearest,
            None => given.guess == Guess::Right,
        })
        .collect()
}

/// Who comes first of those who are right: of all that are as good as simultaneous with the
/// earliest, the first in the platform's order.
fn first<'o>(right: &[(&'o Member, &'o Given)]) -> Option<(&'o Member, &'o Given)> {
    let earliest = right.iter().map(|(_, given)| given.event.at).min()?;
    let simultaneous = right
        .iter()
        .filter(|(_, given)| given.event.at.duration_since(earliest) <= SIMULTANEOUS);
    simultaneous
        .min_by_key(|(_, given)| given.event.order)
        .copied()
}

/// Whose answer was near, and what it lacks.
pub(super) fn near(open: &Open) -> Vec<Near> {
    let near = open.given.iter().filter_map(|(member, given)| {
        let Guess::Near(reason) = given.guess else {
            return None;
        };
        let member = member.clone();
        Some(Near { member, reason })
    });
    near.collect()
}

pub(super) fn points(open: &Open, given: &Given, streak: u32) -> u32 {
    let millis = |from: Timestamp, to: Timestamp| {
        u64::try_from(to.duration_since(from).as_millis()).unwrap_or(0)
    };
    let hinted_before = |hint: Event| hint.order < given.event.order;
    Points::of(Effort {
        kind: open.question.kind,
        left_ms: millis(given.event.at, open.ends_at),
        open_ms: millis(open.opened_at, open.ends_at),
        streak,
        had_hint: open.hinted.is_some_and(hinted_before),
    })
    .total()
}

pub(super) fn count(members: usize) -> u32 {
    u32::try_from(members).unwrap_or(u32::MAX)
}
