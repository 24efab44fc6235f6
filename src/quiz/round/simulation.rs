//! Whole rounds with members, delays, duplicates and absences drawn from a seed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{Rng, RngExt, SeedableRng};

use super::tests::{at, choice, question};
use super::*;
use crate::quiz::{Answer, Kind, NumberAnswer};

/// How many seeds a run of the tests plays.
const SEEDS: u64 = 10_000;

/// The longest that a round of this many questions can take, step by step.
const STEPS_MAX: u32 = 5_000;

const MEMBERS: [&str; 5] = ["ana", "ben", "cem", "dora", "eve"];

/// What the channel has been told and the store has kept.
#[derive(Default)]
struct World {
    posts: BTreeMap<String, Content>,
    awards: BTreeMap<(u32, Member), u32>,
    asked: BTreeSet<String>,
    is_over: bool,
}

impl World {
    fn keep(&mut self, effects: Vec<Effect>, seed: u64) -> Option<String> {
        let mut question = None;
        for effect in effects {
            assert!(!self.is_over, "seed {seed}: something after the end");
            match effect {
                Effect::Say(Post { key, content }) => {
                    if matches!(content, Content::Question { .. }) {
                        question = Some(key.clone());
                    }
                    self.check(&content, seed);
                    let before = self.posts.insert(key.clone(), content);
                    assert!(before.is_none(), "seed {seed}: {key} is said twice");
                }
                Effect::Award(award) => {
                    let before = self
                        .awards
                        .insert((award.question, award.member.clone()), award.points);
                    assert!(before.is_none(), "seed {seed}: {award:?} is given twice");
                }
                Effect::Asked(id) => {
                    self.asked.insert(id);
                }
                Effect::Over => self.is_over = true,
            }
        }
        question
    }

    /// What holds of every round that is over.
    fn check_end(&self, seed: u64, is_first_wins: bool, drawn: u32) {
        assert!(self.is_over, "seed {seed}");
        if is_first_wins {
            let mut winners: BTreeMap<u32, usize> = BTreeMap::new();
            let given = self.awards.iter().filter(|(_, points)| **points > 0);
            for ((question, _), _) in given {
                *winners.entry(*question).or_default() += 1;
            }
            assert!(
                winners.values().all(|&count| count == 1),
                "seed {seed}: {winners:?}"
            );
        }
        assert_eq!(self.asked.len(), drawn as usize, "seed {seed}");
    }

    /// What is announced is what was given, in sum and one by one.
    fn check(&self, content: &Content, seed: u64) {
        match content {
            Content::Resolved { winners, .. } => {
                let last = self.awards.keys().map(|(question, _)| *question).max();
                for winner in winners {
                    let given =
                        last.and_then(|last| self.awards.get(&(last, winner.member.clone())));
                    assert_eq!(given, Some(&winner.points), "seed {seed}: {winner:?}");
                }
            }
            Content::Results { standings, .. } => {
                for standing in standings {
                    let own = self
                        .awards
                        .iter()
                        .filter(|((_, member), _)| *member == standing.member);
                    let sum: u32 = own.map(|(_, points)| points).sum();
                    assert_eq!(sum, standing.points, "seed {seed}: {standing:?}");
                }
                let sum: u32 = standings.iter().map(|standing| standing.points).sum();
                assert_eq!(sum, self.awards.values().sum::<u32>(), "seed {seed}");
            }
            _ => {}
        }
    }
}

fn draw(random: &mut StdRng, number: u32) -> Question {
    let id = format!("q{number}");
    match random.random_range(0..3) {
        0 => choice(&id),
        1 => question(&id, Kind::TrueFalse, &["True", "False"], Answer::Choice(0)),
        _ => {
            let number = NumberAnswer {
                value: 1948,
                decimals: 0,
                unit: String::new(),
            };
            question(&id, Kind::Closest, &[], Answer::Closest(number))
        }
    }
}

fn play(seed: u64) {
    let random = &mut StdRng::seed_from_u64(seed);
    let rules = Rules {
        questions: random.random_range(1..=6),
        mode: *Mode::ALL.choose(random).expect("two modes"),
        seconds: random.random_range(5..=30),
        ..Rules::default()
    };
    let is_first_wins = rules.mode == Mode::First;
    let mut drawn = 1;
    let (mut round, effects) =
        Round::start("r".into(), rules, "ana".into(), draw(random, 0), at(0.0));
    let mut world = World::default();
    let mut unsaid = world.keep(effects, seed);
    let (mut clock, mut order) = (0.0, 0);
    let mut sent: Vec<(&str, Guess, Event)> = Vec::new();
    for step in 0.. {
        if round.is_over() {
            break;
        }
        assert!(step < STEPS_MAX, "seed {seed}: it never ends");
        clock += random.random_range(0.0..4.0);
        match random.random_range(0..8) {
            // The platform confirms the question, perhaps twice, perhaps late.
            0 | 1 => {
                if let Some(key) = &unsaid {
                    round.said(key, at(clock));
                }
            }
            2..=4 => {
                order += 1;
                let guess = match round.open().map(|(question, _)| question.kind) {
                    Some(Kind::Closest) => Guess::Number(random.random_range(1900..2000)),
                    _ if random.random_bool(0.4) => Guess::Right,
                    _ => Guess::Wrong,
                };
                let member = *MEMBERS.choose(random).expect("members");
                let event = Event {
                    at: at(clock),
                    order,
                };
                sent.push((member, guess, event));
                round.answer(member, guess, event);
            }
            // An event comes a second time.
            5 => {
                if let Some(&(member, guess, event)) = sent.choose(random) {
                    round.answer(member, guess, event);
                }
            }
            // The bot is away, and is there again as it was kept.
            6 => {
                let kept = serde_json::to_string(&round).expect("it can be kept");
                let from = at(clock);
                clock += random.random_range(0.0..12.0);
                round = serde_json::from_str(&kept).expect("it can be read");
                let to = at(clock);
                world.keep(round.resume(Away { from, to }), seed);
            }
            _ => {
                let effects = match random.random_range(0..12) {
                    0 => round.skip(at(clock)).unwrap_or_default(),
                    1 => round
                        .hint(
                            Event {
                                at: at(clock),
                                order,
                            },
                            random,
                        )
                        .unwrap_or_default(),
                    _ => Vec::new(),
                };
                world.keep(effects, seed);
            }
        }
        let seed_of_draw = random.next_u64();
        let effects = round.advance(at(clock), |_| {
            Some(draw(&mut StdRng::seed_from_u64(seed_of_draw), drawn))
        });
        if effects
            .iter()
            .any(|effect| matches!(effect, Effect::Asked(_)))
        {
            drawn += 1;
        }
        if let Some(question) = world.keep(effects, seed) {
            unsaid = Some(question);
        }
        if let Some(due) = round.due() {
            let latest = at(clock) + SignedDuration::from_secs(3_600);
            assert!(due < latest, "seed {seed}: it waits too long");
        }
    }
    world.check_end(seed, is_first_wins, drawn);
}

#[test]
fn whatever_happens_points_are_given_once_and_every_round_ends() {
    for seed in 0..SEEDS {
        play(seed);
    }
}
