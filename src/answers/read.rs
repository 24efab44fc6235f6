//! Reading a question: what it wants, what it names, and how much each of its words tells.

use super::Answers;
use super::asked::{self, Asked, CountedAt};
use super::finding::Want;
use super::gist::asks_denial;
use super::grammar::{self, Grammar, Role};
use super::lexicon::{self, Verb};
use super::names::{Meant, Mention, only_head};
use super::question::{CAPITAL_WORTH, Counted, Item, Question, SLIP_WORTH, SYNONYM_WORTH};
use super::vocabulary::TermIx;
use super::words::{Word, words};
use crate::facts::EntityKind;
use crate::ids::EntityIx;

/// What a word that the base does not have costs, against 1 for the rarest that it has.
const UNKNOWN_WEIGHT: f32 = 2.0;

/// How much a word counts that says little.
const LIGHT_SHARE: f32 = 0.3;

/// How much the word counts that says what is asked: "led" in "who led", "wife" in "whose wife".
const HEAD_SHARE: f32 = 1.5;

/// How far behind "the name of" a person may be named.
const NAME_OF_WORDS_MAX: usize = 4;

/// From this many words on, what stands before the asking word is a preamble.
const PREAMBLE_WORDS_MIN: usize = 5;

impl Answers {
    /// Reads a question.
    ///
    /// A command is its asking word: `/who invited putin` reads as "who invited putin".
    pub(super) fn read(&self, want: Want, text: &str) -> Question {
        let (want, asking) = match want {
            Want::What => (Want::Open, "what "),
            Want::Who => (want, "who "),
            _ => (want, ""),
        };
        let text = asking.to_owned() + self.without_preamble(text);
        let (words, slips) = self.spell(words(&text));
        let mentions = self
            .names
            .mentions(&self.base, &words, |word| self.is_strange(word));
        let mut asked = Asked::read(want, &words);
        let mut grammar = grammar::read(&words, &mentions);
        let (mut items, besides) = self.items(&words, &slips, &mentions, &asked, &grammar);
        self.read_person(&words, &mentions, &mut items, &mut asked, &mut grammar);
        let mut terms: Vec<TermIx> = items
            .iter()
            .flat_map(|item| item.terms.iter().chain(item.parts.iter().flatten()))
            .filter(|&&(_, worth)| worth >= SLIP_WORTH)
            .map(|&(term, _)| term)
            .collect();
        terms.sort_unstable();
        Question {
            terms,
            besides,
            want: asked.want,
            focus: asked.focus,
            called: asked.called,
            is_denial: asks_denial(&text),
            asks_whether: words.first().is_some_and(|word| {
                grammar::is_auxiliary(&word.text) || grammar::is_be(&word.text)
            }),
            asks_month: asked.month,
            is_future: asked.is_future,
            asks_name: asked.asks_name,
            counted: asked
                .counted
                .map(|counted| self.counted(counted, &words, &mentions)),
            named: items.iter().filter_map(|item| item.entity).collect(),
            items,
            grammar,
        }
    }

