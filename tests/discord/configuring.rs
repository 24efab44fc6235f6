//! What is said of a configuration for Discord.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

/// What `config check` says of what stands below `[discord]`, without a token in the environment.
fn said(settings: &str, arguments: &[&str]) -> String {
    let folder = TempDir::new().expect("a folder");
    let file = folder.path().join("attache.toml");
    let text = format!("[discord]\napplication = 1\n{settings}\n");
    fs::write(&file, text).expect("a file");
    let output = Command::new(env!("CARGO_BIN_EXE_attache"))
        .arg("--config")
        .arg(file)
        .args(arguments)
        .current_dir(folder.path())
        .env_remove("DISCORD_TOKEN")
        .output()
        .expect("the program starts");
    assert_ne!(output.status.code(), Some(0));
    String::from_utf8(output.stderr).expect("text")
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let settings = "url = \"http://example.com\"\nshards = { first = 0, last = 4, total = 4 }";
    let said = said(settings, &["config", "check"]);
    for part in ["no token for Discord", "https://", "counted from 0"] {
        assert!(said.contains(part), "{said}");
    }
}

#[test]
fn a_token_in_place_of_the_name_of_its_file_is_not_shown() {
    let said = said("token_file = \"MTA.abc.def\"", &["config", "check"]);
    assert!(
        said.contains("token_file") && !said.contains("MTA"),
        "{said}"
    );
}

#[test]
fn the_number_of_a_server_is_explained() {
    let said = said("", &["discord", "commands", "--push", "--guild", "ours"]);
    assert!(said.contains("Copy Server ID"), "{said}");
}

#[test]
fn a_token_that_nothing_runs_with_is_told_of() {
    let output = Command::new(env!("CARGO_BIN_EXE_attache"))
        .args(["config", "check"])
        .env("DISCORD_TOKEN", "abc.def")
        .output()
        .expect("the program starts");
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(
        output.status.success() && said.contains("has no [discord]"),
        "{said}"
    );
    assert!(!said.contains("abc"), "{said}");
}
