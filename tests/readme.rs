//! The README against the program: commands, configuration keys and examples.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

use attache::chat::commands::COMMANDS;
use attache::cli::Cli;
use clap::Parser;
use tempfile::TempDir;

use crate::program::{PACK, attache};

const README: &str = include_str!("../README.md");
/// What cargo is told to do, which no test can do again within itself.
const CARGO: [&str; 2] = ["cargo run --release", "cargo test"];

/// With this in the environment, the examples are written anew.
const UPDATE: &str = "UPDATE_README";

/// The cells of the first column of the table under a heading, without their code marks.
fn first_column(heading: &str) -> BTreeSet<String> {
    let section = README
        .split("\n## ")
        .flat_map(|section| section.split("\n### "))
        .find(|section| section.trim_start_matches('#').lines().next() == Some(heading))
        .unwrap_or_else(|| panic!("no heading {heading}"));
    section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .map(str::to_owned)
        .collect()
}

/// The blocks of code in a language.
fn blocks(language: &str) -> impl Iterator<Item = &'static str> {
    let fence = format!("```{language}\n");
    let blocks: Vec<&str> = README.split(fence.as_str()).skip(1).collect();
    blocks
        .into_iter()
        .map(|rest| rest.split("```").next().unwrap_or_default())
}

#[test]
fn the_table_of_commands_is_the_table_of_commands() {
    let commands = COMMANDS.iter().map(attache::chat::CommandSpec::form);
    assert_eq!(first_column("Commands"), commands.collect());
    for alias in COMMANDS.iter().flat_map(|command| command.aliases) {
        assert!(README.contains(&format!("; also `/{alias}` |")), "{alias}");
    }
}

#[test]
fn every_example_prints_what_is_shown() {
    let mut current = README.to_owned();
    let mut examples = 0;
    for block in blocks("console") {
        for example in block.split("$ attache").skip(1) {
            let (line, shown) = example.split_once('\n').unwrap_or((example, ""));
            let arguments = words(line);
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let program = blocks("toml").fold(attache(&arguments), |program, file| {
                let name = file
                    .lines()
                    .next()
                    .and_then(|line| line.trim_start().strip_prefix("# "));
                program.file(name.expect("the name of the file in its first line"), file)
            });
            let outcome = program.run();
            let said = outcome.stdout + outcome.stderr.as_str();
            let head = format!("$ attache{line}\n");
            current = current.replacen(&(head.clone() + shown), &(head + said.as_str()), 1);
            examples += 1;
        }
    }
    assert!(examples > 0, "the README shows the program at work");
    if std::env::var_os(UPDATE).is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        std::fs::write(path, &current).expect("the README");
    } else if current != README {
        let lines = current.lines().zip(README.lines());
        let (said, shown) = lines
            .into_iter()
            .find(|(said, shown)| said != shown)
            .unzip();
        panic!("said:  {said:?}\nshown: {shown:?}\nwith {UPDATE}=1 the README takes what is said");
    }
}

#[test]
fn every_shell_command_works() {
    let folder = TempDir::new().expect("a folder");
    let put = |name: &str, text: &str| std::fs::write(folder.path().join(name), text);
    put(
        "my-pack.toml",
        &std::fs::read_to_string(PACK).expect("a pack"),
    )
    .expect("a file");
    std::fs::create_dir(folder.path().join("more-packs")).expect("a folder");
    let other = include_str!("../facts/pakistan-russia.toml");
    put("more-packs/other.toml", other).expect("a file");
    let binary = Path::new(env!("CARGO_BIN_EXE_attache"));
    let path = binary.parent().expect("a folder").display().to_string();
    let path = path + ":" + std::env::var("PATH").unwrap_or_default().as_str();
    let lines = blocks("sh").flat_map(str::lines);
    for line in lines.filter(|line| !CARGO.contains(line)) {
        assert!(line.contains("attache"), "{line}");
        let output = Command::new("sh")
            .args(["-ec", line])
            .env("PATH", &path)
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output()
            .expect("a shell");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success() && said.is_empty(), "{line}: {said}");
    }
}

#[test]
fn every_command_line_that_is_named_is_one() {
    let named = README.split('`').skip(1).step_by(2);
    let lines: Vec<&str> = named.filter(|code| code.starts_with("attache ")).collect();
    assert!(lines.len() > 3, "{lines:?}");
    for line in lines {
        if let Err(error) = Cli::try_parse_from(line.split_whitespace()) {
            panic!("{line}: {error}");
        }
    }
}

#[test]
fn the_keys_of_a_line_out_are_those_that_are_described() {
    let questions = r#"{"id": "1", "text": "/howmany T-90 tanks"}
{"id": "2", "text": "/when bishkek meeting"}"#;
    let mut said = attache(&["ask", "--jsonl"]).input(questions).run().fine();
    let answers = r#"{"question": "Where?", "answer": "Bishkek", "given": "Moscow"}
{"id": "2"}"#;
    said.push_str(&attache(&["judge", "--jsonl"]).input(answers).run().fine());
    let keys = said.lines().flat_map(|line| {
        let record: serde_json::Map<_, _> = serde_json::from_str(line).expect("an object");
        record.into_iter().map(|(key, _)| key)
    });
    let keys: BTreeSet<String> = keys.filter(|key| key != "id").collect();
    assert_eq!(first_column("Running it"), keys);
}

/// The words of a shell command that quotes with `"` and escapes nothing.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(ix, part)| match ix % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}
