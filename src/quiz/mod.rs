//! The quiz: questions drawn from facts, answers judged, points, and the round as a value.
//!
//! Nothing here reads a clock, waits, or keeps anything: time, chance and text are arguments, and
//! what is to be said and kept is returned.

mod answer;
pub mod difficulty;
pub mod draw;
mod kind;
mod pick;
mod question;

pub use answer::{Answer, DateAnswer, NameAnswer, NumberAnswer, Precision};
pub use kind::{Kind, Level, Mode};
pub use pick::{Wish, pick};
pub use question::{Question, QuestionId, Reveal};
