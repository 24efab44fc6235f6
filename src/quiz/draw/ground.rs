//! What questions are drawn from: a base, with who is named where and who is near whom.

use std::cell::OnceCell;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::chance::Chance;
use super::names::Names;
use super::tokens::{folded, holds};
use crate::answers::{fold, is_stop, words};
use crate::facts::{Edtf, Entity, EntityKind, Fact, FactBase, Part};
use crate::ids::{EntityIx, FactIx};
use crate::quiz::NameAnswer;

/// In fewer facts than this, whoever is in most of them is not known for it.
const FACTS_MIN: usize = 20;

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
    /// The facts that have a stem.
    facts_with: FxHashMap<String, Vec<FactIx>>,
    /// The entities of each kind, those of a class together.
    of_kind: FxHashMap<EntityKind, Vec<EntityIx>>,
    /// Those whose name is used for an entity, as a capital's for a state.
    for_it: FxHashMap<EntityIx, Vec<EntityIx>>,
    /// What each entity is called.
    called: Vec<Called>,
    /// The name of each as an answer, once it was asked for.
    pub(super) answers: Vec<OnceCell<Arc<NameAnswer>>>,
}

/// The words of what an entity is called.
#[derive(Debug)]
struct Called {
    /// Of its name, and of every other name of it.
    names: Vec<Vec<String>>,
    /// The same and those of its class, each in the singular.
    sorts: Vec<Vec<String>>,
}

impl Called {
    fn new(entity: &Entity) -> Self {
        let names: Vec<_> = all_names(entity).map(folded).collect();
        let class = entity.class.as_deref().map(folded);
        let singular = |words: &Vec<String>| {
            let words = words.iter();
            words
                .map(|word| word.trim_end_matches('s').to_owned())
                .collect()
        };
        Self {
            sorts: names.iter().chain(&class).map(singular).collect(),
            names,
        }
    }

