//! What questions are drawn from: a base, with who is named where and who is near whom.

use rustc_hash::{FxHashMap, FxHashSet};

use super::chance::Chance;
use super::names::Names;
use super::sentence::Sentence;
use super::tokens::{folded, holds};
use crate::answers::{fold, is_stop, words};
use crate::facts::{Entity, EntityKind, Fact, FactBase, Part};
use crate::ids::{EntityIx, FactIx};

/// So many of a kind are looked at for wrong answers; who is near stands near in the list.
const NEAR_MAX: usize = 60;

/// A base, prepared for drawing.
#[derive(Debug)]
pub(super) struct Ground<'a> {
    /// The base.
    pub(super) base: &'a FactBase,
    /// What is named in a text.
    pub(super) names: Names,
    /// The facts that name an entity.
    facts_of: FxHashMap<EntityIx, Vec<FactIx>>,
    /// What each fact names.
    named: Vec<FxHashSet<EntityIx>>,
    /// Those of them that are no mere topic.
    acting: Vec<FxHashSet<EntityIx>>,
    /// The stems of all that each fact says.
    stems: Vec<FxHashSet<String>>,
    /// The entities of each kind, those of a class together.
    of_kind: FxHashMap<EntityKind, Vec<EntityIx>>,
    /// Those whose name is used for an entity, as a capital's for a state.
    for_it: FxHashMap<EntityIx, Vec<EntityIx>>,
}

/// What a question says, but for its answer.
#[derive(Debug)]
pub(super) struct Said {
    /// The fact that it asks about.
    pub(super) fact: FactIx,
    /// Whom and what it names.
    pub(super) named: Vec<EntityIx>,
    /// The stems of its other words.
    pub(super) stems: Vec<String>,
    /// Its words as they are.
    words: Vec<String>,
}

impl Said {
    /// What a question says that is made of a sentence, without the entities asked for.
    pub(super) fn of(fact: FactIx, sentence: &Sentence, asked: &[EntityIx]) -> Self {
        let (text, mentions) = (sentence.text, &sentence.mentions);
        let mut rest = String::new();
        // "According to reports," is no part of what is reported.
        let mut from = sentence.fronted();
        for mention in mentions
            .iter()
            .filter(|mention| mention.start >= sentence.fronted())
        {
            rest += &text[from..mention.start];
            rest.push(' ');
            from = mention.end;
        }
        rest += &text[from..];
        let mut named: Vec<_> = mentions.iter().map(|mention| mention.entity).collect();
        named.retain(|entity| !asked.contains(entity));
        named.sort_unstable();
        named.dedup();
        let mut stems: Vec<String> = content(&rest).collect();
        stems.sort_unstable();
        stems.dedup();
        let words = folded(text);
        Self {
            fact,
            named,
            stems,
            words,
        }
    }
}

impl<'a> Ground<'a> {
    pub(super) fn new(base: &'a FactBase) -> Self {
        let names = Names::new(base);
        let mut ground = Self {
            base,
            names,
            facts_of: FxHashMap::default(),
            named: Vec::new(),
            acting: Vec::new(),
            stems: Vec::new(),
            of_kind: FxHashMap::default(),
            for_it: FxHashMap::default(),
        };
        for (ix, fact) in base.facts_ix() {
            let all = ground.all_named(fact);
            for entity in &all {
                ground.facts_of.entry(*entity).or_default().push(ix);
            }
            ground.named.push(all);
            ground.acting.push(ground.acting(fact));
            ground.stems.push(stems_of(fact));
        }
        for (ix, entity) in base.entities_ix() {
            ground.of_kind.entry(entity.kind).or_default().push(ix);
            if let Some(meant) = entity.stands_for {
                ground.for_it.entry(meant).or_default().push(ix);
            }
        }
        for of_kind in ground.of_kind.values_mut() {
            of_kind.sort_by_key(|ix| {
                let entity = base.entity(*ix);
                (entity.class.as_deref(), entity.of, ix.index())
            });
        }
        ground
    }

