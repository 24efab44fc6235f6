//! Wrong answers to a question for a name.

use super::chance::Chance;
use super::ground::Ground;
use super::phrase::capitalised;
use super::said::Said;
use super::tokens::{folded, holds};
use crate::facts::{Entity, EntityKind};
use crate::ids::EntityIx;

/// How many wrong choices stand beside the right one.
pub(super) const WRONG: usize = 3;

/// Somebody or something that is no right answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrong<'a> {
    /// Another entity.
    Entity(EntityIx),
    /// One of whom no fact tells.
    Rival(&'a str),
}

impl Wrong<'_> {
    /// The name as a choice.
    pub(super) fn name(self, ground: &Ground) -> String {
        match self {
            Self::Entity(ix) => capitalised(&ground.base.entity(ix).name),
            Self::Rival(name) => capitalised(name),
        }
    }

    /// The name as it stands within a sentence.
    pub(super) fn in_sentence(self, ground: &Ground, right: EntityIx) -> String {
        match self {
            Self::Entity(ix) => ground.names.in_sentence(ground.base, ix),
            Self::Rival(name) => ground.names.with_article_of(ground.base, right, name),
        }
    }
}

/// Wrong answers near an entity, none of which is right by any fact: its rivals, since whoever
/// wrote the pack knows who is wrong beyond it, and others of the base where they are too few.
pub(super) fn wrong<'a>(
    ground: &Ground<'a>,
    entity: EntityIx,
    said: &Said,
    chance: Chance,
) -> Vec<Wrong<'a>> {
    first(
        chance.shuffled(rivals(ground, entity, said)),
        of_base(ground, entity, said, chance),
    )
}

/// The first of some wrong answers, and of entities where they are too few.
fn first(
    mut wrong: Vec<Wrong<'_>>,
    entities: impl IntoIterator<Item = EntityIx>,
) -> Vec<Wrong<'_>> {
    let mut entities = entities.into_iter();
    while wrong.len() < WRONG
        && let Some(other) = entities.next()
    {
        if !wrong.contains(&Wrong::Entity(other)) {
            wrong.push(Wrong::Entity(other));
        }
    }
    wrong.truncate(WRONG);
    wrong
}

/// Others who might be taken for the holder of a person's office, and who hold others or none.
pub(super) fn wrong_holders<'a>(
    ground: &Ground<'a>,
    person: EntityIx,
    chance: Chance,
) -> Vec<Wrong<'a>> {
    let it: &'a Entity = ground.base.entity(person);
    let rivals = it
        .rivals
        .iter()
        .map(|rival| match ground.names.sole(rival) {
            Some(other) => Wrong::Entity(other),
            None => Wrong::Rival(rival),
        });
    first(
        chance.shuffled(rivals.collect()),
        ground.near(person, chance),
    )
}

/// The rivals of an entity that its sentence does not name, and that no fact says to be right.
fn rivals<'a>(ground: &Ground<'a>, entity: EntityIx, said: &Said) -> Vec<Wrong<'a>> {
    let it: &'a Entity = ground.base.entity(entity);
    let rivals = it.rivals.iter().filter_map(|rival| {
        if let Some(other) = ground.names.sole(rival) {
            let is_wrong = !ground.is_kin(entity, other)
                && !said.is_right(ground, other)
                && ground.base.entity(other).kind == it.kind;
            return is_wrong.then_some(Wrong::Entity(other));
        }
        let is_named = holds(&said.words, &folded(rival));
        (!is_named).then_some(Wrong::Rival(rival))
    });
    rivals.collect()
}

/// Other entities that a question for one may be answered with by mistake.
fn of_base(
    ground: &Ground,
    entity: EntityIx,
    said: &Said,
    chance: Chance,
) -> impl Iterator<Item = EntityIx> {
    let it = ground.base.entity(entity);
    let near = ground.near(entity, chance);
    let is_lone = !near
        .iter()
        .any(|other| ground.base.entity(*other).class == it.class);
    let fits = move |other: EntityIx| {
        let that = ground.base.entity(other);
        match it.kind {
            // A sea is no wrong answer to a question for a city, nor a tank for a missile.
            EntityKind::Place | EntityKind::Event | EntityKind::Weapon => that.class == it.class,
            // An army may be part of the forces of its state, and is no news agency.
            EntityKind::Organisation => {
                it.class.is_some()
                    && that.class == it.class
                    && (that.of.is_none() || that.of != it.of)
            }
            // A state of the past is no wrong answer to a question for one of today.
            EntityKind::State => {
                (that.class == it.class || is_lone) && !ground.did_the_same(entity, other)
            }
            EntityKind::Person => !ground.did_the_same(entity, other),
        }
    };
    let fitting = near.into_iter();
    fitting.filter(move |other| fits(*other) && !said.is_right(ground, *other))
}
