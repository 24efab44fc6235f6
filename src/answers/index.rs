//! An inverted index over facts, with the best facts of a query found by `MaxScore`.
//!
//! Each fact is a bag of terms; how much a term weighs in it follows BM25F (Robertson and
//! Zaragoza, 2009): the weighted counts of its fields are added before they saturate. The
//! weight is kept in one byte, so a posting takes five.

use super::vocabulary::TermIx;
use crate::ids::FactIx;

/// How fast further mentions of a term stop mattering; BM25's `k1`.
const SATURATION: f32 = 1.2;

/// How much of a fact's length counts against it; BM25's `b`. Low, for facts are all short.
const LENGTH_SHARE: f32 = 0.4;

/// The weighted length of a usual fact. A constant and not an average, so that a fact weighs the
/// same in every base.
const USUAL_LENGTH: f32 = 30.0;

/// Terms of facts, and how much they weigh there.
#[derive(Debug, Default)]
pub struct Index {
    facts: u32,
    /// Where each term's postings start; one more than there are terms.
    starts: Vec<u32>,
    /// Facts of all terms, ascending within a term.
    docs: Vec<u32>,
    /// The weight of the term in the fact, from 1 to 255.
    impacts: Vec<u8>,
    /// The greatest weight of each term.
    maxima: Vec<u8>,
}

/// Facts on their way into an index, in order.
#[derive(Debug, Default)]
pub struct Builder {
    ends: Vec<u32>,
    terms: Vec<TermIx>,
    impacts: Vec<u8>,
}

impl Builder {
    /// Adds the next fact as its terms with their weighted counts, in any order, and empties the
    /// bag for the next.
    pub fn add(&mut self, bag: &mut Vec<(TermIx, f32)>) {
        bag.sort_unstable_by_key(|&(term, _)| term);
        bag.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                kept.1 += next.1;
            }
            same
        });
        let length: f32 = bag.iter().map(|&(_, count)| count).sum();
        let norm = SATURATION * (1.0 - LENGTH_SHARE + LENGTH_SHARE * length / USUAL_LENGTH);
        for (term, count) in bag.drain(..) {
            self.terms.push(term);
            self.impacts.push(quantised(count / (count + norm)));
        }
        self.ends
            .push(u32::try_from(self.terms.len()).expect("fewer than 2^32 postings"));
    }

    /// Turns the facts' terms into the terms' facts.
    pub fn finish(self, terms: usize) -> Index {
        let mut starts = vec![0u32; terms + 1];
        for term in &self.terms {
            starts[term.0 as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut docs = vec![0u32; self.terms.len()];
        let mut impacts = vec![0u8; self.terms.len()];
        let mut maxima = vec![0u8; terms];
        let mut from = 0;
        for (doc, &end) in (0u32..).zip(&self.ends) {
            for at in from as usize..end as usize {
                let term = self.terms[at].0 as usize;
                let slot = next[term] as usize;
                next[term] += 1;
                docs[slot] = doc;
                impacts[slot] = self.impacts[at];
                maxima[term] = maxima[term].max(self.impacts[at]);
            }
            from = end;
        }
        let facts = u32::try_from(self.ends.len()).expect("fewer than 2^32 facts");
        Index {
            facts,
            starts,
            docs,
            impacts,
            maxima,
        }
    }
}

/// A share between 0 and 1 as a byte between 1 and 255.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a byte"
)]
fn quantised(share: f32) -> u8 {
    (share * 255.0).round().clamp(1.0, 255.0) as u8
}

/// The facts of one term that a search has still before it.
struct Cursor<'i> {
    docs: &'i [u32],
    impacts: &'i [u8],
    /// What one unit of impact adds to a score.
    scale: f32,
    /// The most that this term can add.
    most: f32,
}

impl Cursor<'_> {
    fn doc(&self) -> Option<u32> {
        self.docs.first().copied()
    }

    fn score(&self) -> f32 {
        f32::from(self.impacts[0]) * self.scale
    }

    fn skip(&mut self, count: usize) {
        self.docs = &self.docs[count..];
        self.impacts = &self.impacts[count..];
    }

    /// Moves to the first fact that is not before `doc`: strides that double, then halves.
    fn seek(&mut self, doc: u32) {
        let mut stride = 1;
        while stride < self.docs.len() && self.docs[stride] < doc {
            stride *= 2;
        }
        let reach = (stride + 1).min(self.docs.len());
        let count = self.docs[..reach].partition_point(|&next| next < doc);
        self.skip(count);
    }
}

impl Index {
    /// In how many facts a term stands.
    pub fn facts_with(&self, term: TermIx) -> usize {
        self.range(term).len()
    }

    /// How much a term tells facts apart: 0 for one that is in all, 1 for one that is in one or
    /// none. Logarithmic, as BM25's inverse document frequency, but the same in any base.
    #[expect(clippy::cast_precision_loss, reason = "a logarithm of it is taken")]
    pub fn rarity(&self, term: TermIx) -> f32 {
        let facts = self.facts.max(2) as f32;
        let with = self.facts_with(term).max(1) as f32;
        (1.0 + (facts / with).ln()) / (1.0 + facts.ln())
    }

    /// The weight of a term in a fact, if it is there.
    pub fn impact(&self, term: TermIx, fact: FactIx) -> Option<u8> {
        let range = self.range(term);
        let at = self.docs[range.clone()].binary_search(&fact.0).ok()?;
        Some(self.impacts[range.start + at])
    }

    fn range(&self, term: TermIx) -> std::ops::Range<usize> {
        let at = term.0 as usize;
        self.starts[at] as usize..self.starts[at + 1] as usize
    }

