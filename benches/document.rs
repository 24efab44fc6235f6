//! A fact as the rivals get it: four texts, which hold every word that our own index reads.

use attache::facts::{Entity, Fact};
use attache::ids::EntityIx;

/// The texts of one fact that can be searched.
#[derive(Debug)]
pub struct Document {
    /// Its title.
    pub title: String,
    /// Its statement, and its reason if it has one.
    pub statement: String,
    /// The words people use to ask for it.
    pub ask: String,
    /// The names and aliases of all its entities, so that no rival needs to know of entities.
    pub names: String,
}

impl Document {
    /// The texts of a fact; `entity` looks up what it refers to.
    pub fn new<'b>(fact: &Fact, entity: impl Fn(EntityIx) -> &'b Entity) -> Self {
        let who = fact.who.iter().map(|participant| participant.entity);
        let others = fact.places.iter().chain(&fact.what).copied();
        let names: Vec<&str> = who
            .chain(others)
            .map(entity)
            .flat_map(|entity| std::iter::once(&entity.name).chain(&entity.aliases))
            .map(AsRef::as_ref)
            .collect();
        let statement = match &fact.reason {
            Some(reason) => format!("{} {reason}", fact.statement),
            None => fact.statement.to_string(),
        };
        Self {
            title: fact.title.to_string(),
            statement,
            ask: fact.ask.join(" "),
            names: names.join(" "),
        }
    }
}
