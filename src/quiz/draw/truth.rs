//! Sentences that are true or false.

use super::amount;
use super::chance::Chance;
use super::date;
use super::frame::{Frame, id};
use super::ground::Ground;
use super::name::aspect;
use super::phrase::{capitalised, is_plural, replaced};
use super::said::Said;
use super::sentence::{Member, Sentence};
use super::wrong::wrong;
use crate::facts::{Certainty, Edtf, EntityKind, Fact, number_in_words};
use crate::ids::FactIx;
use crate::quiz::{Answer, Kind, Question};

/// The sentence of a fact, and the same with one thing changed: a name, the date, the number.
pub(super) fn questions(ground: &Ground, ix: FactIx, sentence: &Sentence) -> Vec<Question> {
    let fact = ground.base.fact(ix);
    let chance = Chance::of(&id(fact.id.as_str(), "statement", Kind::TrueFalse));
    let mut questions = vec![asked(
        ground,
        fact,
        "statement",
        sentence,
        sentence.text,
        None,
    )];
    questions.extend(other_name(ground, ix, sentence, chance));
    questions.extend(other_date(ground, ix, sentence, chance));
    questions.extend(other_number(ground, ix, sentence, chance));
    questions
}

/// The question whether a sentence holds; one that does not comes with what is right.
fn asked(
    ground: &Ground,
    fact: &Fact,
    aspect: &str,
    sentence: &Sentence,
    text: &str,
    right: Option<&str>,
) -> Question {
    let attributed = sentence.attribution.before(text);
    let (asking, text) = match fact.certainty {
        Certainty::Reported if !sentence.attribution.is_own => (
            "True or false: was this reported, though not confirmed?",
            capitalised(text),
        ),
        Certainty::Claimed if !sentence.attribution.is_own => (
            "True or false: was this claimed, though not established?",
            capitalised(text),
        ),
        _ => ("True or false?", attributed),
    };
    let frame = Frame {
        aspect,
        kind: Kind::TrueFalse,
        wording: format!("{asking} {text}."),
        choices: ["True", "False"].map(str::to_owned).to_vec(),
        answer: Answer::Choice(usize::from(right.is_some())),
        told: right.map_or_else(
            || "True".to_owned(),
            |right| format!("False: the source says {right}"),
        ),
    };
    // A false sentence is not even reported, and must not be marked as if it were.
    let mut question = frame.question(ground, fact);
    let mark = fact.certainty_mark();
    question
        .wording
        .truncate(question.wording.len() - mark.len());
    question
}

/// The sentence with one name changed for another that makes it false by all facts.
fn other_name(
    ground: &Ground,
    ix: FactIx,
    sentence: &Sentence,
    chance: Chance,
) -> Option<Question> {
    let fact = ground.base.fact(ix);
    let rows = sentence.rows(ground.base);
    let members = rows.iter().flat_map(|row| &row.members).copied().collect();
    let mut members: Vec<Member> = chance.shuffled(members);
    // Whom nearly everything is about is the last to be doubted.
    members.sort_by_key(|member| ground.is_everywhere(member.mention.entity));
    members.into_iter().find_map(|member| {
        let entity = member.mention.entity;
        let others = sentence
            .mentions
            .iter()
            .filter(|mention| mention.entity == entity);
        let is_once = others.count() == 1 && is_swappable(ground, sentence, member);
        let said = Said::of(ground, ix, sentence, &[entity]);
        let aspect = aspect(ground, entity);
        let wrong = *wrong(ground, entity, &said, chance.with(&aspect)).first()?;
        let name = wrong.in_sentence(ground, entity);
        let text = replaced(sentence.text, member.start, member.end, &name);
        let text = text.replace("s's ", "s' ");
        // A verb that fits one army does not fit the ground forces.
        let is_body = ground.base.entity(entity).kind == EntityKind::Organisation;
        let fits = !is_body || is_plural(&name) == is_plural(&ground.base.entity(entity).name);
        let right = ground.names.in_sentence(ground.base, entity);
        (is_once && fits).then(|| asked(ground, fact, &aspect, sentence, &text, Some(&right)))
    })
}

/// Whether a sentence still reads well, and is plainly false, with another name in its place:
/// what is said of one alone may hold of others, for all that the source knows.
fn is_swappable(ground: &Ground, sentence: &Sentence, member: Member) -> bool {
    let it = ground.base.entity(member.mention.entity);
    let others = sentence
        .mentions
        .iter()
        .filter(|other| other.entity != member.mention.entity);
    let is_noun = matches!(
        it.kind,
        EntityKind::Person | EntityKind::State | EntityKind::Place | EntityKind::Organisation
    );
    // Two are needed: what somebody did at an event, others may have done.
    let others = others.filter(|other| ground.base.entity(other.entity).kind != EntityKind::Event);
    is_noun && others.count() > 0
}

fn other_date(
    ground: &Ground,
    ix: FactIx,
    sentence: &Sentence,
    chance: Chance,
) -> Option<Question> {
    let fact = ground.base.fact(ix);
    if !ground.is_first_of_event(ix) {
        return None;
    }
    let point = match fact.date.edtf? {
        Edtf::Point(point) | Edtf::Interval(Some(point), None) => point,
        Edtf::Interval(..) => return None,
    };
    let (start, end, before) = date::place(sentence.text, point)?;
    let start = start + before.len();
    let below = chance.below(2) * 3;
    let wrong = *date::wrong(ground, ix, sentence, point, below, chance).first()?;
    let text = replaced(sentence.text, start, end, &wrong.in_words());
    // A date in a name of it tells the right one.
    let is_once = date::place(&text, point).is_none();
    let right = point.in_words();
    is_once.then(|| asked(ground, fact, "when", sentence, &text, Some(&right)))
}

fn other_number(
    ground: &Ground,
    ix: FactIx,
    sentence: &Sentence,
    chance: Chance,
) -> Option<Question> {
    let fact = ground.base.fact(ix);
    let right = fact.amount.as_ref()?;
    let (start, end) = amount::place(sentence.text, right)?;
    let wrong = *amount::wrong(right.value, chance.below(2) * 3, chance).first()?;
    let text = replaced(sentence.text, start, end, &number_in_words(wrong));
    Some(asked(
        ground,
        fact,
        "number",
        sentence,
        &text,
        Some(&right.in_words()),
    ))
}
