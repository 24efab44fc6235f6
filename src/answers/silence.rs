//! What a source is silent on, and whether a question asks for just that.

use super::Answers;
use super::finding::Want;
use super::lexicon;
use super::question::Question;
use crate::facts::Fact;
use crate::ids::FactIx;

impl Answers {
    /// The phrase of `silent_on` that the question asks for, and how much of the question it
    /// explains.
    pub(super) fn silent(
        &self,
        question: &Question,
        fact: &Fact,
        ix: FactIx,
    ) -> Option<(usize, f32)> {
        /// A question is about a phrase that explains this share of it...
        const EXPLAINED_MIN: f32 = 0.8;
        /// ...and of which it has this share, or of the words in it that are not in the fact.
        const PHRASE_MIN: f32 = 0.6;
        const UNTOLD_MIN: f32 = 0.5;
        /// Of a phrase that says what is missing, it has this share of the words.
        const WORDS_MIN: f32 = 0.75;
        /// With these asked for, it need not explain as much.
        const UNTOLD_EXPLAINED_MIN: f32 = 0.6;
        /// A phrase about another event's date has this much more of the question than the title.
        const WHEN_MARGIN: f32 = 0.5;
        let title_fit = self.fit(&self.terms_of(&fact.title), question);
        let asked = fact
            .silent_on
            .iter()
            .enumerate()
            .filter_map(|(number, phrase)| {
                let fits = match missing(phrase) {
                    None => !phrase.starts_with("which ") || question.focus.is_some(),
                    // That an event has no date is an answer to "when", unless it is another event.
                    Some(Want::When) => {
                        question.want == Want::When
                            && self.fit(&self.terms_of(phrase), question) > title_fit + WHEN_MARGIN
                    }
                    Some(want) => want == question.want,
                };
                let terms = self.terms_of(phrase);
                let entities = self.base.entities.len();
                let names_all = terms
                    .iter()
                    .filter(|term| (term.0 as usize) < entities)
                    .all(|term| question.terms.binary_search(term).is_ok());
                // The words that are in the phrase only tell what is missing: one has to be asked for.
                let (told, untold): (Vec<_>, Vec<_>) = terms
                    .iter()
                    .partition(|&&term| self.index.impact(term, ix).is_some());
                let is_untold_asked =
                    !untold.is_empty() && self.share_meant(&untold, question) >= UNTOLD_MIN;
                let (entities, words): (Vec<_>, Vec<_>) =
                    terms.iter().partition(|term| (term.0 as usize) < entities);
                let told = if missing(phrase).is_some() && !words.is_empty() {
                    words
                } else {
                    told
                };
                drop(entities);
                let explained_min = if is_untold_asked {
                    UNTOLD_EXPLAINED_MIN
                } else {
                    EXPLAINED_MIN
                };
                let is_asked = if untold.is_empty() || missing(phrase).is_some() {
                    self.share_of(&told, question)
                        >= if missing(phrase).is_some() {
                            WORDS_MIN
                        } else {
                            PHRASE_MIN
                        }
                } else {
                    is_untold_asked
                };
                let asks = fits
                    && names_all
                    && is_asked
                    && self.share_explained(question, &terms) >= explained_min;
                asks.then(|| (number, self.fit(&terms, question)))
            });
        asked.max_by(|a, b| a.1.total_cmp(&b.1))
    }
}

/// What a phrase of `silent_on` says is missing: "who led", "the day".
fn missing(phrase: &str) -> Option<Want> {
    let mut words = phrase.split(' ').filter(|word| *word != "the");
    match (words.next()?, words.next()) {
        ("how", Some("many" | "much")) | ("number", Some("of")) => Some(Want::HowMany),
        ("day" | "date" | "month" | "year" | "time", _) => Some(Want::When),
        ("whether", _) => Some(Want::Open),
        ("what" | "which", Some("day" | "date" | "month" | "year")) => Some(Want::When),
        // "Which neighbours" may be asked for with "who" as well.
        ("which", _) => None,
        (first, _) => lexicon::entry(first).and_then(|entry| entry.asks),
    }
}
