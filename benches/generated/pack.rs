//! Packs as editors write them.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::ops::Range;

use attache::facts::{Entity, EventDate, Fact};
use attache::ids::EntityIx;

use super::Generated;
use super::PACK_FACTS_MAX;
use super::base::{pack, source, subject};
use super::fact::{SUBJECTS, fact_id};

impl Generated {
    /// The text of the pack with these facts, one of [`packs`](Self::packs).
    pub fn pack(&self, facts: Range<u32>) -> String {
        let number = facts.start / PACK_FACTS_MAX;
        let facts: Vec<Fact> = facts.map(|number| self.fact(number)).collect();
        let mut text = String::new();
        self.write(&mut text, number, &facts)
            .expect("a string takes all that is written");
        text
    }

    fn write(&self, text: &mut String, number: u32, facts: &[Fact]) -> std::fmt::Result {
        let (pack, source) = (pack(number), source(number));
        writeln!(
            text,
            "[pack]\nid = \"{}\"\ntitle = \"{}\"\nabout = \"{}\"",
            pack.id, pack.title, pack.about
        )?;
        let (id, cite, paragraphs) = (&source.id, &source.cite, source.paragraphs);
        writeln!(
            text,
            "\n[[source]]\nid = \"{id}\"\ncite = \"{cite}\"\nparagraphs = {paragraphs}"
        )?;
        for subject in (0..SUBJECTS).map(subject) {
            let (id, title) = (&subject.id, &subject.title);
            let aliases = quoted(&subject.aliases);
            writeln!(
                text,
                "\n[[subject]]\nid = \"{id}\"\ntitle = \"{title}\"\naliases = [{aliases}]"
            )?;
        }
        for entity in self.entities_of(facts) {
            self.write_entity(text, self.entity(entity))?;
        }
        facts
            .iter()
            .try_for_each(|fact| self.write_fact(text, fact))
    }

    /// What the facts refer to, and what that refers to.
    fn entities_of(&self, facts: &[Fact]) -> BTreeSet<EntityIx> {
        let mut entities: BTreeSet<EntityIx> = facts
            .iter()
            .flat_map(|fact| {
                let who = fact.who.iter().map(|participant| participant.entity);
                who.chain(fact.places.iter().chain(&fact.what).copied())
            })
            .collect();
        let owners: Vec<EntityIx> = entities
            .iter()
            .map(|&entity| self.entity(entity))
            .flat_map(|entity| {
                entity
                    .of
                    .into_iter()
                    .chain(entity.office.as_ref().map(|office| office.of))
            })
            .collect();
        entities.extend(owners);
        entities
    }

    fn write_entity(&self, text: &mut String, entity: &Entity) -> std::fmt::Result {
        let (id, kind, name) = (&entity.id, entity.kind.word(), &entity.name);
        writeln!(
            text,
            "\n[[entity]]\nid = \"{id}\"\nkind = \"{kind}\"\nname = \"{name}\""
        )?;
        if let Some(class) = &entity.class {
            writeln!(text, "class = \"{}\"", class.to_lowercase())?;
        }
        if let Some(office) = &entity.office {
            let (title, also) = (&office.title, quoted(&office.also));
            let (of, as_of) = (&self.entity(office.of).id, office.as_of);
            writeln!(
                text,
                "office = {{ title = \"{title}\", also = [{also}], of = \"{of}\", as_of = {as_of} }}"
            )?;
        }
        if let Some(of) = entity.of {
            writeln!(text, "of = \"{}\"", self.entity(of).id)?;
        }
        if !entity.aliases.is_empty() {
            writeln!(text, "aliases = [{}]", quoted(&entity.aliases))?;
        }
        Ok(())
    }

    fn write_fact(&self, text: &mut String, fact: &Fact) -> std::fmt::Result {
        let (id, title, statement) = (&fact.id, &fact.title, &fact.statement);
        writeln!(
            text,
            "\n[[fact]]\nid = \"{id}\"\ntitle = \"{title}\"\nstatement = \"{statement}\""
        )?;
        if let EventDate {
            edtf: Some(edtf), ..
        } = fact.date
        {
            writeln!(text, "date = {{ edtf = \"{edtf}\" }}")?;
        }
        write!(text, "who = [")?;
        for participant in &fact.who {
            let part = format!("{:?}", participant.part).to_lowercase();
            write!(
                text,
                "{{ id = \"{}\", part = \"{part}\" }}, ",
                self.entity(participant.entity).id
            )?;
        }
        writeln!(text, "]\nwhere = [{}]", self.ids(&fact.places))?;
        writeln!(text, "what = [{}]", self.ids(&fact.what))?;
        writeln!(
            text,
            "subjects = [{}]",
            listed(fact.subjects.iter().map(|ix| subject(ix.0).id))
        )?;
        if let Some(amount) = &fact.amount {
            writeln!(
                text,
                "amount = {{ value = {}, unit = \"{}\" }}",
                amount.value, amount.unit
            )?;
        }
        if let Some(reason) = &fact.reason {
            writeln!(text, "reason = \"{reason}\"")?;
        }
        writeln!(text, "certainty = \"{}\"", fact.certainty.word())?;
        if let Some(said_by) = &fact.said_by {
            writeln!(text, "said_by = \"{said_by}\"")?;
        }
        let source = source(fact.source.0).id;
        writeln!(
            text,
            "source = \"{source}\"\nparagraph = {}",
            fact.paragraph
        )?;
        let related = listed(fact.related.iter().map(|ix| fact_id(ix.0)));
        writeln!(text, "related = [{related}]")?;
        writeln!(text, "ask = [{}]", quoted(&fact.ask))?;
        writeln!(text, "silent_on = [{}]", quoted(&fact.silent_on))
    }

    fn ids(&self, entities: &[EntityIx]) -> String {
        listed(entities.iter().map(|&entity| &self.entity(entity).id))
    }
}

fn quoted(texts: &[Box<str>]) -> String {
    listed(texts.iter())
}

/// The items of a list of strings; none of them has a letter that TOML would have escaped.
fn listed(items: impl Iterator<Item = impl std::fmt::Display>) -> String {
    let quoted: Vec<String> = items.map(|item| format!("\"{item}\"")).collect();
    quoted.join(", ")
}