    /// Whether this is a sort of that, by whose name it is called: a T-90 is one of the tanks.
    fn is_sort_of(&self, that: &Self) -> bool {
        let name = &that.sorts[0];
        self.sorts.iter().any(|sort| holds(sort, name))
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
            facts_with: FxHashMap::default(),
            of_kind: FxHashMap::default(),
            for_it: FxHashMap::default(),
            called: base.entities_ix().map(|(_, it)| Called::new(it)).collect(),
            answers: vec![OnceCell::new(); base.entities.len()],
        };
        for (ix, fact) in base.facts_ix() {
            let all = ground.all_named(fact);
            for entity in &all {
                ground.facts_of.entry(*entity).or_default().push(ix);
            }
            ground.named.push(all);
            ground.acting.push(ground.all_acting(fact));
            let stems = stems_of(fact);
            for stem in &stems {
                ground.facts_with.entry(stem.clone()).or_default().push(ix);
            }
            ground.stems.push(stems);
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

    fn all_acting(&self, fact: &Fact) -> FxHashSet<EntityIx> {
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

    /// Those that a fact names in its sentence, its places, and whoever does something in it.
    pub(super) fn acting(&self, fact: FactIx) -> &FxHashSet<EntityIx> {
        &self.acting[fact.index()]
    }

    /// Everything that a fact names, in words or by reference.
    pub(super) fn named(&self, fact: FactIx) -> &FxHashSet<EntityIx> {
        &self.named[fact.index()]
    }

    /// The facts that have at least half of these stems, and how many of them each has.
    pub(super) fn with_half(&self, stems: &[String]) -> Vec<(FactIx, usize)> {
        let facts_with = |stem: &String| self.facts_with.get(stem).map_or(&[][..], Vec::as_slice);
        let mut rarest: Vec<&[FactIx]> = stems.iter().map(facts_with).collect();
        rarest.sort_by_key(|facts| facts.len());
        // Whoever has half of them has one of any half and one more, so of the rarest.
        rarest.truncate(stems.len() / 2 + 1);
        let mut facts = rarest.concat();
        facts.sort_unstable();
        facts.dedup();
        let counted = facts.into_iter().map(|fact| {
            let has = &self.stems[fact.index()];
            (
                fact,
                stems.iter().filter(|stem| has.contains(*stem)).count(),
            )
        });
        counted
            .filter(|(_, count)| count * 2 >= stems.len())
            .collect()
    }

    /// The facts that name an entity.
    pub(super) fn facts_of(&self, entity: EntityIx) -> impl Iterator<Item = FactIx> + '_ {
        self.facts_of.get(&entity).into_iter().flatten().copied()
    }

    /// Whether half of all facts are about an entity, so that it is the first to come to mind.
    pub(super) fn is_everywhere(&self, entity: EntityIx) -> bool {
        let (of_it, all) = (self.facts_of(entity).count(), self.named.len());
        all >= FACTS_MIN && of_it * 2 >= all
    }

    /// Whether a fact is the first of an event that has its date: others of the same event would
    /// ask for the same date again.
    pub(super) fn is_first_of_event(&self, ix: FactIx) -> bool {
        let date = self.base.fact(ix).date.edtf;
        !self.has_equal(ix, |that| that.date.edtf == date)
    }

    /// Whether no earlier fact tells of the same event at a date that may be the same.
    pub(super) fn is_alone_in_event(&self, ix: FactIx) -> bool {
        let date = self.base.fact(ix).date.edtf;
        !self.has_equal(ix, |that| {
            let dates = that.date.edtf.zip(date);
            // What went on from then on is another thing than what happened then.
            dates.is_some_and(|(one, other)| matches!(one, Edtf::Point(_)) && one.overlaps(other))
        })
    }

    /// Whether an earlier fact that is as sure tells of the same event at such a date.
    fn has_equal(&self, ix: FactIx, is_same_date: impl Fn(&Fact) -> bool) -> bool {
        let fact = self.base.fact(ix);
        let is_event = |what: &EntityIx| self.base.entity(*what).kind == EntityKind::Event;
        let mut events = fact.what.iter().filter(|what| is_event(what));
        events.any(|event| {
            self.facts_of(*event).any(|other| {
                let that = self.base.fact(other);
                other < ix
                    && that.what.contains(event)
                    && that.unasked.is_none()
                    && that.certainty <= fact.certainty
                    && is_same_date(that)
            })
        })
    }

    /// Those whose name is used for an entity, as a capital's for a state.
    pub(super) fn standing_for(&self, entity: EntityIx) -> impl Iterator<Item = EntityIx> + '_ {
        self.for_it.get(&entity).into_iter().flatten().copied()
    }

    /// Whether some words hold a name of an entity.
    pub(super) fn is_named_in(&self, words: &[String], entity: EntityIx) -> bool {
        let mut names = self.called[entity.index()].names.iter();
        names.any(|name| holds(words, name))
    }

    /// The words of the name of an entity.
    pub(super) fn name(&self, entity: EntityIx) -> &[String] {
        &self.called[entity.index()].names[0]
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
        let count = |ix: EntityIx| self.facts_of.get(&ix).map_or(0, Vec::len);
        let rarer = if count(one) < count(other) {
            one
        } else {
            other
        };
        self.facts_of(rarer).any(|fact| {
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
        let called = |entity: EntityIx| &self.called[entity.index()];
        let belongs =
            |entity: &Entity, to: EntityIx| entity.of == Some(to) || entity.stands_for == Some(to);
        one == other
            || belongs(it, other)
            || belongs(that, one)
            || called(one).is_sort_of(called(other))
            || called(other).is_sort_of(called(one))
    }
}

/// The name of an entity and every other name of it.
pub(super) fn all_names(entity: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(&entity.name)
        .chain(&entity.aliases)
        .map(|name| &**name)
}

/// The stems of the words of a text that mean something.
pub(super) fn content(text: &str) -> impl Iterator<Item = String> {
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
