//! Questions for a name: who, which state, which body, where, which weapon.

use std::sync::Arc;

use super::chance::Chance;
use super::frame::{Frame, id};
use super::ground::{Ground, all_names};
use super::leak::tells;
use super::phrase::{asking_all, asking_one, capitalised, noun};
use super::said::Said;
use super::sentence::{Row, Sentence};
use super::wrong::{WRONG, Wrong, wrong};
use crate::facts::{Certainty, EntityKind, Fact};
use crate::ids::{EntityIx, FactIx};
use crate::quiz::{Answer, Kind, NameAnswer, Question};

/// So many rivals are enough to tell a slip from another name.
const RIVALS_MAX: usize = 30;

/// More names than this nobody writes in one answer.
const SET_MAX: usize = 3;

/// All questions for a name in the sentence of a fact, or for its place if the sentence leaves
/// that out.
pub(super) fn questions(ground: &Ground, ix: FactIx, sentence: &Sentence) -> Vec<Question> {
    let fact = ground.base.fact(ix);
    let rows = sentence.rows(ground.base);
    let (mut questions, mut guessed) = (Vec::new(), Vec::new());
    for row in &rows {
        if !row
            .members
            .iter()
            .all(|member| has_name(ground, member.mention.entity))
        {
            continue;
        }
        for (at, member) in row.members.iter().enumerate() {
            let entity = member.mention.entity;
            let said = Said::of(ground, ix, sentence, &[entity]);
            let choice = choice(ground, ix, sentence, row, at, &said);
            let typed = typed(ground, ix, sentence, row, at, &said);
            let is_guessed = ground.is_everywhere(entity);
            let drawn = if is_guessed {
                &mut guessed
            } else {
                &mut questions
            };
            drawn.extend(choice.into_iter().chain(typed));
        }
        questions.extend(set(ground, fact, sentence, row));
    }
    // Whom nearly everything is about can be named without having read the question.
    let chance = Chance::of(fact.id.as_str());
    if !guessed.is_empty() {
        questions.push(guessed.swap_remove(chance.below(guessed.len())));
    }
    questions.extend(place(ground, ix, sentence));
    questions
}

/// What is asked of a fact when it is asked for an entity.
pub(super) fn aspect(ground: &Ground, entity: EntityIx) -> String {
    let it = ground.base.entity(entity);
    let word = match it.kind {
        EntityKind::Person => "who",
        EntityKind::State => "state",
        EntityKind::Organisation => "body",
        EntityKind::Place => "where",
        EntityKind::Weapon => "weapon",
        EntityKind::Event => "event",
    };
    format!("{word}-{}", it.id)
}

/// Whether an entity can be asked for: an event only if it has a name of its own, and a noun that
/// says what sort of event is wanted.
pub(super) fn has_name(ground: &Ground, entity: EntityIx) -> bool {
    let it = ground.base.entity(entity);
    let is_class = !noun(it, true).eq(EntityKind::Event.word());
    it.kind != EntityKind::Event || is_class && !it.name.starts_with(char::is_lowercase)
}

fn choice(
    ground: &Ground,
    ix: FactIx,
    sentence: &Sentence,
    row: &Row,
    at: usize,
    said: &Said,
) -> Option<Question> {
    let (base, fact) = (ground.base, ground.base.fact(ix));
    let entity = row.members[at].mention.entity;
    let aspect = aspect(ground, entity);
    let chance = Chance::of(&id(fact.id.as_str(), &aspect, Kind::Choice));
    let wrong = wrong(ground, entity, said, chance);
    let it = base.entity(entity);
    let by_class = wrong.iter().all(|other| match other {
        Wrong::Entity(other) => base.entity(*other).class == it.class,
        Wrong::Rival(_) => true,
    });
    let noun = noun(it, by_class);
    let wording = asking_one(ground, sentence, row, at, part(fact, entity), noun)?;
    let is_one_of_many = row.members.len() > 2;
    if tells(ground, &wording, entity, noun)
        || !(is_one_of_many || said.is_sole(ground, entity, noun))
    {
        return None;
    }
    let wording = attributed(sentence, said, &wording);
    named_choice(ground, fact, &aspect, wording, entity, &wrong)
}

pub(super) fn named_choice(
    ground: &Ground,
    fact: &Fact,
    aspect: &str,
    wording: String,
    entity: EntityIx,
    wrong: &[Wrong],
) -> Option<Question> {
    if wrong.len() < WRONG {
        return None;
    }
    let chance = Chance::of(&id(fact.id.as_str(), aspect, Kind::Choice));
    let mut entities = chance.shuffled(wrong.to_vec());
    let right = chance.below(WRONG + 1);
    entities.insert(right, Wrong::Entity(entity));
    let frame = Frame {
        aspect,
        kind: Kind::Choice,
        wording,
        choices: entities.iter().map(|one| one.name(ground)).collect(),
        answer: Answer::Choice(right),
        told: Wrong::Entity(entity).name(ground),
    };
    Some(frame.question(ground, fact))
}

