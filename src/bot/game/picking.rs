//! Which question is asked next.

use rand::Rng;
use rustc_hash::FxHashMap;

use super::Game;
use crate::chat::Topic;
use crate::facts::FactBase;
use crate::quiz::difficulty::{self, Tally};
use crate::quiz::{Asked, Level, Question, Rules, pick};
use crate::store::{Home, Plays, Result};

impl Game {
    /// A question by the rules of a round, which was not asked in the community before all others
    /// that fit, and how often it was.
    pub(super) async fn draw(
        &self,
        home: &Home,
        rules: &Rules,
        random: &mut impl Rng,
    ) -> Result<Option<(Question, i64)>> {
        let bot = self.bot();
        let (base, questions) = (bot.base(), bot.questions());
        let topic = match rules.topic.as_deref().map(|named| Topic::find(base, named)) {
            Some(None) => return Ok(None),
            Some(Some(topic)) => Some(topic),
            None => None,
        };
        let times = self.store.asked(home).await?;
        let asked = Asked::new(questions, |question| {
            times
                .get(&question.id)
                .map_or(0, |times| times.unsigned_abs())
        });
        let level = self.levels(questions, rules.level).await?;
        let fitting = questions.iter().filter(|question| {
            rules.kind.is_none_or(|kind| kind == question.kind)
                && topic.is_none_or(|topic| is_on(base, question, topic))
                && rules.level.is_none_or(|wanted| wanted == level(question))
        });
        Ok(pick(fitting, &asked, random).map(|question| {
            let before = times.get(&question.id).copied().unwrap_or_default();
            (question.clone(), before)
        }))
    }

    /// How hard each question is, where that matters.
    async fn levels(
        &self,
        questions: &[Question],
        wanted: Option<Level>,
    ) -> Result<impl Fn(&Question) -> Level + use<>> {
        let ids: Vec<String> = match wanted {
            Some(_) => questions
                .iter()
                .map(|question| question.id.clone())
                .collect(),
            None => Vec::new(),
        };
        let plays = self.store.plays(&ids).await?;
        let tally = |plays: &Plays| Tally {
            plays: count(plays.answered),
            right: count(plays.correct),
        };
        let mut by_kind = FxHashMap::default();
        for question in questions {
            let sum: &mut Plays = by_kind.entry(question.kind).or_default();
            if let Some(plays) = plays.get(&question.id) {
                sum.answered += plays.answered;
                sum.correct += plays.correct;
            }
        }
        Ok(move |question: &Question| {
            let own = plays.get(&question.id).copied().unwrap_or_default();
            let of_kind = by_kind.get(&question.kind).copied().unwrap_or_default();
            difficulty::level(difficulty::share(
                tally(&own),
                question.kind,
                tally(&of_kind),
            ))
        })
    }
}

/// Whether a question is on a topic, and is not answered by its name.
fn is_on(base: &FactBase, question: &Question, topic: Topic) -> bool {
    let fact = base.fact_by_id(question.fact());
    fact.is_some_and(|fact| topic.has(base.fact(fact)))
        && question.reveal.answer != topic.name(base)
}

fn count(number: i64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
