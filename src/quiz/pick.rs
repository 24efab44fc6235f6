//! Which question comes next.

use std::collections::BTreeSet;

use rand::Rng;
use rand::seq::IteratorRandom;

use super::{Kind, Level, Question, QuestionId};

/// What a question has to be like; what is left out may be anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wish {
    /// How it is answered.
    pub kind: Option<Kind>,
    /// How hard it is.
    pub level: Option<Level>,
    /// The id of a subject that it belongs to.
    pub topic: Option<String>,
}

impl Wish {
    /// Whether a question of this level is as wished.
    pub fn fits(&self, question: &Question, level: Level) -> bool {
        self.kind.is_none_or(|kind| kind == question.kind)
            && self.level.is_none_or(|wished| wished == level)
            && self
                .topic
                .as_ref()
                .is_none_or(|topic| question.subjects.contains(topic))
    }
}

/// A question as wished that was not asked yet, any of them as likely as any other; when all that
/// fit were asked, it starts over with all of them. None if none fits.
///
/// `asked` is what was asked in this community, and `level` says how hard a question is.
pub fn pick<'a>(
    questions: &'a [Question],
    wish: &Wish,
    asked: &BTreeSet<QuestionId>,
    level: impl Fn(&Question) -> Level,
    random: &mut impl Rng,
) -> Option<&'a Question> {
    let fitting = || {
        questions
            .iter()
            .filter(|question| wish.fits(question, level(question)))
    };
    fitting()
        .filter(|question| !asked.contains(&question.id))
        .choose(random)
        .or_else(|| fitting().choose(random))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::{Wish, pick};
    use crate::facts::Certainty;
    use crate::quiz::{Answer, Kind, Level, Question, Reveal};

    const TOPICS: [&str; 3] = ["arms", "trade", "history"];

    /// A question of which kind, level and topic hang on its number.
    fn question(number: usize) -> Question {
        Question {
            id: format!("fact-{number}/when/choice"),
            kind: Kind::ALL[number % 5],
            fact: format!("fact-{number}"),
            subjects: vec![TOPICS[number % 3].to_owned()],
            certainty: Certainty::Stated,
            wording: String::new(),
            choices: Vec::new(),
            answer: Answer::Choice(0),
            reveal: Reveal {
                answer: String::new(),
                statement: String::new(),
                source: String::new(),
            },
        }
    }

    fn level(question: &Question) -> Level {
        Level::ALL[question.fact.len() % 3]
    }

    fn wish() -> impl Strategy<Value = Wish> {
        let topics: Vec<String> = TOPICS.iter().map(ToString::to_string).collect();
        (
            prop::option::of(prop::sample::select(&Kind::ALL)),
            prop::option::of(prop::sample::select(&Level::ALL)),
            prop::option::of(prop::sample::select(topics)),
        )
            .prop_map(|(kind, level, topic)| Wish { kind, level, topic })
    }

    proptest! {
        #[test]
        fn nothing_comes_twice_before_all_that_fit_came(
            count in 0usize..120,
            wish in wish(),
            seed: u64,
        ) {
            let questions: Vec<Question> = (0..count).map(question).collect();
            let fitting = questions.iter().filter(|question| wish.fits(question, level(question)));
            let fitting: BTreeSet<_> = fitting.map(|question| question.id.clone()).collect();
            let mut random = StdRng::seed_from_u64(seed);
            let mut asked = BTreeSet::new();
            for _ in 0..fitting.len() {
                let picked = pick(&questions, &wish, &asked, level, &mut random);
                let picked = picked.expect("one that was not asked").id.clone();
                prop_assert!(fitting.contains(&picked), "{picked} does not fit");
                prop_assert!(asked.insert(picked), "asked twice");
            }
            // Then all over again.
            let again = pick(&questions, &wish, &asked, level, &mut random);
            prop_assert_eq!(again.is_some(), !fitting.is_empty());
            prop_assert!(again.is_none_or(|again| fitting.contains(&again.id)));
        }
    }

    #[test]
    fn each_that_fits_is_about_as_likely() {
        let questions: Vec<Question> = (0..4).map(question).collect();
        let mut random = StdRng::seed_from_u64(1);
        let mut counts = [0; 4];
        for _ in 0..4_000 {
            let wish = Wish::default();
            let picked = pick(&questions, &wish, &BTreeSet::new(), level, &mut random);
            let picked = picked.and_then(|picked| questions.iter().position(|one| one == picked));
            counts[picked.expect("one of them")] += 1;
        }
        assert!(
            counts.iter().all(|count| (850..1_150).contains(count)),
            "{counts:?}"
        );
    }
}