    /// What an answer has to explain, and, sorted, what the question leaves out of it.
    fn items(
        &self,
        words: &[Word],
        slips: &[bool],
        mentions: &[Mention],
        asked: &Asked,
        grammar: &Grammar,
    ) -> (Vec<Item>, Vec<TermIx>) {
        let (opening, aside) = asked::besides(words, mentions);
        let mut besides: Vec<TermIx> = Vec::new();
        let mut items: Vec<Item> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let mention = mentions.iter().find(|mention| mention.words.start == at);
            let item = match mention {
                Some(mention) => {
                    // "In Moscow" is the city, "from Moscow" may be the state.
                    let before = at
                        .checked_sub(1)
                        .map_or("", |before| words[before].stem.as_str());
                    let is_city = matches!(before, "in" | "to" | "at" | "visit");
                    let item = self.name_item(mention, words, is_city);
                    // "Pakistan or Russia": either will do.
                    if before == "or"
                        && let Some(one) = items.last_mut().filter(|one| one.entity.is_some())
                    {
                        one.terms.extend(item.terms);
                        one.entity = None;
                        None
                    } else {
                        Some(item)
                    }
                }
                None if opening.contains(&at) => None,
                None => self.word_item(&words[at], slips[at], asked, at),
            };
            let is_known = |item: &Item| {
                !item.terms.is_empty() && items.iter().any(|known| known.terms == item.terms)
            };
            if let Some(mut item) = item.filter(|item| !is_known(item)) {
                if aside.contains(&at) {
                    besides.extend(item.terms.iter().map(|&(term, _)| term));
                    item.weight *= LIGHT_SHARE;
                    item.must = false;
                }
                // What is done has to be in the fact, unless nothing in the base is called so.
                item.must |= grammar.verb_at == Some(at)
                    && grammar.verb != Some(Verb::Personal)
                    && !item.terms.is_empty()
                    && !lexicon::is_aspect(&words[at].stem);
                item.is_act = asked.want == Want::Who
                    && grammar.verb_at == Some(at)
                    && matches!(grammar.verb, Some(Verb::Acting | Verb::Personal));
                items.push(item);
            }
            at = mention.map_or(at + 1, |mention| mention.words.end);
        }
        besides.sort_unstable();
        (items, besides)
    }

    /// Reads who is asked for, where it is a person.
    fn read_person(
        &self,
        words: &[Word],
        mentions: &[Mention],
        items: &mut Vec<Item>,
        asked: &mut Asked,
        grammar: &mut Grammar,
    ) {
        let person = |mention: &Mention| match mention.meant {
            Meant::Entity(entity) if self.base.entity(entity).kind == EntityKind::Person => {
                Some(entity)
            }
            _ => None,
        };
        // "The name of the ambassador" is asked for like "who is the ambassador".
        let named = asked.name_of.and_then(|at| {
            let mut named = mentions
                .iter()
                .filter(|mention| (at..at + NAME_OF_WORDS_MAX).contains(&mention.words.start));
            named.find_map(person)
        });
        // "What position does the general hold", "the general's post": who he is.
        let is_said = |(at, word): (usize, &Word)| {
            let entry = lexicon::entry(&word.text);
            mentions.iter().any(|mention| mention.words.contains(&at))
                || entry.is_some_and(|entry| entry.stop || entry.asks.is_some())
                || lexicon::is_job(&word.stem)
                || matches!(
                    word.stem.as_str(),
                    "hold" | "occupi" | "occupy" | "serv" | "serve"
                )
        };
        let is_job = matches!(asked.want, Want::What | Want::Open)
            && words.iter().any(|word| lexicon::is_job(&word.stem))
            && !words
                .first()
                .is_some_and(|word| grammar::is_auxiliary(&word.text))
            && words.iter().enumerate().all(is_said);
        let holder = mentions.iter().find_map(person).filter(|_| is_job);
        if holder.is_some() {
            items.retain(|item| item.entity.is_some());
        }
        if let Some(person) = named.or(holder) {
            asked.want = Want::Who;
            grammar.identity = Some(person);
        }
        if asked.want != Want::Who {
            return;
        }
        // "Who heads the army": whoever holds an office there.
        if let (Some(Verb::Personal), [(body, Role::Other)]) =
            (grammar.verb, grammar.roles.as_slice())
            && words
                .iter()
                .any(|word| matches!(word.stem.as_str(), "head" | "lead" | "command"))
        {
            grammar.identity = only_head(&self.base, *body);
        }
        // The office says it then, and not the facts.
        if grammar.identity.is_some() {
            for item in items.iter_mut() {
                item.is_act = false;
            }
        }
        // "Who is the minister that signed": a person of that title.
        let is_named = |at: usize| mentions.iter().any(|mention| mention.words.contains(&at));
        let is_title = |at: usize| {
            !is_named(at) && lexicon::entry(&words[at].text).is_some_and(|entry| entry.office)
        };
        if asked.focus.is_none()
            && let Some(at) = (0..words.len()).find(|&at| is_title(at))
        {
            asked.focus = Some(EntityKind::Person);
            asked.called.push(words[at].stem.clone());
        }
        // "Who signed for the state", "on its behalf": one of its people.
        let is_for_a_state = |at: usize| {
            words[at].text == "behalf"
                || (words[at].text == "for"
                    && matches!(grammar.verb, Some(Verb::Saying | Verb::Equal))
                    && mentions.iter().any(|mention| {
                        mention.words.start == at + 1 && self.is_power(mention.meant)
                    }))
        };
        if (0..words.len()).any(is_for_a_state) {
            asked.focus = Some(EntityKind::Person);
        }
    }

    /// Whether a name is that of a state, or of the capital that stands for it.
    fn is_power(&self, meant: Meant) -> bool {
        matches!(meant, Meant::Entity(entity) if {
            let entity = self.base.entity(entity);
            entity.kind == EntityKind::State || entity.stands_for.is_some()
        })
    }

    fn name_item(&self, mention: &Mention, words: &[Word], is_city: bool) -> Item {
        let Meant::Entity(entity) = mention.meant else {
            return Item {
                terms: Vec::new(),
                parts: Vec::new(),
                weight: UNKNOWN_WEIGHT,
                must: true,
                is_act: false,
                entity: None,
            };
        };
        let term = TermIx::from(entity);
        let mut terms = vec![(term, 1.0)];
        if let Some(state) = self.base.entity(entity).stands_for.filter(|_| !is_city) {
            terms.push((TermIx::from(state), CAPITAL_WORTH));
        }
        Item {
            terms,
            parts: self.parts(entity, &words[mention.words.clone()]),
            weight: self.index.rarity(term),
            must: true,
            is_act: false,
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
        let within = self.names.within(name, entity);
        let named = |at: &usize| within.iter().any(|mention| mention.words.contains(at));
        let entities = within.iter().filter_map(|mention| match mention.meant {
            Meant::Entity(part) => {
                let state = self.base.entity(part).stands_for;
                let state = state.map(|state| (TermIx::from(state), CAPITAL_WORTH));
                Some(
                    std::iter::once((TermIx::from(part), 1.0))
                        .chain(state)
                        .collect(),
                )
            }
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
        let is_unknown_kind = is_nowhere && !is_light && asked.kinds.contains(&at);
        let must = word.has_digit() || asked.attribute == Some(at) || is_unknown_kind;
        Some(Item {
            terms,
            parts: Vec::new(),
            weight: weight * share,
            must,
            is_act: false,
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
