//! The terminal: a chat at the keyboard, a chat from a script, questions from programs, answers
//! to judge from programs.

mod clock;
mod completion;
mod fields;
mod history;
mod interactive;
mod jsonl;
mod judging;
mod lines;
mod paint;
mod speaker;
mod table;
mod transcript;

pub use interactive::interactive;
pub use jsonl::jsonl;
pub use judging::judging;
pub use paint::Colour;
pub use transcript::{Start, transcript};
