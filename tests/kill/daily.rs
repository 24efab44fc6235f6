//! Daily posts of very many channels, said by three processes on one database, of which one is
//! killed again and again.
//!
//! A terminal remembers no keys. So whoever reads the three does what a platform does: a post that
//! is said again counts once if the process that said it before was killed in the meantime; else
//! it is a fault.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Lines, Write};
use std::process::{Child, ChildStdin, ChildStdout};

use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sqlx::{AnyConnection, Connection};

use super::{SEED, start};

/// How many channels have a post.
const CHANNELS: usize = 10_000;

const PROCESSES: usize = 3;

/// How many steps of time there are between two kills.
const STEPS: usize = 4;

/// A step of time. What is asked makes the process leave word of the time, from which the next one
/// that is started goes on.
const STEP: &str = "~ 2s\nyou: /zone\n";

/// The most output of a step, in lines, before a kill: about half of what a process says in one.
const LINES_MAX: u32 = 60;

/// As many copies of the one wish that there is, each for a channel of its own.
const COPY: &str = "INSERT INTO subscription \
    (platform, channel, community, time_zone, time_of_day, topic, set_at, last_date, last_at, \
    shown, missed, due_at, version) \
    WITH RECURSIVE numbers (i) AS \
    (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < $1) \
    SELECT platform, 'c' || i, community, time_zone, time_of_day, topic, set_at, last_date, \
    last_at, shown, missed, due_at, version \
    FROM numbers CROSS JOIN subscription WHERE channel = 'c0'";

/// A process with its pipes.
struct Process {
    /// Tells it from those before and after it.
    number: usize,
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

/// Who said what.
#[derive(Default)]
struct Said {
    /// By whom each channel's post was said.
    by: BTreeMap<String, Vec<usize>>,
    killed: BTreeSet<usize>,
}

/// Lets all posts be said, and says what was found; panics if anything is wrong.
pub fn deliver(url: &str, runtime: &tokio::runtime::Runtime) -> String {
    let random = &mut StdRng::seed_from_u64(SEED);
    let mut said = Said::default();
    let mut first = Process::start(url, 0);
    // A script begins at noon.
    first.write("you: /daily on 13 UTC channel:c0\n# asked\n");
    first.read_to("# asked", &mut said);
    runtime.block_on(copy(url));
    let mut processes = vec![first];
    processes.extend((1..PROCESSES).map(|number| Process::start(url, number)));
    for process in &mut processes {
        process.write("~ 59m\n# there\n");
    }
    for process in &mut processes {
        process.read_to("# there", &mut said);
    }
    let mut started = PROCESSES;
    // One minute to go, the time over which the posts are spread, and leases that have to end.
    for step in 0..300 {
        let until = format!("# step {step}");
        for process in &mut processes {
            process.write(&format!("{STEP}{until}\n"));
        }
        if step % STEPS == 0 {
            let victim = random.random_range(0..PROCESSES);
            let lines = random.random_range(1..=LINES_MAX);
            let next = Process::start(url, started);
            started += 1;
            let killed = std::mem::replace(&mut processes[victim], next);
            killed.kill_after(lines, &until, &mut said);
            processes[victim].write(&format!("{STEP}{until}\n"));
        }
        for process in &mut processes {
            process.read_to(&until, &mut said);
        }
    }
    for process in processes {
        process.end();
    }
    let again = said.check();
    let kept = runtime.block_on(kept(url));
    assert_eq!(
        kept,
        (CHANNELS, CHANNELS),
        "posts, and those that were said"
    );
    format!(
        "{} kills of {PROCESSES} processes, {CHANNELS} daily posts, none lost, none doubled; {again} \
         were said again after the process that said them was killed",
        said.killed.len()
    )
}

impl Process {
    fn start(url: &str, number: usize) -> Self {
        let mut child = start(url);
        Self {
            number,
            input: child.stdin.take().expect("a pipe"),
            output: BufReader::new(child.stdout.take().expect("a pipe")).lines(),
            child,
        }
    }

    fn write(&mut self, lines: &str) {
        self.input.write_all(lines.as_bytes()).expect("it reads");
    }

    fn read_to(&mut self, last: &str, said: &mut Said) {
        loop {
            let line = self.output.next().expect("it goes on").expect("text");
            if line == last {
                return;
            }
            said.line(self.number, &line);
        }
    }

    /// Kills it after so many lines, or when it has done what it was told.
    fn kill_after(mut self, lines: u32, last: &str, said: &mut Said) {
        for line in self.output.by_ref().take(lines as usize) {
            let line = line.expect("text");
            if line == last {
                break;
            }
            said.line(self.number, &line);
        }
        self.child.kill().expect("a process to kill");
        self.child.wait().expect("it ends");
        said.killed.insert(self.number);
        // What it had written before.
        for line in self.output {
            said.line(self.number, &line.expect("text"));
        }
    }

    fn end(self) {
        drop(self.input);
        let mut child = self.child;
        // What it says at the end is said to nobody.
        drop(self.output);
        child.wait().expect("it ends");
    }
}

impl Said {
    fn line(&mut self, process: usize, line: &str) {
        let channel = line.strip_prefix("attache: In c");
        if let Some(channel) = channel.and_then(|channel| channel.strip_suffix(':')) {
            self.by.entry(channel.to_owned()).or_default().push(process);
        }
    }

    /// How often something was said again; panics if that was for no reason, or something never.
    fn check(&self) -> usize {
        assert_eq!(self.by.len(), CHANNELS, "channels with a post");
        for (channel, by) in &self.by {
            let before = &by[..by.len() - 1];
            let is_dead = |number: &usize| self.killed.contains(number);
            let once: BTreeSet<&usize> = by.iter().collect();
            assert!(
                once.len() == by.len() && before.iter().all(is_dead),
                "c{channel} was said by {by:?}, of which {:?} were killed",
                self.killed
            );
        }
        self.by.values().map(|by| by.len() - 1).sum()
    }
}

async fn copy(url: &str) {
    let mut db = AnyConnection::connect(url).await.expect("the server");
    let count = i64::try_from(CHANNELS - 1).expect("few");
    let copied = sqlx::query(COPY).bind(count).execute(&mut db).await;
    let copied = copied.expect("copies").rows_affected();
    assert_eq!(copied, count.unsigned_abs());
    db.close().await.expect("it ends");
}

/// How many posts there are, and how many of them were said.
async fn kept(url: &str) -> (usize, usize) {
    let mut db = AnyConnection::connect(url).await.expect("the server");
    let sql = "SELECT COUNT(*), COUNT(message_id) FROM outbox WHERE key LIKE 'daily/%'";
    let (all, said): (i64, i64) = sqlx::query_as(sql)
        .fetch_one(&mut db)
        .await
        .expect("counts");
    db.close().await.expect("it ends");
    let count = |count: i64| usize::try_from(count).expect("a count");
    (count(all), count(said))
}
