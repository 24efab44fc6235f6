//! What the program costs while nothing happens, and its pages beside Datasette, which one would
//! otherwise show a table of facts with.

mod load;
mod rival;

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use attache::answers::Answers;
use attache::bot::Bot;
use attache::packs;
use tempfile::TempDir;

use super::generated::Generated;
use super::process::resident_mb;
use load::{Latencies, get};

/// How many facts the base has, and from which seed it is made.
const FACTS: u32 = 10_000;
const SEED: u64 = 2019;

/// How many pages a second are asked for, as the mark has it and as both can serve, and for how long.
const RATES: [u32; 2] = [20, 500];
const FOR: Duration = Duration::from_secs(20);

/// How often the program is started, and a pack changed.
const STARTS: usize = 21;

/// How often it is looked whether a change is served, and for how long.
const LOOK: Duration = Duration::from_millis(10);
const PATIENCE: Duration = Duration::from_mins(1);

/// How long the start may take without platforms, and until a change of a pack is served.
const START_MARK: Duration = Duration::from_millis(300);
const RELOAD_MARK: Duration = Duration::from_secs(2);

/// Measures and shows all of it.
pub fn run() -> anyhow::Result<()> {
    let program = Path::new(env!("CARGO_BIN_EXE_attache"));
    #[expect(clippy::cast_precision_loss, reason = "it is exact for petabytes")]
    let size = fs::metadata(program)?.len() as f64 / 1e6;
    println!("the program: {size:.1} MB");
    starts()?;
    let chat = Served::chat()?;
    println!(
        "in the terminal, idle: {:.1} MB",
        resident_mb(chat.child.id())?
    );
    drop(chat);
    reloads()?;
    questions()?;
    pages()
}

/// The program, or its rival, until it is dropped.
struct Served {
    child: Child,
    port: u16,
    folder: TempDir,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    /// The program with a pack, or with the one that is built in.
    fn start(pack: Option<&str>) -> anyhow::Result<Self> {
        let folder = TempDir::new()?;
        let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
        command
            .current_dir(folder.path())
            .env("ATTACHE_WEB__LISTEN", "127.0.0.1:0")
            .stderr(Stdio::piped());
        if let Some(pack) = pack {
            fs::write(folder.path().join("pack.toml"), pack)?;
            command.args(["--facts", "pack.toml"]);
        }
        let mut child = command.spawn()?;
        let mut errors = BufReader::new(child.stderr.take().context("its errors")?);
        let mut line = String::new();
        let port = loop {
            line.clear();
            anyhow::ensure!(errors.read_line(&mut line)? > 0, "it does not serve");
            if let Some((_, port)) = line.split_once("pages are at http://127.0.0.1:") {
                break port.trim().parse()?;
            }
        };
        Ok(Self {
            child,
            port,
            folder,
        })
    }

