//! Which words of a sentence name which entity.

use rustc_hash::{FxHashMap, FxHashSet};

use super::tokens::{Token, folded, tokens};
use crate::facts::{EntityKind, FactBase};
use crate::ids::EntityIx;

/// An abbreviation up to this length counts only in capitals: "US" is not "us".
const SHORT_CHARS_MAX: usize = 3;

/// States whose names end with one of these are written with "the".
const WITH_ARTICLE: [&str; 8] = [
    "Emirates",
    "Federation",
    "Islands",
    "Kingdom",
    "Netherlands",
    "Republic",
    "States",
    "Union",
];

/// All names of a base.
#[derive(Debug)]
pub(super) struct Names {
    /// The names that begin with a word, the longest first.
    by_first: FxHashMap<String, Vec<Name>>,
    /// Entities that texts write with "the".
    with_article: FxHashSet<EntityIx>,
}

#[derive(Debug)]
struct Name {
    words: Vec<String>,
    entity: EntityIx,
    /// Whether it stands only for itself, and not for a people or what is of a state.
    is_noun: bool,
    in_capitals: bool,
}

/// A place in a text where an entity is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mention {
    /// Whom or what it names.
    pub(super) entity: EntityIx,
    /// Where it begins, in bytes, without an article.
    pub(super) start: usize,
    /// Where it ends.
    pub(super) end: usize,
    /// Whether it can give way to another name, as "Russian" cannot.
    pub(super) is_noun: bool,
}

impl Names {
    pub(super) fn new(base: &FactBase) -> Self {
        let mut names = Self {
            by_first: FxHashMap::default(),
            with_article: FxHashSet::default(),
        };
        for (ix, entity) in base.entities_ix() {
            names.add(ix, entity.kind, &entity.name, true);
            for alias in &entity.aliases {
                names.add(ix, entity.kind, alias, false);
            }
            if entity.kind == EntityKind::Person
                && let Some(surname) = entity.name.split_whitespace().last()
            {
                names.add(ix, entity.kind, surname, false);
            }
        }
        for with_same_first in names.by_first.values_mut() {
            // A stable order: which of two entities a shared surname means hangs on nothing else.
            with_same_first
                .sort_by_key(|name| (usize::MAX - name.words.len(), name.entity.index()));
        }
        // How often a name stands with "the", less how often without.
        let mut surplus: FxHashMap<EntityIx, i32> = FxHashMap::default();
        for (_, fact) in base.facts_ix() {
            let texts = [Some(&fact.statement), fact.quiz.as_ref()];
            for text in texts.into_iter().flatten() {
                for mention in names.mentions(text) {
                    let name = &base.entity(mention.entity).name;
                    if folded(&text[mention.start..mention.end]) == folded(name) {
                        let has_article = article(text, mention.start).is_some();
                        *surplus.entry(mention.entity).or_default() +=
                            if has_article { 1 } else { -1 };
                    }
                }
            }
        }
        let with_article = surplus.into_iter().filter(|(_, surplus)| *surplus > 0);
        names
            .with_article
            .extend(with_article.map(|(entity, _)| entity));
        names
    }

    fn add(&mut self, entity: EntityIx, kind: EntityKind, name: &str, is_name: bool) {
        let words = folded(name);
        let Some(first) = words.first() else {
            return;
        };
        let letters = || name.chars().filter(|c| c.is_alphabetic());
        let in_capitals = letters().all(char::is_uppercase) && letters().next().is_some();
        let is_noun = match kind {
            // "Russian" and "Soviets" are aliases as "Russian Federation" is.
            EntityKind::State | EntityKind::Organisation => {
                is_name || words.len() > 1 || in_capitals
            }
            _ => true,
        };
        self.by_first.entry(first.clone()).or_default().push(Name {
            entity,
            is_noun,
            in_capitals: in_capitals && letters().count() <= SHORT_CHARS_MAX,
            words,
        });
    }

    /// All that a text names, in order, a longer name before a shorter within it.
    pub(super) fn mentions(&self, text: &str) -> Vec<Mention> {
        let tokens = tokens(text);
        let mut mentions = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.at(text, &tokens[at..]) {
                Some((mention, words)) => {
                    mentions.push(mention);
                    at += words;
                }
                None => at += 1,
            }
        }
        mentions
    }

    fn at(&self, text: &str, tokens: &[Token]) -> Option<(Mention, usize)> {
        let first = tokens.first()?;
        let name = self.by_first.get(&first.text)?.iter().find(|name| {
            let count = name.words.len();
            let Some(last) = tokens.get(count - 1) else {
                return false;
            };
            let same = tokens
                .iter()
                .zip(&name.words)
                .all(|(token, word)| token.text == *word);
            let written = &text[first.start..last.end];
            same && (!name.in_capitals || !written.chars().any(char::is_lowercase))
        })?;
        let count = name.words.len();
        let mention = Mention {
            entity: name.entity,
            start: first.start,
            end: tokens[count - 1].end,
            is_noun: name.is_noun,
        };
        Some((mention, count))
    }

    /// Whom a word names, if that is one entity alone.
    pub(super) fn sole(&self, word: &str) -> Option<EntityIx> {
        let words = folded(word);
        let names = self.by_first.get(words.first()?)?;
        let mut entities = names.iter().filter(|name| name.words == words);
        let first = entities.next()?.entity;
        entities.all(|name| name.entity == first).then_some(first)
    }

    /// The name of an entity as it stands within a sentence.
    pub(super) fn in_sentence(&self, base: &FactBase, entity: EntityIx) -> String {
        let name = &base.entity(entity).name;
        if self.with_article.contains(&entity) {
            format!("the {name}")
        } else {
            name.to_string()
        }
    }

    /// A name in the place of an entity's, with an article where that has one. Among states each
    /// has its own way: "the Soviet Union", but "Poland".
    pub(super) fn with_article_of(&self, base: &FactBase, entity: EntityIx, name: &str) -> String {
        let last = name.split_whitespace().last().unwrap_or_default();
        let has_article = if base.entity(entity).kind == EntityKind::State {
            WITH_ARTICLE.contains(&last)
        } else {
            self.with_article.contains(&entity)
        };
        if has_article {
            format!("the {name}")
        } else {
            name.to_owned()
        }
    }
}

/// Where an article before a place in a text begins, if one is there.
pub(super) fn article(text: &str, start: usize) -> Option<usize> {
    let before = &text[..start];
    let word = ["the ", "The "]
        .into_iter()
        .find(|word| before.ends_with(word))?;
    let at = start - word.len();
    let is_word = !before[..at].ends_with(char::is_alphanumeric);
    is_word.then_some(at)
}
