//! Adds the entities of a pack, and unites those that other packs know too.

use std::collections::hash_map::Entry;
use std::ops::Range;

use super::{Claim, Resolve, position};
use crate::facts::fold::fold;
use crate::facts::raw::{Id, RawEntity};
use crate::facts::read::{Read, Rows};
use crate::facts::report::{Draft, listed, quoted};
use crate::facts::{Entity, EntityKind, Office};
use crate::ids::{EntityId, EntityIx};

/// What a state or body can be.
const BODIES: &[EntityKind] = &[EntityKind::State, EntityKind::Organisation];

impl Resolve<'_> {
    pub(super) fn add_entities(&mut self, entities: Rows<RawEntity>) {
        // All names come first, since entities refer to one another in any order.
        let added: Vec<(EntityIx, Read<RawEntity>)> = entities
            .tables
            .into_iter()
            .filter_map(|mut row| self.add_entity(&mut row).map(|ix| (ix, row)))
            .collect();
        for (ix, row) in added {
            self.add_relations(ix, row);
        }
    }

    fn add_entity(&mut self, row: &mut Read<RawEntity>) -> Option<EntityIx> {
        let at = row.at(row.raw.id.span());
        let next = EntityIx(position(self.base.entities.len()));
        let known = self.base.entity_by_id(row.raw.id.as_str());
        let ix = known.unwrap_or(next);
        if !self
            .entities
            .declare(&row.raw.id, at.clone(), ix, self.report)
        {
            return None;
        }
        if known.is_none() {
            self.base.entities.push(Entity {
                id: EntityId::new(row.raw.id.as_str()),
                kind: row.raw.kind,
                name: row.raw.name.get_ref().0.clone(),
                class: None,
                office: None,
                of: None,
                stands_for: None,
                aliases: Box::default(),
                rivals: Box::default(),
            });
        } else if self.base.entity(ix).kind != row.raw.kind {
            self.report_kind(ix, row.raw.kind, at);
        }
        self.add_names(ix, row);
        Some(ix)
    }

    fn report_kind(&mut self, ix: EntityIx, kind: EntityKind, at: Range<usize>) {
        let entity = self.base.entity(ix);
        let message = format!(
            "{} is {} here and {} in {}",
            quoted(entity.id.as_str()),
            kind.with_article(),
            entity.kind.with_article(),
            self.names.file_of_entity(ix),
        );
        let draft = Draft::new(at, message);
        self.report
            .push(draft.help("use the same kind, or give one of them another id"));
    }

    /// Gives an entity those names that it does not have yet.
    fn add_names(&mut self, ix: EntityIx, row: &mut Read<RawEntity>) {
        let entity = self.base.entities.at_mut(ix.index());
        let mut aliases = std::mem::take(&mut entity.aliases).into_vec();
        let name = &row.raw.name;
        let is_new = self.claim(ix, &name.get_ref().0, row.at(name.span()));
        if is_new && name.get_ref().0 != self.base.entity(ix).name {
            aliases.push(name.get_ref().0.clone());
        }
        for alias in std::mem::take(&mut row.raw.aliases) {
            let at = row.at(alias.span());
            let alias = alias.into_inner().0;
            if self.claim(ix, &alias, at) {
                aliases.push(alias);
            }
        }
        self.base.entities.at_mut(ix.index()).aliases = aliases.into();
    }

    /// Claims a name for an entity; whether it had not been claimed before.
    fn claim(&mut self, ix: EntityIx, name: &str, at: Range<usize>) -> bool {
        let folded = fold(name);
        if folded.is_empty() {
            let message = format!("{} has no letter or digit", quoted(name));
            let draft = Draft::new(at, message);
            self.report
                .push(draft.help("take it out: nobody could ask for it"));
            return false;
        }
        let claim = Claim {
            entity: ix,
            file: position(self.names.files.len()),
            offset: position(at.start),
        };
        let other = match self.names.entities.entry(folded) {
            Entry::Vacant(vacant) => {
                vacant.insert(claim);
                return true;
            }
            Entry::Occupied(occupied) => *occupied.get(),
        };
        if other.entity != ix {
            let message = format!(
                "{} names two entities: {} and {} in {}",
                quoted(name),
                quoted(self.base.entity(ix).id.as_str()),
                quoted(self.base.entity(other.entity).id.as_str()),
                self.names.file_of_claim(other),
            );
            let mut draft = Draft::new(at, message);
            if other.file == claim.file {
                draft = draft.first(other.offset as usize);
            }
            self.report.push(draft.help(
                "take it away from one of them; case, accents, spaces and punctuation do not \
                 tell names apart",
            ));
        }
        false
    }

    /// Adds what an entity is to others, unless an earlier pack has said it.
    fn add_relations(&mut self, ix: EntityIx, mut row: Read<RawEntity>) {
        let of = row.raw.of.take();
        let of = of.and_then(|id| self.body(&row, &id, "of"));
        let stands_for = row.raw.stands_for.take();
        let stands_for = stands_for.and_then(|id| self.body(&row, &id, "stands_for"));
        let office = self.office(&mut row);
        let rivals = self.rivals(ix, &mut row);
        let entity = self.base.entities.at_mut(ix.index());
        entity.of = entity.of.or(of);
        entity.stands_for = entity.stands_for.or(stands_for);
        entity.office = entity.office.take().or(office);
        let class = row.raw.class.map(|class| class.0);
        entity.class = entity.class.take().or(class);
        if entity.rivals.is_empty() {
            entity.rivals = rivals;
        }
    }

    /// The rivals of an entity, of which none is a name of its own.
    fn rivals(&mut self, ix: EntityIx, row: &mut Read<RawEntity>) -> Box<[Box<str>]> {
        let rivals = std::mem::take(&mut row.raw.rivals);
        for rival in &rivals {
            let name = &rival.get_ref().0;
            let claim = self.names.entities.get(&*fold(name));
            if claim.is_some_and(|claim| claim.entity == ix) {
                let id = quoted(self.base.entity(ix).id.as_str());
                let message = format!("{} is a name of {id} itself, and no rival", quoted(name));
                let draft = Draft::new(row.at(rival.span()), message);
                self.report
                    .push(draft.help("take it out: a question for it would have it twice"));
            }
        }
        rivals
            .into_iter()
            .map(|rival| rival.into_inner().0)
            .collect()
    }

    fn office(&mut self, row: &mut Read<RawEntity>) -> Option<Office> {
        let office = row.raw.office.take()?;
        if row.raw.kind != EntityKind::Person {
            let kind = row.raw.kind.with_article();
            let message = format!("only a person holds an office, and this is {kind}");
            let draft = Draft::new(row.at(office.span()), message);
            self.report
                .push(draft.help("take the office out, or make the kind `person`"));
        }
        let office = office.into_inner();
        let of = self.body(row, &office.of, "of")?;
        Some(Office {
            title: office.title.0,
            also: office.also.into_iter().map(|also| also.0).collect(),
            of,
            as_of: office.as_of,
        })
    }

    fn body(&mut self, row: &Read<RawEntity>, id: &Id, key: &str) -> Option<EntityIx> {
        self.entity_of_kind(id, row.at(id.span()), BODIES, key)
    }

    /// Finds an entity, and reports it if its kind does not fit the key that refers to it.
    pub(super) fn entity_of_kind(
        &mut self,
        id: &Id,
        at: Range<usize>,
        kinds: &[EntityKind],
        key: &str,
    ) -> Option<EntityIx> {
        let ix = self.entities.find(id, at.clone(), self.report)?;
        let kind = self.base.entity(ix).kind;
        if !kinds.contains(&kind) {
            let message = format!(
                "`{key}` cannot be {}, which is {}",
                quoted(id.as_str()),
                kind.with_article(),
            );
            let fitting = listed(kinds.iter().map(|kind| kind.word()), "or");
            let draft = Draft::new(at, message);
            self.report
                .push(draft.help(format!("refer to an entity of the kind {fitting}")));
        }
        Some(ix)
    }
}
