//! Reading a question: what it wants, what it names, and how much each of its words tells.

use super::evidence::is_denial;
use super::finding::Want;
use super::grammar::{self, Grammar};
use super::index::Index;
use super::lexicon;
use super::names::{Meant, Mention, Names};
use super::vocabulary::{TermIx, Vocabulary};
use super::words::{Word, words};
use crate::facts::{EntityKind, FactBase};
use crate::ids::EntityIx;

/// What a word that the base does not have costs, against 1 for the rarest that it has.
const UNKNOWN_WEIGHT: f32 = 2.0;

/// How much a word counts that says little.
const LIGHT_SHARE: f32 = 0.3;

/// How much the word counts that says what is asked: "led" in "who led", "wife" in "whose wife".
const HEAD_SHARE: f32 = 1.5;

/// From this many words on, what stands before the asking word is a preamble.
const PREAMBLE_WORDS_MIN: usize = 5;

/// How much a synonym is worth, against the word itself.
pub const SYNONYM_WORTH: f32 = 0.75;

/// How much a word is worth that was taken for a slip.
const SLIP_WORTH: f32 = 0.9;

/// How much a state is worth for its capital.
const CAPITAL_WORTH: f32 = 0.8;

/// A question as the engine understands it.
#[derive(Debug)]
pub struct Question {
    /// What is wanted; never [`Want::Open`] where the words tell.
    pub want: Want,
    /// The kind of thing asked for: "which country".
    pub focus: Option<EntityKind>,
    /// What is counted: "how many countries".
    pub counted: Option<Counted>,
    /// The words and names that an answer has to explain.
    pub items: Vec<Item>,
    /// The terms that stand in it, sorted: synonyms left out, words of names included.
    pub terms: Vec<TermIx>,
    /// The entities that it names.
    pub named: Vec<EntityIx>,
    /// The stems of what "which" asks for, those that tell something: "tank", not "weapon".
    pub called: Vec<String>,
    /// Whether it asks what is not so.
    pub is_denial: bool,
    /// Whether it asks for the name of a thing: "what is the exercise called".
    pub asks_name: bool,
    /// Who does what to whom.
    pub grammar: Grammar,
}

/// What a question about a number counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Counted {
    /// "How many tanks": the terms of any of which the unit has to be.
    Many(Vec<TermIx>),
    /// "How much": money.
    Much,
}

/// A word or name that an answer has to explain.
#[derive(Debug, Clone)]
pub struct Item {
    /// The terms that explain it, each with how well, from 0 to 1; none for an unknown word.
    pub terms: Vec<(TermIx, f32)>,
    /// What explains it as well if all of these do: of a name of several words, its words.
    pub parts: Vec<Vec<(TermIx, f32)>>,
    /// How much it tells.
    pub weight: f32,
    /// Whether there is no answer without it: names, numbers, "not".
    pub must: bool,
    /// The entity that it names.
    pub entity: Option<EntityIx>,
}

/// How much a name is worth whose words are all there, but not as a name.
const PARTS_WORTH: f32 = 0.9;

impl Item {
    /// Whether no fact has anything that explains it.
    pub fn is_nowhere(&self, index: &Index) -> bool {
        self.terms
            .iter()
            .all(|&(term, _)| index.facts_with(term) == 0)
            && self.parts.is_empty()
    }

    /// Whether it names an event, which a question may mention as the scene of what it asks.
    pub fn is_scene(&self, base: &FactBase) -> bool {
        self.entity
            .is_some_and(|entity| base.entity(entity).kind == EntityKind::Event)
    }

    /// How well a set of terms explains it, from 0 to 1.
    pub fn worth(&self, has: impl Fn(TermIx) -> bool) -> f32 {
        let best = |terms: &[(TermIx, f32)]| {
            terms
                .iter()
                .filter(|&&(term, _)| has(term))
                .map(|&(_, worth)| worth)
                .fold(0.0, f32::max)
        };
        let whole = best(&self.terms);
        if self.parts.is_empty() || whole >= PARTS_WORTH {
            return whole;
        }
        let weakest = self.parts.iter().map(|part| best(part)).fold(1.0, f32::min);
        whole.max(weakest * PARTS_WORTH)
    }
}

/// What reading a question needs to know of the base.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The facts.
    pub base: &'a FactBase,
    /// Their names.
    pub names: &'a Names,
    /// Their words.
    pub vocabulary: &'a Vocabulary,
    /// How rare each of these is.
    pub index: &'a Index,
}

