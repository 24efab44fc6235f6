//! The command line.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// A trivia bot about the relations between states. Every answer carries its source, its date
/// and its certainty.
#[derive(Debug, Parser)]
#[command(version)]
pub struct Cli {
    /// The configuration; else config/attache.toml if there is one, else the one built in
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// A pack of facts, or a folder of them, instead of those in the configuration; repeatable
    #[arg(long = "facts", global = true, value_name = "PATH")]
    pub packs: Vec<PathBuf>,
    /// How faults and what happens are written to the standard error
    #[arg(
        long,
        global = true,
        value_name = "FORMAT",
        value_enum,
        default_value_t
    )]
    pub log: Log,
    /// What to do; chat, if nothing is said
    #[command(subcommand)]
    pub task: Option<Task>,
}

/// How something is written to the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum Log {
    /// Lines to read
    #[default]
    Text,
    /// A JSON object a line, for what collects them
    Json,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Task {
    /// Chat in the terminal, or from a script on standard input
    Chat,
    /// Answer a question
    Ask(Ask),
    /// Judge answers to questions
    Judge(Judge),
    /// Check packs of facts, or describe their format
    #[command(subcommand)]
    Facts(FactsTask),
    /// Check the configuration
    #[command(subcommand)]
    Config(ConfigTask),
    /// Look after the database
    #[command(subcommand)]
    Db(DbTask),
    /// Write what completes the command line in a shell
    Completions {
        /// The shell
        shell: Shell,
    },
    /// Write the manual pages to a folder
    Man {
        /// The folder
        folder: PathBuf,
    },
    /// Set the bot up on Discord
    #[cfg(feature = "discord")]
    #[command(subcommand)]
    Discord(DiscordTask),
    /// Look after the bot's account on Matrix
    #[cfg(feature = "matrix")]
    #[command(subcommand)]
    Matrix(MatrixTask),
}

/// What to answer, and how.
#[derive(Debug, Args)]
pub struct Ask {
    /// The question or command
    #[arg(required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub text: Vec<String>,
    /// Answer with a JSON object
    #[arg(long, conflicts_with = "jsonl")]
    pub json: bool,
    /// Answer questions from standard input, one JSON object a line
    #[arg(long)]
    pub jsonl: bool,
}

/// What to judge.
#[derive(Debug, Args)]
pub struct Judge {
    /// Judge answers from standard input, one JSON object a line
    #[arg(long, required = true)]
    pub jsonl: bool,
}

/// What to do with packs of facts.
#[derive(Debug, Subcommand)]
pub enum FactsTask {
    /// Show everything that is wrong with packs
    Check {
        /// Packs or folders of them; else those that would be loaded
        paths: Vec<PathBuf>,
    },
    /// List every quiz question that packs yield
    Questions {
        /// Packs or folders of them; else those that would be loaded
        paths: Vec<PathBuf>,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Write the JSON Schema of a pack
    Schema,
}

/// What to do with the configuration.
#[derive(Debug, Subcommand)]
pub enum ConfigTask {
    /// Show what is wrong with it, or what would run
    Check {
        /// Also try whether the database and the platforms can be reached
        #[arg(long)]
        online: bool,
    },
}

/// What to do with the database.
#[derive(Debug, Subcommand)]
pub enum DbTask {
    /// Make it, or bring it to this version of the program
    Migrate,
    /// Count all scores anew from the awards and compare
    Verify {
        /// Put right what differs
        #[arg(long)]
        repair: bool,
    },
    /// Copy a SQLite database, even while it is at work
    Backup {
        /// The copy, which must not be there yet
        file: PathBuf,
    },
}

/// What to do about Matrix.
#[cfg(feature = "matrix")]
#[derive(Debug, Subcommand)]
pub enum MatrixTask {
    /// Log in, so that the password is needed no more
    Login,
    /// Have the bot's device signed by its owner, with the recovery key if it is not yet
    Verify,
    /// List the devices of the bot's user
    Devices,
    /// List the rooms that the bot is in
    Rooms,
    /// Have the bot leave a room
    Leave {
        /// The id of the room, which begins with `!`
        room: String,
    },
}

/// What to do about Discord.
#[cfg(feature = "discord")]
#[derive(Debug, Subcommand)]
pub enum DiscordTask {
    /// Print the link with which a server takes the bot in
    Invite,
    /// Show the slash commands as they are registered, or register them
    Commands {
        /// Register them; the bot does so itself whenever they have changed
        #[arg(long)]
        push: bool,
        /// Only in that server, where they are there at once
        #[arg(long, requires = "push", value_name = "NUMBER", value_parser = guild)]
        guild: Option<u64>,
    },
}

/// The number of a server, or where it is found.
#[cfg(feature = "discord")]
fn guild(text: &str) -> Result<u64, &'static str> {
    let number = text.parse().ok().filter(|number| *number > 0);
    number.ok_or(
        "a server has a number: with Developer Mode in Discord's settings, under Advanced, a right \
         click on the server has Copy Server ID",
    )
}

/// Writes what a shell completes the command line by.
pub fn complete(shell: Shell, out: &mut impl Write) {
    clap_complete::generate(shell, &mut Cli::command(), env!("CARGO_PKG_NAME"), out);
}

/// Writes the manual, a page for each command, to a folder.
pub fn manual(folder: &Path) -> io::Result<()> {
    clap_mangen::generate_to(Cli::command(), folder)
}
