//! The bot on Discord beside a small one made with discord.py, against the same stand-in.

mod pictures;
#[path = "../../tests/discord/stand_in/mod.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod stand_in;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use anyhow::Context;
use serde_json::{Value, json};
use tempfile::TempDir;

use super::facts_for_rivals;
use super::process::{cpu_ms, resident_mb};
use stand_in::{Bot, Discord};

pub use pictures::run as pictures;

/// What is asked, in turn.
const QUESTIONS: &[&str] = &[
    "bishkek meeting",
    "sco summit",
    "joint naval exercises",
    "lavrov visit",
    "gas pipeline agreement",
    "arms embargo lifted",
];

/// How many a second are asked while answers are timed, and for how long.
const RATE: u32 = 200;
const SECONDS: u32 = 30;

/// How many are asked as fast as they are answered, and how many at a time.
const FLOOD: u32 = 3_000;
const AT_ONCE: u32 = 50;

/// In how many servers it is asked, and in how many the memory is looked at.
const SERVERS: usize = 1_000;
const SERVERS_MANY: usize = 10_000;

/// A program that is measured.
enum Process {
    Ours(Bot),
    Rival(Child),
}

impl Process {
    fn id(&self) -> u32 {
        match self {
            Self::Ours(bot) => bot.id(),
            Self::Rival(child) => child.id(),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Self::Rival(child) = self {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// Which of the two.
#[derive(Clone, Copy)]
enum Which {
    Ours,
    Rival,
}

/// What was measured of one.
struct Measured {
    start_ms: f64,
    idle_mb: f64,
    many_mb: f64,
    per_second: f64,
    cpu_ms: f64,
    /// Half, 99 of a hundred and 999 of a thousand were acknowledged in so many milliseconds.
    acknowledged_ms: [f64; 3],
    unanswered: u64,
}

/// Measures both and prints a table.
pub fn run() -> anyhow::Result<()> {
    let folder = Arc::new(TempDir::new()?);
    let facts = folder.path().join("facts.json");
    fs::write(&facts, facts_for_rivals()?)?;
    let measured = [Which::Ours, Which::Rival].map(|which| measure(which, &facts));
    let [ours, rival] = measured;
    let (ours, rival) = (ours?, rival?);
    println!(
        "{RATE} interactions a second for {SECONDS} s over {SERVERS} servers, then {FLOOD} at {AT_ONCE} at a time"
    );
    println!("| | attaché | discord.py | ratio |");
    println!("| --- | --- | --- | --- |");
    let row = |what: &str, ours: f64, rival: f64| {
        println!("| {what} | {ours:.2} | {rival:.2} | {:.2} |", ours / rival);
    };
    row("start to READY, ms", ours.start_ms, rival.start_ms);
    row("memory when idle, MB", ours.idle_mb, rival.idle_mb);
    row("memory at 10,000 servers, MB", ours.many_mb, rival.many_mb);
    row("interactions a second", ours.per_second, rival.per_second);
    row("CPU per interaction, ms", ours.cpu_ms, rival.cpu_ms);
    for (number, what) in ["p50", "p99", "p99.9"].iter().enumerate() {
        let [ours, rival] = [&ours, &rival].map(|one| one.acknowledged_ms[number]);
        row(&format!("acknowledged {what}, ms"), ours, rival);
    }
    println!("not answered: {} and {}", ours.unanswered, rival.unanswered);
    Ok(())
}

fn measure(which: Which, facts: &Path) -> anyhow::Result<Measured> {
    let (discord, process, start_ms) = begin(which, facts, 1)?;
    let idle_mb = resident_mb(process.id())?;
    drop((process, discord));
    let (discord, process, _) = begin(which, facts, SERVERS_MANY)?;
    let many_mb = resident_mb(process.id())?;
    drop((process, discord));
    let (discord, process, _) = begin(which, facts, SERVERS)?;
    // The first few answers fill caches.
    load(&discord, json!({"count": 400, "rate": RATE}))?;
    let before = cpu_ms(process.id())?;
    let count = RATE * SECONDS;
    let timed = load(&discord, json!({"count": count, "rate": RATE}))?;
    let cpu_ms = (cpu_ms(process.id())? - before) / f64::from(count);
    let mut after: Vec<f64> = timed["after"]
        .as_array()
        .context("times")?
        .iter()
        .filter_map(Value::as_f64)
        .map(|seconds| seconds * 1e3)
        .collect();
    after.sort_by(f64::total_cmp);
    // So many of a thousand.
    let at = |share: usize| {
        let place = after.len().saturating_sub(1) * share / 1_000;
        after.get(place).copied().unwrap_or(f64::NAN)
    };
    let flood = load(&discord, json!({"count": FLOOD, "at_once": AT_ONCE}))?;
    Ok(Measured {
        start_ms,
        idle_mb,
        many_mb,
        per_second: f64::from(FLOOD) / flood["seconds"].as_f64().context("a time")?,
        cpu_ms,
        acknowledged_ms: [at(500), at(990), at(999)],
        unanswered: u64::from(count) - after.len() as u64,
    })
}

/// A Discord with so many servers, and a bot that is connected and has been told of all; with how
/// long it took from its start until Discord knew it.
fn begin(which: Which, facts: &Path, servers: usize) -> anyhow::Result<(Discord, Process, f64)> {
    let discord = Discord::start();
    discord.tell("servers", json!({"count": servers}));
    let folder = Arc::new(TempDir::new()?);
    let started = Instant::now();
    let process = match which {
        Which::Ours => Process::Ours(Bot::start(&discord, "[facts]")),
        Which::Rival => {
            let child = rival(&discord, facts)?;
            discord.tell("connected", json!({"least": 1, "wait": 60}));
            Process::Rival(child)
        }
    };
    let start_ms = started.elapsed().as_secs_f64() * 1e3;
    drop(folder);
    discord.tell("registered", json!({"name": "when", "wait": 60}));
    discord.tell("still", json!({"process": process.id(), "wait": 60}));
    Ok((discord, process, start_ms))
}

fn rival(discord: &Discord, facts: &Path) -> anyhow::Result<Child> {
    let script: PathBuf = [env!("CARGO_MANIFEST_DIR"), "benches/discord/rival.py"]
        .iter()
        .collect();
    let url = discord.url();
    Ok(Command::new(stand_in::installed())
        .arg(script)
        .arg(format!("{url}/api/v10"))
        .arg(url.replacen("http", "ws", 1))
        .arg(facts)
        .stdout(Stdio::null())
        .spawn()?)
}

fn load(discord: &Discord, mut details: Value) -> anyhow::Result<Value> {
    details["questions"] = json!(QUESTIONS);
    discord.ask("load", details).map_err(anyhow::Error::msg)
}
