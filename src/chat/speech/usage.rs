//! What to do instead, after a command was used wrongly.

use super::words;
use crate::chat::commands::COMMANDS;
use crate::chat::{Block, CommandSpec, Line, Usage, cut};

/// Names of topics are no longer.
const TOPIC_CHARS_MAX: usize = 80;

/// What is wrong, and an example of right use.
pub(super) fn usage(usage: &Usage) -> Vec<Block> {
    match usage {
        Usage::UnknownCommand { given, nearest } => unknown_command(given, *nearest),
        Usage::UnknownOption { command, given } => {
            let options: Vec<_> = command
                .options
                .iter()
                .map(|option| option.name.to_owned())
                .collect();
            let has = format!(
                " has no option {}. It has {}.",
                words::echo(given),
                words::list(&options)
            );
            misused(command, &has)
        }
        Usage::Missing { command, option } => {
            let needs = format!(" needs more: {}", option.summary.to_lowercase());
            misused(command, &needs)
        }
        Usage::BadValue {
            command,
            option,
            given,
        } => {
            let cannot = format!(
                " cannot take {} for {}: {}",
                words::echo(given),
                option.name,
                option.summary
            );
            misused(command, &cannot)
        }
        Usage::BadTime { command, given } => {
            let cannot = format!(
                " cannot read {} as a time of day. Write it as 9, 09:00, 9am or 21.30.",
                words::echo(given)
            );
            misused(command, &cannot)
        }
        Usage::BadDate { command, given } => {
            let cannot = format!(
                " cannot read {} as a date. Write a year, or a date such as 2019-06-14.",
                words::echo(given)
            );
            misused(command, &cannot)
        }
        Usage::Reversed {
            command,
            topic,
            from,
            to,
        } => {
            let topic = topic
                .as_deref()
                .map(|topic| cut(topic, TOPIC_CHARS_MAX) + " ");
            let swapped = format!(
                "/{} {}from:{to} to:{from}",
                command.name,
                topic.unwrap_or_default()
            );
            let backwards = " goes from an earlier date to a later one: put the earlier one first.";
            reply(problem(command, backwards), "Did you mean this?", &swapped)
        }
        Usage::Surplus { command, given } => {
            let surplus = format!(" does not need {}.", words::echo(given));
            misused(command, &surplus)
        }
    }
}

fn unknown_command(given: &str, nearest: Option<&'static CommandSpec>) -> Vec<Block> {
    let given = cut(given, words::ECHO_CHARS_MAX);
    let line = Line::new().plain("I have no command ");
    let line = line.code(&format!("/{given}")).plain(".");
    if let Some(command) = nearest {
        return reply(line, "Did you mean this?", command.example);
    }
    let mut line = line.plain(" My commands: ");
    for (ix, command) in COMMANDS.iter().enumerate() {
        let between = if ix == 0 { "" } else { ", " };
        line = line.plain(between).code(&format!("/{}", command.name));
    }
    reply(line.plain("."), "What they do:", "/help")
}

fn misused(command: &CommandSpec, what: &str) -> Vec<Block> {
    reply(problem(command, what), "For example:", command.example)
}

fn problem(command: &CommandSpec, what: &str) -> Line {
    Line::new().code(&format!("/{}", command.name)).plain(what)
}

fn reply(line: Line, intro: &str, command: &str) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(line)];
    blocks.extend(words::suggestions(intro, vec![Line::new().code(command)]));
    blocks
}
