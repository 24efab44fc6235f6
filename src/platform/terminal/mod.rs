//! The terminal: a chat at the keyboard, a chat from a script, questions from programs.

mod clock;
mod completion;
mod history;
mod interactive;
mod jsonl;
mod lines;
mod paint;
mod transcript;

pub use interactive::interactive;
pub use jsonl::jsonl;
pub use paint::Colour;
pub use transcript::transcript;
