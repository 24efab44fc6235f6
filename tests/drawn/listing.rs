//! All questions of a base, as they are listed.

use std::collections::BTreeSet;

use attache::quiz::{Answer, Kind, Question, draw};

use super::bases::{ARTICLE, SMALL, loaded, says};
use crate::program::{PACK, attache};

/// As many questions the built-in pack has to yield.
const ARTICLE_QUESTIONS_MIN: usize = 350;

/// As many of each kind.
const OF_KIND_MIN: usize = 12;

#[test]
fn the_article_yields_plenty_of_every_kind() {
    let questions = draw::questions(&loaded(ARTICLE));
    let wordings: BTreeSet<_> = questions
        .iter()
        .map(|question| (&question.wording, &question.choices))
        .collect();
    assert!(
        wordings.len() >= ARTICLE_QUESTIONS_MIN,
        "{}",
        wordings.len()
    );
    for kind in Kind::ALL {
        let count = questions
            .iter()
            .filter(|question| question.kind == kind)
            .count();
        assert!(count >= OF_KIND_MIN, "{kind:?}: {count}");
    }
    let truths: Vec<bool> = questions
        .iter()
        .filter(|question| question.kind == Kind::TrueFalse)
        .map(|question| question.answer == Answer::Choice(0))
        .collect();
    let share = truths.iter().filter(|truth| **truth).count() * 100 / truths.len();
    assert!((40..=60).contains(&share), "{share} in a hundred are true");
    // Whoever always takes the same place is right one time in four.
    for place in 0..4 {
        let choices = questions
            .iter()
            .filter(|question| question.kind == Kind::Choice);
        let (all, there): (Vec<_>, Vec<_>) = (
            choices.clone().collect(),
            choices
                .filter(|question| question.answer == Answer::Choice(place))
                .collect(),
        );
        let share = there.len() * 100 / all.len();
        assert!(
            (15..=35).contains(&share),
            "place {place}: {share} in a hundred"
        );
    }
}

/// A member of a quiz has not read the article, and does not know from when it counts.
#[test]
fn no_question_of_the_article_needs_the_article_in_hand() {
    const UNKNOWN: [&str; 14] = [
        "the article",
        "the source",
        "recently",
        "lately",
        "of late",
        "now",
        "already",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "last year",
        "this year",
    ];
    for question in draw::questions(&loaded(ARTICLE)) {
        for unknown in UNKNOWN {
            let said = says(&question.wording, unknown);
            assert!(!said, "{}: {unknown}\n  {}", question.id, question.wording);
        }
    }
}

#[test]
fn every_question_of_the_article_can_be_read() {
    let listed = attache(&["facts", "questions"]).run().fine();
    insta::with_settings!({ snapshot_path => "../snapshots" }, {
        insta::assert_snapshot!(listed);
    });
}

#[test]
fn programs_get_each_question_as_it_is_kept() {
    let lines = attache(&["facts", "questions", PACK, "--json"])
        .run()
        .fine();
    let read: Vec<Question> = lines
        .lines()
        .map(|line| serde_json::from_str(line).expect("a question"))
        .collect();
    assert_eq!(read, draw::questions(&loaded(SMALL)));
}
