//! How well a fact explains a question.

use super::Answers;
use super::lead::Filled;
use super::lexicon::Verb;
use super::question::{Question, SYNONYM_WORTH};
use crate::ids::FactIx;

/// What speaks for and against a fact as the answer.
#[derive(Debug, Clone)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a reason of its own, and any may hold"
)]
pub struct Evidence {
    /// The fact.
    pub fact: FactIx,
    /// Its score in the index.
    pub score: f32,
    /// The share of the question, by weight, that the fact explains.
    pub coverage: f32,
    /// Whether it explains every item that has to be.
    pub is_complete: bool,
    /// How much its title and the question have in common: from 0, nothing, to 1, all of both.
    pub title_fit: f32,
    /// What the answer would lead with; none if the fact does not have what is wanted.
    pub lead: Option<Filled>,
    /// The share of the question, by weight, that it explains in the question's own words.
    pub exact: f32,
    /// Whether somebody's words are asked for, and it has them.
    pub quotes: bool,
    /// Whether it says that something is not so, and the question asks for what is.
    pub denies: bool,
    /// The share of its title that the question leaves out of the answer.
    pub besides: f32,
    /// Whether those named have no part in it, or another than the question says.
    pub contradicts: bool,
    /// Whether it has those named the other way round.
    pub is_reversed: bool,
    /// The phrase of what its source is silent on that the question asks for, and how much the
    /// two have in common.
    pub silent: Option<(usize, f32)>,
}

impl Answers {
    /// Weighs a fact against a question.
    pub(super) fn weigh(&self, question: &Question, ix: FactIx, score: f32) -> Evidence {
        let fact = self.base.fact(ix);
        let gist = self.gists.of(ix);
        let whole: f32 = question.items.iter().map(|item| item.weight).sum();
        let mut total = 0.0;
        let mut explained = 0.0;
        let mut exact = 0.0;
        let mut is_complete = true;
        for item in &question.items {
            let worth = item.worth(|term| self.index.impact(term, ix).is_some());
            if worth > SYNONYM_WORTH {
                exact += item.weight;
            }
            total += item.weight;
            explained += item.weight * worth;
            let is_said = || {
                let says = |term| gist.said.contains(&term) || gist.title.contains(&term);
                item.worth(says) > 0.0
            };
            is_complete &= !item.is_act || is_said();
            is_complete &= !item.must || worth > 0.0 || item.is_scene(&self.base, whole);
        }
        let title_fit = self.fit(gist.title, question);
        Evidence {
            fact: ix,
            score,
            coverage: if total > 0.0 { explained / total } else { 0.0 },
            exact: if total > 0.0 { exact / total } else { 0.0 },
            quotes: question.grammar.verb == Some(Verb::Saying) && fact.said_by.is_some(),
            denies: gist.is_denial && !question.is_denial && !question.asks_whether,
            is_complete: is_complete && (gist.is_denial || !question.is_denial),
            title_fit,
            besides: self.share_besides(gist.title, question),
            lead: self.lead(question, fact, ix),
            is_reversed: question.grammar.is_reversed_in(&self.base, fact),
            contradicts: question.grammar.contradicts(&self.base, fact),
            silent: self.silent(question, ix, title_fit),
        }
    }
}
