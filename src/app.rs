//! The composition root: builds everything from the command line and the configuration, and
//! runs it.

use std::convert::Infallible;
use std::env;
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, bail};
use metrics_exporter_prometheus::PrometheusHandle;
use rand::SeedableRng;
use rand::rngs::StdRng;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::answers::Answers;
use crate::bot::Bot;
use crate::bot::game::Game;
use crate::chat::{Outcome, Record, speech};
use crate::cli::{self, Ask, Cli, ConfigTask, FactsTask, Log, Task};
use crate::database;
#[cfg(feature = "discord")]
use crate::discord;
use crate::ending::{self, Signals};
use crate::facts::{self, FactBase};
#[cfg(feature = "matrix")]
use crate::matrix;
use crate::packs;
use crate::platform::terminal::{self, Colour};
use crate::quiz::{Question, draw};
use crate::ready::{Ready, configuration, database as location, refused};
use crate::reload;
use crate::store::Store;
use crate::web::{Web, counted};

/// The exit code of wrong use, which is also clap's.
const WRONG_USE: u8 = 2;

/// Does what the command line says, and gives the exit code.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    log_to_stderr(cli.log);
    let config = cli.config.as_deref();
    let Some(task) = cli.task else {
        return run_configured(&cli.packs, config);
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
            print(&format!("No problems: {}.", packs::contents(&base)))?;
        }
        Task::Facts(FactsTask::Questions { paths: named, json }) => {
            let named = if named.is_empty() { cli.packs } else { named };
            let base = load(&paths(named, config)?)?;
            print(&listed(&draw::questions(&base), json)?)?;
        }
        Task::Facts(FactsTask::Schema) => print(&format!("{:#}", facts::schema()))?,
        Task::Config(ConfigTask::Check { online }) => {
            let ready = Ready::new(&cli.packs, config)?;
            print(&ready.shown())?;
            if online {
                return Runtime::new()?.block_on(ready.probe());
            }
        }
        #[cfg(feature = "matrix")]
        Task::Matrix(task) => print(&matrix::run(&task, &matrix_settings(config)?)?)?,
        #[cfg(feature = "discord")]
        Task::Discord(task) => print(&discord::run(&task, &configuration(config)?.config)?)?,
        Task::Completions { shell } => cli::complete(shell, &mut io::stdout()),
        Task::Man { folder } => {
            cli::manual(&folder).with_context(|| format!("writing to {}", folder.display()))?;
        }
        Task::Db(task) => return database::run(task, &location(config)?),
    }
    Ok(ExitCode::SUCCESS)
}

/// Runs on every platform that is configured, and serves pages; where nothing is, in the terminal.
fn run_configured(packs: &[PathBuf], config: Option<&Path>) -> anyhow::Result<ExitCode> {
    let ready = Ready::new(packs, config)?;
    let runs = ready.runs();
    let Ready {
        base,
        location,
        platforms,
        packs,
        limits,
        operators,
        web,
        public_url,
        pages_per_second,
        ..
    } = ready;
    let bot = Bot::new(Arc::new(Answers::new(Arc::new(base))));
    if runs.is_empty() {
        if ending::is_watched() {
            bail!(
                "nothing is configured that runs: add [discord], [matrix] or [web] to the configuration"
            );
        }
        Runtime::new()?.block_on(chat(bot, config))?;
        return Ok(ExitCode::SUCCESS);
    }
    let metrics = web
        .map(|_| counted::install(&platforms.names()))
        .transpose()?;
    reload::count(&bot, "done");
    // What is done for an event takes a fraction of a millisecond: one thread serves thousands a
    // second, and several would mostly wake each other.
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(1).enable_all().build()?;
    let ended = runtime.block_on(async {
        let game = Game::new(bot, Store::open(&location).await?)
            .limited(limits)
            .operated_by(operators);
        let signals = Signals::new()?;
        let serving = serve(
            &game,
            platforms.names(),
            web.zip(metrics),
            public_url,
            pages_per_second,
        )
        .await?;
        tracing::info!("attaché runs on {}", runs.join(" and "));
        let is_asking = !platforms.names().is_empty();
        let running = async {
            let platforms = async {
                if is_asking {
                    let bot = game.bot();
                    tokio::task::spawn_blocking(move || bot.draw_ahead()).await?;
                }
                platforms.run(&game).await
            };
            tokio::select! {
                ended = platforms => ended,
                never = serving => match never {},
                ended = reload::watch(&game, packs, is_asking) => Ok(ended?),
            }
        };
        ending::run(&game, signals, running).await
    });
    // Whoever still waits for the network is not waited for.
    runtime.shutdown_background();
    ended
}

