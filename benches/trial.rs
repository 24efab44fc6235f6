//! One engine on one made-up base: built, weighed and asked.
//!
//! Each trial runs in a process of its own, so that the memory of one is not mistaken for, nor
//! reused by, that of another. It writes its figures as a line of JSON.

use std::cell::Cell;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, ensure};
use attache::answers::{Answers, Finding, Want};
use attache::facts::Loader;
use serde::{Deserialize, Serialize};

use crate::document::Document;
use crate::engine::Engine;
use crate::generated::{Generated, Question};
use crate::memory::Memory;
use crate::rivals::{Fts5, Slips, Tantivy};
use crate::timing::{Times, time, timed};

/// Any number would do; this one makes every run draw the same bases and questions.
const SEED: u64 = 2019;

/// Enough that the slowest hundredth is more than a few.
const QUESTIONS: u32 = 2_000;

/// How many facts a search gives: as many as a list of choices shows.
const FOUND: usize = 10;

/// From this many facts on, one round is measured: a question takes long enough that the machine
/// disturbs it little, and the slowest engine would take an hour for more.
const ONE_ROUND_FACTS: u32 = 100_000;

/// The first argument of a process that runs one trial.
pub const ARGUMENT: &str = "trial";

/// What is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Contender {
    Attache,
    Fts5,
    Tantivy,
    /// Tantivy with [`Slips::Forgiven`].
    Fuzzy,
}

/// The figures of a trial.
#[derive(Debug, Serialize, Deserialize)]
pub struct Trial {
    /// From the text of packs to a base, where there is such a step.
    pub load: Option<Duration>,
    /// From facts to an index.
    pub index: Duration,
    /// What the facts alone take, where the engine holds them.
    pub facts: Option<Memory>,
    /// What the engine holds with all that it needs to answer.
    pub memory: Option<Memory>,
    /// Questions as typed.
    pub typed: Score,
    /// The same questions with a slip each.
    pub slipped: Score,
    /// Whole answers, from the engine that gives such.
    pub answers: Option<Answered>,
}

/// Ten facts for each question, the best first.
#[derive(Debug, Serialize, Deserialize)]
pub struct Score {
    pub times: Times,
    /// The percentage of questions whose first fact is the right one.
    pub right_first: f64,
}

/// A decision for each question.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answered {
    pub times: Times,
    /// Percentages of the questions.
    pub right: f64,
    pub wrong: f64,
}

impl Contender {
    /// All of them, ours first.
    pub const ALL: [Self; 4] = [Self::Attache, Self::Fts5, Self::Tantivy, Self::Fuzzy];

    /// What it is called in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attache => "attaché",
            Self::Fts5 => "FTS5",
            Self::Tantivy => "tantivy",
            Self::Fuzzy => "tantivy, fuzzy",
        }
    }

    /// Tries it in a process of its own.
    pub fn tried(self, facts: u32) -> Result<Trial> {
        let child = Command::new(std::env::current_exe()?)
            .args([ARGUMENT, self.name(), &facts.to_string()])
            .stderr(Stdio::inherit())
            .output()?;
        ensure!(child.status.success(), "{}: {}", self.name(), child.status);
        serde_json::from_slice(&child.stdout).with_context(|| format!("trying {}", self.name()))
    }
}

/// Runs the trial that the arguments after [`ARGUMENT`] name, and prints its figures.
pub fn run(mut arguments: impl Iterator<Item = String>) -> Result<()> {
    let mut next = || {
        arguments
            .next()
            .context("a trial needs an engine and a number of facts")
    };
    let name = next()?;
    let contender = Contender::ALL
        .into_iter()
        .find(|contender| contender.name() == name)
        .ok_or_else(|| anyhow!("{name} is no engine"))?;
    let trial = trial(contender, next()?.parse()?)?;
    println!("{}", serde_json::to_string(&trial)?);
    Ok(())
}

