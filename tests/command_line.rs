//! Options, exit codes and the world around the program.

use std::io::{Read, Write};
use std::process::{Command, Stdio};

use insta::assert_snapshot;

use crate::program::{PACK, attache};

#[test]
fn the_binary_alone_in_an_empty_folder_runs() {
    let said = attache(&[]).input("/topics\n").run().fine();
    assert!(said.starts_with("you: /topics\nattache: I know "), "{said}");
    assert!(
        attache(&["ask", "/about"])
            .run()
            .fine()
            .contains("Pakistan")
    );
}

#[test]
fn wrong_usage_is_told_apart_from_problems() {
    for (arguments, code) in [
        (&["--help"][..], 0),
        (&["--version"], 0),
        (&["config", "check"], 0),
        (&["facts", "check", "absent.toml"], 1),
        (&["--facts", "absent.toml", "ask", "/about"], 1),
        (&["--config", "absent.toml", "ask", "/about"], 1),
        (&["ask"], 2),
        (&["ask", "--jsonl"], 0),
        (&["ask", "--jsonl", "text"], 2),
        (&["dance"], 2),
        (&["facts", "dance"], 2),
    ] {
        let outcome = attache(arguments).run();
        assert_eq!(outcome.code, code, "{arguments:?}: {}", outcome.stderr);
        assert_eq!(
            outcome.stderr.is_empty(),
            code == 0,
            "{arguments:?}: {}",
            outcome.stderr
        );
    }
}

#[test]
fn a_question_that_cannot_be_read_is_wrong_usage_and_one_without_an_answer_is_not() {
    for (text, outcome, code) in [
        ("/when treaty of friendship", "answer", 0),
        ("/when loan", "answer", 0),
        ("/where loan", "closest", 0),
        ("/who is napoleon", "unknown", 0),
        ("/fact napoleon", "unknown", 0),
        ("/foo", "invalid", 2),
        ("/when", "invalid", 2),
        ("/timeline 1931 1921", "invalid", 2),
        ("", "invalid", 2),
        ("🎉", "invalid", 2),
    ] {
        let said = attache(&["ask", "--facts", PACK, text]).run();
        assert_eq!((said.code, said.stderr.as_str()), (code, ""), "{text}");
        assert!(!said.stdout.is_empty(), "{text}");
        let said = attache(&["ask", "--json", "--facts", PACK, text]).run();
        assert_eq!((said.code, said.stderr.as_str()), (code, ""), "{text}");
        let start = format!("{{\"outcome\":\"{outcome}\",");
        assert!(said.stdout.starts_with(&start), "{text}: {}", said.stdout);
    }
}

#[test]
fn the_configuration_is_found_and_names_its_packs() {
    let pack = std::fs::read(PACK).expect("the pack");
    let config = "[facts]\npaths = [\"mine\"]\n";
    let said = attache(&["config", "check"])
        .file("config/attache.toml", config)
        .file("mine/pack.toml", &pack)
        .run()
        .fine();
    assert!(
        said.contains("(config/attache.toml)") && said.contains("facts: 4"),
        "{said}"
    );
    let said = attache(&["ask", "/topics", "--config", "other.toml"])
        .file("other.toml", config)
        .file("mine/pack.toml", &pack)
        .run()
        .fine();
    assert!(said.contains("Railways"), "{said}");
}

#[test]
fn a_bad_configuration_is_shown_with_all_its_problems() {
    let outcome = attache(&["config", "check"])
        .file(
            "config/attache.toml",
            "fact = 1\n[facts]\npath = []\npaths = [\"\"]\n",
        )
        .run();
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert_snapshot!(outcome.stderr);
    // What is wrong with it stands where nobody reads any more.
    let comment = format!("#{}\n", " long".repeat(120_000));
    let long = format!("{comment}[facts]\n{comment}path = []\n");
    for (config, problem) in [
        (&b"[facts\n"[..], "config/attache.toml:1:1"),
        (b"[facts]\npaths = [\"\xff\"]", "is not UTF-8"),
        (long.as_bytes(), "has more than 1048576 bytes"),
    ] {
        let outcome = attache(&["config", "check"])
            .file("config/attache.toml", config)
            .run();
        assert_eq!(outcome.code, 1);
        assert!(outcome.stderr.contains(problem), "{}", outcome.stderr);
    }
}

#[test]
fn a_bad_configuration_stops_only_what_needs_it() {
    for (arguments, code) in [
        (&["facts", "schema"][..], 0),
        (&["facts", "check", PACK], 0),
        (&["facts", "check", "--facts", PACK], 0),
        (&["ask", "--facts", PACK, "/about"], 0),
        (&["chat", "--facts", PACK], 0),
        (&["facts", "check"], 1),
        (&["ask", "/about"], 1),
        (&["chat"], 1),
        (&["config", "check", "--facts", PACK], 1),
    ] {
        let outcome = attache(arguments)
            .file("config/attache.toml", "facts = 1\n")
            .run();
        assert_eq!(outcome.code, code, "{arguments:?}: {}", outcome.stderr);
    }
}

#[test]
fn nothing_is_in_colour_where_no_terminal_is() {
    for no_color in ["", "1"] {
        let chat = attache(&["--facts", PACK])
            .env("NO_COLOR", no_color)
            .input("/help\n");
        assert!(!chat.run().fine().contains('\u{1b}'));
        let check = attache(&["facts", "check", "bad.toml"])
            .env("NO_COLOR", no_color)
            .file("bad.toml", "[pack]\n");
        assert!(!check.run().stderr.contains('\u{1b}'));
    }
}

#[test]
fn a_reader_that_has_seen_enough_ends_the_chat_quietly() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
        .args(["chat", "--facts", PACK])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().expect("its input");
    // The program may be gone before all of it is written.
    let _ = stdin.write_all("/help\n".repeat(1_000).as_bytes());
    drop(stdin);
    let mut stderr = String::new();
    let mut pipe = child.stderr.take().expect("its errors");
    pipe.read_to_string(&mut stderr).expect("text");
    assert!(child.wait().expect("the program ends").success());
    assert_eq!(stderr, "");
}

#[test]
fn what_ends_the_program_is_a_line_of_json_where_that_is_wanted() {
    let outcome = attache(&["--log", "json", "--facts", "absent.toml", "ask", "who"]).run();
    assert_eq!(outcome.code, 1);
    let line: serde_json::Value = serde_json::from_str(&outcome.stderr).expect("a line of JSON");
    let error = line["fields"]["error"].as_str().expect("a text");
    assert!(error.contains("absent.toml"), "{line}");
}
