//! The composition root: builds everything from the command line and the configuration, and
//! runs it.

use std::env;
use std::io::{self, IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::anyhow;
use rand::SeedableRng;
use rand::rngs::StdRng;

use crate::answers::Answers;
use crate::bot::Bot;
use crate::chat::{Record, speech};
use crate::cli::{Ask, Cli, ConfigTask, FactsTask, Task};
use crate::config::Config;
use crate::facts::{self, FactBase, Problems};
use crate::packs;
use crate::platform::terminal::{self, Colour};

/// Does what the command line says.
pub fn run(cli: Cli) -> anyhow::Result<()> {
    let (config, config_name) = Config::find(cli.config.as_deref())
        .map_err(|problems| refused("the configuration", &problems))?;
    let paths = if cli.packs.is_empty() {
        config.facts.paths
    } else {
        cli.packs
    };
    match cli.task.unwrap_or(Task::Chat) {
        Task::Chat => chat(&bot(&paths)?),
        Task::Ask(ask) => answer(&bot(&paths)?, &ask),
        Task::Facts(FactsTask::Check { paths: named }) => {
            let base = load(if named.is_empty() { &paths } else { &named })?;
            print(&format!("No problems: {}.", contents(&base)))
        }
        Task::Facts(FactsTask::Schema) => print(&format!("{:#}", facts::schema())),
        Task::Config(ConfigTask::Check) => {
            let base = load(&paths)?;
            print(&format!(
                "No problems in the configuration ({config_name}).\n\
                 Runs: the terminal chat, with {}.",
                contents(&base)
            ))
        }
    }
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

fn chat(bot: &Bot) -> anyhow::Result<()> {
    let (input, output) = (io::stdin(), io::stdout());
    if input.is_terminal() && output.is_terminal() {
        return terminal::interactive(bot, &mut rand::rng(), colour(true));
    }
    // A script that is run again reads the same, chance included.
    let mut random = StdRng::seed_from_u64(0);
    terminal::transcript(bot, &mut random, input.lock(), output.lock())?;
    Ok(())
}

fn answer(bot: &Bot, ask: &Ask) -> anyhow::Result<()> {
    let mut random = rand::rng();
    if ask.jsonl {
        terminal::jsonl(bot, &mut random, io::stdin().lock(), io::stdout().lock())?;
        return Ok(());
    }
    let response = bot.respond(&ask.text.join(" "), &mut random);
    if ask.json {
        print(&serde_json::to_string(&Record::new(bot.base(), &response))?)
    } else {
        print(&speech::reply(bot.base(), &response).to_string())
    }
}

fn colour(is_terminal: bool) -> Colour {
    Colour::choose(is_terminal, env::var_os("NO_COLOR").as_deref())
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
