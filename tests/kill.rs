//! Kills the program again and again while ten members play, and looks whether anything is lost
//! or doubled. `cargo test` leaves it out, for it takes some minutes:
//!
//! ```sh
//! cargo test --test kill
//! ```
//!
//! Members play by pipe. After some lines of output, at a number drawn from a seed, the program
//! gets a SIGKILL, wherever it is; the next one goes on with the same database. In the end all
//! points that were announced must be in the leaderboard, and no others, and the ledger must agree
//! with its sums.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::thread;

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

#[path = "kill/daily.rs"]
mod daily;
#[path = "store/postgres.rs"]
mod postgres;

/// How often the program is killed, on each database.
const KILLS: u32 = 200;

/// More members than answer in the same moment.
const MEMBERS: u32 = 10;

/// Any number would do; this one makes every run write the same lines.
const SEED: u64 = 0x6b69_6c6c;

/// The most output, in lines, before a kill: a few questions.
const LINES_MAX: u32 = 150;

/// Where the program looks for its database.
const VARIABLE: &str = "ATTACHE_DATABASE__URL";

fn main() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = format!("sqlite:{}", folder.path().join("kill.db").display());
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let server = runtime.block_on(postgres::fresh_database());
    let shared = runtime.block_on(postgres::fresh_database());
    println!("PostgreSQL: {}", daily::deliver(&shared, &runtime));
    thread::scope(|scope| {
        for (name, url) in [("SQLite", file), ("PostgreSQL", server)] {
            scope.spawn(move || println!("{name}: {}", play(&url)));
        }
    });
}

/// Plays and kills, and says what was found; panics if anything is wrong.
fn play(url: &str) -> String {
    let random = &mut StdRng::seed_from_u64(SEED);
    let mut told = Told::default();
    for _ in 0..KILLS {
        let mut child = start(url);
        let mut input = child.stdin.take().expect("a pipe");
        let script = script(random);
        // The program may be killed before it has read all of it.
        let writer = thread::spawn(move || input.write_all(script.as_bytes()).is_ok());
        let output = BufReader::new(child.stdout.take().expect("a pipe"));
        let lines = random.random_range(1..=LINES_MAX) as usize;
        let mut output = output.lines();
        for line in output.by_ref().take(lines) {
            told.line(&line.expect("text"));
        }
        child.kill().expect("a process to kill");
        child.wait().expect("it ends");
        let _ = writer.join();
        // What it had written before.
        for line in output {
            told.line(&line.expect("text"));
        }
        told.cut();
    }
    let standings = last_words(url, &mut told);
    assert_eq!(
        told.points, standings,
        "what was announced, and what is kept"
    );
    verify(url);
    let points: u32 = standings.values().sum();
    format!(
        "{KILLS} kills, {} questions with points, {points} points announced and kept, the ledger \
         agrees with its sums",
        told.resolved
    )
}

/// What members write: a round, if none is on, and answers while time passes.
fn script(random: &mut StdRng) -> String {
    let mut script = String::from("m0: /quiz start 50 choice\n");
    for _ in 0..40 {
        for _ in 0..random.random_range(1..=MEMBERS) {
            let member = random.random_range(0..MEMBERS);
            let letter = ["a", "b", "c", "d"][random.random_range(0..4)];
            writeln!(script, "m{member}: {letter}").expect("text takes it");
        }
        writeln!(script, "~ {}s", random.random_range(1..60)).expect("text takes it");
    }
    script
}

fn start(url: &str) -> Child {
    Command::new(env!("CARGO_BIN_EXE_attache"))
        .arg("chat")
        .env(VARIABLE, url)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts")
}

/// Lets the round end, and gives what the leaderboard says.
fn last_words(url: &str, told: &mut Told) -> BTreeMap<String, u32> {
    let mut child = start(url);
    let mut input = child.stdin.take().expect("a pipe");
    input
        .write_all(b"m0: /quiz stop\n~ 10m\nm0: /leaderboard\n")
        .expect("it reads");
    drop(input);
    let output = BufReader::new(child.stdout.take().expect("a pipe"));
    let mut standings = BTreeMap::new();
    let mut is_board = false;
    for line in output.lines() {
        let line = line.expect("text");
        is_board |= line.contains("Leaderboard");
        if is_board && let Some((_, standing)) = line.split_once(". ") {
            let (member, rest) = standing.split_once(": ").expect("a member and points");
            let points = rest.split(' ').next().expect("a number");
            standings.insert(member.to_owned(), points.parse().expect("a number"));
        } else {
            told.line(&line);
        }
    }
    assert!(child.wait().expect("it ends").success());
    standings
}

fn verify(url: &str) {
    let output = Command::new(env!("CARGO_BIN_EXE_attache"))
        .args(["db", "verify"])
        .env(VARIABLE, url)
        .output()
        .expect("the program starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}");
}

/// What members were told.
#[derive(Default)]
struct Told {
    points: BTreeMap<String, u32>,
    resolved: u32,
    /// The lines of the announcement that is being read.
    block: Vec<String>,
    /// The last one with points: it is made again if the kill came before that was recorded.
    last: Vec<String>,
}

impl Told {
    fn line(&mut self, line: &str) {
        if let Some(first) = line.strip_prefix("attache: ") {
            self.close();
            self.block = vec![first.to_owned()];
        } else if line.starts_with("  ") {
            self.block.push(line.to_owned());
        } else {
            self.close();
        }
    }

    /// The announcement is over: counts its points, but for those that were told before, if it is
    /// the last one again, which a kill may have cut off.
    fn close(&mut self) {
        let block = std::mem::take(&mut self.block);
        let told = self.told_before(&block);
        let gains: Vec<(&str, u32)> = block
            .iter()
            .skip(told)
            .filter_map(|line| gain(line))
            .collect();
        if gains.is_empty() {
            return;
        }
        self.resolved += u32::from(told == 0);
        for (member, points) in gains {
            *self.points.entry(member.to_owned()).or_default() += points;
        }
        self.last = block;
    }

    /// How many lines of an announcement were counted before. A kill may have cut off the last
    /// announcement, in the middle of a line too, or now cuts off this one.
    fn told_before(&self, block: &[String]) -> usize {
        let both = self.last.len().min(block.len());
        let pairs = self.last.iter().zip(block);
        let same = pairs.take_while(|(last, now)| last == now).count();
        match (self.last.get(same), block.get(same)) {
            (Some(last), Some(now)) if same + 1 == both => {
                if last.starts_with(now.as_str()) || now.starts_with(last.as_str()) {
                    same + usize::from(gain(last).is_some())
                } else {
                    0
                }
            }
            (Some(_), Some(_)) => 0,
            _ => same,
        }
    }

    /// The program was killed: what it was saying may be said again.
    fn cut(&mut self) {
        self.close();
    }
}

/// `  - m3: +12 points, 2 in a row` gives m3 and 12.
fn gain(line: &str) -> Option<(&str, u32)> {
    let (member, rest) = line.strip_prefix("  - ")?.split_once(": +")?;
    // Not where it was cut off.
    rest.contains(" point").then_some(())?;
    Some((member, rest.split(' ').next()?.parse().ok()?))
}