impl Reader<'_> {
    /// Reads a question.
    ///
    /// A command is its asking word: `/who invited putin` reads as "who invited putin".
    pub fn read(&self, want: Want, text: &str) -> Question {
        let (want, asking) = match want {
            Want::What => (Want::Open, "what "),
            Want::Who => (want, "who "),
            _ => (want, ""),
        };
        let (words, slips) = self.spell(words(&(asking.to_owned() + self.without_preamble(text))));
        let mentions = self
            .names
            .mentions(self.base, &words, |word| self.is_strange(word));
        let asked = Asked::read(want, &words);
        let mut items: Vec<Item> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let mention = mentions.iter().find(|mention| mention.words.start == at);
            let item = match mention {
                Some(mention) => Some(self.name_item(mention, &words)),
                None => self.word_item(&words[at], slips[at], &asked, at),
            };
            if let Some(item) = item
                && !items
                    .iter()
                    .any(|known| known.terms == item.terms && !item.terms.is_empty())
            {
                items.push(item);
            }
            at = mention.map_or(at + 1, |mention| mention.words.end);
        }
        let mut terms: Vec<TermIx> = items
            .iter()
            .flat_map(|item| item.terms.iter().chain(item.parts.iter().flatten()))
            .filter(|&&(_, worth)| worth >= SLIP_WORTH)
            .map(|&(term, _)| term)
            .collect();
        terms.sort_unstable();
        Question {
            terms,
            want: asked.want,
            focus: asked.focus,
            called: asked.called,
            is_denial: is_denial(text),
            asks_name: asked.asks_name,
            counted: asked
                .counted
                .map(|counted| self.counted(counted, &words, &mentions)),
            named: items.iter().filter_map(|item| item.entity).collect(),
            items,
            grammar: grammar::read(&words, &mentions),
        }
    }

    /// What is left of a text without the clauses before its question: "hey, hope you are well,
    /// who met Bajwa?" asks who met Bajwa.
    fn without_preamble<'t>(&self, text: &'t str) -> &'t str {
        let asks = |text: &str| {
            let asking =
                |word: &Word| lexicon::entry(&word.text).is_some_and(|entry| entry.asks.is_some());
            words(text).iter().any(asking)
        };
        let names = |text: &str| {
            !self
                .names
                .mentions(self.base, &words(text), |_| false)
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

    /// "Buyin" is "buying".
    fn whole(&self, word: Word) -> Word {
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
    fn spell(&self, words: Vec<Word>) -> (Vec<Word>, Vec<bool>) {
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

    fn is_strange(&self, word: &Word) -> bool {
        !lexicon::is_known(&word.text, &word.stem) && self.vocabulary.stem(&word.stem).is_none()
    }

    fn name_item(&self, mention: &Mention, words: &[Word]) -> Item {
        let Meant::Entity(entity) = mention.meant else {
            return Item {
                terms: Vec::new(),
                parts: Vec::new(),
                weight: UNKNOWN_WEIGHT,
                must: true,
                entity: None,
            };
        };
        let term = TermIx::from(entity);
        let mut terms = vec![(term, 1.0)];
        if let Some(state) = self.base.entity(entity).stands_for {
            terms.push((TermIx::from(state), CAPITAL_WORTH));
        }
        Item {
            terms,
            parts: self.parts(entity, &words[mention.words.clone()]),
            weight: self.index.rarity(term),
            must: true,
            entity: Some(entity),
        }
    }

    /// The words of a thing's name: a fact that has them all may be about it although it does
    /// not name it. Not so for people and states: the Russian army is not an army and Russia.
    fn parts(&self, entity: EntityIx, name: &[Word]) -> Vec<Vec<(TermIx, f32)>> {
        let is_thing = matches!(
            self.base.entity(entity).kind,
            EntityKind::Event | EntityKind::Weapon
        );
        if name.len() < 2 || !is_thing {
            return Vec::new();
        }
        let within = self.names.within(name);
        let named = |at: &usize| within.iter().any(|mention| mention.words.contains(at));
        let entities = within.iter().filter_map(|mention| match mention.meant {
            Meant::Entity(part) => Some(vec![(TermIx::from(part), 1.0)]),
            Meant::Nobody => None,
        });
        let words = name
            .iter()
            .enumerate()
            .filter(|(at, _)| !named(at))
            .map(|(_, word)| word);
        let words = words
            .filter(|word| !lexicon::is_stop(&word.text))
            .map(|word| self.terms(word, 1.0));
        entities.chain(words).collect()
    }

    /// The terms that explain a word: its own, and those of its synonyms.
    fn terms(&self, word: &Word, worth: f32) -> Vec<(TermIx, f32)> {
        let own = self.vocabulary.stem(&word.stem).map(|term| (term, worth));
        let synonyms = lexicon::synonyms(&word.stem).iter();
        let synonyms =
            synonyms.filter_map(|stem| Some((self.vocabulary.stem(stem)?, SYNONYM_WORTH)));
        own.into_iter().chain(synonyms).collect()
    }

    fn word_item(&self, word: &Word, slip: bool, asked: &Asked, at: usize) -> Option<Item> {
        let entry = lexicon::entry(&word.text);
        let is_letter = word.text.len() == 1 && !word.has_digit();
        if is_letter
            || matches!(word.text.as_str(), "no" | "not" | "never")
            || asked.spent.contains(&at)
            || entry.is_some_and(|entry| entry.stop || entry.asks.is_some())
        {
            return None;
        }
        let own = self.vocabulary.stem(&word.stem);
        let terms = self.terms(word, if slip { SLIP_WORTH } else { 1.0 });
        let is_light = entry.is_some_and(|entry| entry.light) || word.text.ends_with("ly");
        if terms.is_empty() && is_light {
            return None;
        }
        let rarest = terms
            .iter()
            .map(|&(term, worth)| self.index.rarity(term) * worth)
            .fold(0.0, f32::max);
        let is_nowhere = terms
            .iter()
            .all(|&(term, _)| self.index.facts_with(term) == 0);
        let weight = match own {
            _ if is_nowhere => UNKNOWN_WEIGHT,
            Some(term) => self.index.rarity(term),
            None => rarest,
        };
        let is_head = asked.head == Some(at);
        // "For an article on the summit that I am writing, when did": the preamble tells little.
        let is_preamble = asked.at > PREAMBLE_WORDS_MIN && at < asked.at;
        let share = if is_light || is_preamble {
            LIGHT_SHARE
        } else if is_head {
            HEAD_SHARE
        } else {
            1.0
        };
        let must = word.has_digit() || asked.attribute == Some(at);
        Some(Item {
            terms,
            parts: Vec::new(),
            weight: weight * share,
            must,
            entity: None,
        })
    }

    fn counted(&self, counted: CountedAt, words: &[Word], mentions: &[Mention]) -> Counted {
        let CountedAt::Many(at) = counted else {
            return Counted::Much;
        };
        let Some(word) = words.get(at) else {
            return Counted::Much;
        };
        let mut terms: Vec<_> = self.vocabulary.stem(&word.stem).into_iter().collect();
        terms.extend(
            lexicon::synonyms(&word.stem)
                .iter()
                .filter_map(|stem| self.vocabulary.stem(stem)),
        );
        terms.extend(
            mentions
                .iter()
                .filter(|mention| mention.words.contains(&at))
                .filter_map(|mention| match mention.meant {
                    Meant::Entity(entity) => Some(TermIx::from(entity)),
                    Meant::Nobody => None,
                }),
        );
        Counted::Many(terms)
    }
}

/// What the asking words of a question say.
struct Asked {
    want: Want,
    focus: Option<EntityKind>,
    counted: Option<CountedAt>,
    called: Vec<String>,
    asks_name: bool,
    /// Where the asking word stands.
    at: usize,
    /// The first word of content after it.
    head: Option<usize>,
    /// The word that says what is asked of a thing: "old" in "how old".
    attribute: Option<usize>,
    /// Words that have said their part: "year" in "which year".
    spent: Vec<usize>,
}

#[derive(Debug, Clone, Copy)]
enum CountedAt {
    /// The position of the word that is counted.
    Many(usize),
    Much,
}

impl Asked {
    fn read(command: Want, words: &[Word]) -> Self {
        let mut asked = Self {
            want: command,
            focus: None,
            counted: None,
            called: Vec::new(),
            asks_name: false,
            at: 0,
            head: None,
            attribute: None,
            spent: Vec::new(),
        };
        let text = |at: usize| words.get(at).map_or("", |word: &Word| word.text.as_str());
        for at in 0..words.len() {
            let want = match (text(at), text(at + 1)) {
                ("how", "many") | ("number" | "count", "of") => {
                    asked.counted.get_or_insert(CountedAt::Many(at + 2));
                    asked.spent.extend([at, at + 1]);
                    Some(Want::HowMany)
                }
                ("how", "much" | "big" | "large" | "expensive") => {
                    asked.counted.get_or_insert(CountedAt::Much);
                    asked.spent.extend([at, at + 1]);
                    Some(Want::HowMany)
                }
                ("name" | "names" | "title", "of") => {
                    asked.asks_name = true;
                    asked.spent.push(at);
                    None
                }
                ("called" | "named", _) | ("by", "name") => {
                    asked.asks_name = true;
                    asked.spent.push(at);
                    None
                }
                ("how", "come") | ("what", "for") | ("for", "what") => {
                    asked.spent.push(at + 1);
                    Some(Want::Why)
                }
                ("how", attribute) if lexicon::entry(attribute).is_none_or(|entry| !entry.stop) => {
                    asked.attribute = Some(at + 1);
                    Some(Want::What)
                }
                ("what" | "which" | "whose", _) => asked.kind(words, at + 1),
                ("name", next) => {
                    asked.spent.push(at);
                    asked.kind(
                        words,
                        at + 1 + usize::from(matches!(next, "the" | "a" | "all")),
                    )
                }
                ("reason" | "reasons" | "motive", _) => Some(Want::Why),
                ("value" | "cost" | "price" | "amount" | "sum" | "figure", _)
                    if matches!(asked.want, Want::What) =>
                {
                    asked.counted.get_or_insert(CountedAt::Much);
                    Some(Want::HowMany)
                }
                ("size" | "cost" | "price" | "amount", "of") => {
                    asked.counted.get_or_insert(CountedAt::Much);
                    Some(Want::HowMany)
                }
                ("date" | "year", "of") => Some(Want::When),
                (word, _) => lexicon::entry(word).and_then(|entry| entry.asks),
            };
            // The first word that asks decides: in "who knows when", who is not asked for.
            // Only what "what" asks for may be told by a later word: "what was the cost of".
            if let Some(want) = want
                && (asked.want == Want::Open || (asked.want == Want::What && want == Want::HowMany))
            {
                asked.want = want;
                asked.at = at;
            }
        }
        asked.head = (asked.at..words.len()).find(|at| {
            let entry = lexicon::entry(text(*at));
            !asked.spent.contains(at)
                && entry.is_none_or(|entry| !entry.stop && !entry.light && entry.asks.is_none())
        });
        if command == Want::HowMany && asked.counted.is_none() && counts_first(words) {
            asked.counted = Some(CountedAt::Many(0));
        }
        asked
    }

    /// "Which year", "what city", "name the general".
    fn kind(&mut self, words: &[Word], at: usize) -> Option<Want> {
        let Some(first) = words.get(at) else {
            return Some(Want::What);
        };
        let want = match first.text.as_str() {
            "year" | "date" | "day" | "month" | "decade" | "decades" | "time" => Some(Want::When),
            "reason" | "purpose" | "motive" => Some(Want::Why),
            "number" | "amount" | "sum" | "price" => Some(Want::HowMany),
            _ => None,
        };
        if want.is_some() {
            self.spent.push(at);
            return want;
        }
        // "Which surface-to-air missile system": the last of the words tells the kind.
        let phrase = words[at..].iter().take(KIND_WORDS_MAX).take_while(|word| {
            let verb = lexicon::verb(&word.stem).is_some();
            word.text == "to"
                || (!verb && lexicon::entry(&word.text).is_none_or(|entry| !entry.stop))
        });
        let focus = phrase
            .clone()
            .filter_map(|word| lexicon::entry(&word.text)?.focus)
            .last();
        self.focus = self.focus.or(focus);
        let telling = phrase.filter(|word| {
            lexicon::entry(&word.text).is_some_and(|entry| entry.focus.is_some() && !entry.generic)
        });
        self.called.extend(telling.map(|word| word.stem.clone()));
        Some(match focus {
            Some(EntityKind::Person | EntityKind::State | EntityKind::Organisation) => Want::Who,
            Some(EntityKind::Place) => Want::Where,
            _ => Want::What,
        })
    }
}

/// How far behind "which" the kind is looked for.
const KIND_WORDS_MAX: usize = 5;

/// Whether a text after `/howmany` begins with what is counted: "countries attended", but not
/// "arms deal".
fn counts_first(words: &[Word]) -> bool {
    let [first, second, ..] = words else {
        return false;
    };
    let is_past = second.text.ends_with("ed") || second.text != second.stem;
    first.text.ends_with('s')
        && (lexicon::is_stop(&second.text) || (is_past && !second.text.ends_with(['s', 'e', 'g'])))
}
