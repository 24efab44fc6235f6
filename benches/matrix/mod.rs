//! The bot on Matrix beside small ones made with matrix-nio and matrix-bot-sdk, on one Synapse.

#[path = "../../tests/matrix/homeserver/mod.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod homeserver;
mod pictures;

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

use anyhow::{Context, ensure};
use serde_json::json;
use tempfile::TempDir;

use super::facts_for_rivals;
use super::process::{cpu_ms, resident_mb};
use homeserver::{Bot, Homeserver, Member, PASSWORD, installed};

pub use pictures::run as pictures;

/// What is asked, in turn.
const QUESTIONS: &[&str] = &[
    "bishkek meeting",
    "sco summit",
    "lavrov visit",
    "arms embargo lifted",
];

/// How often each is asked in each kind of room: a few at a time in turn, so that what the machine
/// does besides is spread over all.
const TURNS: u32 = 8;
const PER_TURN: u32 = 25;

/// In how many rooms attaché is when its starts are timed.
const ROOMS: usize = 300;

/// How many of them one member invites it to, which the bot lets one do within an hour.
const ROOMS_OF_ONE: usize = 20;

/// What the rival for Node.js is made of.
const PACKAGE: &str = "matrix-bot-sdk@0.8.0";

/// A program that is measured.
enum Process {
    Ours(Bot),
    Rival { child: Child, _store: TempDir },
}

