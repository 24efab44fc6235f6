//! The platforms: each turns its events into ours and our replies into its own.

#[cfg(feature = "discord")]
pub mod discord;
#[cfg(feature = "matrix")]
pub mod matrix;
pub mod terminal;
