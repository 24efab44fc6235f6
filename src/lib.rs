//! attaché
pub mod facts;
pub mod ids;
