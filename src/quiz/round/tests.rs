//! What a round does, step by step.

use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;

use super::*;
use crate::facts::Citation;
use crate::quiz::{Answer, Kind, Mode, NameAnswer, NumberAnswer, Question, Reveal, Rules};

pub(super) fn question(id: &str, kind: Kind, choices: &[&str], answer: Answer) -> Question {
    Question {
        id: id.to_owned(),
        kind,
        wording: "When was that?".to_owned(),
        choices: choices.iter().map(|&choice| choice.to_owned()).collect(),
        answer,
        reveal: Reveal {
            answer: "1921".to_owned(),
            statement: "It was in 1921.".to_owned(),
            cited: Citation::stated(&format!("fact-of-{id}"), "a gazette"),
        },
    }
}

pub(super) fn choice(id: &str) -> Question {
    question(id, Kind::Choice, &["a", "b", "c", "d"], Answer::Choice(2))
}

fn closest(id: &str) -> Question {
    let number = NumberAnswer {
        value: 1921,
        decimals: 0,
        unit: String::new(),
    };
    question(id, Kind::Closest, &[], Answer::Closest(number))
}

pub(super) fn at(seconds: f64) -> Timestamp {
    let start = Timestamp::from_second(1_767_268_800).expect("a time");
    start + SignedDuration::from_secs_f64(seconds)
}

fn event(seconds: f64, order: u64) -> Event {
    Event {
        at: at(seconds),
        order,
    }
}

/// A round with its first question open from second 0, for 21 seconds.
fn open(mode: Mode, questions: u32, first: Question) -> Round {
    let rules = Rules {
        questions,
        mode,
        ..Rules::default()
    };
    open_by(rules, first)
}

fn open_by(rules: Rules, first: Question) -> Round {
    let (mut round, effects) = Round::start("r".into(), rules, "ana".into(), first, at(0.0));
    assert!(matches!(effects[..], [Effect::Asked(_), Effect::Say(_)]));
    assert_eq!(round.due(), None, "the clock starts with the post");
    round.said("r/1/question", at(0.0));
    assert_eq!(round.due(), Some(at(21.0)));
    round
}

fn awards(effects: &[Effect]) -> Vec<(String, u32)> {
    let award = |effect: &Effect| match effect {
        Effect::Award(award) if award.points > 0 => Some((award.member.clone(), award.points)),
        _ => None,
    };
    effects.iter().filter_map(award).collect()
}

fn given(awards: &[(&str, u32)]) -> Vec<(String, u32)> {
    let own = |&(member, points): &(&str, u32)| (member.to_owned(), points);
    awards.iter().map(own).collect()
}

fn none(_: &Rules) -> Option<Question> {
    None
}

fn end(effects: &[Effect]) -> Option<End> {
    effects.iter().find_map(|effect| match effect {
        Effect::Say(Post {
            content: Content::Results { end, .. },
            ..
        }) => Some(*end),
        _ => None,
    })
}

#[test]
fn where_answers_are_seen_the_first_counts_however_it_is_told() {
    let rules = Rules {
        questions: 1,
        is_final: true,
        ..Rules::default()
    };
    let mut round = open_by(rules, choice("q"));
    for (member, guess, order, answered) in [
        ("ana", Guess::Right, 2, Answered::Taken),
        ("ana", Guess::Wrong, 3, Answered::Final),
        ("ben", Guess::Right, 5, Answered::Taken),
        // It was said before, and is told later.
        ("ben", Guess::Wrong, 4, Answered::Taken),
        ("ben", Guess::Right, 6, Answered::Final),
    ] {
        assert_eq!(round.answer(member, guess, event(1.0, order)), answered);
    }
    let effects = round.advance(at(21.0), none);
    let earned = awards(&effects);
    assert!(
        matches!(&earned[..], [(member, _)] if member == "ana"),
        "{earned:?}"
    );
}

