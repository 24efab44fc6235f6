//! Made-up bases of growing size: every contender on the same facts and the same questions.

use anyhow::Result;

use crate::timing::shown;
use crate::trial::{Contender, Trial};

/// The sizes that every run measures.
const SIZES: [u32; 2] = [100, 10_000];

/// The size that takes minutes, for when it is asked for.
const FULL_SIZE: u32 = 1_000_000;

/// The columns that all tables share.
const HEAD: &str = "| index | memory (peak) | p50 | p99 | p50, typo | p99, typo | right first \
                    | with a typo |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- |";

/// How much is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// What takes a minute.
    Short,
    /// The large base too.
    Full,
}

/// Prints a table for each size.
pub fn run(extent: Extent) -> Result<()> {
    println!("## Made-up bases\n");
    for facts in SIZES {
        print(facts)?;
    }
    if extent == Extent::Full {
        return print(FULL_SIZE);
    }
    println!(
        "{FULL_SIZE} facts: left out, for they take many minutes and some GB of memory; \
         `cargo bench --bench answers -- full` or ATTACHE_BENCH_FULL=1 measures them too.\n"
    );
    Ok(())
}

fn print(facts: u32) -> Result<()> {
    println!("### {facts} facts\n");
    println!("| | load {HEAD} --- |");
    let mut trials: Vec<Trial> = Vec::new();
    for contender in Contender::ALL {
        let trial = contender.tried(facts)?;
        println!("| {} | {} |", contender.name(), cells(&trial).join(" | "));
        trials.push(trial);
    }
    let [ours, rivals @ ..] = trials.as_slice() else {
        unreachable!("there are four contenders");
    };
    println!();
    if let Some(facts) = ours.facts {
        let facts = megabytes(facts.now);
        println!("Of attaché's memory, {facts} MB are the facts themselves.");
    }
    if let Some(answers) = &ours.answers {
        println!(
            "Whole answers: p50 {}, p99 {}; {:.1} % right, {:.1} % wrong, {:.1} % held back.",
            shown(answers.times.median),
            shown(answers.times.p99),
            answers.right,
            answers.wrong,
            100.0 - answers.right - answers.wrong,
        );
    }
    println!("\n| attaché to {HEAD}");
    for (contender, rival) in Contender::ALL[1..].iter().zip(rivals) {
        println!(
            "| {} | {} |",
            contender.name(),
            ratios(ours, rival).join(" | ")
        );
    }
    println!();
    Ok(())
}

fn cells(trial: &Trial) -> [String; 9] {
    let memory = trial.memory.map_or_else(
        || String::from("not told by this system"),
        |memory| format!("{} ({}) MB", megabytes(memory.now), megabytes(memory.peak)),
    );
    [
        trial.load.map_or_else(|| String::from("–"), shown),
        shown(trial.index),
        memory,
        shown(trial.typed.times.median),
        shown(trial.typed.times.p99),
        shown(trial.slipped.times.median),
        shown(trial.slipped.times.p99),
        format!("{:.1} %", trial.typed.right_first),
        format!("{:.1} %", trial.slipped.right_first),
    ]
}

/// Our figures by those of a rival: below 1 is faster or smaller; shares are subtracted.
fn ratios(ours: &Trial, rival: &Trial) -> [String; 8] {
    let ratio = |figure: fn(&Trial) -> f64| format!("× {:.2}", figure(ours) / figure(rival));
    let points = |figure: fn(&Trial) -> f64| format!("{:+.1}", figure(ours) - figure(rival));
    [
        ratio(|trial| trial.index.as_secs_f64()),
        ratio(bytes),
        ratio(|trial| trial.typed.times.median.as_secs_f64()),
        ratio(|trial| trial.typed.times.p99.as_secs_f64()),
        ratio(|trial| trial.slipped.times.median.as_secs_f64()),
        ratio(|trial| trial.slipped.times.p99.as_secs_f64()),
        points(|trial| trial.typed.right_first),
        points(|trial| trial.slipped.right_first),
    ]
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a ratio of it is shown with two digits"
)]
fn bytes(trial: &Trial) -> f64 {
    trial.memory.map_or(f64::NAN, |memory| memory.now as f64)
}

fn megabytes(bytes: u64) -> u64 {
    (bytes + 500_000) / 1_000_000
}
