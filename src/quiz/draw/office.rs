//! Questions for the office that a person holds.

use std::sync::Arc;

use super::chance::Chance;
use super::frame::{Frame, id};
use super::ground::Ground;
use super::leak::tells;
use super::name::{aspect, named_choice, named_typed};
use super::phrase::capitalised;
use super::tokens::{folded, holds};
use super::wrong::{WRONG, wrong_holders};
use crate::facts::{EntityKind, Fact, Office, Part};
use crate::ids::{EntityIx, FactIx};
use crate::quiz::{Answer, Kind, NameAnswer, Question};

/// The questions for the office of whom a fact is about, if it tells that office.
pub(super) fn questions(ground: &Ground, ix: FactIx) -> Vec<Question> {
    let (base, fact) = (ground.base, ground.base.fact(ix));
    // Who is told to hold an office is spoken about; whoever acts is only called by it.
    let Some(person) = fact.who.first().filter(|who| who.part == Part::Topic) else {
        return Vec::new();
    };
    let it = base.entity(person.entity);
    let Some(office) = &it.office else {
        return Vec::new();
    };
    let in_words = in_words(ground, office, office.of);
    let (title, said) = (folded(&office.title), folded(&fact.title));
    if !holds(&said, &title) || !holds(&said, &folded(&it.name)) {
        return Vec::new();
    }
    let wording = format!("Which office did {} hold in {}?", it.name, office.as_of);
    let office_aspect = "office";
    let chance = Chance::of(&id(fact.id.as_str(), office_aspect, Kind::Choice));
    let state = base.entity(office.of);
    let state = if state.kind == EntityKind::State {
        Some(office.of)
    } else {
        state.of
    };
    let mut others: Vec<(&Office, String)> = Vec::new();
    for other in ground.near(person.entity, chance) {
        let other = base.entity(other);
        if let Some(known) = &other.office
            && folded(&known.title) != title
            && !others
                .iter()
                .any(|(other, _)| folded(&other.title) == folded(&known.title))
        {
            // The same office in the person's own state, or its name would rule it out.
            let is_of_state = base.entity(known.of).kind == EntityKind::State;
            let body = state.filter(|_| is_of_state).unwrap_or(known.of);
            let words = self::in_words(ground, known, body);
            others.push((known, words));
        }
    }
    let mut choices: Vec<String> = others
        .iter()
        .take(WRONG)
        .map(|(_, words)| words.clone())
        .collect();
    let right = chance.below(WRONG + 1);
    let mut questions = Vec::new();
    if choices.len() == WRONG {
        choices.insert(right, in_words.clone());
        let frame = Frame {
            aspect: office_aspect,
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
        aspect: office_aspect,
        kind: Kind::Typed,
        wording,
        choices: Vec::new(),
        answer: Answer::Name(Arc::new(NameAnswer {
            name: office.title.to_string(),
            aliases: names.map(str::to_owned).collect(),
            rivals: others
                .iter()
                .map(|(office, _)| office.title.to_string())
                .collect(),
        })),
        told: in_words.clone(),
    };
    questions.push(frame.question(ground, fact));
    questions.extend(holder(ground, fact, person.entity, &in_words, office));
    questions
}

/// Who held an office, if nobody else of the base held it.
fn holder(
    ground: &Ground,
    fact: &Fact,
    person: EntityIx,
    in_words: &str,
    office: &Office,
) -> Vec<Question> {
    let is_same = |other: &Office| folded(&other.title) == folded(&office.title);
    let mut all = ground.base.entities_ix();
    let is_shared = all.any(|(ix, other)| {
        let other = other.office.as_ref();
        ix != person && other.is_some_and(|other| is_same(other) && other.of == office.of)
    });
    let wording = format!("Who was {in_words} in {}?", office.as_of);
    if is_shared || tells(ground, &wording, person, "") {
        return Vec::new();
    }
    let aspect = aspect(ground, person);
    let chance = Chance::of(&id(fact.id.as_str(), &aspect, Kind::Choice));
    let wrong = wrong_holders(ground, person, chance);
    let typed = named_typed(ground, fact, &aspect, wording.clone(), person);
    let choice = named_choice(ground, fact, &aspect, wording, person, &wrong);
    choice.into_iter().chain([typed]).collect()
}

/// "President of Vesland", "Commander of the Grey Host", "Vesland's Envoy to Ostia".
fn in_words(ground: &Ground, office: &Office, body: EntityIx) -> String {
    let title = &office.title;
    let says = |words: &[&str]| {
        folded(title)
            .iter()
            .any(|word| words.contains(&word.as_str()))
    };
    let name = ground.names.in_sentence(ground.base, body);
    let is_state = ground.base.entity(body).kind == EntityKind::State;
    capitalised(&if says(&["on", "for", "to"]) && is_state {
        let ending = if name.ends_with('s') { "'" } else { "'s" };
        format!("{name}{ending} {title}")
    } else if says(&["of", "on", "for", "to"]) {
        format!("{title}, {}", ground.base.entity(body).name)
    } else {
        format!("{title} of {name}")
    })
}
