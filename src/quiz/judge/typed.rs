//! The type of an answer, read from the texts of a question and its answer.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::listed::{choice, members};
use super::text::Text;
use super::valued::{asks_when, date, number, unscaled};
use super::{Judge, Reason, Verdict, lexicon, slip};
use crate::answers::fold::fold;
use crate::facts::{EntityKind, FactBase};
use crate::ids::EntityIx;
use crate::quiz::{Answer, NameAnswer};

/// Reads answers from texts, with the entities of a base as rivals.
#[derive(Debug)]
pub struct Reader<'b> {
    base: &'b FactBase,
    /// The entities that have a name, by its letters.
    by_letters: FxHashMap<String, Vec<EntityIx>>,
    /// Every name of every entity.
    names: Vec<(EntityIx, &'b str, Text)>,
}

/// A question whose answer was read from texts.
#[derive(Debug)]
pub struct Reading {
    /// The answer, and others that count as it.
    pub answers: Vec<Answer>,
    /// The choices that the question lists.
    pub choices: Vec<String>,
    judges: Vec<Judge>,
}

impl Reading {
    /// Judges what was given: right if it is one of the answers, else as it is judged for the
    /// first of them.
    pub fn verdict(&self, given: &str) -> Verdict {
        let mut verdicts = self.judges.iter().map(|judge| judge.verdict(given));
        let first = verdicts.next().unwrap_or(Verdict::refuse(Reason::Wrong));
        if first.accepted {
            return first;
        }
        verdicts.find(|verdict| verdict.accepted).unwrap_or(first)
    }
}

impl<'b> Reader<'b> {
    /// Takes the names out of a base.
    pub fn new(base: &'b FactBase) -> Self {
        let mut by_letters: FxHashMap<String, Vec<EntityIx>> = FxHashMap::default();
        let mut names = Vec::new();
        for (ix, entity) in base.entities_ix() {
            for name in std::iter::once(&entity.name).chain(&entity.aliases) {
                let text = Text::new(name);
                let known = by_letters.entry(text.letters().to_owned()).or_default();
                if !known.contains(&ix) {
                    known.push(ix);
                }
                names.push((ix, &**name, text));
            }
        }
        Self {
            base,
            by_letters,
            names,
        }
    }

    /// Reads the answer to a question.
    pub fn read(&self, question: &str, answer: &str, aliases: &[String]) -> Reading {
        let (answers, choices) = self.answers(question, answer, aliases);
        let judges = answers
            .iter()
            .map(|answer| Judge::new(question, answer, &choices))
            .collect();
        Reading {
            answers,
            choices,
            judges,
        }
    }

    fn answers(
        &self,
        question: &str,
        answer: &str,
        aliases: &[String],
    ) -> (Vec<Answer>, Vec<String>) {
        let asked = fold(question);
        let wording = Text::new(question);
        if let Some((answer, choices)) = choice(question, answer) {
            return (vec![answer], choices);
        }
        let all = || std::iter::once(answer).chain(aliases.iter().map(String::as_str));
        let mut dates: Vec<Answer> = all().filter_map(|text| date(&asked, text)).collect();
        let has_digit = answer.chars().any(|c| c.is_ascii_digit());
        let is_date = date(&asked, answer).is_some();
        if !dates.is_empty() && (is_date || asks_when(&asked) && !has_digit) {
            dates.dedup();
            return (dates, Vec::new());
        }
        if let Some(mut first) = number(&asked, answer) {
            // What is counted may only be said by an alias.
            if let Answer::Number(first) = &mut first
                && first.unit.is_empty()
            {
                let others = aliases.iter().filter_map(|alias| number(&asked, alias));
                let same = others.filter_map(|other| match other {
                    Answer::Number(other) => Some(other),
                    _ => None,
                });
                let mut same = same.filter(|other| other.value == first.value);
                first.unit = same.next().map(|other| other.unit).unwrap_or_default();
            }
            let mut answers = vec![first];
            for alias in aliases {
                if let Some(other) = number(&asked, alias) {
                    let is_known = answers.iter().any(|known| match (known, &other) {
                        (Answer::Number(known), Answer::Number(other)) => {
                            known.value == other.value
                        }
                        _ => false,
                    });
                    if !is_known {
                        answers.push(other);
                    }
                } else {
                    answers.push(Answer::Name(self.name(&wording, alias, &[], &[])));
                }
            }
            if let Some(unscaled) = unscaled(&asked, &answers[0]) {
                answers.push(unscaled);
            }
            return (answers, Vec::new());
        }
        if let Some(first) = self.set(&asked, &wording, answer) {
            let mut answers = vec![first];
            for alias in aliases {
                let other = self.set(&asked, &wording, alias);
                answers.push(
                    other.unwrap_or_else(|| Answer::Name(self.name(&wording, alias, &[], &[]))),
                );
            }
            return (answers, Vec::new());
        }
        (
            vec![Answer::Name(self.name(&wording, answer, aliases, &[]))],
            Vec::new(),
        )
    }

    /// A set, if a text is one.
    fn set(&self, asked: &str, wording: &Text, text: &str) -> Option<Answer> {
        let members = members(asked, text)?;
        let known = members.iter().flat_map(|member| self.entities(member, &[]));
        let known: Vec<EntityIx> = known.collect();
        let names = members
            .iter()
            .map(|member| self.name(wording, member, &[], &known));
        Some(Answer::Set(names.collect()))
    }

