//! attaché
pub mod answers;
pub mod facts;
pub mod ids;
