//! A chat at the keyboard.

use std::io::{self, Write};

use anyhow::Context;
use jiff::Timestamp;
use rand::Rng;
use rustyline::config::Config;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{CompletionType, Editor};

use super::completion::Completion;
use super::history;
use super::paint::{Colour, paint};
use crate::bot::{Bot, Incoming};
use crate::chat::{Reply, speech};

/// Where the terminal does not tell its width.
const COLUMNS: usize = 80;

/// Lines of prose wider than this are hard to read, however wide the screen is.
const COLUMNS_MAX: usize = 100;

/// Talks with whoever sits at the terminal until they leave.
pub fn interactive(bot: &Bot, random: &mut impl Rng, colour: Colour) -> anyhow::Result<()> {
    let config = Config::builder()
        .auto_add_history(true)
        .completion_type(CompletionType::List)
        .build();
    let mut editor: Editor<Completion, FileHistory> =
        Editor::with_config(config).context("setting up the terminal")?;
    editor.set_helper(Some(Completion::new(bot.base())));
    let history = history::file();
    if let Some(file) = &history {
        // There is none before the first visit.
        let _ = editor.load_history(file);
    }
    say(&mut editor, &speech::welcome(), colour)?;
    loop {
        match editor.readline("> ") {
            Ok(line) if matches!(line.trim(), "exit" | "quit") => break,
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => {
                let incoming = Incoming {
                    member: "you".to_owned(),
                    text: line,
                    at: Timestamp::now(),
                };
                say(&mut editor, &bot.reply(&incoming, random), colour)?;
            }
            // Ctrl-C drops the line that was begun, as shells do.
            Err(ReadlineError::Interrupted) => {}
            Err(ReadlineError::Eof) => break,
            Err(error) => return Err(error).context("reading from the terminal"),
        }
    }
    if let Some(file) = &history {
        // A chat that cannot be remembered was still a chat.
        let _ = editor.save_history(file);
    }
    Ok(())
}

/// Shows a reply, with an empty line between it and what is typed next.
fn say(
    editor: &mut Editor<Completion, FileHistory>,
    reply: &Reply,
    colour: Colour,
) -> io::Result<()> {
    let columns = editor
        .dimensions()
        .map_or(COLUMNS, |(columns, _)| columns.into());
    let text = paint(reply, columns.min(COLUMNS_MAX), colour);
    let mut output = io::stdout().lock();
    writeln!(output, "{text}")?;
    output.flush()
}
