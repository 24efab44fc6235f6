//! What a question says, and what else would be right by what other facts say.

use super::ground::{Ground, content};
use super::sentence::Sentence;
use super::tokens::folded;
use crate::facts::{Edtf, EntityKind};
use crate::ids::{EntityIx, FactIx};

/// What a question says, but for its answer.
#[derive(Debug)]
pub(super) struct Said {
    /// The fact that it asks about.
    fact: FactIx,
    /// Whom and what it names.
    pub(super) named: Vec<EntityIx>,
    /// Its words as they are.
    pub(super) words: Vec<String>,
    /// Whether it has no word that means something, so that any fact may be meant.
    is_empty: bool,
    /// Other facts that say about as much, so that what they hold may answer it.
    alike: Vec<FactIx>,
    /// Those of them that say all of it.
    same: Vec<FactIx>,
}

impl Said {
    /// What a question says that is made of a sentence, without the entities asked for.
    pub(super) fn of(
        ground: &Ground,
        fact: FactIx,
        sentence: &Sentence,
        asked: &[EntityIx],
    ) -> Self {
        let (text, mentions) = (sentence.text, &sentence.mentions);
        let mut rest = String::new();
        // "According to reports," is no part of what is reported.
        let fronted = sentence.fronted();
        let mut from = fronted;
        for mention in mentions.iter().filter(|mention| mention.start >= fronted) {
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
        let mut others = ground.with_half(&stems);
        others.retain(|(other, _)| *other != fact);
        let facts = |says: &dyn Fn(FactIx, usize) -> bool| {
            let says = others.iter().filter(|(other, count)| says(*other, *count));
            says.map(|(other, _)| *other).collect()
        };
        let count = stems.len();
        Self {
            fact,
            words: folded(text),
            is_empty: stems.is_empty(),
            alike: facts(&|other, has| {
                let acting = ground.acting(other);
                has * 4 >= count * 3 || named.iter().all(|entity| acting.contains(entity))
            }),
            same: facts(&|other, has| {
                let all = ground.named(other);
                has * 5 >= count * 4 && named.iter().all(|entity| all.contains(entity))
            }),
            named,
        }
    }

    /// Whether an entity would be as right as the one that is asked for, by any fact of the base.
    /// It errs on the side of yes.
    pub(super) fn is_right(&self, ground: &Ground, entity: EntityIx) -> bool {
        let is_person = |ix: EntityIx| ground.base.entity(ix).kind == EntityKind::Person;
        // Whoever had to do with a person may have met, told or asked that person.
        let met = || {
            let people = self.named.iter().filter(|other| is_person(**other));
            let mut facts = people.flat_map(|person| ground.facts_of(*person));
            is_person(entity) && facts.any(|fact| ground.named(fact).contains(&entity))
        };
        // A name within another's is named too: the Zenda line has to do with Zenda.
        let is_within = || ground.is_named_in(&self.words, entity);
        self.is_empty
            || ground.named(self.fact).contains(&entity)
            || self
                .alike
                .iter()
                .any(|fact| ground.named(*fact).contains(&entity))
            || is_within()
            || met()
    }

    /// Whether no other entity of its kind is right by a fact that says the same.
    /// Another of another class is not, if the class is asked for.
    pub(super) fn is_sole(&self, ground: &Ground, entity: EntityIx, noun: &str) -> bool {
        let it = ground.base.entity(entity);
        let kind = it.kind;
        let by_class = it.class.as_deref() == Some(noun);
        let own = ground.named(self.fact);
        let is_other = |other: &EntityIx| {
            let that = ground.base.entity(*other);
            let is_of_kind = that.kind == kind && (!by_class || that.class == it.class);
            is_of_kind && !own.contains(other) && !ground.is_kin(entity, *other)
        };
        let mut same = self.same.iter();
        !self.is_empty && !same.any(|fact| ground.named(*fact).iter().any(is_other))
    }

    /// Whether something was at a date that the question may as well mean.
    pub(super) fn was_at(&self, ground: &Ground, date: Edtf) -> bool {
        let mut facts = self.alike.iter().chain([&self.fact]);
        let was = |fact: &FactIx| {
            let known = ground.base.fact(*fact).date.edtf;
            known.is_some_and(|known| known.overlaps(date))
        };
        self.is_empty || facts.any(was)
    }
}