/// Listens, if anywhere, and gives what serves whoever connects.
async fn serve(
    game: &Game,
    platforms: Vec<&'static str>,
    web: Option<(SocketAddr, PrometheusHandle)>,
    public_url: Option<String>,
    pages_per_second: NonZeroU32,
) -> anyhow::Result<impl Future<Output = Infallible>> {
    let listening = match web {
        Some((address, metrics)) => {
            let listener = TcpListener::bind(address).await;
            let listener = listener.with_context(|| format!("listening on {address}"))?;
            let own = format!("http://{}", listener.local_addr()?);
            tracing::info!("pages are at {own}");
            if let Some(url) = public_url {
                game.show_pages_at(url.trim_end_matches('/').to_owned());
            }
            Some((
                listener,
                Web::new(game.clone(), platforms, metrics, pages_per_second),
            ))
        }
        None => None,
    };
    Ok(async move {
        match listening {
            Some((listener, web)) => match web.serve(listener).await {},
            None => std::future::pending().await,
        }
    })
}

/// Writes faults of the program itself to the standard error; what its libraries notice is for
/// whoever works on them.
fn log_to_stderr(format: Log) {
    let own = Targets::new().with_target(env!("CARGO_PKG_NAME"), LevelFilter::INFO);
    let lines = tracing_subscriber::fmt::layer()
        .with_writer(io::stderr)
        .with_ansi(false);
    let lines = match format {
        Log::Text => lines.boxed(),
        Log::Json => lines.json().boxed(),
    };
    tracing_subscriber::registry()
        .with(lines.with_filter(own))
        .init();
}

/// The packs that the command line names; only where it names none is the configuration needed.
fn paths(named: Vec<PathBuf>, config: Option<&Path>) -> anyhow::Result<Vec<PathBuf>> {
    if named.is_empty() {
        return Ok(configuration(config)?.config.facts.paths);
    }
    Ok(named)
}

/// What the bot runs with on Matrix.
#[cfg(feature = "matrix")]
fn matrix_settings(named: Option<&Path>) -> anyhow::Result<crate::platform::matrix::Settings> {
    let found = configuration(named)?;
    let matrix = found.config.matrix.as_ref();
    let matrix = matrix.ok_or_else(|| {
        anyhow::anyhow!("the configuration has no [matrix]: add it with `homeserver` and `user`")
    })?;
    matrix::settings(matrix).map_err(|faults| refused("the configuration", &found.problems(faults)))
}

fn bot(paths: &[PathBuf]) -> anyhow::Result<Bot> {
    let base = Arc::new(load(paths)?);
    Ok(Bot::new(Arc::new(Answers::new(base))))
}

fn load(paths: &[PathBuf]) -> anyhow::Result<FactBase> {
    packs::load(paths).map_err(|problems| refused("these facts", &problems))
}

async fn chat(bot: Bot, config: Option<&Path>) -> anyhow::Result<()> {
    let (input, output) = (io::stdin(), io::stdout());
    if input.is_terminal() && output.is_terminal() {
        let store = Store::open(&location(config)?).await?;
        let game = Game::new(bot, store);
        let mut random = StdRng::from_rng(&mut rand::rng());
        return terminal::interactive(&game, &mut random, colour(true)).await;
    }
    // A script that is run again reads the same, chance and scores included, unless a database is
    // named to go on with.
    let (store, start) = match env::var_os(database::VARIABLE) {
        Some(_) => {
            let store = Store::open(&location(config)?).await?;
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

fn print(text: &str) -> anyhow::Result<()> {
    writeln!(io::stdout(), "{text}")?;
    Ok(())
}
