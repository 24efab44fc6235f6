//! A fact that answers a question.

use super::words;
use crate::answers::Lead;
use crate::chat::{Block, Line, Reply};
use crate::facts::{Fact, FactBase};
use crate::ids::{EntityIx, FactIx};

/// What was asked, then the statement, then how sure it is and where it stands, then what else
/// might be meant or wanted.
pub(super) fn answer(base: &FactBase, ix: FactIx, lead: &Lead, also: &[FactIx]) -> Reply {
    let fact = base.fact(ix);
    let related = fact.related.iter().filter(|other| !also.contains(other));
    let to_try = |facts: &mut dyn Iterator<Item = &FactIx>| {
        facts.map(|ix| words::fact_to_try(base, *ix)).collect()
    };
    let mut blocks = vec![
        Block::Paragraph(lead_and_statement(base, fact, lead)),
        Block::Note(provenance(base, fact)),
    ];
    blocks.extend(words::suggestions(
        "You may also mean:",
        to_try(&mut also.iter()),
    ));
    blocks.extend(words::suggestions(
        "Related:",
        to_try(&mut related.into_iter()),
    ));
    Reply::to_all(blocks)
}

fn lead_and_statement(base: &FactBase, fact: &Fact, lead: &Lead) -> Line {
    let line = match lead_words(base, fact, lead) {
        Some(words) => Line::new().strong(&words::sentence(&words)).plain(" "),
        None => Line::new(),
    };
    line.plain(&fact.statement)
}

fn lead_words(base: &FactBase, fact: &Fact, lead: &Lead) -> Option<String> {
    match lead {
        Lead::Date => fact.date.edtf.map(|date| date.in_words()),
        Lead::Undated => Some(undated(fact)),
        Lead::Who(entities) => Some(who(base, entities)),
        Lead::Where(entities) | Lead::What(entities) => Some(words::names(base, entities)),
        Lead::Amount => fact.amount.as_ref().map(words::amount),
        Lead::Reason => fact
            .reason
            .as_deref()
            .map(|reason| format!("Because {reason}")),
        Lead::Statement => None,
    }
}

fn undated(fact: &Fact) -> String {
    match &fact.date.said {
        Some(said) => format!("The source gives no date; it says only “{said}”."),
        None => "The source gives no date, nor any word of when.".to_owned(),
    }
}

/// A lone person comes with the office, which is half of the answer to who somebody is.
fn who(base: &FactBase, entities: &[EntityIx]) -> String {
    let names = words::names(base, entities);
    let office = match entities {
        [only] => words::what_it_is(base, base.entity(*only))
            .filter(|_| base.entity(*only).office.is_some()),
        _ => None,
    };
    match office {
        Some(office) => format!("{names} ({office})"),
        None => names,
    }
}

fn provenance(base: &FactBase, fact: &Fact) -> Line {
    let source = words::place_in_source(base, fact);
    let line = Line::new().emphasis(&format!("Source: {source}; {}.", words::certainty(fact)));
    match &fact.date.inferred {
        Some(why) => line.emphasis(&format!(" The date is inferred: {}", words::sentence(why))),
        None => line,
    }
}
