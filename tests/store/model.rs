//! Any sequence of operations against a plain model of what the store promises.

use std::collections::{BTreeMap, HashSet};

use attache::quiz::{Kind, Span};
use attache::store::{Award, Cause, Change, Home, MemberKey, Outcome, RoundChange, Standing};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::scene::{Scene, asker};

const HOUR_MS: i64 = 3_600_000;

/// What is done, all of it small, so that much of it meets.
#[derive(Debug, Clone)]
enum Step {
    Event(Event),
    Start { round: u8, home: u8, channel: u8 },
    Close { round: u8, version: i64 },
    Hide { member: u8, hidden: bool },
    Forget { member: u8 },
}

/// An event, of few ids, that gives awards in rounds, and maybe changes a round from some version.
#[derive(Debug, Clone)]
struct Event {
    id: u8,
    home: u8,
    at_hours: u8,
    /// The round, the member, the points, the kind.
    awards: Vec<(u8, u8, u8, bool)>,
    round: Option<(u8, i64)>,
}

fn step() -> impl Strategy<Value = Step> {
    let award = (0..3_u8, 0..4_u8, 0..5_u8, any::<bool>());
    let event = (
        0..40_u8,
        0..2_u8,
        0..72_u8,
        prop::collection::vec(award, 0..4),
        prop::option::of((0..6_u8, 1..4_i64)),
    );
    prop_oneof![
        8 => event.prop_map(|(id, home, at_hours, awards, round)| Step::Event(Event {
            id, home, at_hours, awards, round
        })),
        3 => (0..6_u8, 0..2_u8, 0..4_u8)
            .prop_map(|(round, home, channel)| Step::Start { round, home, channel }),
        2 => (0..6_u8, 1..4_i64).prop_map(|(round, version)| Step::Close { round, version }),
        1 => (0..4_u8, any::<bool>()).prop_map(|(member, hidden)| Step::Hide { member, hidden }),
        1 => (0..4_u8).prop_map(|member| Step::Forget { member }),
    ]
}

/// What the store promises, said plainly.
#[derive(Default)]
struct Model {
    seen: HashSet<u8>,
    /// By round: its community, its channel, its version, whether it lives.
    rounds: BTreeMap<u8, (u8, u8, i64, bool)>,
    /// By round, question and the key of the member as it was.
    given: HashSet<(u8, i64, MemberKey)>,
    /// In their order: community, who, points, whether right. Who was forgotten is `None`.
    ledger: Vec<Entry>,
    hidden: HashSet<u8>,
}

type Entry = (u8, Option<u8>, i64, bool);

/// A standing by name: rank, points, answered, correct, streak, best streak.
type Row = (String, [i64; 6]);

impl Model {
    /// The board of all time of a community.
    fn board(&self, home: u8) -> Vec<Row> {
        let mut rows: BTreeMap<u8, ([i64; 6], usize)> = BTreeMap::new();
        for (at, (_, who, points, is_correct)) in self.of(home) {
            let Some(who) = who else {
                continue;
            };
            let (row, reached) = rows.entry(who).or_default();
            if points > 0 {
                *reached = at;
            }
            row[1] += points;
            row[2] += 1;
            row[3] += i64::from(is_correct);
            row[4] = if is_correct { row[4] + 1 } else { 0 };
            row[5] = row[5].max(row[4]);
        }
        let mut rows: Vec<(u8, [i64; 6], usize)> = rows
            .into_iter()
            .map(|(who, (row, reached))| (who, row, reached))
            .filter(|(who, row, _)| !self.hidden.contains(who) && row[1] > 0)
            .collect();
        rows.sort_by_key(|(_, row, reached)| (-row[1], *reached));
        let points: Vec<i64> = rows.iter().map(|(_, row, _)| row[1]).collect();
        let rank = |own: i64| 1 + points.iter().filter(|points| **points > own).count();
        rows.into_iter()
            .map(|(who, mut row, _)| {
                row[0] = i64::try_from(rank(row[1])).expect("a rank");
                (name(who), row)
            })
            .collect()
    }