impl Process {
    fn id(&self) -> u32 {
        match self {
            Self::Ours(bot) => bot.process(),
            Self::Rival { child, .. } => child.id(),
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        if let Self::Rival { child, .. } = self {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

/// A bot with its rooms, and what was measured of it.
struct Measured {
    name: &'static str,
    process: Process,
    user: String,
    /// A room that is not encrypted, and one that is, if the bot can read there.
    rooms: Vec<String>,
    idle_mb: f64,
    /// How long each answer took, in milliseconds, by room.
    answers_ms: Vec<Vec<f64>>,
    /// For how long it computed, by room.
    cpu_ms: Vec<f64>,
}

/// Measures all and prints a table.
pub fn run() -> anyhow::Result<()> {
    let folder = TempDir::new()?;
    let facts = folder.path().join("facts.json");
    fs::write(&facts, facts_for_rivals()?)?;
    let homeserver = Homeserver::start();
    let ada = homeserver.member("ada");
    let mut all = Vec::new();
    for name in ["attaché", "matrix-nio", "matrix-bot-sdk"] {
        all.push(begin(name, &homeserver, &ada, &facts)?);
    }
    for _ in 0..TURNS {
        for measured in &mut all {
            turn(measured, &ada)?;
        }
    }
    println!("{} commands in each room", TURNS * PER_TURN);
    println!(
        "| bot | room | p50, ms | p99, ms | CPU a command, ms | memory at first, MB | memory after, MB |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for measured in &mut all {
        row(measured)?;
    }
    drop(all);
    many_rooms(&homeserver)
}

/// A bot that is in its rooms and has answered once.
fn begin(
    name: &'static str,
    homeserver: &Homeserver,
    ada: &Member<'_>,
    facts: &Path,
) -> anyhow::Result<Measured> {
    let (process, user) = match name {
        "attaché" => {
            let bot = Bot::start_with(homeserver, "[facts]");
            let user = bot.id.clone();
            (Process::Ours(bot), user)
        }
        _ => rival(name, homeserver, facts)?,
    };
    // The one for Node.js cannot encrypt here: what it encrypts by is downloaded from elsewhere.
    let kinds: &[bool] = if name == "matrix-bot-sdk" {
        &[false]
    } else {
        &[false, true]
    };
    let mut rooms = Vec::new();
    for is_encrypted in kinds {
        let room = ada.room(&[&user], json!({"encrypted": is_encrypted}));
        homeserver.is(&user, "join", &room);
        rooms.push(room);
    }
    let mut measured = Measured {
        name,
        idle_mb: resident_mb(process.id())?,
        answers_ms: vec![Vec::new(); rooms.len()],
        cpu_ms: vec![0.0; rooms.len()],
        process,
        user,
        rooms,
    };
    // The first answers fill caches, and share keys.
    turn(&mut measured, ada)?;
    measured.answers_ms = vec![Vec::new(); measured.rooms.len()];
    measured.cpu_ms = vec![0.0; measured.rooms.len()];
    Ok(measured)
}

/// Asks a few times in each room.
fn turn(measured: &mut Measured, ada: &Member<'_>) -> anyhow::Result<()> {
    for (number, room) in measured.rooms.iter().enumerate() {
        let before = cpu_ms(measured.process.id())?;
        for question in QUESTIONS.iter().cycle().take(PER_TURN as usize) {
            let details =
                json!({"sender": measured.user, "text": format!("!when {question}"), "wait": 60});
            let took = ada.does("timed", room, details);
            let took = took.as_f64().context("an answer in time")?;
            measured.answers_ms[number].push(took * 1e3);
        }
        measured.cpu_ms[number] += cpu_ms(measured.process.id())? - before;
    }
    Ok(())
}

fn row(measured: &mut Measured) -> anyhow::Result<()> {
    let after_mb = resident_mb(measured.process.id())?;
    for (number, kind) in ["plain", "encrypted"].iter().enumerate() {
        let Some(answers) = measured.answers_ms.get_mut(number) else {
            continue;
        };
        answers.sort_by(f64::total_cmp);
        let at = |share: usize| answers[(answers.len() - 1) * share / 100];
        let cpu_ms = measured.cpu_ms[number] / f64::from(TURNS * PER_TURN);
        println!(
            "| {} | {kind} | {:.1} | {:.1} | {cpu_ms:.1} | {:.1} | {after_mb:.1} |",
            measured.name,
            at(50),
            at(99),
            measured.idle_mb
        );
    }
    Ok(())
}

/// A rival, and who it is.
fn rival(name: &str, homeserver: &Homeserver, facts: &Path) -> anyhow::Result<(Process, String)> {
    let user = homeserver.user("rival");
    let store = TempDir::new()?;
    let folder: PathBuf = [env!("CARGO_MANIFEST_DIR"), "benches/matrix"]
        .iter()
        .collect();
    let mut command = if name == "matrix-nio" {
        let mut command = Command::new(installed());
        command.arg(folder.join("rival.py"));
        command
    } else {
        let modules = package()?;
        let script = modules.join("rival.mjs");
        fs::copy(folder.join("rival.mjs"), &script)?;
        let mut command = Command::new("node");
        command.arg(script);
        command
    };
    let child = command
        .arg(homeserver.url())
        .arg(&user)
        .arg(PASSWORD)
        .arg(facts)
        .arg(store.path())
        .stdout(Stdio::null())
        .spawn()?;
    let process = Process::Rival {
        child,
        _store: store,
    };
    Ok((process, user))
}

/// The folder in which the package for Node.js is, which is installed if it is not yet; without the
/// scripts that download what is not in the registry.
fn package() -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("matrix-bot-sdk-1");
    fs::create_dir_all(&folder)?;
    let lock = File::create(folder.with_extension("lock"))?;
    lock.lock()?;
    if !folder.join("ready").exists() {
        let status = Command::new("npm")
            .args(["install", "--ignore-scripts", "--silent", PACKAGE])
            .current_dir(&folder)
            .status()?;
        ensure!(status.success(), "npm install {PACKAGE}: {status}");
        // It loads what it encrypts by even where nothing is encrypted.
        let crypto = folder.join("node_modules/@matrix-org/matrix-sdk-crypto-nodejs");
        fs::write(
            crypto.join("index.js"),
            "module.exports = new Proxy({}, { get: () => class {} });\n",
        )?;
        fs::write(folder.join("ready"), "")?;
    }
    Ok(folder)
}

/// How much memory and time many rooms cost.
fn many_rooms(homeserver: &Homeserver) -> anyhow::Result<()> {
    let ada = homeserver.member("ada");
    let bot = Bot::start_with(homeserver, "[facts]");
    let one = ada.alone(&bot);
    let started = Instant::now();
    for _ in 0..ROOMS / ROOMS_OF_ONE {
        let host = homeserver.member("host");
        let details = json!({"user": bot.id, "count": ROOMS_OF_ONE, "wait": 600});
        host.does("rooms", &one, details);
    }
    let joined = started.elapsed().as_secs_f64();
    let memory = resident_mb(bot.process())?;
    let (folder, id) = bot.kill();
    // A new device has to hear of all rooms first.
    let answered = |bot: Bot, started: Instant| {
        let details = json!({"sender": bot.id, "text": "!when bishkek meeting", "wait": 60});
        let took = ada.does("timed", &one, details).as_f64();
        took.map(|_| (started.elapsed().as_secs_f64(), bot))
    };
    let started = Instant::now();
    let bot = Bot::start_in(folder, id);
    let (again, bot) = answered(bot, started).context("an answer")?;
    let (folder, id) = bot.kill();
    let state = folder.path().join("matrix");
    for file in fs::read_dir(&state)? {
        let file = file?.path();
        if !file.ends_with("recovery-key") {
            fs::remove_file(file)?;
        }
    }
    let started = Instant::now();
    let bot = Bot::start_in(folder, id);
    let (first, _bot) = answered(bot, started).context("an answer")?;
    println!("in {ROOMS} rooms: {memory:.1} MB; {joined:.0} s to be invited to all");
    println!("first start of a device to the first answer: {first:.1} s; restart: {again:.2} s");
    Ok(())
}
