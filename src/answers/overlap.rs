//! What a text and a question have in common.

use super::names::{Meant, Mention};
use super::question::Question;
use super::vocabulary::TermIx;
use super::words::words;
use super::{Answers, lexicon};
use crate::facts::EntityKind;

impl Answers {
    /// The terms of a text: its names, those of the words of things' names, and its other words.
    pub(super) fn terms_of(&self, text: &str) -> Vec<TermIx> {
        let words = words(text);
        let mut terms = Vec::new();
        let mut mentions = self.names.mentions(&self.base, &words, |_| false);
        // "Moscow talks" are also talks, and Moscow.
        let things = mentions.extract_if(.., |mention| {
            mention.words.len() > 1 && self.is_thing(mention.meant)
        });
        let within: Vec<_> = things
            .flat_map(|thing| {
                let start = thing.words.start;
                let parts = match thing.meant {
                    Meant::Entity(entity) => self.names.within(&words[thing.words], entity),
                    Meant::Nobody => Vec::new(),
                };
                parts.into_iter().map(move |part| Mention {
                    words: part.words.start + start..part.words.end + start,
                    meant: part.meant,
                })
            })
            .collect();
        mentions.extend(within);
        terms.extend(mentions.iter().filter_map(|mention| match mention.meant {
            Meant::Entity(entity) => Some(TermIx::from(entity)),
            Meant::Nobody => None,
        }));
        let named = |at: &usize| mentions.iter().any(|mention| mention.words.contains(at));
        let rest = words.iter().enumerate().filter(|(at, _)| !named(at));
        let rest = rest.filter(|(_, word)| {
            lexicon::entry(&word.text).is_none_or(|entry| !entry.stop && entry.asks.is_none())
        });
        terms.extend(rest.filter_map(|(_, word)| self.vocabulary.stem(&word.stem)));
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    pub(super) fn is_thing(&self, meant: Meant) -> bool {
        matches!(meant, Meant::Entity(entity)
            if matches!(self.base.entity(entity).kind, EntityKind::Event | EntityKind::Weapon))
    }

    /// The share of some terms, by rarity, that a question has.
    pub(super) fn share_of(&self, terms: &[TermIx], question: &Question) -> f32 {
        self.share(terms, |term| question.terms.binary_search(&term).is_ok())
    }

    /// The same, where a synonym is as good.
    pub(super) fn share_meant(&self, terms: &[TermIx], question: &Question) -> f32 {
        self.share(terms, |term| {
            let mut items = question.items.iter();
            items.any(|item| item.worth(|own| own == term) > 0.0)
        })
    }

    /// The same, of what the question leaves out of the answer.
    pub(super) fn share_besides(&self, terms: &[TermIx], question: &Question) -> f32 {
        self.share(terms, |term| question.besides.binary_search(&term).is_ok())
    }

    fn share(&self, terms: &[TermIx], has: impl Fn(TermIx) -> bool) -> f32 {
        let (mut total, mut had) = (0.0, 0.0);
        for &term in terms {
            let rarity = self.index.rarity(term);
            total += rarity;
            had += if has(term) { rarity } else { 0.0 };
        }
        if total > 0.0 { had / total } else { 0.0 }
    }

    /// What some terms and a question have in common: the harmonic mean of the two shares.
    pub(super) fn fit(&self, terms: &[TermIx], question: &Question) -> f32 {
        let had = self.share_of(terms, question);
        let explained = question.share_explained(terms);
        if had + explained > 0.0 {
            2.0 * had * explained / (had + explained)
        } else {
            0.0
        }
    }
}