    /// The program in a terminal that says nothing.
    fn chat() -> anyhow::Result<Self> {
        let folder = TempDir::new()?;
        let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
            .arg("chat")
            .current_dir(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        // Once it has answered, all is loaded.
        let input = child.stdin.as_mut().context("its input")?;
        std::io::Write::write_all(input, b"when was the bishkek meeting?\n")?;
        let mut answer = String::new();
        let mut output = BufReader::new(child.stdout.take().context("its output")?);
        output.read_line(&mut answer)?;
        Ok(Self {
            child,
            port: 0,
            folder,
        })
    }
}

/// From the start of the program to the first time that it says it is ready.
fn starts() -> anyhow::Result<()> {
    let mut took = Vec::new();
    let mut idle = 0.0;
    for _ in 0..STARTS {
        let started = Instant::now();
        let served = Served::start(None)?;
        while get(served.port, "/readyz")? != 200 {}
        took.push(started.elapsed());
        idle = resident_mb(served.child.id())?;
    }
    took.sort_unstable();
    let (median, slowest) = (took[STARTS / 2], took[STARTS - 1]);
    println!(
        "from start to ready: {} ms, the slowest of {STARTS} {} ms (mark {} ms)",
        median.as_millis(),
        slowest.as_millis(),
        START_MARK.as_millis()
    );
    println!("with pages, idle: {idle:.1} MB");
    Ok(())
}

/// From the change of a pack to the first time that what is new in it is served.
fn reloads() -> anyhow::Result<()> {
    let generated = Generated::new(SEED, FACTS);
    let all = generated.packs().next().context("a pack")?;
    let mut known = all.end - u32::try_from(STARTS)?;
    let served = Served::start(Some(&generated.pack(all.start..known)))?;
    let mut took = Vec::new();
    while known < all.end {
        let added = generated.fact(known);
        known += 1;
        let pack = generated.pack(all.start..known);
        fs::write(served.folder.path().join("pack.toml"), pack)?;
        let changed = Instant::now();
        while get(served.port, &format!("/facts/{}", added.id.as_str()))? != 200 {
            anyhow::ensure!(changed.elapsed() < PATIENCE, "a change is not served");
            // It needs what it runs on more than whoever asks.
            thread::sleep(LOOK);
        }
        took.push(changed.elapsed());
    }
    took.sort_unstable();
    println!(
        "from a change among {FACTS} facts until it is served: {} ms, the slowest of {STARTS} {} ms (mark {} ms)",
        took[STARTS / 2].as_millis(),
        took[STARTS - 1].as_millis(),
        RELOAD_MARK.as_millis()
    );
    Ok(())
}

/// All questions of a large base, which are drawn before a change is taken in where a platform runs.
fn questions() -> anyhow::Result<()> {
    let generated = Generated::new(SEED, FACTS);
    let folder = TempDir::new()?;
    let file = folder.path().join("pack.toml");
    let all = generated.packs().next().context("a pack")?;
    fs::write(&file, generated.pack(all))?;
    let base = packs::load(&[file]).map_err(|problems| anyhow!(problems.render(false)))?;
    let bot = Bot::new(Arc::new(Answers::new(Arc::new(base))));
    let began = Instant::now();
    let count = bot.questions().len();
    let took = began.elapsed().as_millis();
    println!("{count} questions of {FACTS} facts are drawn in {took} ms");
    Ok(())
}

/// Pages of a large base at a steady rate.
fn pages() -> anyhow::Result<()> {
    let generated = Generated::new(SEED, FACTS);
    let range = generated.packs().next().context("a pack")?;
    let ours = Served::start(Some(&generated.pack(range.clone())))?;
    let facts: Vec<_> = range.map(|number| generated.fact(number)).collect();
    let rival = rival::start(&facts)?;
    let words: Vec<String> = facts
        .iter()
        .step_by(97)
        .filter_map(|fact| fact.title.split(' ').next())
        .map(|word| form_urlencoded::byte_serialize(word.to_lowercase().as_bytes()).collect())
        .collect();
    println!(
        "\n| pages of {FACTS} facts | a second | p50, ms | p99, ms | not served | memory after, MB |\n\
         | --- | --- | --- | --- | --- | --- |"
    );
    for (name, served, is_ours) in [("attaché", &ours, true), ("Datasette", &rival, false)] {
        let path = |number: usize| {
            let fact = &facts[number * 31 % facts.len()];
            let word = &words[number % words.len()];
            match (number % 4, is_ours) {
                (0, true) => "/".to_owned(),
                (1, true) => format!("/?q={word}"),
                (2, true) => format!("/facts/{}", fact.id.as_str()),
                (_, true) => "/timeline".to_owned(),
                (0, false) => "/facts/facts".to_owned(),
                (1, false) => format!("/facts/facts?_search={word}"),
                (2, false) => format!("/facts/facts/{}", fact.id.as_str()),
                (_, false) => "/facts/facts?_sort=date".to_owned(),
            }
        };
        for rate in RATES {
            let Latencies { p50, p99, failed } = load::run(served.port, rate, FOR, path);
            println!(
                "| {name} | {rate} | {:.1} | {:.1} | {failed} | {:.1} |",
                p50.as_secs_f64() * 1e3,
                p99.as_secs_f64() * 1e3,
                resident_mb(served.child.id())?
            );
        }
    }
    Ok(())
}
