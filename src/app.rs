//! The composition root: builds everything from the command line and the configuration, and
//! runs it.

use std::env::{self, VarError};
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::anyhow;
use rand::SeedableRng;
use rand::rngs::StdRng;
use tokio::runtime::Runtime;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::answers::Answers;
use crate::bot::Bot;
use crate::bot::game::Game;
use crate::chat::{Outcome, Record, speech};
use crate::cli::{Ask, Cli, ConfigTask, FactsTask, Task};
use crate::config::{Config, Database};
use crate::database;
#[cfg(feature = "discord")]
use crate::discord;
use crate::facts::{self, FactBase, Problems};
#[cfg(feature = "matrix")]
use crate::matrix;
use crate::packs;
use crate::platform::terminal::{self, Colour};
use crate::platforms::Platforms;
use crate::quiz::{Question, draw};
use crate::store::{Location, Store};

/// The exit code of wrong use, which is also clap's.
const WRONG_USE: u8 = 2;

/// Does what the command line says, and gives the exit code.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    log_to_stderr();
    let config = cli.config.as_deref();
    let Some(task) = cli.task else {
        run_configured(cli.packs, config)?;
        return Ok(ExitCode::SUCCESS);
    };
    match task {
        Task::Chat => {
            let bot = bot(&paths(cli.packs, config)?)?;
            Runtime::new()?.block_on(chat(bot, config))?;
        }
        Task::Ask(ask) => return answer(&bot(&paths(cli.packs, config)?)?, &ask),
        Task::Judge(_) => {
            let base = load(&paths(cli.packs, config)?)?;
            terminal::judging(&base, io::stdin().lock(), io::stdout().lock())?;
        }
        Task::Facts(FactsTask::Check { paths: named }) => {
            let named = if named.is_empty() { cli.packs } else { named };
            let base = load(&paths(named, config)?)?;
            print(&format!("No problems: {}.", contents(&base)))?;
        }
        Task::Facts(FactsTask::Questions { paths: named, json }) => {
            let named = if named.is_empty() { cli.packs } else { named };
            let base = load(&paths(named, config)?)?;
            print(&listed(&draw::questions(&base), json)?)?;
        }
        Task::Facts(FactsTask::Schema) => print(&format!("{:#}", facts::schema()))?,
        Task::Config(ConfigTask::Check) => {
            print(&checked(cli.packs, config)?)?;
        }
        #[cfg(feature = "matrix")]
        Task::Matrix(task) => print(&matrix::run(&task, &configuration(config)?.0)?)?,
        #[cfg(feature = "discord")]
        Task::Discord(task) => print(&discord::run(&task, &configuration(config)?.0)?)?,
        Task::Db(task) => {
            let config = configuration(config)?.0;
            return database::run(task, &location(&config.database)?);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs on every platform that is configured; where none is, in the terminal.
fn run_configured(packs: Vec<PathBuf>, config: Option<&Path>) -> anyhow::Result<()> {
    let (configured, _) = configuration(config)?;
    let platforms = Platforms::configured(&configured)?;
    let shown = platforms.shown();
    if shown.is_empty() {
        let bot = bot(&paths(packs, config)?)?;
        return Runtime::new()?.block_on(chat(bot, config));
    }
    let paths = [packs, configured.facts.paths]
        .into_iter()
        .find(|paths| !paths.is_empty());
    let bot = bot(&paths.unwrap_or_default())?;
    let location = location(&configured.database)?;
    // What is done for an event takes a fraction of a millisecond: one thread serves thousands a
    // second, and several would mostly wake each other.
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let game = Game::new(bot, Store::open(&location).await?);
        tracing::info!("attaché runs on {}", shown.join(" and "));
        platforms.run(&game).await
    })
}

/// What would run, if there is nothing wrong with the configuration.
fn checked(packs: Vec<PathBuf>, config: Option<&Path>) -> anyhow::Result<String> {
    let (config, name) = configuration(config)?;
    let paths = [packs, config.facts.paths.clone()]
        .into_iter()
        .find(|paths| !paths.is_empty());
    let base = load(&paths.unwrap_or_default())?;
    let database = location(&config.database)?;
    let mut runs = Platforms::configured(&config)?.shown().join(" and ");
    if runs.is_empty() {
        "the terminal chat".clone_into(&mut runs);
    }
    Ok(format!(
        "No problems in the configuration ({name}).\n\
         Runs: {runs}, with {}.\n\
         Database: {database}.",
        contents(&base)
    ))
}

