//! Packs of facts on disk, and the one that is built in.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::facts::{FactBase, Problems, limits::PACK_BYTES_MAX};

/// The pack that is built in: its name and its text.
const EMBEDDED: (&str, &str) = (
    "facts/pakistan-russia.toml",
    include_str!("../facts/pakistan-russia.toml"),
);

/// Why packs could not be loaded.
#[derive(Debug, Default)]
pub struct Faults {
    /// What could not be read, and why.
    unread: Vec<String>,
    /// What is wrong with what could be read.
    problems: Problems,
}

impl Faults {
    /// All of them as text.
    pub fn render(&self, colour: bool) -> String {
        let unread = self.unread.iter().map(|fault| format!("error: {fault}\n"));
        let mut text: String = unread.collect();
        if !self.problems.is_empty() {
            text.push_str(&self.problems.render(colour));
        }
        text
    }
}

/// Loads packs and folders of packs, or the one that is built in if there is no path; else says
/// all that is wrong with any of them.
pub fn load(paths: &[PathBuf]) -> Result<FactBase, Faults> {
    let mut faults = Faults::default();
    let mut packs = Vec::new();
    if paths.is_empty() {
        packs.push((EMBEDDED.0.to_owned(), EMBEDDED.1.as_bytes().to_owned()));
    }
    for path in paths {
        match read_all(path) {
            Ok(read) => packs.extend(read),
            Err(error) => faults.unread.push(format!("{}: {error}", path.display())),
        }
    }
    match FactBase::load(packs) {
        Ok(base) if faults.unread.is_empty() => return Ok(base),
        Ok(_) => {}
        Err(problems) => faults.problems = problems,
    }
    Err(faults)
}

/// Reads a pack, or all packs of a folder in the order of their names.
fn read_all(path: &Path) -> io::Result<Vec<(String, Vec<u8>)>> {
    if !path.is_dir() {
        return Ok(vec![read(path)?]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let file = entry?.path();
        if file
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            files.push(file);
        }
    }
    if files.is_empty() {
        return Err(io::Error::other("the folder holds no .toml file"));
    }
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

/// Reads one byte more than a pack may have at most, from which the loader sees that it is too
/// long: a file's own word for its size is not to be relied on, as in `/dev/zero`.
fn read(file: &Path) -> io::Result<(String, Vec<u8>)> {
    let mut bytes = Vec::new();
    File::open(file)?
        .take(PACK_BYTES_MAX as u64 + 1)
        .read_to_end(&mut bytes)?;
    Ok((file.display().to_string(), bytes))
}
