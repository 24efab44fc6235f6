//! What the bot found for a message, before it is put into words.

use super::{Audience, CommandSpec, Timeline, Topic, Usage};
use crate::answers::Finding;
use crate::ids::FactIx;

/// What the bot found for a message; [`speech`](super::speech) words it for members and
/// [`Record`](super::Record) for programs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response {
    /// What the bot is.
    About,
    /// A question's answer, or why there is none.
    Finding(Finding),
    /// The message was to the bot itself, and no fact answers it.
    Greeting,
    /// All commands, or one.
    Help(Option<&'static CommandSpec>),
    /// No fact has that id.
    NoSuchFact {
        /// What was typed.
        given: String,
        /// The facts that were probably meant, best first.
        nearest: Vec<FactIx>,
    },
    /// The base has no such topic.
    NoSuchTopic {
        /// What it was typed behind, such as `/timeline`.
        before: String,
        /// What was typed.
        given: String,
        /// The topic that was probably meant.
        nearest: Option<Topic>,
    },
    /// The topic has no fact, or nothing is loaded at all.
    NoFacts,
    /// That works only where members play together.
    OnlyInChat,
    /// What a fact stands on.
    Source(FactIx),
    /// Dated facts in order.
    Timeline(Timeline),
    /// The subjects.
    Topics,
    /// The command was used wrongly.
    Usage(Usage),
}

impl Response {
    /// Who sees the reply: what only explains the bot need not fill the channel.
    pub fn audience(&self) -> Audience {
        match self {
            Self::About
            | Self::Greeting
            | Self::Help(_)
            | Self::NoSuchFact { .. }
            | Self::OnlyInChat
            | Self::Source(_)
            | Self::Topics
            | Self::Usage(_) => Audience::Caller,
            Self::Finding(_) | Self::NoSuchTopic { .. } | Self::NoFacts | Self::Timeline(_) => {
                Audience::All
            }
        }
    }
}
