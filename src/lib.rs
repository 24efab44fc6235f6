//! attaché

pub mod answers;
pub mod bot;
pub mod chat;
pub mod facts;
pub mod ids;
