//! Matrix: commands as text, in rooms that are encrypted and in those that are not; posts that are
//! made once.
//!
//! What happens in rooms is told to `run`, read by `incoming`, and answered by `Listener`; what the
//! bot says of itself goes through `outlet`.

mod html;
mod incoming;
mod listener;
pub mod message;
mod outlet;
mod run;
mod session;
mod settings;

pub use run::run;
pub use settings::{Prefix, Secret, Settings};