    fn all_named(&self, fact: &Fact) -> FxHashSet<EntityIx> {
        let texts = [Some(&fact.title), Some(&fact.statement), fact.quiz.as_ref()];
        let mentions = texts
            .into_iter()
            .flatten()
            .flat_map(|text| self.names.mentions(text));
        let who = fact.who.iter().map(|participant| participant.entity);
        let things = fact.places.iter().chain(&fact.what).copied();
        let mut named: FxHashSet<EntityIx> = who
            .chain(things)
            .chain(mentions.map(|mention| mention.entity))
            .collect();
        self.add_meant(&mut named);
        named
    }

    /// Those that a fact names in its sentence, its places, and whoever does something in it.
    fn acting(&self, fact: &Fact) -> FxHashSet<EntityIx> {
        let text = fact.quiz.as_ref().unwrap_or(&fact.statement);
        let mentions = self.names.mentions(text).into_iter();
        let who = fact.who.iter().filter(|who| who.part != Part::Topic);
        let mut acting: FxHashSet<EntityIx> = mentions
            .map(|mention| mention.entity)
            .chain(who.map(|who| who.entity))
            .chain(fact.places.iter().copied())
            .collect();
        self.add_meant(&mut acting);
        acting
    }

    /// A capital is named where its government is meant.
    fn add_meant(&self, named: &mut FxHashSet<EntityIx>) {
        let meant: Vec<_> = named
            .iter()
            .filter_map(|entity| self.base.entity(*entity).stands_for)
            .collect();
        named.extend(meant);
    }

    /// Everything that a fact names, in words or by reference.
    pub(super) fn named(&self, fact: FactIx) -> &FxHashSet<EntityIx> {
        &self.named[fact.index()]
    }

    /// Whether an entity would be as right as the one that is asked for, by any fact of the base:
    /// by one that says as much of it. It errs on the side of yes.
    pub(super) fn is_right(&self, entity: EntityIx, said: &Said) -> bool {
        // A name within another's is named too: the Zenda line has to do with Zenda.
        let within =
            all_names(self.base.entity(entity)).any(|name| holds(&said.words, &folded(name)));
        if within || self.named(said.fact).contains(&entity) {
            return true;
        }
        let is_person = |ix: EntityIx| self.base.entity(ix).kind == EntityKind::Person;
        self.facts_of(entity).any(|fact| {
            let named = self.named(fact);
            // Whoever had to do with a person may have met, told or asked that person.
            let met = is_person(entity)
                && said
                    .named
                    .iter()
                    .any(|other| is_person(*other) && named.contains(other));
            met || self.says_as_much(fact, said)
        })
    }

    /// Whether a fact says about as much as a question does, so that what it holds may answer it.
    pub(super) fn says_as_much(&self, fact: FactIx, said: &Said) -> bool {
        let share = self.share(fact, said);
        let named = &self.acting[fact.index()];
        share >= 0.75 || share >= 0.5 && said.named.iter().all(|entity| named.contains(entity))
    }

    /// Whether a fact says all that a question does.
    pub(super) fn says_the_same(&self, fact: FactIx, said: &Said) -> bool {
        let named = self.named(fact);
        self.share(fact, said) >= 0.8 && said.named.iter().all(|entity| named.contains(entity))
    }

    fn share(&self, fact: FactIx, said: &Said) -> f64 {
        let stems = &self.stems[fact.index()];
        let found = said
            .stems
            .iter()
            .filter(|stem| stems.contains(*stem))
            .count();
        #[expect(clippy::cast_precision_loss, reason = "a sentence has few words")]
        let share = found as f64 / said.stems.len().max(1) as f64;
        if said.stems.is_empty() { 1.0 } else { share }
    }

