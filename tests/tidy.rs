//! What every file of the project keeps to.

use std::path::Path;

use crate::sources::{Source, files};

/// A file that is longer holds two things.
const LINES_MAX: usize = 400;

/// Marks of work that is not done, put together here so that this file holds none.
const LEFTOVERS: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
    concat!("db", "g!("),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("<<<", "<<<<"),
    concat!(">>>", ">>>>"),
];

/// Folders that only one machine has.
const MACHINE_PATHS: &[&str] = &[
    concat!("/tm", "p/"),
    concat!("/wo", "rk/"),
    concat!("/ho", "me/"),
    concat!("/ro", "ot/"),
    concat!("/Us", "ers/"),
];

/// All that is written by hand.
fn written() -> Vec<Source> {
    let mut written = files("", &[".rs", ".md", ".toml", ".txt"]);
    written.extend(files(".ci", &["/run"]));
    written
}

#[test]
fn what_is_written_by_hand_is_looked_at_in_all_folders() {
    let written = written();
    for path in [
        "README.md",
        "deny.toml",
        "src/ARCHITECTURE.md",
        "tests/pack.toml",
        ".ci/run",
    ] {
        let is_there = written.iter().any(|source| source.path == path);
        let is_packaged = !Path::new(env!("CARGO_MANIFEST_DIR")).join(path).exists();
        assert!(is_there || is_packaged, "{path}");
    }
}

fn check(sources: &[Source], fault: impl Fn(&str) -> Option<String>) {
    let faults: Vec<String> = sources
        .iter()
        .flat_map(|source| {
            let lines = (1..).zip(source.text.lines());
            lines.filter_map(|(number, line)| {
                fault(line).map(|fault| format!("{}:{number}: {fault}", source.path))
            })
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_are_short() {
    let long: Vec<String> = files("src", &[".rs"])
        .iter()
        .map(|source| (&source.path, source.text.lines().count()))
        .filter(|(_, lines)| *lines > LINES_MAX)
        .map(|(path, lines)| format!("{path} has {lines} lines; {LINES_MAX} are enough"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn every_module_says_what_it_is() {
    let sources = ["src", "tests", "benches"]
        .iter()
        .flat_map(|folder| files(folder, &[".rs"]));
    let silent: Vec<String> = sources
        .filter(|source| source.path != "src/lib.rs" && !source.text.starts_with("//! "))
        .map(|source| source.path)
        .collect();
    assert!(silent.is_empty(), "without `//!`: {}", silent.join(", "));
}

#[test]
fn every_file_that_the_map_names_is_there() {
    let sources = ["src", "tests", "facts", "benches"].map(|folder| files(folder, &[""]));
    let sources: Vec<Source> = sources.into_iter().flatten().collect();
    for map in [
        include_str!("../src/ARCHITECTURE.md"),
        include_str!("../CONTRIBUTING.md"),
    ] {
        let named = map.split('`').skip(1).step_by(2);
        let named = named.filter(|name| !name.contains(' '));
        for file in named
            .clone()
            .filter(|name| name.strip_suffix(".rs").is_some())
        {
            let end = format!("/{file}");
            let is_there = sources.iter().any(|source| {
                let path = format!("/{}", source.path);
                path.ends_with(&end)
            });
            assert!(is_there, "{file}");
        }
        for folder in named.filter(|name| name.starts_with("src/") && name.ends_with('/')) {
            let is_there = sources.iter().any(|source| source.path.starts_with(folder));
            assert!(is_there, "{folder}");
        }
    }
}

#[test]
fn no_work_is_left_over() {
    check(&written(), |line| {
        let mark = LEFTOVERS.iter().find(|mark| line.contains(**mark))?;
        Some(format!("{mark} is left over"))
    });
}

#[test]
fn no_path_of_one_machine_is_written_down() {
    check(&written(), |line| {
        let path = MACHINE_PATHS.iter().find(|path| line.contains(**path))?;
        Some(format!("{path} is a folder of one machine"))
    });
}

#[test]
fn no_text_hangs_on_a_numbered_issue() {
    check(&written(), |line| {
        is_issue(line).then(|| "say what it is about, not its number".to_owned())
    });
    let planted = [concat!("see #", "12"), concat!("(is", "sue 3)")];
    assert!(planted.into_iter().all(is_issue));
    assert!(!is_issue("r#\"1\"# &#x20; no issue: 3"));
}

/// Whether a line names an issue by its number.
fn is_issue(line: &str) -> bool {
    let lower = line.to_lowercase();
    [concat!("is", "sue "), "#"].iter().any(|mark| {
        lower.match_indices(mark).any(|(at, _)| {
            let after = &lower[at + mark.len()..];
            after.starts_with(|c: char| c.is_ascii_digit())
        })
    })
}

#[test]
fn no_line_ends_with_a_blank() {
    check(&written(), |line| {
        line.ends_with([' ', '\t'])
            .then(|| "a blank ends it".to_owned())
    });
}
