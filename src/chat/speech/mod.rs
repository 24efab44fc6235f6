//! Every sentence that the bot says, each a function, and nowhere else.
//!
//! The tone: warm, plain, short British English. A `reported` or `claimed` fact is never worded
//! as plain truth, and what the source does not say is said not to be there.

mod about;
mod answer;
mod card;
pub mod channel;
pub mod controls;
pub mod daily;
mod greeting;
mod held_back;
mod help;
pub mod practice;
pub mod quiz;
pub mod reloading;
pub mod round_note;
pub mod scores;
pub mod settings;
pub mod sharing;
mod source;
mod terminal;
mod timeline;
mod topics;
mod usage;
mod verdict;
mod words;
pub mod zone;

pub use terminal::{
    BadLine, bad_line, bad_time, forged, in_channel, line_too_long, not_utf8, welcome,
};
pub use verdict::reason;

use super::{Reply, Response};
use crate::answers::Finding;
use crate::facts::FactBase;

/// Puts into words what was found for a message.
pub fn reply(base: &FactBase, response: &Response) -> Reply {
    let blocks = match response {
        Response::About => about::about(base),
        Response::Finding(Finding::Fact { fact, lead, also }) => {
            answer::answer(base, *fact, lead, also)
        }
        Response::Finding(Finding::Card { entity, facts }) => card::card(base, *entity, facts),
        Response::Finding(Finding::Closest { gap, nearest }) => {
            held_back::closest(base, gap, nearest)
        }
        Response::Finding(Finding::Unknown { subjects }) => held_back::unknown(base, subjects),
        Response::Finding(Finding::Invalid(invalid)) => held_back::invalid(*invalid),
        Response::Greeting => greeting::greeting(),
        Response::Help(None) => help::commands(),
        Response::Help(Some(command)) => help::command(command),
        Response::NoFacts => held_back::no_facts(),
        Response::NoSuchFact { given, nearest } => held_back::no_such_fact(base, given, nearest),
        Response::NoSuchTopic {
            before,
            given,
            nearest,
        } => held_back::no_such_topic(base, before, given, *nearest),
        Response::OnlyInChat => held_back::only_in_chat(),
        Response::Source(fact) => source::source(base, *fact),
        Response::Timeline(timeline) => timeline::timeline(base, timeline),
        Response::Topics => topics::topics(base),
        Response::Usage(usage) => usage::usage(usage),
    };
    Reply {
        audience: response.audience(),
        blocks,
    }
}
