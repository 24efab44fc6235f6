//! The fact base that comes with the package: how soon it answers.

use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use attache::answers::{Answers, Want};
use attache::facts::FactBase;

use crate::timing::{shown, time};

/// The package, in which the facts lie.
const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");
const PACK: &str = "facts/pakistan-russia.toml";

/// The slowest answer may take this long.
const ANSWER_MAX: Duration = Duration::from_micros(200);

/// From the start of a process to its end, an answer may take this long.
const PROCESS_MAX: Duration = Duration::from_millis(50);

/// Enough that each question is once answered undisturbed.
const ROUNDS: usize = 100;
const PROCESS_ROUNDS: usize = 10;

/// Of every sort: terse and whole, with slips, in other scripts, off topic, long.
#[rustfmt::skip]
const QUESTIONS: [&str; 20] = [
    "when bishkek", "who salyukov", "who met bajwa", "howmany arms deal", "s400",
    "when did putin visit islamabad", "Who is the Prime Minister of Pakistan?",
    "why does pakistan want russian arms", "where did imran khan and vladimir putin meet",
    "what did the Russian defence minister say about the joint exercises",
    "wich helicoptrs did pakisatn buy form russa", "salukov rawalpnidi",
    "how much is Pakistan expected to spend on weapons from Moscow, in billions of dollars?",
    "Имран Хан Путин", "عمران خان", "what is the capital of australia", "asdf qwer zxcv", "🙂",
    "did the chief of army staff visit moscow and what for, and who went there with him, and did \
     the two sides talk about tanks, air defence systems and fighter aircraft, and when was that",
    "did russia and pakistan sign an agreement on naval cooperation, and if so, when, and where",
];

/// Prints how long answers take against their marks, or why this cannot be told.
pub fn run() -> Result<()> {
    println!("## The article's base\n");
    let Ok(pack) = std::fs::read(Path::new(PACKAGE).join(PACK)) else {
        println!("Left out, for {PACK} is not there.\n");
        return Ok(());
    };
    let base =
        FactBase::load([(PACK, pack)]).map_err(|problems| anyhow!(problems.render(false)))?;
    let answers = Answers::new(Arc::new(base));
    let (times, _) = time(&QUESTIONS, ROUNDS, |question| {
        answers.ask(Want::Open, question)
    });
    println!("| | p50 | slowest | mark |\n| --- | --- | --- | --- |");
    println!(
        "| an answer | {} | {} | {} |",
        shown(times.median),
        shown(times.slowest),
        shown(ANSWER_MAX)
    );
    let first = ask(QUESTIONS[0])?;
    if first.stdout.is_empty() {
        println!("\nA whole process is left out, for `attache ask` says nothing.\n");
        return Ok(());
    }
    let (times, _) = time(&QUESTIONS, PROCESS_ROUNDS, ask);
    println!(
        "| `attache ask` as a whole process | {} | {} | {} |\n",
        shown(times.median),
        shown(times.slowest),
        shown(PROCESS_MAX)
    );
    Ok(())
}

fn ask(question: &str) -> Result<Output> {
    Command::new(env!("CARGO_BIN_EXE_attache"))
        .args(["ask", question])
        .current_dir(PACKAGE)
        .output()
        .context("running `attache ask`")
}
