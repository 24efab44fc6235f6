//! A chat from a script: a line a message, so that whole conversations can be written down.

use std::io::{self, BufRead, Write};

use jiff::Timestamp;
use rand::Rng;

use super::clock::VirtualClock;
use super::lines::{InputLine, next_line};
use super::speaker::{BOT, spoken};
use super::table::Table;
use crate::answers::{Finding, Invalid};
use crate::bot::game::Game;
use crate::chat::{Line, Reply, Response, cut, speech};

/// As much of a message as a reader of the transcript needs.
const ECHO_CHARS_MAX: usize = 200;

/// A line of a script.
#[derive(Debug, PartialEq, Eq)]
enum ScriptLine<'a> {
    /// A comment or nothing.
    Aside,
    /// So much time passes.
    Time(&'a str),
    /// The bot is away for so long.
    Crash(&'a str),
    /// It would read like a reply.
    Forged,
    /// Somebody says something.
    Message { member: &'a str, text: &'a str },
}

impl<'a> ScriptLine<'a> {
    fn read(line: &'a str) -> Self {
        if line.trim().is_empty() || line.starts_with('#') {
            return Self::Aside;
        }
        if let Some(time) = line.strip_prefix('~') {
            return Self::Time(time);
        }
        if let Some(time) = line.strip_prefix("! crash") {
            return Self::Crash(if time.trim().is_empty() { "0s" } else { time });
        }
        match spoken(line) {
            Some((member, text)) => Self::Message { member, text },
            None => Self::Forged,
        }
    }
}

/// Replies to `name: text` line by line and writes the whole conversation. `~ 20s` lets time
/// pass, and rounds with it; `! crash 10s` takes the bot away for so long; comments (`#`) and
/// empty lines stay as they are.
pub async fn transcript(
    game: &Game,
    start: Start,
    random: &mut impl Rng,
    mut input: impl BufRead,
    output: impl Write,
) -> anyhow::Result<()> {
    let mut scene = Scene {
        game,
        table: Table::since(start.0),
        clock: VirtualClock::new(),
        output,
    };
    scene.begin(random).await?;
    while let Some(line) = next_line(&mut input)? {
        match line {
            InputLine::Text(line) => scene.line(&line, random).await?,
            InputLine::NotUtf8 => scene.say(&speech::not_utf8())?,
            InputLine::TooLong => {
                let too_long = Response::Finding(Finding::Invalid(Invalid::TooLong));
                scene.say(&speech::reply(game.bot().base(), &too_long))?;
            }
        }
        scene.output.flush()?;
    }
    Ok(())
}

/// When a script begins, in microseconds since 1970 began: tells it from others with the same
/// database, and is what its chance begins with.
#[derive(Debug, Clone, Copy)]
pub struct Start(u64);

impl Start {
    /// A script with a database of its own: each run is the same.
    pub fn anew() -> Self {
        Self(0)
    }

    /// A script that goes on with what is in a database.
    pub fn going_on() -> Self {
        Self(Timestamp::now().as_microsecond().unsigned_abs())
    }

    /// What its chance begins with.
    pub fn seed(self) -> u64 {
        self.0
    }
}

/// A transcript as it goes.
struct Scene<'g, W> {
    game: &'g Game,
    table: Table,
    clock: VirtualClock,
    output: W,
}

impl<W: Write> Scene<'_, W> {
    /// Goes on where the last script with this database stopped, at that time.
    async fn begin(&mut self, random: &mut impl Rng) -> anyhow::Result<()> {
        if let Some(last) = self.table.last_present(self.game).await? {
            self.clock.move_to(last);
            self.settle(random).await?;
        }
        Ok(())
    }

    async fn line(&mut self, line: &str, random: &mut impl Rng) -> anyhow::Result<()> {
        match ScriptLine::read(line) {
            ScriptLine::Aside => self.echo(line)?,
            ScriptLine::Time(time) => {
                self.echo(line)?;
                match self.clock.after(time) {
                    Some(then) => self.pass(then, random).await?,
                    None => self.say(&speech::bad_time())?,
                }
            }
            ScriptLine::Crash(time) => {
                self.echo(line)?;
                match self.clock.after(time) {
                    Some(then) => {
                        self.table.stay(self.game, self.clock.now()).await?;
                        self.clock.move_to(then);
                        self.go_on(random).await?;
                    }
                    None => self.say(&speech::bad_time())?,
                }
            }
            // It is not repeated, since nobody could tell it from a reply.
            ScriptLine::Forged => self.say(&speech::forged())?,
            ScriptLine::Message { member, text } => {
                self.echo(&format!("{member}: {text}"))?;
                let incoming = self.table.incoming(member, text, self.clock.now());
                let reply = self.game.reply(&incoming, random).await;
                if let Some(reply) = reply.filter(|reply| !reply.is_silence()) {
                    self.say(&reply)?;
                }
                self.settle(random).await?;
            }
        }
        Ok(())
    }

    /// Lets time pass up to a moment: whatever is due on the way happens when it is due.
    async fn pass(&mut self, then: Timestamp, random: &mut impl Rng) -> anyhow::Result<()> {
        while let Some(due) = self.table.next_due(self.game).await?
            && due <= then
        {
            self.clock.move_to(due);
            self.settle(random).await?;
        }
        self.clock.move_to(then);
        Ok(())
    }

    /// Does all that is due by now, the bot having been there all the time.
    async fn settle(&mut self, random: &mut impl Rng) -> anyhow::Result<()> {
        self.table.stay(self.game, self.clock.now()).await?;
        self.go_on(random).await
    }

    /// Does all that is due by now.
    async fn go_on(&mut self, random: &mut impl Rng) -> anyhow::Result<()> {
        let now = self.clock.now();
        let output = &mut self.output;
        let mut say = |reply: &Reply| {
            say(output, reply)?;
            Ok(output.flush()?)
        };
        while self
            .table
            .settle(self.game, || now, random, &mut say)
            .await?
        {}
        Ok(())
    }

    /// Repeats a line of the script, cut and without what could forge a reply.
    fn echo(&mut self, line: &str) -> io::Result<()> {
        let line = Line::new().plain(&cut(line, ECHO_CHARS_MAX));
        writeln!(self.output, "{line}")
    }

    fn say(&mut self, reply: &Reply) -> io::Result<()> {
        say(&mut self.output, reply)
    }
}

fn say(output: &mut impl Write, reply: &Reply) -> io::Result<()> {
    let text = reply.to_string().replace('\n', "\n  ");
    writeln!(output, "{BOT}: {text}")
}
