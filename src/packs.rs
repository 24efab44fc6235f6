//! Packs of facts on disk, and the one that is built in.

use std::fs;
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
        for file in files_at(path, &mut loader) {
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

/// The file at a path, or the packs in a folder in the order of their names.
fn files_at(path: &Path, loader: &mut Loader) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) => {
            loader.refuse(unread(path, &error));
            return Vec::new();
        }
    };
    let mut files = Vec::new();
    for entry in entries {
        match entry {
            Ok(entry) => files.extend(Some(entry.path()).filter(|file| is_pack(file))),
            Err(error) => loader.refuse(unread(path, &error)),
        }
    }
    if files.is_empty() {
        let message = String::from("this folder holds no pack");
        let help = "put files that end in .toml into it, or name another folder";
        loader.refuse(Problems::of_file(
            &path.display().to_string(),
            message,
            help,
        ));
    }
    files.sort();
    files
}

fn is_pack(file: &Path) -> bool {
    file.extension()
        .is_some_and(|extension| extension == "toml")
}
