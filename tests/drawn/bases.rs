//! The bases that questions are drawn from, and what is to be known of them.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::LazyLock;

use attache::answers::fold;
use attache::facts::{Entity, Fact, FactBase, Loader};
use attache::ids::{EntityIx, FactIx};
use attache::quiz::{Question, draw};

use crate::generated::Generated;

pub(super) const ARTICLE: &str = include_str!("../../facts/pakistan-russia.toml");

/// The bases with what each of them yields.
pub(super) static DRAWN: LazyLock<Vec<(Known, Vec<Question>)>> = LazyLock::new(|| {
    let known = bases().into_iter().map(Known::new);
    let drawn = known.map(|base| {
        let questions = draw::questions(&base);
        (base, questions)
    });
    drawn.collect()
});

/// Holds of every question of every base, or the test says of which it does not.
#[track_caller]
pub(super) fn holds_of_all(property: impl Fn(&Known, FactIx, &Question) -> Result<(), String>) {
    let mut broken = Vec::new();
    let mut count = 0;
    for (base, questions) in &*DRAWN {
        for question in questions {
            let fact = base.fact_by_id(question.fact()).expect("its fact");
            count += 1;
            if let Err(why) = property(base, fact, question) {
                broken.push(format!("{}: {why}\n  {}", question.id, question.wording));
            }
        }
    }
    assert!(count > 1_000, "{count} questions tell little");
    let some: Vec<_> = broken.iter().take(20).cloned().collect();
    assert!(
        broken.is_empty(),
        "{} broken:\n{}",
        broken.len(),
        some.join("\n")
    );
}

pub(super) fn bases() -> Vec<FactBase> {
    let packs = [ARTICLE, SMALL, include_str!("traps.toml")].map(loaded);
    let generated = [(1, 200), (2, 50), (3, 8)];
    let generated = generated.map(|(seed, facts)| Generated::new(seed, facts).base());
    packs.into_iter().chain(generated).collect()
}

pub(super) fn loaded(pack: &str) -> FactBase {
    let mut loader = Loader::default();
    loader.add("pack.toml", pack.as_bytes());
    loader.finish().expect("a sound pack")
}

pub(super) fn ensure(holds: bool, why: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(why.into()) }
}

pub(super) fn aspect(question: &Question) -> &str {
    question.id.split('/').nth(1).unwrap_or_default()
}

pub(super) const SMALL: &str = include_str!("../pack.toml");

/// Folded words, cut at whatever is neither letter nor digit.
pub(super) fn cut(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

pub(super) fn says(text: &str, name: &str) -> bool {
    let (text, name) = (cut(text), cut(name));
    !name.is_empty() && text.windows(name.len()).any(|window| window == name)
}

pub(super) fn all_names(entity: &Entity) -> impl Iterator<Item = &str> {
    std::iter::once(&entity.name)
        .chain(&entity.aliases)
        .map(|name| &**name)
}

/// A base, with its entities by their folded names.
pub(super) struct Known {
    base: FactBase,
    by_name: BTreeMap<Vec<String>, EntityIx>,
}

impl Known {
    fn new(base: FactBase) -> Self {
        let by_name = base
            .entities_ix()
            .map(|(ix, entity)| (cut(&entity.name), ix));
        let by_name = by_name.collect();
        Self { base, by_name }
    }

    pub(super) fn by_name(&self, name: &str) -> Option<EntityIx> {
        self.by_name.get(&cut(name)).copied()
    }
}

impl Deref for Known {
    type Target = FactBase;

    fn deref(&self) -> &FactBase {
        &self.base
    }
}

/// The entity that is asked for, if one is.
pub(super) fn asked_for(base: &FactBase, question: &Question) -> Option<EntityIx> {
    let (word, id) = aspect(question).split_once('-')?;
    let is_entity = ["who", "state", "body", "where", "weapon", "event"].contains(&word);
    is_entity.then(|| base.entity_by_id(id)).flatten()
}

/// Whether a wording says by whose word it is so.
pub(super) fn is_attributed(wording: &str) -> bool {
    ["According to ", "In the view of "]
        .iter()
        .any(|beginning| wording.contains(beginning))
}

pub(super) fn takes_part(fact: &Fact, entity: EntityIx) -> bool {
    fact.who.iter().any(|who| who.entity == entity)
        || fact.places.contains(&entity)
        || fact.what.contains(&entity)
}