    /// The facts that name an entity.
    pub(super) fn facts_of(&self, entity: EntityIx) -> impl Iterator<Item = FactIx> + '_ {
        self.facts_of.get(&entity).into_iter().flatten().copied()
    }

    /// Those whose name is used for an entity, as a capital's for a state.
    pub(super) fn standing_for(&self, entity: EntityIx) -> impl Iterator<Item = &'a Entity> + '_ {
        let for_it = self.for_it.get(&entity).into_iter().flatten();
        for_it.map(|ix| self.base.entity(*ix))
    }

    /// Others of the kind of an entity, the nearest first: of its class, of its state, in its
    /// parts, holding an office as it does. None is kin to it.
    pub(super) fn near(&self, entity: EntityIx, chance: Chance) -> Vec<EntityIx> {
        let it = self.base.entity(entity);
        let all = self.of_kind.get(&it.kind).map_or(&[][..], Vec::as_slice);
        let at = all.iter().position(|other| *other == entity).unwrap_or(0);
        let from = at
            .saturating_sub(NEAR_MAX / 2)
            .min(all.len().saturating_sub(NEAR_MAX));
        let mut near: Vec<EntityIx> = all[from..all.len().min(from + NEAR_MAX)].to_vec();
        near.retain(|other| !self.is_kin(entity, *other));
        near.sort_by_cached_key(|other| {
            let that = self.base.entity(*other);
            let alike = [
                that.class.is_some() && that.class == it.class,
                that.class.is_some() && that.class == it.class,
                that.class.is_some() && that.class == it.class,
                that.of.is_some() && that.of == it.of,
                that.office.is_some() && it.office.is_some(),
            ];
            let alike = alike.into_iter().filter(|alike| *alike).count();
            let jitter = chance.with(that.id.as_str()).below(3);
            // What no fact names makes a poor choice.
            let is_named = usize::from(self.facts_of.contains_key(other));
            (usize::MAX - alike - jitter - 2 * is_named, other.index())
        });
        near
    }

    /// Whether two did the same in one fact, as one state that follows another does.
    pub(super) fn did_the_same(&self, one: EntityIx, other: EntityIx) -> bool {
        self.facts_of(one).any(|fact| {
            let parts = |entity| {
                let who = self.base.fact(fact).who.iter();
                who.filter(move |who| who.entity == entity)
                    .map(|who| who.part)
            };
            parts(one).any(|part| {
                !matches!(part, Part::Topic | Part::Party) && parts(other).any(|same| same == part)
            })
        })
    }

    /// Whether two entities are one, or one is part of the other, its capital, or a sort of it.
    pub(super) fn is_kin(&self, one: EntityIx, other: EntityIx) -> bool {
        let (it, that) = (self.base.entity(one), self.base.entity(other));
        let belongs =
            |entity: &Entity, to: EntityIx| entity.of == Some(to) || entity.stands_for == Some(to);
        one == other
            || belongs(it, other)
            || belongs(that, one)
            || is_sort_of(it, that)
            || is_sort_of(that, it)
    }
}

/// The name of an entity and every other name of it.
pub(super) fn all_names(entity: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(&entity.name)
        .chain(&entity.aliases)
        .map(|name| &**name)
}

/// Whether the name of one is within a name or the class of the other: a T-90 is one of the tanks.
fn is_sort_of(it: &Entity, that: &Entity) -> bool {
    let name = folded(&that.name);
    let names = std::iter::once(&it.name)
        .chain(&it.aliases)
        .chain(&it.class);
    let singular = |words: &[String]| {
        words
            .iter()
            .map(|word| word.trim_end_matches('s').to_owned())
            .collect::<Vec<_>>()
    };
    let name = singular(&name);
    names
        .into_iter()
        .any(|other| holds(&singular(&folded(other)), &name))
}

/// The stems of the words of a text that mean something.
fn content(text: &str) -> impl Iterator<Item = String> {
    words(text)
        .into_iter()
        .filter(|word| !is_stop(&word.text) && !is_stop(&fold(&word.stem)))
        .map(|word| word.stem)
}

fn stems_of(fact: &Fact) -> FxHashSet<String> {
    let texts = [
        Some(&fact.title),
        Some(&fact.statement),
        fact.quiz.as_ref(),
        fact.reason.as_ref(),
    ];
    let texts = texts.into_iter().flatten().chain(&fact.ask);
    texts.flat_map(|text| content(text)).collect()
}
