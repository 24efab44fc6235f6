//! Mending what members type: preambles, slips, words run together.

use super::words::{Word, words};
use super::{Answers, lexicon};

impl Answers {
    /// What is left of a text without the clauses before its question: "hey, hope you are well,
    /// who met Bajwa?" asks who met Bajwa.
    pub(super) fn without_preamble<'t>(&self, text: &'t str) -> &'t str {
        let asks = |text: &str| {
            let asking =
                |word: &Word| lexicon::entry(&word.text).is_some_and(|entry| entry.asks.is_some());
            words(text).iter().any(asking)
        };
        let names = |text: &str| {
            !self
                .names
                .mentions(&self.base, &words(text), |_| false)
                .is_empty()
        };
        let mut rest = text;
        while let Some((clause, after)) = rest.split_once([',', '.', ';', '!', ':']) {
            if asks(clause) || names(clause) || !asks(after) {
                break;
            }
            rest = after;
        }
        // "Who met Bajwa? It's for my homework": the second sentence asks for nothing.
        let is_over = |text: &&str| !asks(text) && !names(text);
        match rest.split_once(['?', '.', '!']) {
            Some((question, after)) if !is_over(&question) && is_over(&after) => question,
            _ => rest,
        }
    }

    /// "Buyin" is "buying", and "mett" is "met".
    fn whole(&self, word: Word) -> Word {
        let mut single = word.text.clone().into_bytes();
        single.dedup();
        let single = String::from_utf8(single)
            .ok()
            .filter(|text| text.len() < word.text.len());
        if let Some(single) = single.map(|text| word.respelt(&text))
            && self.is_strange(&word)
            && !self.is_strange(&single)
        {
            return single;
        }
        let whole = word
            .text
            .ends_with("in")
            .then(|| word.respelt(&(word.text.clone() + "g")));
        match whole {
            Some(whole)
                if self.is_strange(&word)
                    && self.vocabulary.nearest(&word).is_none()
                    && !self.is_strange(&whole) =>
            {
                whole
            }
            _ => word,
        }
    }

    /// Puts the nearest known word for each slip, and tells where it did.
    pub(super) fn spell(&self, words: Vec<Word>) -> (Vec<Word>, Vec<bool>) {
        let mut words: Vec<Word> = words
            .into_iter()
            .flat_map(|word| self.parted(self.whole(word)))
            .collect();
        let mut slips = vec![false; words.len()];
        for (word, slip) in words.iter_mut().zip(&mut slips) {
            if self.is_strange(word)
                && let Some(text) = self
                    .vocabulary
                    .nearest(word)
                    .or_else(|| lexicon::nearest(&word.text))
            {
                *word = word.respelt(text);
                *slip = true;
            }
        }
        (words, slips)
    }

    /// Two words that were written as one: "primeminister".
    fn parted(&self, word: Word) -> Vec<Word> {
        /// Shorter parts are found in too many words.
        const PART_BYTES_MIN: usize = 3;
        if !self.is_strange(&word) || self.vocabulary.nearest(&word).is_some() {
            return vec![word];
        }
        let cuts = word.text.char_indices().map(|(at, _)| at);
        let mut parts = cuts
            .clone()
            .filter(|&at| at >= PART_BYTES_MIN && word.text.len() - at >= PART_BYTES_MIN)
            .map(|at| word.text.split_at(at))
            .filter(|(one, two)| self.vocabulary.has(one) && self.vocabulary.has(two))
            .chain(
                cuts.filter(|at| *at >= 2)
                    .map(|at| word.text.split_at(at))
                    .filter(|(one, two)| lexicon::is_stop(one) && lexicon::is_stop(two)),
            );
        let found = parts.next();
        found
            .map(|(one, two)| [one, two].map(|part| word.respelt(part)).into())
            .unwrap_or(vec![word])
    }

    /// Whether a word is neither in the base nor in the lexicon.
    pub(super) fn is_strange(&self, word: &Word) -> bool {
        !lexicon::is_known(&word.text, &word.stem) && self.vocabulary.stem(&word.stem).is_none()
    }
}
