//! What members say to the bot and what it says back, in platform-neutral form.
//!
//! [`parse()`] turns text into a [`Command`]; [`Response`] is what the bot found for it; [`speech`]
//! puts that into words as a [`Reply`], and [`Record`] into a line for programs. Nothing here
//! reads a clock or touches a file, and nothing knows a platform's markup.

mod arguments;
mod clean;
mod command;
pub mod commands;
#[cfg(test)]
mod commands_tests;
mod completion;
mod greeting;
mod markup;
mod nearest;
mod options;
mod parse;
mod record;
mod reply;
mod response;
mod spec;
pub mod speech;
mod timeline;
mod topic;
mod typed;

pub use clean::cut;
pub use command::{
    Command, Daily, DailyWish, Practice, Privacy, Quiz, RoundWish, SettingsWish, Share, Usage,
};
pub use completion::{Name, Names};
pub use greeting::is_greeting;
pub use nearest::nearest;
pub use options::ANY_TOPIC;
pub use parse::parse;
pub use record::{Outcome, Record};
pub use reply::{Audience, Block, Line, Reply, Span, Style};
pub use response::Response;
pub use spec::{Access, Action, CommandSpec, Need, OptionKind, OptionSpec};
pub use timeline::Timeline;
pub use topic::{Topic, facts_of};
pub use typed::typed;
