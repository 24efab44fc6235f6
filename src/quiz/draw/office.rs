//! Questions for the office that a person holds.

use super::chance::Chance;
use super::frame::{Frame, id};
use super::ground::Ground;
use super::name::WRONG;
use super::phrase::capitalised;
use super::tokens::{folded, holds};
use crate::facts::{Entity, EntityKind, FactBase, Part};
use crate::ids::FactIx;
use crate::quiz::{Answer, Kind, NameAnswer, Question};

/// The questions for the office of whom a fact is about, if it tells that office.
pub(super) fn questions(ground: &Ground, ix: FactIx) -> Vec<Question> {
    let (base, fact) = (ground.base, ground.base.fact(ix));
    // Who is told to hold an office is spoken about; whoever acts is only called by it.
    let Some(person) = fact.who.first().filter(|who| who.part == Part::Topic) else {
        return Vec::new();
    };
    let it = base.entity(person.entity);
    let (Some(office), Some(in_words)) = (&it.office, in_words(base, it)) else {
        return Vec::new();
    };
    let (title, said) = (folded(&office.title), folded(&fact.title));
    if !holds(&said, &title) || !holds(&said, &folded(&it.name)) {
        return Vec::new();
    }
    let wording = format!(
        "According to the source, which office did {} hold in {}?",
        it.name, office.as_of
    );
    let aspect = "office";
    let chance = Chance::of(&id(fact.id.as_str(), aspect, Kind::Choice));
    let mut others: Vec<(String, &Entity)> = Vec::new();
    for other in ground.near(person.entity, chance) {
        let other = base.entity(other);
        let is_other = |office: &crate::facts::Office| {
            folded(&office.title) != title
                && !others.iter().any(|(_, other)| {
                    other
                        .office
                        .as_ref()
                        .is_some_and(|known| folded(&known.title) == folded(&office.title))
                })
        };
        if let (Some(words), Some(office)) = (self::in_words(base, other), &other.office)
            && is_other(office)
        {
            others.push((words, other));
        }
    }
    let mut choices: Vec<String> = others
        .iter()
        .take(WRONG)
        .map(|(words, _)| words.clone())
        .collect();
    let right = chance.below(WRONG + 1);
    let mut questions = Vec::new();
    if choices.len() == WRONG {
        choices.insert(right, in_words.clone());
        let frame = Frame {
            aspect,
            kind: Kind::Choice,
            wording: wording.clone(),
            choices,
            answer: Answer::Choice(right),
            told: in_words.clone(),
        };
        questions.push(frame.question(ground, fact));
    }
    let names = [in_words.as_str()]
        .into_iter()
        .chain(office.also.iter().map(|also| &**also));
    let frame = Frame {
        aspect,
        kind: Kind::Typed,
        wording,
        choices: Vec::new(),
        answer: Answer::Name(NameAnswer {
            name: office.title.to_string(),
            aliases: names.map(str::to_owned).collect(),
            rivals: others
                .iter()
                .filter_map(|(_, other)| other.office.as_ref())
                .map(|office| office.title.to_string())
                .collect(),
        }),
        told: in_words.clone(),
    };
    questions.push(frame.question(ground, fact));
    questions
}

/// "President of Russia"; "of" fits neither before a body nor behind "Envoy on Afghanistan".
fn in_words(base: &FactBase, entity: &Entity) -> Option<String> {
    let office = entity.office.as_ref()?;
    let body = base.entity(office.of);
    let is_simple = !folded(&office.title)
        .iter()
        .any(|word| ["of", "on", "for", "to"].contains(&&**word));
    let joint = if body.kind == EntityKind::State && is_simple {
        " of "
    } else {
        ", "
    };
    Some(capitalised(&format!(
        "{}{joint}{}",
        office.title, body.name
    )))
}
