//! The fact base: what a fact is, and how packs are read and checked.

mod amount;
mod base;
mod date;
mod entity;
mod fact;

pub use amount::Amount;
pub use base::{FactBase, Pack, Source};
pub use date::{Edtf, EventDate, Point};
pub use entity::{Entity, EntityKind, Office, Subject};
pub use fact::{Certainty, Fact, Part, Participant};
