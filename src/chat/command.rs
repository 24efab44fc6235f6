//! What a member asks for, with typed options, or why it cannot be told.

use super::{CommandSpec, OptionSpec};
use crate::answers::Want;
use crate::facts::Edtf;

/// What a member asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Say what the bot is.
    About,
    /// Answer a question.
    Ask {
        /// What is wanted.
        want: Want,
        /// The question.
        text: String,
    },
    /// Tell any fact.
    Fact {
        /// The command.
        command: &'static CommandSpec,
        /// The only topic to choose from.
        topic: Option<String>,
    },
    /// Explain the commands.
    Help {
        /// The only one to explain.
        command: Option<&'static CommandSpec>,
    },
    /// Show what a fact stands on.
    Source {
        /// Its id.
        fact: String,
    },
    /// List dated facts in order.
    Timeline {
        /// The command.
        command: &'static CommandSpec,
        /// The only topic to list.
        topic: Option<String>,
        /// No fact before this.
        from: Option<Edtf>,
        /// No fact after this.
        to: Option<Edtf>,
    },
    /// List the subjects.
    Topics,
}

/// How a command was used wrongly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Usage {
    /// No command has that name.
    UnknownCommand {
        /// What was typed.
        given: String,
        /// What was probably meant.
        nearest: Option<&'static CommandSpec>,
    },
    /// The command has no option of that name.
    UnknownOption {
        /// The command.
        command: &'static CommandSpec,
        /// What was typed.
        given: String,
    },
    /// The command needs an option that is not there.
    Missing {
        /// The command.
        command: &'static CommandSpec,
        /// The option.
        option: &'static OptionSpec,
    },
    /// There is no such date.
    BadDate {
        /// The command.
        command: &'static CommandSpec,
        /// What was typed.
        given: String,
    },
    /// The last date is before the first.
    Reversed {
        /// The command.
        command: &'static CommandSpec,
        /// The topic that it was used with.
        topic: Option<String>,
        /// What was given as the first date.
        from: Edtf,
        /// What was given as the last.
        to: Edtf,
    },
    /// There is more than the command takes.
    Surplus {
        /// The command.
        command: &'static CommandSpec,
        /// What is too much.
        given: String,
    },
}
