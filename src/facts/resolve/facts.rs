//! Adds the facts of a pack.

use std::collections::hash_map::Entry;

use rustc_hash::FxHashMap;

use super::{Resolve, event_date, position};
use crate::facts::fold::fold;
use crate::facts::raw::{Id, RawAmount, RawFact, RawParticipant};
use crate::facts::read::{Read, Rows};
use crate::facts::report::{Draft, quoted};
use crate::facts::{Amount, EntityKind, Fact, Participant};
use crate::ids::{EntityIx, FactId, FactIx, SourceIx};

/// Who can take part in a fact.
const WHO: &[EntityKind] = &[
    EntityKind::Person,
    EntityKind::State,
    EntityKind::Organisation,
];

/// Where a fact can happen: a state is also its land.
const WHERE: &[EntityKind] = &[EntityKind::Place, EntityKind::State];

impl Resolve<'_> {
    pub(super) fn add_facts(&mut self, facts: Rows<RawFact>) {
        // All ids come first, since facts refer to one another in any order.
        let mut added: Vec<(FactIx, Read<RawFact>)> = Vec::new();
        for row in facts.tables {
            // Where it comes to lie, if all facts of the pack resolve; if not, no base is given out.
            let ix = FactIx(position(self.base.facts.len() + added.len()));
            if self.declare_fact(&row, ix) {
                added.push((ix, row));
            }
        }
        let mut titles = FxHashMap::default();
        for (ix, row) in added {
            self.check_title(&row, &mut titles);
            self.check_reason(&row);
            match self.fact(ix, row) {
                Ok(fact) => self.base.facts.push(fact),
                Err(id) => {
                    let files = position(self.names.files.len());
                    self.names.left_out.entry(id).or_insert(files);
                }
            }
        }
    }

    fn declare_fact(&mut self, row: &Read<RawFact>, ix: FactIx) -> bool {
        let id = &row.raw.id;
        let at = row.at(id.span());
        if !self.facts.declare(id, at.clone(), ix, self.report) {
            return false;
        }
        let other = match self.base.fact_by_id(id.as_str()) {
            Some(fact) => Some(self.names.file_of_fact(fact)),
            None => self.names.file_of_left_out(id.as_str()),
        };
        if let Some(other) = other {
            let message = format!("the fact {} is also in {other}", quoted(id.as_str()));
            self.report
                .push(Draft::new(at, message).help("give one of them another id"));
            return false;
        }
        true
    }

    /// Reports a title that an earlier fact of the pack has, given where those have theirs.
    fn check_title(&mut self, row: &Read<RawFact>, titles: &mut FxHashMap<Box<str>, usize>) {
        let title = &row.raw.title;
        let at = row.at(title.span());
        match titles.entry(fold(&title.get_ref().0)) {
            Entry::Vacant(vacant) => _ = vacant.insert(at.start),
            Entry::Occupied(first) => {
                let message = format!("two facts have the title {}", quoted(&title.get_ref().0));
                let draft = Draft::new(at, message).first(*first.get());
                self.report
                    .push(draft.help("say in each what sets it apart: lists show titles alone"));
            }
        }
    }

    /// Reports a reason that could not stand after "because" within a sentence.
    fn check_reason(&mut self, row: &Read<RawFact>) {
        let Some(reason) = &row.raw.reason else {
            return;
        };
        let text = &reason.get_ref().0;
        let mut words = text.split(|c: char| !c.is_alphanumeric());
        let first = words.find(|word| !word.is_empty()).unwrap_or_default();
        if first.eq_ignore_ascii_case("because") {
            let draft = Draft::new(row.at(reason.span()), "`reason` begins with \"because\"");
            self.report
                .push(draft.help("take the word out: answers put it before the reason"));
        }
        if ends_with_full_stop(text) {
            let draft = Draft::new(row.at(reason.span()), "`reason` ends with a full stop");
            self.report
                .push(draft.help("take it out: answers end the sentence"));
        }
    }

    /// The fact with all its references resolved; its id alone if one of them cannot be.
    fn fact(&mut self, ix: FactIx, row: Read<RawFact>) -> Result<Fact, Box<str>> {
        let raw = &row.raw;
        let source = self.source(&row);
        self.check_who(&row);
        let who = every(&raw.who, |participant| self.participant(&row, participant));
        let places = every(&raw.places, |id| {
            self.entity_of_kind(id, row.at(id.span()), WHERE, "where")
        });
        let what = every(&raw.what, |id| self.thing(&row, id));
        let subjects = every(&raw.subjects, |id| {
            self.subjects.find(id, row.at(id.span()), self.report)
        });
        let related = every(&raw.related, |id| self.related(ix, &row, id));
        let (Some(source), Some(who), Some(places), Some(what), Some(subjects), Some(related)) =
            (source, who, places, what, subjects, related)
        else {
            return Err(row.raw.id.as_str().into());
        };
        let raw = row.raw;
        Ok(Fact {
            id: FactId::new(raw.id.as_str()),
            title: raw.title.into_inner().0,
            statement: raw.statement.0,
            quiz: raw.quiz.map(|quiz| quiz.0),
            unasked: raw.unasked.map(|why| why.0),
            date: event_date(raw.date),
            who,
            places,
            what,
            subjects,
            amount: raw.amount.map(amount),
            reason: raw.reason.map(|reason| reason.into_inner().0),
            certainty: raw.certainty,
            said_by: raw.said_by.map(|said_by| said_by.0),
            source,
            paragraph: raw.paragraph.into_inner(),
            related,
            ask: raw.ask.into_iter().map(|ask| ask.0).collect(),
            silent_on: raw.silent_on.into_iter().map(|silent| silent.0).collect(),
        })
    }

    fn source(&mut self, row: &Read<RawFact>) -> Option<SourceIx> {
        let id = &row.raw.source;
        let ix = self.sources.find(id, row.at(id.span()), self.report)?;
        let paragraphs = self.base.source(ix).paragraphs;
        let paragraph = &row.raw.paragraph;
        if *paragraph.get_ref() > paragraphs {
            let message = format!(
                "the source {} has no paragraph {}",
                quoted(id.as_str()),
                paragraph.get_ref()
            );
            let draft = Draft::new(row.at(paragraph.span()), message);
            let help = format!("give the paragraph that it is drawn from, from 1 to {paragraphs}");
            self.report.push(draft.help(help));
        }
        Some(ix)
    }

    /// Reports one who has the same part twice, which the schema forbids too.
    fn check_who(&mut self, row: &Read<RawFact>) {
        let mut seen = FxHashMap::default();
        for one in &row.raw.who {
            let at = row.at(one.id.span());
            match seen.entry((one.id.as_str(), one.part)) {
                Entry::Vacant(vacant) => _ = vacant.insert(at.start),
                Entry::Occupied(first) => {
                    let id = quoted(one.id.as_str());
                    let draft = Draft::new(at, format!("`who` has {id} twice in the same part"));
                    let draft = draft.first(*first.get());
                    self.report.push(draft.help("take one of the two out"));
                }
            }
        }
    }

    fn participant(&mut self, row: &Read<RawFact>, raw: &RawParticipant) -> Option<Participant> {
        let entity = self.entity_of_kind(&raw.id, row.at(raw.id.span()), WHO, "who")?;
        Some(Participant {
            entity,
            part: raw.part,
        })
    }

    fn thing(&mut self, row: &Read<RawFact>, id: &Id) -> Option<EntityIx> {
        self.entities.find(id, row.at(id.span()), self.report)
    }

    fn related(&mut self, ix: FactIx, row: &Read<RawFact>, id: &Id) -> Option<FactIx> {
        let at = row.at(id.span());
        let related = self.facts.find(id, at.clone(), self.report)?;
        if related == ix {
            let draft = Draft::new(at, "a fact cannot be related to itself");
            self.report.push(draft.help("take it out"));
        }
        Some(related)
    }
}

/// Whether a text ends with a dot that is not the one of an initial, as in "the U.S.".
fn ends_with_full_stop(text: &str) -> bool {
    let Some(text) = text.strip_suffix('.') else {
        return false;
    };
    let mut before = text.chars().rev();
    let is_initial = before.next().is_some_and(char::is_uppercase)
        && !before.next().is_some_and(char::is_alphanumeric);
    !is_initial
}

fn amount(raw: RawAmount) -> Amount {
    Amount {
        value: raw.value,
        unit: raw.unit.0,
        of: raw.of.map(|of| of.0),
    }
}

/// Resolves every item, so that each that fails is reported; none if one fails.
fn every<T, U>(items: &[T], mut resolve: impl FnMut(&T) -> Option<U>) -> Option<Box<[U]>> {
    let found: Vec<U> = items.iter().filter_map(&mut resolve).collect();
    (found.len() == items.len()).then(|| found.into())
}
