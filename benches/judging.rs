//! Typed answers: how many are judged in a second and how many rightly, beside what one would
//! otherwise pick.

use std::collections::BTreeSet;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, anyhow};
use attache::facts::FactBase;
use attache::quiz::judge::{Reader, Reading};
use serde::Deserialize;

use crate::timing::timed;

const PACKAGE: &str = env!("CARGO_MANIFEST_DIR");
const PACK: &str = "facts/pakistan-russia.toml";

/// Names a file of answers that people judged.
const JUDGED: &str = "ATTACHE_JUDGED";

/// How many answers should be judged in a second.
const JUDGED_MIN: f64 = 200_000.0;

/// Enough that each pass over the answers is once undisturbed.
const ROUNDS: usize = 30;

/// A line of a file of answers.
#[derive(Deserialize)]
struct Case {
    question: String,
    answer: String,
    #[serde(default)]
    aliases: Vec<String>,
    given: String,
    verdict: String,
}

/// Prints a row for each file of answers.
pub fn run() -> Result<()> {
    println!("## Typed answers\n");
    let Ok(pack) = std::fs::read(Path::new(PACKAGE).join(PACK)) else {
        println!("Left out, for {PACK} is not there.\n");
        return Ok(());
    };
    let base =
        FactBase::load([(PACK, pack)]).map_err(|problems| anyhow!(problems.render(false)))?;
    let reader = Reader::new(&base);
    println!("Right: of a hundred answers. False: of a hundred wrong ones, those accepted.\n");
    println!("| answers | judge | a second | right | false |\n| --- | --- | --- | --- | --- |");
    let mut slowest = f64::INFINITY;
    for file in files()? {
        let text = std::fs::read_to_string(&file)?;
        let cases: Vec<Case> = text
            .lines()
            .map(serde_json::from_str)
            .collect::<Result<_, _>>()
            .with_context(|| file.display().to_string())?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let readings: Vec<Reading> = cases
            .iter()
            .map(|case| reader.read(&case.question, &case.answer, &case.aliases))
            .collect();
        let known: Vec<Vec<String>> = cases.iter().map(known).collect();
        let attache = row(&name, "attaché", &cases, |at, given| {
            readings[at].verdict(given).accepted
        });
        slowest = slowest.min(attache);
        row(
            &name,
            "normalised similarity of 0.8",
            &cases,
            |at, given| {
                let given = bare(given);
                let mut known = known[at].iter();
                known.any(|known| strsim::normalized_damerau_levenshtein(known, &given) >= 0.8)
            },
        );
        row(&name, "token set ratio of 0.9", &cases, |at, given| {
            let given = bare(given);
            known[at]
                .iter()
                .any(|known| token_set_ratio(known, &given) >= 0.9)
        });
    }
    let is_met = if slowest >= JUDGED_MIN { "yes" } else { "no" };
    println!("\nAt least {JUDGED_MIN:.0} judged in a second, of every sort: {is_met}.\n");
    Ok(())
}

fn files() -> Result<Vec<PathBuf>> {
    let folder = std::fs::read_dir(Path::new(PACKAGE).join("tests/judging"))?;
    let mut files: Vec<PathBuf> = folder.map(|file| Ok(file?.path())).collect::<Result<_>>()?;
    files.sort();
    files.extend(std::env::var_os(JUDGED).map(PathBuf::from));
    Ok(files)
}

/// Prints how a judge does, and gives how many answers it judges in a second.
#[expect(
    clippy::cast_precision_loss,
    reason = "a few thousand answers, and shares of them"
)]
fn row(name: &str, judge: &str, cases: &[Case], accepts: impl Fn(usize, &str) -> bool) -> f64 {
    let mut fastest = Duration::MAX;
    let mut accepted = Vec::new();
    for _ in 0..ROUNDS {
        let (took, result) = timed(|| -> Vec<bool> {
            let cases = cases.iter().enumerate();
            cases
                .map(|(at, case)| accepts(at, black_box(&case.given)))
                .collect()
        });
        fastest = took.min(fastest);
        accepted = result;
    }
    let is_right = |case: &Case| case.verdict == "accept";
    let pairs = || cases.iter().zip(&accepted);
    let right = pairs()
        .filter(|(case, accepted)| is_right(case) == **accepted)
        .count();
    let wrong = pairs().filter(|(case, _)| !is_right(case)).count();
    let falsely = pairs()
        .filter(|(case, accepted)| !is_right(case) && **accepted)
        .count();
    let share = |part: usize, all: usize| part as f64 * 100.0 / all.max(1) as f64;
    let a_second = cases.len() as f64 / fastest.as_secs_f64();
    println!(
        "| {name} | {judge} | {a_second:.0} | {:.1} | {:.1} |",
        share(right, cases.len()),
        share(falsely, wrong)
    );
    a_second
}

/// The right answers to a question, bare.
fn known(case: &Case) -> Vec<String> {
    let texts = std::iter::once(&case.answer).chain(&case.aliases);
    texts.map(|text| bare(text)).collect()
}

/// A text in small letters, without marks.
fn bare(text: &str) -> String {
    let text = text.to_lowercase();
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// The best similarity of what two texts share to each of them, word by word in order.
fn token_set_ratio(one: &str, other: &str) -> f64 {
    let words = |text| -> BTreeSet<&str> { str::split(text, ' ').collect() };
    let (one, other) = (words(one), words(other));
    let join = |words: Vec<&&str>| words.into_iter().copied().collect::<Vec<_>>().join(" ");
    let shared = join(one.intersection(&other).collect());
    let with = |rest: String| [shared.as_str(), &rest].join(" ").trim().to_owned();
    let (one, other) = (
        with(join(one.difference(&other).collect())),
        with(join(other.difference(&one).collect())),
    );
    let ratio = strsim::normalized_levenshtein;
    if shared.is_empty() {
        return ratio(&one, &other);
    }
    ratio(&one, &other)
        .max(ratio(&shared, &one))
        .max(ratio(&shared, &other))
}
