//! Datasette with the same facts: a table in SQLite, with its full-text search.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, ensure};
use attache::facts::{Edtf, Fact};
use rusqlite::Connection;
use tempfile::TempDir;

use super::Served;

const PACKAGE: &str = "datasette==0.65.5";

/// Starts it.
pub fn start(facts: &[Fact]) -> anyhow::Result<Served> {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join(PACKAGE.replace("==", "-"));
    let ready = venv.join("ready");
    if !ready.exists() {
        run(Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&venv))?;
        run(Command::new(venv.join("bin/pip")).args(["install", "--quiet", PACKAGE]))?;
        fs::write(&ready, "")?;
    }
    let folder = TempDir::new()?;
    fill(&folder.path().join("facts.db"), facts)?;
    let mut child = Command::new(venv.join("bin/datasette"))
        .args(["serve", "--immutable", "facts.db", "--port", "0"])
        .args(["--setting", "num_sql_threads", "2"])
        .current_dir(folder.path())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut errors = BufReader::new(child.stderr.take().context("its errors")?);
    let mut line = String::new();
    let port = loop {
        line.clear();
        ensure!(errors.read_line(&mut line)? > 0, "Datasette does not serve");
        if let Some((_, port)) = line.split_once("running on http://127.0.0.1:") {
            break port.split(' ').next().context("a port")?.trim().parse()?;
        }
    };
    // What it writes of each page is read by nobody.
    std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()));
    Ok(Served {
        child,
        port,
        folder,
    })
}

fn run(command: &mut Command) -> anyhow::Result<()> {
    let status = command.status()?;
    ensure!(status.success(), "{command:?}: {status}");
    Ok(())
}

fn fill(file: &Path, facts: &[Fact]) -> anyhow::Result<()> {
    let mut db = Connection::open(file)?;
    let filling = db.transaction()?;
    filling.execute_batch(
        "CREATE TABLE facts (id TEXT PRIMARY KEY, title TEXT, statement TEXT, date TEXT, certainty TEXT); \
         CREATE INDEX by_date ON facts (date); \
         CREATE VIRTUAL TABLE facts_fts USING fts5 (title, statement, content='facts');",
    )?;
    for fact in facts {
        filling.execute(
            "INSERT INTO facts VALUES (?, ?, ?, ?, ?)",
            (
                fact.id.as_str(),
                &*fact.title,
                &*fact.statement,
                fact.date.edtf.map(Edtf::in_words),
                fact.certainty.word(),
            ),
        )?;
    }
    filling.execute_batch("INSERT INTO facts_fts (facts_fts) VALUES ('rebuild')")?;
    filling.commit()?;
    Ok(())
}