fn trial(contender: Contender, facts: u32) -> Result<Trial> {
    let generated = Generated::new(SEED, facts);
    let questions = generated.questions(QUESTIONS);
    let rounds = if facts < ONE_ROUND_FACTS { 3 } else { 1 };
    let before = Memory::resident();
    if contender == Contender::Attache {
        let (load, base) = loaded(&generated)?;
        let held = added(before);
        let (index, answers) = timed(|| Answers::new(Arc::new(base)));
        let mut trial = scored(&answers, index, before, &questions, rounds);
        trial.load = Some(load);
        trial.facts = held;
        trial.answers = Some(answered(&answers, &questions, rounds));
        return Ok(trial);
    }
    let drawing = Cell::new(Duration::ZERO);
    let documents = documents(&generated, &drawing);
    let (index, rival) = timed(|| -> Result<Box<dyn Engine>> {
        if contender == Contender::Fts5 {
            return Ok(Box::new(Fts5::new(documents)?));
        }
        let slips = match contender {
            Contender::Fuzzy => Slips::Forgiven,
            _ => Slips::Ignored,
        };
        Ok(Box::new(Tantivy::new(slips, documents)?))
    });
    // A rival is not charged for the drawing of facts, even if it went on indexing meanwhile.
    let index = index.saturating_sub(drawing.get());
    Ok(scored(&*rival?, index, before, &questions, rounds))
}

/// The base, from packs that are drawn one by one and not held.
fn loaded(generated: &Generated) -> Result<(Duration, attache::facts::FactBase)> {
    let mut loader = Loader::default();
    let mut time = Duration::ZERO;
    for (number, facts) in (0..).zip(generated.packs()) {
        let pack = generated.pack(facts);
        let (took, ()) = timed(|| loader.add(&format!("pack-{number}.toml"), pack.as_bytes()));
        time += took;
    }
    let (took, base) = timed(|| loader.finish());
    let base = base.map_err(|problems| anyhow!(problems.render(false)))?;
    Ok((time + took, base))
}

/// The facts as the rivals get them, drawn one by one; `drawing` adds up the time that takes.
fn documents<'g>(
    generated: &'g Generated,
    drawing: &'g Cell<Duration>,
) -> impl Iterator<Item = Document> + 'g {
    generated.packs().flatten().map(|number| {
        let start = Instant::now();
        let fact = generated.fact(number);
        let document = Document::new(&fact, |ix| generated.entity(ix));
        drawing.set(drawing.get() + start.elapsed());
        document
    })
}

fn added(before: Option<Memory>) -> Option<Memory> {
    Some(Memory::resident()?.since(before?))
}

fn scored(
    engine: &dyn Engine,
    index: Duration,
    before: Option<Memory>,
    questions: &[Question],
    rounds: usize,
) -> Trial {
    Trial {
        load: None,
        index,
        facts: None,
        memory: added(before),
        typed: score(engine, questions, |question| &question.text, rounds),
        slipped: score(engine, questions, |question| &question.slipped, rounds),
        answers: None,
    }
}

fn score(
    engine: &dyn Engine,
    questions: &[Question],
    text: impl Fn(&Question) -> &str,
    rounds: usize,
) -> Score {
    let texts: Vec<&str> = questions.iter().map(text).collect();
    let (times, found) = time(&texts, rounds, |text| engine.search(text, FOUND));
    let pairs = questions.iter().zip(&found);
    let right = pairs.filter(|(question, found)| found.first() == Some(&question.right.0));
    Score {
        right_first: share(right.count(), questions.len()),
        times,
    }
}

fn answered(answers: &Answers, questions: &[Question], rounds: usize) -> Answered {
    let texts: Vec<&str> = questions.iter().map(|question| &*question.text).collect();
    let (times, found) = time(&texts, rounds, |text| answers.ask(Want::Open, text));
    let (mut right, mut wrong) = (0, 0);
    for (question, finding) in questions.iter().zip(found) {
        match finding {
            Finding::Fact { fact, .. } if fact == question.right => right += 1,
            Finding::Fact { .. } => wrong += 1,
            _ => {}
        }
    }
    Answered {
        times,
        right: share(right, questions.len()),
        wrong: share(wrong, questions.len()),
    }
}

/// A percentage.
#[expect(
    clippy::cast_precision_loss,
    reason = "there are some thousand questions"
)]
pub fn share(part: usize, whole: usize) -> f64 {
    100.0 * part as f64 / whole as f64
}
