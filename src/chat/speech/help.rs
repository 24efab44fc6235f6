//! Help pages, made from the table of commands.

use crate::chat::commands::COMMANDS;
use crate::chat::{Block, CommandSpec, Line, Need};

/// All commands.
pub(super) fn commands() -> Vec<Block> {
    let items = COMMANDS.iter().map(|command| {
        let line = Line::new()
            .code(&command.form())
            .plain(": ")
            .plain(command.summary);
        also(line, command)
    });
    vec![
        Block::Paragraph(Line::new().plain("Ask me in your own words, or with a command:")),
        Block::List(items.collect()),
        Block::Paragraph(
            Line::new()
                .plain("More on one of them, with an example: ")
                .code("/help timeline"),
        ),
    ]
}

/// One command.
pub(super) fn command(command: &CommandSpec) -> Vec<Block> {
    let text = format!("{} {}", command.summary, command.help);
    let mut blocks = vec![
        Block::Heading(Line::new().code(&command.form())),
        Block::Paragraph(also(Line::new().plain(&text), command)),
    ];
    if !command.options.is_empty() {
        let options = command.options.iter().map(|option| {
            let need = match option.need {
                Need::Required => ": ",
                Need::Optional => " (optional): ",
            };
            Line::new()
                .strong(option.name)
                .plain(need)
                .plain(option.summary)
        });
        blocks.push(Block::List(options.collect()));
    }
    blocks.push(Block::Suggestions {
        intro: Line::new().plain("For example:"),
        items: vec![Line::new().code(command.example)],
    });
    blocks
}

/// Adds the other words for a command.
fn also(line: Line, command: &CommandSpec) -> Line {
    command.aliases.iter().fold(line, |line, alias| {
        line.plain(" Also ").code(&format!("/{alias}")).plain(".")
    })
}