    fn of(&self, home: u8) -> impl Iterator<Item = (usize, Entry)> {
        let entries = self.ledger.clone().into_iter().enumerate();
        entries.filter(move |(_, entry)| entry.0 == home)
    }

    fn live(&self, home: u8) -> usize {
        let rounds = self.rounds.values();
        rounds.filter(|round| round.0 == home && round.3).count()
    }
}

fn name(member: u8) -> String {
    format!("member {member}")
}

fn home(home: u8) -> Home {
    Home::new("test", home.to_string())
}

async fn key(scene: &Scene, member: u8) -> MemberKey {
    scene.member(&name(member)).await
}

/// Does a step to both, and expects the same of both.
async fn apply(scene: &Scene, model: &mut Model, step: &Step) {
    match step {
        Step::Event(event) => give(scene, model, event).await,
        Step::Start {
            round,
            home,
            channel,
        } => start(scene, model, *round, *home, *channel).await,
        Step::Close { round, version } => close(scene, model, *round, *version).await,
        Step::Hide { member, hidden } => {
            key(scene, *member).await;
            let name = name(*member);
            let asker = asker(&name);
            let done = scene.store.set_hidden(&asker, *hidden);
            assert!(done.await.unwrap());
            if *hidden {
                model.hidden.insert(*member);
            } else {
                model.hidden.remove(member);
            }
        }
        Step::Forget { member } => {
            key(scene, *member).await;
            assert!(scene.store.forget(&asker(&name(*member))).await.unwrap());
            model.hidden.remove(member);
            for entry in &mut model.ledger {
                if entry.1 == Some(*member) {
                    entry.1 = None;
                }
            }
        }
    }
}

async fn give(scene: &Scene, model: &mut Model, event: &Event) {
    let at = i64::from(event.at_hours) * HOUR_MS;
    let cause = Cause::Event(event.id.to_string());
    let mut change = Change::new(home(event.home).channel("0"), at, cause);
    let mut entries = Vec::new();
    for (no, (round, member, points, is_typed)) in (0..).zip(&event.awards) {
        let member_key = key(scene, *member).await;
        entries.push(((*round, no % 2, member_key.clone()), *member, *points));
        change.awards.push(Award {
            round_id: round.to_string(),
            question_no: no % 2,
            member: member_key,
            points: i64::from(*points),
            is_correct: *points > 0,
            kind: if *is_typed { Kind::Typed } else { Kind::Choice },
            question: format!("q{no}"),
            fact: String::from("fact"),
        });
    }
    if let Some((round, version)) = event.round {
        change.round = RoundChange::Keep {
            round_id: round.to_string(),
            version,
            state: String::new(),
            due_at: None,
        };
    }
    let fits = event.round.is_none_or(|(round, version)| {
        let found = model.rounds.get(&round);
        found.is_some_and(|round| round.2 == version && round.3)
    });
    let expected = match (model.seen.contains(&event.id), fits) {
        (true, _) => Outcome::Seen,
        (false, false) => Outcome::Conflict,
        (false, true) => Outcome::Committed,
    };
    assert_eq!(scene.commit(&change).await, expected, "{event:?}");
    if expected != Outcome::Committed {
        return;
    }
    model.seen.insert(event.id);
    if let Some((round, _)) = event.round {
        model.rounds.get_mut(&round).expect("it fits").2 += 1;
    }
    for (given, member, points) in entries {
        if model.given.insert(given) {
            let points = i64::from(points);
            let entry = (event.home, Some(member), points, points > 0);
            model.ledger.push(entry);
        }
    }
}

