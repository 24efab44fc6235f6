//! The layers of the program: a folder or file in `src` may use those in its row, and no others.
//! Tests beside the code are held to the same.

use proc_macro2::{TokenStream, TokenTree};

use crate::sources::files;

/// Who may use whom, the lowest layer first. What is not in a row is forbidden there.
#[rustfmt::skip]
const LAYERS: &[(&str, &[&str])] = &[
    // The core.
    ("ids",      &[]),
    ("facts",    &["ids"]),
    ("answers",  &["ids", "facts"]),
    ("quiz",     &["ids", "facts", "answers"]),
    ("daily",    &["ids", "facts"]),
    ("chat",     &["ids", "facts", "answers", "quiz", "daily"]),
    // The shell.
    ("store",    &["ids", "facts", "quiz"]),
    ("bot",      &["ids", "facts", "answers", "quiz", "daily", "chat", "store"]),
    ("scheduler", &["chat", "store", "bot"]),
    ("platform", &["ids", "facts", "answers", "quiz", "chat", "store", "bot", "scheduler"]),
    ("files",    &["facts"]),
    ("packs",    &["facts", "files"]),
    ("config",   &["facts", "quiz", "files"]),
    ("secrets",  &["facts", "files"]),
    ("cli",      &[]),
    ("database", &["facts", "store", "config", "cli"]),
    ("discord",  &["facts", "platform", "secrets", "config", "cli"]),
    ("matrix",   &["facts", "platform", "secrets", "config", "cli"]),
    ("supervision", &["answers", "bot", "packs", "store"]),
    ("platforms", &["facts", "bot", "platform", "config", "discord", "matrix", "supervision"]),
    ("web",      &["ids", "facts", "quiz", "bot", "store"]),
    ("ending",   &["bot"]),
    ("reload",   &["facts", "answers", "bot", "packs"]),
    ("ready",    &["facts", "bot", "platform", "store", "packs", "config", "database", "discord", "platforms", "reload"]),
    ("app",      &["ids", "facts", "answers", "quiz", "chat", "bot", "platform", "store", "packs", "config", "cli", "database", "discord", "matrix", "ready", "reload", "ending", "web"]),
    ("main",     &["app", "cli"]),
    ("lib",      &[]),
];

/// What takes time, chance and text as arguments and gives values back.
const CORE: &[&str] = &["ids", "facts", "answers", "quiz", "daily", "chat"];

/// Words that no code of the core holds, and why.
#[rustfmt::skip]
const NOT_IN_CORE: &[(&[&str], &str)] = &[
    (&["async", "await", "tokio"],                     "the core waits for nothing"),
    (&["now", "Instant", "SystemTime"],                "the core is told the time"),
    (&["getrandom", "ThreadRng", "SysRng", "RandomState"], "the core is given its chance"),
    (&["HashMap", "HashSet"],                          "their order is left to chance; those of rustc_hash have no seed"),
    (&["env", "option_env"],                           "the core knows no environment"),
    (&["fs", "io", "net", "process", "thread"],        "the core does nothing but think"),
    (&["print", "println", "eprint", "eprintln", "dbg"], "the core returns what it has to say"),
    (&["log", "tracing"],                              "the core returns what it has to say"),
];

/// Crates whose types stay in one place.
#[rustfmt::skip]
const ONLY_IN: &[(&str, &[&str])] = &[
    ("rustyline", &["src/platform/terminal/"]),
    ("reqwest",   &["src/platform/discord/"]),
    ("serenity",  &["src/platform/discord/"]),
    ("matrix_sdk", &["src/platform/matrix/"]),
    ("rustls",    &["src/platforms.rs"]),
    ("twilight_gateway", &["src/platform/discord/"]),
    ("sqlx",      &["src/store/"]),
    ("fsrs",      &["src/quiz/practice.rs"]),
    ("clap",      &["src/cli.rs", "src/main.rs"]),
    ("axum",      &["src/web/"]),
    ("hyper",     &["src/web/"]),
];

#[test]
fn every_layer_keeps_to_its_row() {
    let sources = files("src", &[".rs"]);
    assert!(!sources.is_empty());
    let violations: Vec<String> = sources
        .iter()
        .flat_map(|source| violations(&source.path, &source.text))
        .collect();
    assert!(violations.is_empty(), "{}", violations.join("\n"));
}