#[test]
fn everyone_who_is_right_when_time_is_up_earns_points_by_speed() {
    let mut round = open(Mode::Everyone, 1, choice("q"));
    assert_eq!(
        round.answer("ana", Guess::Right, event(0.0, 1)),
        Answered::Taken
    );
    assert_eq!(
        round.answer("ben", Guess::Right, event(20.0, 2)),
        Answered::Taken
    );
    assert_eq!(
        round.answer("eve", Guess::Wrong, event(3.0, 3)),
        Answered::Taken
    );
    assert!(round.advance(at(20.9), none).is_empty());
    let effects = round.advance(at(21.0), none);
    assert_eq!(awards(&effects), given(&[("ana", 15), ("ben", 10)]));
    assert_eq!(end(&effects), Some(End::Complete));
    assert!(round.is_over());
}

#[test]
fn an_answer_may_be_changed_and_the_last_by_the_platforms_order_counts() {
    let mut round = open(Mode::Everyone, 1, choice("q"));
    round.answer("ana", Guess::Right, event(1.0, 10));
    assert_eq!(
        round.answer("ana", Guess::Wrong, event(5.0, 30)),
        Answered::Changed
    );
    // This one was said before the last, and comes in late.
    assert_eq!(
        round.answer("ana", Guess::Right, event(2.0, 20)),
        Answered::Changed
    );
    assert!(awards(&round.advance(at(21.0), none)).is_empty());
}

#[test]
fn the_first_right_answer_wins_and_of_simultaneous_ones_the_lowest_order() {
    let mut round = open(Mode::First, 1, choice("q"));
    round.answer("ben", Guess::Right, event(4.3, 8));
    assert_eq!(round.due(), Some(at(4.8)));
    round.answer("ana", Guess::Right, event(4.2, 7));
    assert_eq!(round.due(), Some(at(4.7)));
    assert_eq!(
        round.answer("eve", Guess::Right, event(4.9, 1)),
        Answered::TooLate
    );
    let effects = round.advance(at(4.7), none);
    assert_eq!(awards(&effects), given(&[("ana", 14)]));
}

#[test]
fn where_the_first_wins_a_choice_is_tried_once_and_a_written_answer_three_times() {
    let mut round = open(Mode::First, 1, choice("q"));
    assert_eq!(
        round.answer("ana", Guess::Wrong, event(1.0, 1)),
        Answered::Again(0)
    );
    assert_eq!(
        round.answer("ana", Guess::Right, event(2.0, 2)),
        Answered::Spent
    );
    let name = NameAnswer {
        name: "Zenda".into(),
        aliases: Vec::new(),
        rivals: Vec::new(),
    };
    let mut round = open(
        Mode::First,
        1,
        question("q", Kind::Typed, &[], Answer::Name(name.into())),
    );
    for left in [2, 1, 0] {
        assert_eq!(
            round.answer("ana", Guess::Wrong, event(1.0, 1)),
            Answered::Again(left)
        );
    }
    assert_eq!(
        round.answer("ana", Guess::Right, event(2.0, 2)),
        Answered::Spent
    );
}

#[test]
fn the_nearest_number_wins_and_equals_share() {
    let mut round = open(Mode::Everyone, 1, closest("q"));
    round.answer("ana", Guess::Number(1920), event(21.0, 1));
    round.answer("ben", Guess::Number(1922), event(21.0, 2));
    round.answer("eve", Guess::Number(1900), event(1.0, 3));
    assert_eq!(
        awards(&round.advance(at(21.0), none)),
        given(&[("ana", 12), ("ben", 12)])
    );
}

#[test]
fn a_hint_halves_what_is_earned_after_it_and_strikes_out_two_wrong_choices() {
    let mut round = open(Mode::Everyone, 1, choice("q"));
    round.answer("ana", Guess::Right, event(0.0, 1));
    let mut random = StdRng::seed_from_u64(1);
    let effects = round.hint(event(1.0, 2), &mut random).expect("a hint");
    let [
        Effect::Say(Post {
            key,
            content: Content::Hint(Hint::Struck(struck)),
        }),
    ] = &effects[..]
    else {
        panic!("{effects:?}");
    };
    assert_eq!(key, "r/1/hint");
    assert_eq!(struck.len(), 2);
    assert!(!struck.contains(&"c".to_owned()));
    assert_eq!(
        round.hint(event(1.0, 3), &mut random),
        Err(Refused::HintedBefore)
    );
    round.answer("ben", Guess::Right, event(21.0, 4));
    assert_eq!(
        awards(&round.advance(at(21.0), none)),
        given(&[("ana", 15), ("ben", 5)])
    );
}

