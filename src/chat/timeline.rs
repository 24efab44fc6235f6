//! Dated facts in order of date.

use super::{Topic, topic};
use crate::facts::{Edtf, FactBase};
use crate::ids::FactIx;

/// As many as a reader looks through; narrowing the list gets at the rest.
const FACTS_MAX: usize = 40;

/// Dated facts in order of date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline {
    /// The only topic listed.
    pub topic: Option<Topic>,
    /// Its facts, the earliest first.
    pub facts: Vec<FactIx>,
    /// How many more fit but are too many to list.
    pub cut: usize,
    /// How many facts of the topic have no date.
    pub undated: usize,
}

impl Timeline {
    /// Lists the facts that lie, wholly or in part, between two dates.
    pub fn new(
        base: &FactBase,
        topic: Option<Topic>,
        from: Option<Edtf>,
        to: Option<Edtf>,
    ) -> Self {
        // Two dates bound an interval; one is open on the other side, unless it is an interval.
        let is_within = |date: &Edtf| match (from, to) {
            (Some(from @ Edtf::Interval(..)), None) => date.overlaps(from),
            _ => {
                let (first, last) = date.timeline_key();
                from.is_none_or(|from| last >= from.timeline_key().0)
                    && to.is_none_or(|to| first <= to.timeline_key().1)
            }
        };
        let mut facts = Vec::new();
        let mut undated = 0;
        for ix in topic::facts_of(base, topic) {
            match base.fact(ix).date.edtf {
                Some(date) if is_within(&date) => facts.push((date, ix)),
                Some(_) => {}
                None => undated += 1,
            }
        }
        facts.sort_by_key(|(date, ix)| (date.timeline_key(), *ix));
        Self {
            topic,
            cut: facts.len().saturating_sub(FACTS_MAX),
            facts: facts
                .into_iter()
                .map(|(_, ix)| ix)
                .take(FACTS_MAX)
                .collect(),
            undated,
        }
    }
}
