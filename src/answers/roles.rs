//! Whether those whom a question names have the parts in a fact that its grammar says.

use super::grammar::{Grammar, Role};
use super::lexicon::Verb;
use crate::facts::{EntityKind, Fact, FactBase, Part};
use crate::ids::EntityIx;

impl Grammar {
    /// Whether a fact has those named in other parts, or has no part for one who is said to act.
    pub fn contradicts(&self, base: &FactBase, fact: &Fact) -> bool {
        self.roles.iter().any(|&(who, role)| {
            if !matches!(
                base.entity(who).kind,
                EntityKind::Person | EntityKind::State | EntityKind::Organisation
            ) {
                return false;
            }
            let mut parts = parts(base, fact, who).peekable();
            if parts.peek().is_none() {
                return role == Role::Doer && !fact.who.is_empty();
            }
            // Whoever is only spoken of did not do what another did.
            let is_anothers = fact.who.iter().any(|participant| {
                matches!(participant.part, Part::Actor | Part::Speaker) && participant.entity != who
            });
            parts.all(|part| {
                self.is_opposite(role, part)
                    || (role == Role::Doer && part == Part::Topic && is_anothers)
            })
        })
    }

    /// Whether a fact has all those named, and each in the opposite part.
    pub fn is_reversed_in(&self, base: &FactBase, fact: &Fact) -> bool {
        self.roles.len() > 1
            && self.roles.iter().all(|&(who, role)| {
                let mut parts = parts(base, fact, who).peekable();
                parts.peek().is_some() && parts.all(|part| self.is_opposite(role, part))
            })
    }

    fn is_opposite(&self, role: Role, part: Part) -> bool {
        match (self.verb, role) {
            (Some(Verb::Getting), Role::Doer) | (_, Role::Receiver) => part != Part::Buyer,
            (Some(Verb::Giving), Role::Doer) | (_, Role::Giver) => part != Part::Supplier,
            (Some(Verb::Acting), Role::Doer) => matches!(part, Part::Target | Part::Party),
            (Some(Verb::Saying), Role::Doer) => part != Part::Speaker,
            (Some(Verb::Acting) | None, Role::Other) => part == Part::Actor,
            (Some(Verb::Personal) | None, Role::Doer) => part == Part::Target,
            (Some(_), _) => false,
        }
    }

    /// Whether a part is that of whoever is asked for.
    pub fn is_sought(&self, part: Part) -> bool {
        let Some(sought) = self.sought else {
            return true;
        };
        match (self.verb, sought) {
            (Some(Verb::Getting), Role::Doer) => part == Part::Buyer,
            (Some(Verb::Getting), _) | (Some(Verb::Giving), Role::Doer) => part == Part::Supplier,
            (Some(Verb::Giving), _) => part == Part::Buyer,
            (Some(Verb::Equal), _) => true,
            (_, Role::Doer) => !matches!(part, Part::Target | Part::Topic),
            _ => part != Part::Actor,
        }
    }
}

/// The parts of somebody in a fact, or of those there who belong to them.
fn parts(base: &FactBase, fact: &Fact, who: EntityIx) -> impl Iterator<Item = Part> {
    let who = base.entity(who).stands_for.unwrap_or(who);
    let direct = fact.who.iter().any(|participant| participant.entity == who);
    fact.who
        .iter()
        .filter(move |participant| {
            participant.entity == who
                || (!direct && base.entity(participant.entity).of == Some(who))
        })
        .map(|participant| participant.part)
}