fn typed(
    ground: &Ground,
    ix: FactIx,
    sentence: &Sentence,
    row: &Row,
    at: usize,
    said: &Said,
) -> Option<Question> {
    let fact = ground.base.fact(ix);
    let entity = row.members[at].mention.entity;
    let it = ground.base.entity(entity);
    let noun = noun(it, true);
    if row.members.len() > 2 {
        return None;
    }
    let wording = asking_one(ground, sentence, row, at, part(fact, entity), noun)?;
    let is_good = said.is_sole(ground, entity, noun) && !tells(ground, &wording, entity, noun);
    let wording = attributed(sentence, said, &wording);
    is_good.then(|| named_typed(ground, fact, &aspect(ground, entity), wording, entity))
}

/// A question that names nothing else may be right of many, whenever it was so.
fn attributed(sentence: &Sentence, said: &Said, wording: &str) -> String {
    if said.named.is_empty() {
        sentence.attribution.always_before(wording)
    } else {
        sentence.attribution.before(wording)
    }
}

pub(super) fn named_typed(
    ground: &Ground,
    fact: &Fact,
    aspect: &str,
    wording: String,
    entity: EntityIx,
) -> Question {
    let frame = Frame {
        aspect,
        kind: Kind::Typed,
        wording,
        choices: Vec::new(),
        answer: Answer::Name(name_answer(ground, entity)),
        told: capitalised(&ground.base.entity(entity).name),
    };
    frame.question(ground, fact)
}

/// Several names that are asked for together.
fn set(ground: &Ground, fact: &Fact, sentence: &Sentence, row: &Row) -> Option<Question> {
    let entities: Vec<EntityIx> = row
        .members
        .iter()
        .map(|member| member.mention.entity)
        .collect();
    let [first, _, ..] = entities.as_slice() else {
        return None;
    };
    if entities.len() > SET_MAX {
        return None;
    }
    let it = ground.base.entity(*first);
    let by_class = entities
        .iter()
        .all(|entity| ground.base.entity(*entity).class == it.class);
    let noun = noun(it, by_class);
    let wording = asking_all(sentence, row, noun)?;
    if entities
        .iter()
        .any(|entity| tells(ground, &wording, *entity, noun))
    {
        return None;
    }
    let names: Vec<_> = entities
        .iter()
        .map(|ix| &*ground.base.entity(*ix).name)
        .collect();
    let (last, others) = names.split_last()?;
    // Both can be named without having read the question.
    if entities.iter().all(|entity| ground.is_everywhere(*entity)) {
        return None;
    }
    let wording = sentence.attribution.before(&wording);
    let frame = Frame {
        aspect: &format!("all-{}", ground.base.entity(*first).id),
        kind: Kind::Typed,
        wording,
        choices: Vec::new(),
        answer: Answer::Set(entities.iter().map(|ix| name_answer(ground, *ix)).collect()),
        told: capitalised(&format!("{} and {last}", others.join(", "))),
    };
    Some(frame.question(ground, fact))
}

/// Where something was, if the sentence does not say so.
fn place(ground: &Ground, ix: FactIx, sentence: &Sentence) -> Vec<Question> {
    let (base, fact) = (ground.base, ground.base.fact(ix));
    let [place] = *fact.places else {
        return Vec::new();
    };
    let it = base.entity(place);
    let noun = noun(it, true);
    let wording = format!("{}. In which {noun} was that?", sentence.text);
    let is_told = fact.certainty == Certainty::Stated && it.kind == EntityKind::Place;
    if !is_told || tells(ground, &wording, place, noun) {
        return Vec::new();
    }
    let wording = sentence.attribution.before(&wording);
    let aspect = aspect(ground, place);
    let chance = Chance::of(&id(fact.id.as_str(), &aspect, Kind::Choice));
    let said = Said::of(ground, ix, sentence, &[place]);
    let wrong = wrong(ground, place, &said, chance);
    let choice = named_choice(ground, fact, &aspect, wording.clone(), place, &wrong);
    let typed = said
        .is_sole(ground, place, noun)
        .then(|| named_typed(ground, fact, &aspect, wording, place));
    choice.into_iter().chain(typed).collect()
}

/// A name with all that counts as it, and with those that it must not be taken for.
fn name_answer(ground: &Ground, entity: EntityIx) -> Arc<NameAnswer> {
    let answer = ground.answers[entity.index()].get_or_init(|| Arc::new(made(ground, entity)));
    Arc::clone(answer)
}

fn made(ground: &Ground, entity: EntityIx) -> NameAnswer {
    let base = ground.base;
    let it = base.entity(entity);
    let for_it = ground.standing_for(entity);
    let for_it = for_it.flat_map(|ix| all_names(base.entity(ix)));
    // A surname is enough where nobody else has it.
    let surname = it.name.split_whitespace().last().filter(|surname| {
        it.kind == EntityKind::Person
            && !all_names(it).any(|name| name == *surname)
            && ground.names.sole(surname) == Some(entity)
    });
    let rivals = ground
        .near(entity, Chance::of(it.id.as_str()))
        .into_iter()
        .take(RIVALS_MAX);
    NameAnswer {
        name: it.name.to_string(),
        aliases: all_names(it)
            .skip(1)
            .chain(for_it)
            .chain(surname)
            .map(str::to_owned)
            .collect(),
        rivals: rivals
            .flat_map(|ix| all_names(base.entity(ix)))
            .chain(it.rivals.iter().map(|rival| &**rival))
            .map(str::to_owned)
            .collect(),
    }
}

fn part(fact: &Fact, entity: EntityIx) -> Option<crate::facts::Part> {
    let who = fact
        .who
        .iter()
        .find(|participant| participant.entity == entity)?;
    Some(who.part)
}