#[test]
fn every_folder_and_file_of_src_has_a_row() {
    for source in files("src", &[".rs"]) {
        let layer = layer(&source.path);
        let rows = LAYERS.iter().filter(|(name, _)| *name == layer).count();
        assert_eq!(rows, 1, "{} is in no layer: {layer}", source.path);
    }
}

#[test]
fn rows_name_only_layers_below() {
    for (row, (name, uses)) in LAYERS.iter().enumerate() {
        for used in *uses {
            let below = LAYERS[..row].iter().any(|(below, _)| below == used);
            assert!(below, "{name} uses {used}, which is not below it");
        }
    }
}

/// Everything that a file must not hold.
fn violations(path: &str, text: &str) -> Vec<String> {
    let tokens = tokens(text);
    let layer = layer(path);
    let allowed = LAYERS
        .iter()
        .find(|(name, _)| *name == layer)
        .map_or(&[][..], |(_, uses)| uses);
    let mut violations: Vec<String> = used(&tokens, depth(path))
        .into_iter()
        .filter(|used| used != layer && !allowed.contains(&used.as_str()))
        .map(|used| format!("{path}: {layer} must not use {used}"))
        .collect();
    let has = |word: &str| tokens.iter().any(|token| token == word);
    for (words, reason) in NOT_IN_CORE.iter().filter(|_| CORE.contains(&layer)) {
        let found = words.iter().filter(|word| has(word));
        violations.extend(found.map(|word| format!("{path}: `{word}` in the core: {reason}")));
    }
    for (name, places) in ONLY_IN {
        if has(name) && !places.iter().any(|place| path.starts_with(place)) {
            violations.push(format!("{path}: {name} belongs in {}", places.join(", ")));
        }
    }
    violations
}

/// The folder or file right below `src` that a file belongs to.
fn layer(path: &str) -> &str {
    let name = path.strip_prefix("src/").unwrap_or(path);
    let name = name.split('/').next().unwrap_or(name);
    name.strip_suffix(".rs").unwrap_or(name)
}

/// How many `super` lead from a file's module to the crate.
fn depth(path: &str) -> usize {
    match path {
        "src/lib.rs" | "src/main.rs" => 0,
        _ => path.matches('/').count() - usize::from(path.ends_with("/mod.rs")),
    }
}

/// The words and marks of a text, without comments and what is in quotation marks.
fn tokens(text: &str) -> Vec<String> {
    fn flatten(stream: TokenStream, into: &mut Vec<String>) {
        for token in stream {
            match token {
                TokenTree::Group(group) => {
                    into.push("{".to_owned());
                    flatten(group.stream(), into);
                    into.push("}".to_owned());
                }
                TokenTree::Literal(_) => into.push("literal".to_owned()),
                token => into.push(token.to_string()),
            }
        }
    }
    let mut tokens = Vec::new();
    flatten(text.parse().expect("Rust"), &mut tokens);
    tokens
}

/// What a file uses of its crate: the names after `crate::`, after `attache::` and after as many
/// `super::` as lead there.
fn used(tokens: &[String], depth: usize) -> Vec<String> {
    let mut used = Vec::new();
    let mut supers = 0;
    for (at, token) in tokens.iter().enumerate() {
        let path = tokens[at + 1..].strip_prefix(&[":".to_owned(), ":".to_owned()]);
        match (token.as_str(), path) {
            ("crate" | "attache", Some(rest)) => used.extend(first_names(rest)),
            ("super", Some(rest)) => {
                supers += 1;
                if supers >= depth && rest.first().is_some_and(|next| next != "super") {
                    used.extend(first_names(rest).into_iter().filter(|name| is_layer(name)));
                    supers = 0;
                }
            }
            (":", _) => {}
            _ => supers = 0,
        }
    }
    used
}

/// Below a module of its own, a file may be deeper than its path tells; what follows its
/// `super::` counts only if it is a layer.
fn is_layer(name: &str) -> bool {
    LAYERS.iter().any(|(layer, _)| *layer == name)
}

/// The name that a path goes on with, or each of those in its braces.
fn first_names(rest: &[String]) -> Vec<String> {
    match rest.first().map(String::as_str) {
        Some("{") => {
            let mut open = 0;
            let mut names = Vec::new();
            let mut is_first = true;
            for token in rest {
                match token.as_str() {
                    "{" => open += 1,
                    "}" => open -= 1,
                    "," if open == 1 => is_first = true,
                    name if open == 1 && is_first => {
                        names.push(name.to_owned());
                        is_first = false;
                    }
                    _ => {}
                }
                if open == 0 {
                    break;
                }
            }
            names
        }
        Some(name) => vec![name.to_owned()],
        None => Vec::new(),
    }
}

