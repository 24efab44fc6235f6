//! What all compared engines can do: find the facts that fit a question best.

use attache::answers::Answers;

/// A search over the facts of one base.
pub trait Engine {
    /// The positions of the facts that fit best, best first.
    fn search(&self, question: &str, count: usize) -> Vec<u32>;
}

impl Engine for Answers {
    fn search(&self, question: &str, count: usize) -> Vec<u32> {
        Answers::search(self, question, count)
            .into_iter()
            .map(|fact| fact.0)
            .collect()
    }
}