#[test]
fn away_for_more_than_five_seconds_of_a_question_makes_it_void_and_another_is_asked() {
    let mut round = open(Mode::Everyone, 1, choice("q"));
    round.answer("ana", Guess::Right, event(1.0, 1));
    let away = |from, to| Away {
        from: at(from),
        to: at(to),
    };
    assert!(round.resume(away(3.0, 8.0)).is_empty());
    let effects = round.resume(away(3.0, 8.1));
    assert!(awards(&effects).is_empty());
    let [Effect::Say(post)] = &effects[..] else {
        panic!("{effects:?}");
    };
    assert_eq!(post.key, "r/1/resolved");
    assert!(matches!(post.content, Content::Void { .. }));
    assert_eq!(round.done(), 0);
    let effects = round.advance(at(99.0), |_| Some(choice("other")));
    assert!(matches!(&effects[1], Effect::Say(post) if post.key == "r/2/question"));
    round.said("r/2/question", at(100.0));
    assert!(
        round.resume(away(3.0, 8.1)).is_empty(),
        "it was away before"
    );
}

#[test]
fn a_round_ends_after_two_questions_without_an_answer() {
    let mut round = open(Mode::Everyone, 9, choice("q"));
    assert_eq!(end(&round.advance(at(21.0), none)), None);
    round.advance(at(27.0), |_| Some(choice("p")));
    round.said("r/2/question", at(28.0));
    assert_eq!(end(&round.advance(at(49.0), none)), Some(End::Silence));
}

#[test]
fn a_streak_adds_up_and_breaks() {
    let mut round = open(Mode::Everyone, 3, choice("q"));
    let mut points = Vec::new();
    for (number, guess) in [(1_u32, Guess::Right), (2, Guess::Right), (3, Guess::Wrong)] {
        let start = f64::from(number - 1) * 100.0;
        if number > 1 {
            round.advance(at(start - 1.0), |_| Some(choice("next")));
            round.said(&format!("r/{number}/question"), at(start));
        }
        round.answer("ana", guess, event(start + 21.0, number.into()));
        points.push(awards(&round.advance(at(start + 21.0), none)));
    }
    assert_eq!(
        points,
        [given(&[("ana", 10)]), given(&[("ana", 11)]), Vec::new()]
    );
    let standings = round.standings();
    assert_eq!(
        (
            standings[0].points,
            standings[0].right,
            standings[0].answered
        ),
        (21, 2, 3)
    );
}

#[test]
fn skipping_and_stopping_give_no_points_and_tell_the_answer() {
    let mut round = open(Mode::Everyone, 2, choice("q"));
    round.answer("ana", Guess::Right, event(1.0, 1));
    let effects = round.skip(at(2.0)).expect("a question is open");
    assert!(matches!(
        &effects[..],
        [Effect::Say(Post {
            content: Content::Resolved {
                is_skipped: true,
                ..
            },
            ..
        })]
    ));
    assert_eq!(round.skip(at(3.0)), Err(Refused::NothingOpen));
    assert_eq!(end(&round.stop()), Some(End::Stopped));
    assert!(round.stop().is_empty());
    assert_eq!(
        round.answer("ana", Guess::Right, event(9.0, 9)),
        Answered::NothingOpen
    );
}

#[test]
fn without_its_post_a_question_is_not_open_and_a_post_that_fails_ends_the_round() {
    let (mut round, _) = Round::start(
        "r".into(),
        Rules::default(),
        "ana".into(),
        choice("q"),
        at(0.0),
    );
    round.said("r/1/hint", at(0.0));
    assert_eq!(round.open(), None);
    assert!(round.failed("r/9/question").is_empty());
    assert_eq!(end(&round.failed("r/1/question")), Some(End::Unsaid));
}

#[test]
fn a_round_is_the_same_after_it_was_kept() {
    let mut round = open(Mode::First, 3, closest("q"));
    round.answer("ana", Guess::Number(7), event(1.0, 1));
    let kept = serde_json::to_string(&round).expect("it can be kept");
    assert_eq!(
        serde_json::from_str::<Round>(&kept).expect("it can be read"),
        round
    );
}
