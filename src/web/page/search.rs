//! Facts that are found by words.

use crate::facts::FactBase;
use crate::ids::FactIx;

/// The words of every fact, in small letters.
#[derive(Debug)]
pub(in crate::web) struct Index {
    texts: Vec<String>,
}

/// The most words that are looked for: of more, the rest would find nothing else.
const WORDS_MAX: usize = 8;

impl Index {
    pub(in crate::web) fn new(base: &FactBase) -> Self {
        let texts = base.facts.iter().map(|fact| {
            let names = fact.who.iter().map(|participant| participant.entity);
            let names = names
                .chain(fact.places.iter().copied())
                .chain(fact.what.iter().copied());
            let names = names.map(|entity| &*base.entity(entity).name);
            let subjects = fact
                .subjects
                .iter()
                .map(|subject| &*base.subject(*subject).title);
            let texts = [&*fact.title, &*fact.statement, fact.id.as_str()];
            let texts: Vec<&str> = texts.into_iter().chain(names).chain(subjects).collect();
            texts.join("\n").to_lowercase()
        });
        Self {
            texts: texts.collect(),
        }
    }

    /// The facts that have all the words of a text, each as a part of a word at least.
    pub(super) fn find(&self, text: &str) -> Vec<FactIx> {
        let text = text.to_lowercase();
        let words: Vec<&str> = text.split_whitespace().take(WORDS_MAX).collect();
        let has_all = |text: &String| words.iter().all(|word| text.contains(word));
        let found = (0..).zip(&self.texts);
        found
            .filter(|(_, text)| has_all(text))
            .map(|(at, _)| FactIx(at))
            .collect()
    }
}