/// Writes faults of the program itself to the standard error; what its libraries notice is for
/// whoever works on them.
fn log_to_stderr() {
    let own = Targets::new().with_target(env!("CARGO_PKG_NAME"), LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(false);
    tracing_subscriber::registry()
        .with(lines.with_filter(own))
        .init();
}

/// The packs that the command line names; only where it names none is the configuration needed.
fn paths(named: Vec<PathBuf>, config: Option<&Path>) -> anyhow::Result<Vec<PathBuf>> {
    if named.is_empty() {
        return Ok(configuration(config)?.0.facts.paths);
    }
    Ok(named)
}

fn configuration(named: Option<&Path>) -> anyhow::Result<(Config, String)> {
    Config::find(named).map_err(|problems| refused("the configuration", &problems))
}

fn location(config: &Database) -> anyhow::Result<Location> {
    let variable = match env::var(database::VARIABLE) {
        Err(VarError::NotPresent) => None,
        found => Some(found?),
    };
    database::location(config, variable.as_deref())
}

fn bot(paths: &[PathBuf]) -> anyhow::Result<Bot> {
    let base = Arc::new(load(paths)?);
    Ok(Bot::new(Arc::new(Answers::new(base))))
}

fn load(paths: &[PathBuf]) -> anyhow::Result<FactBase> {
    packs::load(paths).map_err(|problems| refused("these facts", &problems))
}

/// What cannot be used, with all that is wrong with it.
fn refused(what: &str, problems: &Problems) -> anyhow::Error {
    let colour = colour(io::stderr().is_terminal());
    let problems = problems.render(colour == Colour::Ansi);
    anyhow!("{what} cannot be used:\n\n{problems}")
}

async fn chat(bot: Bot, config: Option<&Path>) -> anyhow::Result<()> {
    let (input, output) = (io::stdin(), io::stdout());
    if input.is_terminal() && output.is_terminal() {
        let config = configuration(config)?.0;
        let store = Store::open(&location(&config.database)?).await?;
        let game = Game::new(bot, store);
        let mut random = StdRng::from_rng(&mut rand::rng());
        return terminal::interactive(&game, &mut random, colour(true)).await;
    }
    // A script that is run again reads the same, chance and scores included, unless a database is
    // named to go on with.
    let (store, start) = match env::var_os(database::VARIABLE) {
        Some(_) => {
            let config = configuration(config)?.0;
            let store = Store::open(&location(&config.database)?).await?;
            (store, terminal::Start::going_on())
        }
        None => (Store::in_memory().await?, terminal::Start::anew()),
    };
    let game = Game::new(bot, store);
    let mut random = StdRng::seed_from_u64(start.seed());
    terminal::transcript(&game, start, &mut random, input.lock(), output.lock()).await
}

fn answer(bot: &Bot, ask: &Ask) -> anyhow::Result<ExitCode> {
    let mut random = rand::rng();
    if ask.jsonl {
        terminal::jsonl(bot, &mut random, io::stdin().lock(), io::stdout().lock())?;
        return Ok(ExitCode::SUCCESS);
    }
    let response = bot.respond(&ask.text.join(" "), &mut random);
    let record = Record::new(bot.base(), &response);
    if ask.json {
        print(&serde_json::to_string(&record)?)?;
    } else {
        print(&speech::reply(bot.base(), &response).to_string())?;
    }
    // Not to know is an answer too; to be asked nothing that can be read is wrong use.
    Ok(match record.outcome {
        Outcome::Invalid => ExitCode::from(WRONG_USE),
        Outcome::Answer | Outcome::Closest | Outcome::Unknown => ExitCode::SUCCESS,
    })
}

fn colour(is_terminal: bool) -> Colour {
    Colour::choose(is_terminal, env::var_os("NO_COLOR").as_deref())
}

/// Every question in a line of JSON, or as somebody reads it.
fn listed(questions: &[Question], json: bool) -> anyhow::Result<String> {
    let line = |question: &Question| {
        if json {
            serde_json::to_string(question)
        } else {
            Ok(question.to_string())
        }
    };
    let lines: Result<Vec<String>, _> = questions.iter().map(line).collect();
    let mut text = lines?.join("\n");
    if !json {
        let count = questions.len();
        text = format!("{text}\nQuestions: {count}.");
    }
    Ok(text)
}

fn contents(base: &FactBase) -> String {
    format!(
        "packs: {}, facts: {}, entities: {}, subjects: {}, sources: {}",
        base.packs.len(),
        base.facts.len(),
        base.entities.len(),
        base.subjects.len(),
        base.sources.len()
    )
}

fn print(text: &str) -> anyhow::Result<()> {
    writeln!(io::stdout(), "{text}")?;
    Ok(())
}
