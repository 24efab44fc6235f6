//! Whether a question asks for just what a source is silent on.

use super::Answers;
use super::finding::Want;
use super::gist::Silence;
use super::question::Question;
use super::vocabulary::TermIx;
use crate::ids::FactIx;

/// A question is about a phrase that explains this share of it...
const EXPLAINED_MIN: f32 = 0.8;

/// ...or this share, if it asks for what is in the phrase and not in the fact.
const UNTOLD_EXPLAINED_MIN: f32 = 0.6;

/// The share of a phrase, by rarity, that a question has which is about it.
const PHRASE_MIN: f32 = 0.6;

/// The same, of the words of a phrase that says what is missing.
const MISSING_MIN: f32 = 0.75;

/// The same, of the words of a phrase that are not in the fact.
const UNTOLD_MIN: f32 = 0.5;

/// How much more of a question a phrase about a date has than the title: else the fact is about
/// the event that is asked for, and that it has no date is an answer.
const WHEN_MARGIN: f32 = 0.5;

impl Answers {
    /// The phrase of `silent_on` that a question asks for, and how much the two have in common.
    pub(super) fn silent(
        &self,
        question: &Question,
        ix: FactIx,
        title_fit: f32,
    ) -> Option<(usize, f32)> {
        let silences = self.gists.of(ix).silences.iter().enumerate();
        silences
            .filter(|(_, silence)| self.is_asked(question, ix, silence, title_fit))
            .map(|(number, silence)| (number, self.fit(&silence.terms, question)))
            .max_by(|a, b| a.1.total_cmp(&b.1))
    }

    fn is_asked(&self, question: &Question, ix: FactIx, silence: &Silence, title_fit: f32) -> bool {
        let is_wanted = match silence.missing {
            None => !silence.is_choice || question.focus.is_some(),
            Some(Want::When) => {
                question.want == Want::When
                    && self.fit(&silence.terms, question) > title_fit + WHEN_MARGIN
            }
            Some(want) => want == question.want,
        };
        let is_name = |term: &TermIx| (term.0 as usize) < self.base.entities.len();
        let (names, words): (Vec<TermIx>, Vec<TermIx>) =
            silence.terms.iter().partition(|term| is_name(term));
        if !is_wanted
            || !names
                .iter()
                .all(|name| question.terms.binary_search(name).is_ok())
        {
            return false;
        }
        let (told, untold): (Vec<TermIx>, Vec<TermIx>) = silence
            .terms
            .iter()
            .partition(|&&term| self.index.impact(term, ix).is_some());
        let asks_untold = !untold.is_empty() && self.share_meant(&untold, question) >= UNTOLD_MIN;
        let has_phrase = if silence.missing.is_some() {
            let words = if words.is_empty() { told } else { words };
            self.share_of(&words, question) >= MISSING_MIN
        } else if untold.is_empty() {
            self.share_of(&told, question) >= PHRASE_MIN
        } else {
            asks_untold
        };
        let explained_min = if asks_untold {
            UNTOLD_EXPLAINED_MIN
        } else {
            EXPLAINED_MIN
        };
        has_phrase && question.share_explained(&silence.terms) >= explained_min
    }
}
