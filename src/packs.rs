//! Packs of facts on disk, and the one that is built in.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use crate::facts::{FactBase, Loader, Problems, limits::PACK_BYTES_MAX};
use crate::files::{self, unread};

/// The pack that is built in: its name and its text.
const EMBEDDED: (&str, &str) = (
    "facts/pakistan-russia.toml",
    include_str!("../facts/pakistan-russia.toml"),
);

/// Loads packs and folders of packs, or the one that is built in if there is no path; else says
/// all that is wrong with any of them. A pack that several paths lead to is loaded once.
pub fn load(paths: &[PathBuf]) -> Result<FactBase, Problems> {
    let mut loader = Loader::default();
    if paths.is_empty() {
        loader.add(EMBEDDED.0, EMBEDDED.1.as_bytes());
    }
    let mut seen = FxHashSet::default();
    for path in paths {
        let files = match files_at(path) {
            Ok(files) => files,
            Err(problems) => {
                loader.refuse(problems);
                continue;
            }
        };
        for file in files {
            // What has no path of its own, such as a pipe, is itself.
            let real = fs::canonicalize(&file).unwrap_or_else(|_| file.clone());
            if seen.insert(real) {
                match files::read(&file, PACK_BYTES_MAX) {
                    Ok(bytes) => loader.add(&file.display().to_string(), &bytes),
                    Err(problems) => loader.refuse(problems),
                }
            }
        }
    }
    loader.finish()
}

/// The files that would be loaded from a path; itself, where nothing can be.
pub fn files(path: &Path) -> Vec<PathBuf> {
    files_at(path).unwrap_or_else(|_| vec![path.to_owned()])
}

/// The file at a path, or the packs in a folder in the order of their names.
fn files_at(path: &Path) -> Result<Vec<PathBuf>, Problems> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = entries(path).map_err(|error| unread(path, &error))?;
    files.retain(|file| is_pack(file));
    if files.is_empty() {
        let name = path.display().to_string();
        let message = String::from("this folder holds no pack");
        let help = "put files that end in .toml into it, or name another folder";
        return Err(Problems::of_file(&name, message, help));
    }
    files.sort();
    Ok(files)
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect()
}

fn is_pack(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension == "toml")
}

/// How much a base holds.
pub fn contents(base: &FactBase) -> String {
    format!(
        "packs: {}, facts: {}, entities: {}, subjects: {}, sources: {}",
        base.packs.len(),
        base.facts.len(),
        base.entities.len(),
        base.subjects.len(),
        base.sources.len()
    )
}
