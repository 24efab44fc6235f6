//! The fact base: what a fact is, and how packs are read and checked.
//!
//! A [`Loader`] takes packs as bytes and gives either a [`FactBase`] or all their [`Problems`] at
//! once. It opens no file; whoever has the bytes calls it. A pack passes through four steps:
//!
//! 1. `split` cuts its text at the table headers, so that one broken table spoils no other;
//! 2. `read` parses each table, checks it against the shape that the JSON Schema gives, and
//!    turns it into the types in `raw`;
//! 3. `resolve` checks what one table cannot say (ids, references, names) and
//! 4. adds the pack to the base, where every reference is a position.
//!
//! [`read_document`] does the first two for any other file whose shape a type gives, such as the
//! configuration, so that its problems are found and shown as those of packs are.

mod amount;
mod base;
mod catalogue;
mod cite;
mod date;
mod document;
mod entity;
mod fact;
mod fold;
pub mod limits;
mod loader;
mod masked;
mod places;
mod problem;
mod raw;
mod read;
mod report;
mod resolve;
mod schema;
mod shape;
mod split;
mod suggest;
mod variables;

pub use amount::{Amount, number_in_full, number_in_words};
pub use base::{FactBase, Pack, Source};
pub use catalogue::{Catalogue, Identified};
pub use cite::Citation;
pub use date::{DateError, Edtf, EventDate, Point};
pub use document::{Document, read_document};
pub use entity::{Entity, EntityKind, Office, Subject};
pub use fact::{Certainty, Fact, Part, Participant};
pub use loader::Loader;
pub use places::{Fault, Places};
pub use problem::{Problem, Problems};
pub use schema::schema;
pub use variables::Variables;