    /// The best `count` facts for weighted terms, best first; of equals, the earlier one.
    ///
    /// `MaxScore` (Turtle and Flood, 1995): terms are held in the order of the most that they can
    /// add. Once `count` facts are found, the terms that together cannot lift a fact over the
    /// last of these no longer bring up facts of their own; they are only looked up.
    pub fn search(&self, query: &[(TermIx, f32)], count: usize) -> Vec<(FactIx, f32)> {
        let mut cursors: Vec<_> = query
            .iter()
            .map(|&(term, weight)| self.cursor(term, weight))
            .collect();
        cursors.retain(|cursor| !cursor.docs.is_empty());
        cursors.sort_by(|a, b| a.most.total_cmp(&b.most));
        // What the terms up to and with each can add together.
        let bounds: Vec<f32> = cursors
            .iter()
            .scan(0.0, |sum, cursor| {
                *sum += cursor.most;
                Some(*sum)
            })
            .collect();
        let mut best = Best::new(count);
        let mut first = 0;
        while first < cursors.len() {
            let (lookups, leaders) = cursors.split_at_mut(first);
            let Some(doc) = leaders.iter().filter_map(Cursor::doc).min() else {
                break;
            };
            let mut score = 0.0;
            for cursor in leaders {
                if cursor.doc() == Some(doc) {
                    score += cursor.score();
                    cursor.skip(1);
                }
            }
            for (cursor, bound) in lookups.iter_mut().zip(&bounds).rev() {
                if score + bound <= best.bar() {
                    break;
                }
                cursor.seek(doc);
                if cursor.doc() == Some(doc) {
                    score += cursor.score();
                }
            }
            if score > best.bar() {
                best.put(doc, score);
                while first < bounds.len() && bounds[first] <= best.bar() {
                    first += 1;
                }
            }
        }
        best.into_sorted()
    }

    fn cursor(&self, term: TermIx, weight: f32) -> Cursor<'_> {
        let range = self.range(term);
        let scale = weight / 255.0;
        Cursor {
            docs: &self.docs[range.clone()],
            impacts: &self.impacts[range],
            scale,
            most: f32::from(self.maxima[term.0 as usize]) * scale,
        }
    }
}

/// The best facts so far.
struct Best {
    count: usize,
    /// A binary heap would do no better: it is short and seldom changes.
    kept: Vec<(u32, f32)>,
}

impl Best {
    fn new(count: usize) -> Self {
        Self {
            count,
            kept: Vec::with_capacity(count + 1),
        }
    }

    /// The score that a further fact has to exceed.
    fn bar(&self) -> f32 {
        if self.kept.len() < self.count {
            0.0
        } else {
            self.kept.last().map_or(0.0, |last| last.1)
        }
    }

    fn put(&mut self, doc: u32, score: f32) {
        let at = self.kept.partition_point(|&(_, kept)| kept >= score);
        self.kept.insert(at, (doc, score));
        self.kept.truncate(self.count);
    }

    fn into_sorted(self) -> Vec<(FactIx, f32)> {
        self.kept
            .into_iter()
            .map(|(doc, score)| (FactIx(doc), score))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Builder, Index};
    use crate::answers::vocabulary::TermIx;
    use crate::ids::FactIx;

    const TERMS: u32 = 12;

    fn index(facts: &[Vec<(u32, u8)>]) -> Index {
        let mut builder = Builder::default();
        for fact in facts {
            let mut bag = fact
                .iter()
                .map(|&(term, count)| (TermIx(term), f32::from(count)))
                .collect();
            builder.add(&mut bag);
        }
        builder.finish(TERMS as usize)
    }

    /// Scores every fact, one by one.
    fn exhaustive(index: &Index, query: &[(TermIx, f32)], facts: usize, count: usize) -> Vec<f32> {
        let mut scores: Vec<f32> = (0..u32::try_from(facts).unwrap())
            .map(|doc| {
                query
                    .iter()
                    .filter_map(|&(term, weight)| {
                        Some(f32::from(index.impact(term, FactIx(doc))?) * weight / 255.0)
                    })
                    .sum()
            })
            .filter(|&score| score > 0.0)
            .collect();
        scores.sort_by(|a, b| b.total_cmp(a));
        scores.truncate(count);
        scores
    }

    proptest! {
        #[test]
        fn the_search_finds_what_scoring_every_fact_finds(
            facts in prop::collection::vec(
                prop::collection::vec((0..TERMS, 1..4u8), 0..6), 1..60),
            query in prop::collection::btree_map(0..TERMS, 0.01..3.0f32, 0..6),
            count in 1..8usize,
        ) {
            let index = index(&facts);
            let query: Vec<_> = query.into_iter().map(|(term, weight)| (TermIx(term), weight)).collect();
            let found: Vec<_> = index.search(&query, count).into_iter().map(|(_, score)| score).collect();
            let expected = exhaustive(&index, &query, facts.len(), count);
            prop_assert_eq!(found.len(), expected.len());
            for (found, expected) in found.iter().zip(&expected) {
                prop_assert!((found - expected).abs() < 1e-4, "{} is not {}", found, expected);
            }
        }
    }

    #[test]
    fn a_rare_term_tells_more_than_a_common_one() {
        let index = index(&[vec![(0, 1), (1, 1)], vec![(0, 1)], vec![(0, 1)]]);
        assert!(index.rarity(TermIx(1)) > index.rarity(TermIx(0)));
        assert!((index.rarity(TermIx(1)) - 1.0).abs() < 1e-6);
    }
}