async fn start(scene: &Scene, model: &mut Model, round: u8, at_home: u8, channel: u8) {
    let place = home(at_home).channel(format!("{at_home}/{channel}"));
    let mut change = Change::new(place, 0, Cause::Time);
    change.round = RoundChange::Open {
        rounds_max: 3,
        round_id: round.to_string(),
        state: String::new(),
        due_at: None,
    };
    let taken = (at_home, channel, true);
    let expected = if model.rounds.contains_key(&round) {
        Outcome::Seen
    } else if model.rounds.values().any(|it| (it.0, it.1, it.3) == taken) {
        Outcome::ChannelTaken
    } else if model.live(at_home) >= 3 {
        Outcome::CommunityFull
    } else {
        Outcome::Committed
    };
    assert_eq!(scene.commit(&change).await, expected, "{taken:?}");
    if expected == Outcome::Committed {
        model.rounds.insert(round, (at_home, channel, 1, true));
    }
}

async fn close(scene: &Scene, model: &mut Model, round: u8, version: i64) {
    let mut change = Change::new(home(0).channel("0"), 0, Cause::Time);
    change.round = RoundChange::Close {
        round_id: round.to_string(),
        version,
    };
    let found = model.rounds.get_mut(&round);
    let found = found.filter(|round| round.2 == version && round.3);
    let expected = if found.is_some() {
        Outcome::Committed
    } else {
        Outcome::Conflict
    };
    assert_eq!(scene.commit(&change).await, expected, "{round} {version}");
    if let Some(round) = found {
        (round.2, round.3) = (round.2 + 1, false);
    }
}

async fn compare(scene: &Scene, model: &Model) {
    assert_eq!(scene.store.verify().await.unwrap(), []);
    for at_home in 0..2 {
        let found = scene
            .store
            .leaders(&home(at_home), Span::All, None, 0, 9)
            .await;
        let row = |found: &Standing| {
            let Standing {
                rank,
                points,
                answered,
                correct,
                streak,
                streak_best,
                ..
            } = *found;
            (
                found.name.clone(),
                [rank, points, answered, correct, streak, streak_best],
            )
        };
        let found = found.unwrap();
        let expected = model.board(at_home);
        assert_eq!(found.iter().map(row).collect::<Vec<_>>(), expected);
        for leader in &found {
            let (home, who) = (home(at_home), &leader.member);
            let own = scene.store.standing(&home, Span::All, None, 0, who);
            assert_eq!(own.await.unwrap().as_ref(), Some(leader));
        }
        for channel in 0..4 {
            let place = home(at_home).channel(format!("{at_home}/{channel}"));
            let found = scene.store.round_in(&place).await.unwrap();
            let found = found.map(|round| (round.round_id, round.version));
            let mut rounds = model.rounds.iter();
            let expected = rounds.find(|(_, it)| (it.0, it.1, it.3) == (at_home, channel, true));
            assert_eq!(found, expected.map(|(id, round)| (id.to_string(), round.2)));
        }
        // What a day brought adds up over the days.
        let mut sum = 0;
        for day in 0..3 {
            let now = day * 24 * HOUR_MS;
            let leaders = scene
                .store
                .leaders(&home(at_home), Span::Day, None, now, 9)
                .await;
            sum += leaders
                .unwrap()
                .iter()
                .map(|leader| leader.points)
                .sum::<i64>();
        }
        assert_eq!(sum, expected.iter().map(|(_, row)| row[1]).sum::<i64>());
    }
}

/// The same few sequences each time. That they are made here and not by the macro
/// lets one store, on one runtime, take them all.
pub async fn any_operations_leave_what_a_plain_model_says(scene: Scene) {
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), random);
    let steps = prop::collection::vec(step(), 20..80);
    let engine = scene.engine;
    for _ in 0..6 {
        let steps = steps.new_tree(&mut runner).expect("steps").current();
        let scene = Scene::new(engine).await;
        let mut model = Model::default();
        for (at, step) in steps.iter().enumerate() {
            apply(&scene, &mut model, step).await;
            if at % 8 == 0 {
                compare(&scene, &model).await;
            }
        }
        compare(&scene, &model).await;
    }
}
