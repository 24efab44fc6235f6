//! Measures the answering engine and the judge beside what a user would otherwise pick, and the
//! store.

mod article;
mod daily;
#[cfg(feature = "discord")]
mod discord;
mod document;
mod engine;
// Tests make their bases with it too, and use more of it.
#[allow(dead_code, reason = "not every part of it is measured")]
mod generated;
mod judging;
#[cfg(feature = "matrix")]
mod matrix;
mod memory;
// The tests' own server serves here too.
#[path = "../tests/store/postgres.rs"]
mod postgres;
mod process;
mod real;
mod rivals;
mod rounds;
mod sizes;
mod store;
mod timing;
mod trial;
mod web;

use anyhow::Context;
use sizes::Extent;

/// Any value asks for the large base too, as does the argument `full`.
const FULL: &str = "ATTACHE_BENCH_FULL";

/// Measures the store, with boards of a million or of as many as follow.
const STORE: &str = "store";

/// Measures rounds, with a hundred thousand that live or as many as follow.
const ROUNDS: &str = "rounds";

/// Measures daily posts, with 400,000 that are due of a million or as many as follow.
const DAILY: &str = "daily";

/// Measures the pages, and what the program costs while nothing happens.
const WEB: &str = "web";

/// Measures the bot on Discord.
#[cfg(feature = "discord")]
const DISCORD: &str = "discord";

/// Measures the bot on Matrix.
#[cfg(feature = "matrix")]
const MATRIX: &str = "matrix";

/// Plays on Matrix what the pictures of the README show, which the folder that follows makes.
#[cfg(feature = "matrix")]
const MATRIX_PICTURES: &str = "matrix-pictures";

/// Writes what the pictures of the README show to the file that follows.
#[cfg(feature = "discord")]
const PICTURES: &str = "pictures";

fn main() -> anyhow::Result<()> {
    // Cargo adds `--bench`, which says nothing here.
    let mut arguments = std::env::args()
        .skip(1)
        .filter(|argument| argument != "--bench");
    let first = arguments.next();
    if first.as_deref() == Some(trial::ARGUMENT) {
        return trial::run(arguments);
    }
    if first.as_deref() == Some("judging") {
        return judging::run();
    }
    if first.as_deref() == Some(STORE) {
        let members = arguments.next().map(|members| members.parse());
        return store::run(members.transpose()?.unwrap_or(1_000_000));
    }
    if first.as_deref() == Some(ROUNDS) {
        let rounds = arguments.next().map(|rounds| rounds.parse());
        return rounds::run(rounds.transpose()?.unwrap_or(100_000));
    }
    #[cfg(feature = "discord")]
    if first.as_deref() == Some(DISCORD) {
        return discord::run();
    }
    #[cfg(feature = "matrix")]
    if first.as_deref() == Some(MATRIX) {
        return matrix::run();
    }
    #[cfg(feature = "matrix")]
    if first.as_deref() == Some(MATRIX_PICTURES) {
        let folder = arguments.next().context("name the folder of them")?;
        return matrix::pictures(folder.as_ref());
    }
    #[cfg(feature = "discord")]
    if first.as_deref() == Some(PICTURES) {
        let file = arguments.next().context("name the file for them")?;
        return discord::pictures(file.as_ref());
    }
    if first.as_deref() == Some(WEB) {
        return web::run();
    }
    if first.as_deref() == Some(DAILY) {
        let mut number = || arguments.next().map(|number| number.parse()).transpose();
        return daily::run(number()?.unwrap_or(400_000), number()?.unwrap_or(1_000_000));
    }
    let is_full = first.as_deref() == Some("full") || std::env::var_os(FULL).is_some();
    let extent = if is_full { Extent::Full } else { Extent::Short };
    real::run()?;
    article::run()?;
    judging::run()?;
    sizes::run(extent)
}

/// The same facts as the bot has, as a rival would keep them.
#[cfg(any(feature = "discord", feature = "matrix"))]
fn facts_for_rivals() -> anyhow::Result<String> {
    let base = attache::packs::load(&[]).map_err(|problems| anyhow::anyhow!("{problems}"))?;
    let fact = |fact: &attache::facts::Fact| {
        let certainty = match fact.certainty {
            attache::facts::Certainty::Stated => "stated",
            attache::facts::Certainty::Reported => "reported",
            attache::facts::Certainty::Claimed => "claimed",
        };
        let date = fact.date.edtf.map(attache::facts::Edtf::in_words);
        serde_json::json!({"id": fact.id.as_str(), "text": &*fact.statement, "certainty": certainty,
            "date": date.unwrap_or_default(), "source": "the article"})
    };
    let facts: Vec<serde_json::Value> = base.facts.iter().map(fact).collect();
    Ok(serde_json::to_string(&facts)?)
}
