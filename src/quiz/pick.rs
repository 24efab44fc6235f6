//! Which question comes next.

use rand::Rng;
use rand::seq::IteratorRandom;
use rustc_hash::FxHashMap;

use super::{Question, QuestionId};

/// How often a community was asked what.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    questions: FxHashMap<QuestionId, u64>,
    /// All the questions on a fact together.
    facts: FxHashMap<String, u64>,
}

impl Asked {
    /// From how often each of these questions was asked.
    pub fn new(questions: &[Question], times: impl Fn(&Question) -> u64) -> Self {
        let mut asked = Self::default();
        for question in questions {
            let times = times(question);
            if times > 0 {
                asked.questions.insert(question.id.clone(), times);
                *asked.facts.entry(question.fact().to_owned()).or_default() += times;
            }
        }
        asked
    }

    /// The less, the sooner a question comes: first by itself, so that none is repeated before all
    /// others came, then by its fact, so that a round does not dwell on one.
    fn rank(&self, question: &Question) -> (u64, u64) {
        let times = |known: Option<&u64>| known.copied().unwrap_or_default();
        (
            times(self.questions.get(&question.id)),
            times(self.facts.get(question.fact())),
        )
    }
}

/// The next of the questions that fit: one of those that were asked least, any of them as likely
/// as any other. None if none fits.
pub fn pick<'a>(
    fitting: impl Iterator<Item = &'a Question> + Clone,
    asked: &Asked,
    random: &mut impl Rng,
) -> Option<&'a Question> {
    let least = fitting.clone().map(|question| asked.rank(question)).min()?;
    fitting
        .filter(|question| asked.rank(question) == least)
        .choose(random)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use rand::SeedableRng;
    use rand::rngs::StdRng;

    use super::{Asked, pick};
    use crate::facts::Citation;
    use crate::quiz::{Answer, Kind, Question, Reveal};

    /// A question of which kind and fact hang on its number.
    fn question(number: usize) -> Question {
        Question {
            id: format!("question-{number}"),
            kind: Kind::ALL[number % 5],
            wording: String::new(),
            choices: Vec::new(),
            answer: Answer::Choice(0),
            reveal: Reveal {
                answer: String::new(),
                statement: String::new(),
                cited: Citation::stated(&format!("fact-{}", number % 7), ""),
            },
        }
    }

    proptest! {
        #[test]
        fn nothing_comes_again_before_all_that_fit_came(
            count in 0_usize..60,
            kind in prop::option::of(prop::sample::select(&Kind::ALL)),
            laps in 1_u64..4,
            seed: u64,
        ) {
            let questions: Vec<Question> = (0..count).map(question).collect();
            let fits = |question: &&Question| kind.is_none_or(|kind| kind == question.kind);
            let fitting = questions.iter().filter(fits);
            let mut random = StdRng::seed_from_u64(seed);
            let mut times: BTreeMap<String, u64> = BTreeMap::new();
            for lap in 0..laps {
                for _ in fitting.clone() {
                    let asked = Asked::new(&questions, |question| {
                        times.get(&question.id).copied().unwrap_or_default()
                    });
                    let picked = pick(fitting.clone(), &asked, &mut random).expect("one that fits");
                    let before = times.entry(picked.id.clone()).or_default();
                    prop_assert_eq!(*before, lap, "{} comes too often", picked.id);
                    *before += 1;
                }
            }
            let none = pick(questions.iter().filter(|_| false), &Asked::default(), &mut random);
            prop_assert_eq!(none, None);
        }

        #[test]
        fn no_fact_comes_again_before_all_facts_came(count in 1_usize..60, seed: u64) {
            let questions: Vec<Question> = (0..count).map(question).collect();
            let mut random = StdRng::seed_from_u64(seed);
            let mut came: Vec<&Question> = Vec::new();
            for _ in 0..count.min(7) {
                let asked = Asked::new(&questions, |question| u64::from(came.contains(&question)));
                let picked = pick(questions.iter(), &asked, &mut random).expect("one is left");
                prop_assert!(came.iter().all(|before| before.fact() != picked.fact()));
                came.push(picked);
            }
        }
    }

    #[test]
    fn each_that_fits_is_about_as_likely() {
        let questions: Vec<Question> = (0..4).map(question).collect();
        let mut random = StdRng::seed_from_u64(1);
        let mut counts = [0; 4];
        for _ in 0..4_000 {
            let picked = pick(questions.iter(), &Asked::default(), &mut random);
            let picked = picked.and_then(|picked| questions.iter().position(|one| one == picked));
            counts[picked.expect("one of them")] += 1;
        }
        assert!(
            counts.iter().all(|count| (850..1_150).contains(count)),
            "{counts:?}"
        );
    }
}
