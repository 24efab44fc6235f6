//! What to do instead, after a command was used wrongly.

use super::words;
use crate::chat::{Block, CommandSpec, Line, Reply, Usage, cut};

/// Long enough to recognise one's own words.
const ECHO_CHARS_MAX: usize = 40;

/// What is wrong, and an example of right use.
pub(super) fn usage(usage: &Usage) -> Reply {
    match usage {
        Usage::UnknownCommand { given, nearest } => unknown_command(given, *nearest),
        Usage::UnknownOption { command, given } => {
            let options: Vec<_> = command
                .options
                .iter()
                .map(|option| option.name.to_owned())
                .collect();
            let line = Line::new()
                .code(&format!("/{}", command.name))
                .plain(" has no option ")
                .strong(&cut(given, ECHO_CHARS_MAX))
                .plain(&format!(". It has {}.", words::list(&options)));
            with_example(line, command)
        }
        Usage::Missing { command, option } => {
            let line = Line::new()
                .code(&format!("/{}", command.name))
                .plain(" needs more: ")
                .plain(&option.summary.to_lowercase());
            with_example(line, command)
        }
        Usage::BadDate { command, given } => {
            let line = Line::new().strong(&cut(given, ECHO_CHARS_MAX)).plain(
                " is not a date that I can read. Write a year, or a date such as 2019-06-14.",
            );
            with_example(line, command)
        }
        Usage::Surplus { command, given } => {
            let line = Line::new()
                .code(&format!("/{}", command.name))
                .plain(" has no use for ")
                .strong(&cut(given, ECHO_CHARS_MAX))
                .plain(".");
            with_example(line, command)
        }
    }
}

fn unknown_command(given: &str, nearest: Option<&'static CommandSpec>) -> Reply {
    let line = Line::new()
        .plain("I have no command ")
        .strong(&format!("/{}", cut(given, ECHO_CHARS_MAX)))
        .plain(".");
    match nearest {
        Some(command) => reply(line, "Did you mean this?", command.example),
        None => reply(line, "All commands:", "/help"),
    }
}

fn with_example(line: Line, command: &CommandSpec) -> Reply {
    reply(line, "For example:", command.example)
}

fn reply(line: Line, intro: &str, command: &str) -> Reply {
    let mut blocks = vec![Block::Paragraph(line)];
    blocks.extend(words::suggestions(intro, vec![Line::new().code(command)]));
    Reply::to_caller(blocks)
}
