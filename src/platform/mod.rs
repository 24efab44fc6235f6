//! The platforms: each turns its events into ours and our replies into its own.

pub mod terminal;
