//! Matrix: commands as text, in rooms that are encrypted and in those that are not; posts that are
//! made once.
//!
//! What happens in rooms is told to `run`, read by `incoming`, and answered by `Listener`; what the
//! bot says of itself goes through `outlet`.

pub mod account;
mod answering;
mod commands;
mod heard;
mod history;
mod html;
mod incoming;
mod known;
mod lanes;
mod listener;
mod login;
pub mod message;
mod moving;
mod outlet;
pub mod poll;
mod replying;
mod rooms;
mod run;
mod session;
mod settings;
mod tasks;
mod unread;
mod voice;

use std::sync::{Mutex, MutexGuard, PoisonError};

pub use run::run;
pub use settings::{Allowed, Prefix, Prefixes, Secret, Settings};

/// What is guarded, which is whole between any two statements of whoever had it.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
