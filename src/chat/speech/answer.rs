//! A fact that answers a question.

use super::words;
use crate::answers::Lead;
use crate::chat::{Block, Line};
use crate::facts::{Amount, Edtf, Fact, FactBase};
use crate::ids::{EntityIx, FactIx};

/// As many as can be chosen from at a glance.
const ALSO_MAX: usize = 4;

/// A way on, not a list to study.
const RELATED_MAX: usize = 3;

/// What was asked, then the statement, then how sure it is and where it stands, then what else
/// might be meant or wanted.
pub(super) fn answer(base: &FactBase, ix: FactIx, lead: &Lead, also: &[FactIx]) -> Vec<Block> {
    let fact = base.fact(ix);
    let to_try = |ix: &FactIx| words::fact_to_try(base, *ix);
    let also = &also[..also.len().min(ALSO_MAX)];
    let related = fact.related.iter().filter(|other| !also.contains(other));
    let mut blocks = vec![
        Block::Paragraph(lead_and_statement(base, fact, lead)),
        words::cited(base.cite(fact), provenance(base, fact, lead)),
    ];
    blocks.extend(words::suggestions(
        "You may also mean:",
        also.iter().map(to_try).collect(),
    ));
    blocks.extend(words::suggestions(
        "Related:",
        related.take(RELATED_MAX).map(to_try).collect(),
    ));
    blocks
}

fn lead_and_statement(base: &FactBase, fact: &Fact, lead: &Lead) -> Line {
    let line = match lead_words(base, fact, lead) {
        Some(words) => Line::new().strong(&words::sentence(&words)).plain(" "),
        None => Line::new(),
    };
    // Nobody should take for plain truth what the small print takes back.
    line.plain(&fact.statement).emphasis(fact.certainty_mark())
}

fn lead_words(base: &FactBase, fact: &Fact, lead: &Lead) -> Option<String> {
    match lead {
        Lead::Date => fact.date.edtf.map(Edtf::in_words),
        Lead::Undated => Some(undated(fact)),
        Lead::Who(entities) => Some(who(base, entities)),
        Lead::Where(entities) | Lead::What(entities) => Some(words::names(base, entities)),
        Lead::Amount => fact.amount.as_ref().map(Amount::in_words),
        Lead::Reason => fact
            .reason
            .as_deref()
            .map(|reason| format!("Because {reason}")),
        Lead::Statement => Some(fact.title.to_string()),
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

/// Where the fact stands and how sure it is. Why a date could be inferred matters to those who
/// asked for it; others only need to know that it was.
fn provenance(base: &FactBase, fact: &Fact, lead: &Lead) -> Line {
    let line = Line::new().emphasis(&base.citation(fact));
    match (&fact.date.inferred, lead) {
        (Some(why), Lead::Date) => line.emphasis(&format!(" The date is inferred: {why}")),
        (Some(_), _) => line.emphasis(" The date is inferred."),
        (None, _) => line,
    }
}