    /// The entities that a name is of, or else one of its aliases.
    fn entities(&self, name: &str, aliases: &[String]) -> Vec<EntityIx> {
        let texts = std::iter::once(name).chain(aliases.iter().map(String::as_str));
        let mut found = texts.filter_map(|name| self.by_letters.get(Text::new(name).letters()));
        found.next().cloned().unwrap_or_default()
    }

    /// A name, with what the base knows of it and of its rivals.
    fn name(
        &self,
        asked: &Text,
        name: &str,
        aliases: &[String],
        besides: &[EntityIx],
    ) -> Arc<NameAnswer> {
        let mut answer = NameAnswer {
            name: name.to_owned(),
            aliases: aliases.to_vec(),
            rivals: Vec::new(),
        };
        let known = self.entities(name, aliases);
        if known.is_empty() {
            // Of what it is not, the base may still know what it only mentions.
            let own = Text::new(name);
            let mentioned = self.names.iter().filter(|(_, _, text)| {
                text.len() < own.len()
                    && (0..own.len()).any(|at| own.run(at, text.letters()).is_some())
            });
            let mentioned = mentioned.filter(|(_, name, text)| {
                !aliases.iter().any(|alias| alias == name) && !text.is_empty()
            });
            answer
                .rivals
                .extend(mentioned.map(|(_, name, _)| (*name).to_owned()));
            return answer.into();
        }
        let own: Vec<Text> = std::iter::once(name)
            .chain(aliases.iter().map(String::as_str))
            .map(Text::new)
            .collect();
        for &ix in &known {
            let entity = self.base.entity(ix);
            let full = Text::new(&entity.name);
            let names = self.names.iter().filter(|(of, ..)| *of == ix);
            // What a given name alone is worth, the question says with its own aliases.
            let names = names.filter(|(_, alias, words)| {
                // What the question calls it is no answer, unless that says so.
                let is_asked = (0..asked.len()).any(|at| asked.run(at, words.letters()).is_some());
                let is_people = entity.kind == EntityKind::State && is_demonym(alias);
                // Another spelling is a slip, and a slip of that would be two.
                let is_slip = words.len() == 1
                    && own
                        .iter()
                        .flat_map(Text::all)
                        .any(|own| slip::is_slip(own, words.letters()));
                !is_asked && !is_slip && !is_people && !is_given_name(words, &full)
            });
            answer
                .aliases
                .extend(names.map(|(_, name, _)| (*name).to_owned()));
        }
        // An entity of the same name is no rival.
        let same = own
            .iter()
            .filter_map(|own| self.by_letters.get(own.letters()));
        let is_same: Vec<EntityIx> = same
            .flatten()
            .chain(&known)
            .chain(besides)
            .copied()
            .collect();
        let kinds: Vec<_> = known.iter().map(|&ix| self.base.entity(ix).kind).collect();
        let is_common = |name: &str| !name.chars().any(|c| c.is_uppercase() || !c.is_ascii());
        for (ix, rival, text) in &self.names {
            if is_same.contains(ix) {
                continue;
            }
            let is_of_kind = kinds.contains(&self.base.entity(*ix).kind);
            let is_near = || {
                let is_slip = |word: &str| slip::is_slip(word, text.letters());
                own.iter()
                    .any(|own| is_near(own, text) || text.len() == 1 && own.all().any(is_slip))
            };
            let is_place_of = own.iter().any(|own| {
                text.len() > own.len()
                    && rival.contains(" in ")
                    && text.letters().ends_with(own.letters())
            });
            if (is_of_kind && (!is_common(rival) || is_common(name)) || is_near()) && !is_place_of {
                answer.rivals.push((*rival).to_owned());
            }
        }
        answer.into()
    }
}

/// Whether a name is the beginning of a person's full name, with or without a title.
fn is_given_name(name: &Text, full: &Text) -> bool {
    let words: Vec<&str> = name.all().collect();
    let titles = words
        .iter()
        .take_while(|word| lexicon::is_title(word))
        .count();
    let is_alike = |(one, other): (&str, &&str)| one == *other || slip::is_slip(one, other);
    let begins = |words: &[&str]| {
        !words.is_empty() && words.len() < full.len() && full.all().zip(words).all(is_alike)
    };
    // "Shah" is a title of some and a name of others.
    begins(&words) || begins(&words[titles..])
}

/// Whether a name is that of a people: "Ruritanian".
fn is_demonym(name: &str) -> bool {
    const ENDINGS: [&str; 8] = ["an", "ans", "ani", "anis", "ese", "ish", "ghan", "ghans"];
    !name.contains(' ') && ENDINGS.iter().any(|ending| name.ends_with(ending))
}

/// Whether two names are within a slip, or one has all of the other.
fn is_near(one: &Text, other: &Text) -> bool {
    let has = |long: &Text, short: &Text| {
        long.len() > short.len()
            && (0..long.len()).any(|at| long.run(at, short.letters()).is_some())
    };
    has(other, one)
        || has(one, other) && one.len() > 1
        || one.len() == other.len()
            && one
                .all()
                .zip(other.all())
                .all(|(one, other)| one == other || slip::is_one_edit(one, other))
}
