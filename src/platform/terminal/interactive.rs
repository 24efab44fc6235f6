//! A chat at the keyboard.
//!
//! The keyboard is read on a thread of its own, so that a round goes on while somebody types;
//! what the game has to say then appears above the line that is being typed.

use std::io::{self, Write};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::Context;
use jiff::Timestamp;
use rand::Rng;
use rustyline::config::Config;
use rustyline::error::ReadlineError;
use rustyline::history::FileHistory;
use rustyline::{CompletionType, Editor, ExternalPrinter};
use tokio::sync::mpsc as channel;
use tokio::time;

use super::completion::Completion;
use super::history;
use super::paint::{Colour, paint};
use super::speaker::spoken;
use super::table::Table;
use crate::bot::game::Game;
use crate::chat::{Reply, speech};

/// Where the terminal does not tell its width.
const COLUMNS: usize = 80;

/// Lines of prose wider than this are hard to read, however wide the screen is.
const COLUMNS_MAX: usize = 100;

/// How often it is looked whether something is due: faster than anyone notices.
const TICK: Duration = Duration::from_millis(200);

/// How often what was kept long enough is removed.
const PRUNING: Duration = Duration::from_hours(1);

/// Talks with whoever sits at the terminal until they leave.
pub async fn interactive(game: &Game, random: &mut impl Rng, colour: Colour) -> anyhow::Result<()> {
    let config = Config::builder()
        .auto_add_history(true)
        .completion_type(CompletionType::List)
        .build();
    let mut editor: Editor<Completion, FileHistory> =
        Editor::with_config(config).context("setting up the terminal")?;
    editor.set_helper(Some(Completion::new(game.bot().names().clone())));
    let columns = editor.dimensions().map_or(COLUMNS, |(columns, _)| {
        usize::from(columns).min(COLUMNS_MAX)
    });
    let mut printer = editor
        .create_external_printer()
        .context("setting up the terminal")?;
    let show = |reply: &Reply| paint(reply, columns, colour);
    write(&show(&speech::welcome()))?;
    let (lines, mut typed) = channel::unbounded_channel();
    // The next line is read once the last one was answered.
    let (answered, wait) = mpsc::channel();
    let keyboard = thread::spawn(move || read_lines(editor, &lines, &wait));
    let mut table = Table::since(Timestamp::now().as_microsecond().unsigned_abs());
    let mut tick = time::interval(TICK);
    let mut pruning = time::interval(PRUNING);
    let mut is_lost = false;
    loop {
        tokio::select! {
            _ = pruning.tick() => {
                is_lost = told(table.prune(game, Timestamp::now()).await, is_lost, &mut printer)?;
            }
            line = typed.recv() => {
                let Some(line) = line else { break };
                let reply = if let Some((member, text)) = spoken(&line) {
                    let incoming = table.incoming(member, text, Timestamp::now());
                    game.reply(&incoming, random).await
                } else {
                    Some(speech::forged())
                };
                if let Some(reply) = reply.filter(|reply| !reply.is_silence()) {
                    write(&show(&reply))?;
                }
                // Whoever left does not wait.
                let _ = answered.send(());
            }
            _ = tick.tick() => {
                let mut say = |reply: &Reply| {
                    let text = show(reply) + "\n";
                    printer.print(text).context("writing to the terminal")
                };
                let settled = loop {
                    match table.settle(game, Timestamp::now, random, &mut say).await {
                        Ok(true) => {}
                        Ok(false) => break Ok(()),
                        Err(error) => break Err(error),
                    }
                };
                is_lost = told(settled, is_lost, &mut printer)?;
            }
        }
    }
    keyboard
        .join()
        .map_err(|_| anyhow::anyhow!("the keyboard could not be read any more"))?
}

/// Tells of a fault once, until it is over: the game goes on when the database is back.
fn told(
    done: anyhow::Result<()>,
    was_lost: bool,
    printer: &mut impl ExternalPrinter,
) -> anyhow::Result<bool> {
    let Err(error) = done else {
        return Ok(false);
    };
    if !was_lost {
        let text = format!("attache: {error:#}\n");
        printer.print(text).context("writing to the terminal")?;
    }
    Ok(true)
}

/// Reads lines until whoever types leaves.
fn read_lines(
    mut editor: Editor<Completion, FileHistory>,
    lines: &channel::UnboundedSender<String>,
    answered: &mpsc::Receiver<()>,
) -> anyhow::Result<()> {
    let history = history::file();
    if let Some(file) = &history {
        // There is none before the first visit.
        let _ = editor.load_history(file);
    }
    loop {
        match editor.readline("> ") {
            Ok(line) if matches!(line.trim(), "exit" | "quit") => break,
            Ok(line) if line.trim().is_empty() => {}
            Ok(line) => {
                if lines.send(line).is_err() || answered.recv().is_err() {
                    break;
                }
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

/// Shows a text, with an empty line between it and what is typed next.
fn write(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    writeln!(output, "{text}")?;
    output.flush()
}
