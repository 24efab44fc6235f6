//! attaché

pub mod answers;
pub mod chat;
pub mod facts;
pub mod ids;