/// A file with this text is found wanting in just this.
fn check(path: &str, text: &str, expected: &[&str]) {
    assert_eq!(violations(path, text), expected, "{path}: {text}");
}

#[test]
fn a_planted_import_is_found_however_it_is_written() {
    let expected = ["src/facts/base.rs: facts must not use chat"];
    for planted in [
        "use crate::chat::Reply;",
        "use crate::chat;",
        "use crate::{ids, chat};",
        "use crate::{ids::{FactIx, PackIx}, chat::{Line, Reply}};",
        "use crate :: chat as talk;",
        "pub use crate::chat::*;",
        "fn f() { crate::chat::parse(\"\") }",
        "fn f() { vec![crate::chat::parse(\"\")] }",
        "mod tests { use crate::chat::Reply; }",
        "use super::super::chat::Reply;",
        "use super::super::{chat};",
    ] {
        check("src/facts/base.rs", planted, &expected);
    }
    let root = "use super::chat::Reply;";
    check(
        "src/facts/mod.rs",
        root,
        &["src/facts/mod.rs: facts must not use chat"],
    );
    check(
        "src/packs.rs",
        root,
        &["src/packs.rs: packs must not use chat"],
    );
    check(
        "src/ids.rs",
        "use crate::*;",
        &["src/ids.rs: ids must not use *"],
    );
    let main = "use attache::{app, facts};";
    check(
        "src/main.rs",
        main,
        &["src/main.rs: main must not use facts"],
    );
}

#[test]
fn what_is_allowed_or_only_said_is_no_violation() {
    for (path, text) in [
        (
            "src/facts/base.rs",
            "use crate::ids::FactIx; use crate::facts::Fact;",
        ),
        (
            "src/facts/base.rs",
            "//! See [`crate::chat`].\n/* crate::chat */ // crate::chat\n",
        ),
        (
            "src/facts/base.rs",
            "const TEXT: &str = \"use crate::chat; println!()\";",
        ),
        (
            "src/facts/base.rs",
            "use super::super::ids::FactIx; use super::chat;",
        ),
        (
            "src/chat/commands.rs",
            "mod tests { fn f() { super::super::parse(\"\") } }",
        ),
        (
            "src/facts/resolve/mod.rs",
            "mod facts; use super::report::Report;",
        ),
        (
            "src/app.rs",
            "use crate::platform::terminal; use std::{env, io};",
        ),
        (
            "src/chat/parse.rs",
            "macro_rules! m { () => { $crate::facts::Fact } }",
        ),
    ] {
        check(path, text, &[]);
    }
}

#[test]
fn planted_side_effects_are_found_in_the_core_alone() {
    for (planted, word) in [
        ("async fn f() {}", "async"),
        ("use std::fs;", "fs"),
        ("use std::{fmt, fs::File};", "fs"),
        ("fn f() { std::env::var(\"HOME\"); }", "env"),
        ("fn f() -> Timestamp { Timestamp::now() }", "now"),
        ("fn f() { let clock = Instant::now; }", "now"),
        ("fn f() { rand::rngs::ThreadRng::default(); }", "ThreadRng"),
        ("use std::collections::HashMap;", "HashMap"),
        ("fn f() { println!(\"{}\", 1); }", "println"),
        ("fn f() { tracing::info!(\"x\"); }", "tracing"),
        ("#[test] fn t() { std::thread::spawn(f); }", "thread"),
    ] {
        for core in ["src/answers/index.rs", "src/ids.rs"] {
            let found = violations(core, planted);
            let expected = format!("{core}: `{word}` in the core");
            assert!(
                found
                    .iter()
                    .any(|violation| violation.starts_with(&expected)),
                "{planted}: {found:?}"
            );
        }
        check("src/app.rs", planted, &[]);
    }
}

#[test]
fn a_crate_that_strays_is_found() {
    check(
        "src/bot/mod.rs",
        "use rustyline::Editor;",
        &["src/bot/mod.rs: rustyline belongs in src/platform/terminal/"],
    );
    check(
        "src/platform/terminal/interactive.rs",
        "use rustyline::Editor;",
        &[],
    );
}
