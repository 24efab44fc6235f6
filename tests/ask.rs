//! One question, one answer; and questions from programs.

use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use insta::assert_snapshot;

use crate::program::{PACK, attache};

#[test]
fn a_question_is_answered_on_the_command_line() {
    let said = attache(&[
        "ask",
        "--facts",
        PACK,
        "/when",
        "treaty",
        "of",
        "friendship",
    ])
    .run()
    .fine();
    assert!(
        said.starts_with("3 May 1921. Ruritania and Graustark"),
        "{said}"
    );
}

#[test]
fn a_program_gets_the_answer_alone() {
    let questions = [
        "/when treaty of friendship",
        "/when loan",
        "/howmany crowns loan",
        "what did Elphberg say of trade",
        "/who is elphberg",
        "/where loan",
        "/who is napoleon",
        "",
        "/whne",
        "/timeline diplomacy",
        "/source zenda-talks",
        "/howmuch loan",
        "hello",
    ];
    let lines = (1..)
        .zip(questions)
        .map(|(id, text)| format!(r#"{{"id": "{id}", "text": "{text}"}}"#));
    let input = lines.collect::<Vec<_>>().join("\n");
    let said = attache(&["ask", "--jsonl", "--facts", PACK])
        .input(input)
        .run()
        .fine();
    assert_snapshot!(said);
}

#[test]
fn a_bad_line_is_answered_and_stops_nothing() {
    let mut input =
        b"not json\n[1]\n{\"id\": 1, \"text\n\n{\"id\": 7}\n{\"text\": 7, \"id\": null}\n".to_vec();
    input.extend(b"{\"text\": \"\\ud800\"}\n\xff\n");
    input.extend(vec![b' '; 1 << 20]);
    input.extend(b"\n{\"id\": {\"a\": 1}, \"text\": \"/when treaty of friendship\", \"more\": 1}");
    let said = attache(&["ask", "--jsonl", "--facts", PACK])
        .input(input)
        .run()
        .fine();
    assert_snapshot!(said);
}

#[test]
fn an_id_comes_back_as_it_was_sent() {
    for id in [
        "123456789012345678901234567890",
        "1.10",
        "1e400",
        "-0",
        "\"\\u00e9\"",
        "{\"b\": 1.0, \"a\": [null]}",
        "null",
    ] {
        let said = attache(&["ask", "--jsonl", "--facts", PACK])
            .input(format!("{{\"text\": \"/topics\", \"id\": {id}}}"))
            .run()
            .fine();
        assert!(said.starts_with(&format!("{{\"id\":{id},")), "{said}");
    }
}

#[test]
fn one_answer_can_be_had_as_json() {
    let said = attache(&["ask", "--json", "--facts", PACK, "/why loan mountain line"]);
    assert_snapshot!(said.run().fine());
}

#[test]
fn a_program_gets_each_answer_before_it_asks_again() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
        .args(["ask", "--jsonl", "--facts", PACK])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut stdin = child.stdin.take().expect("its input");
    let mut stdout = BufReader::new(child.stdout.take().expect("its output"));
    for id in 1..=3 {
        writeln!(stdin, "{{\"id\": {id}, \"text\": \"/topics\"}}").expect("a line sent");
        let mut line = String::new();
        stdout.read_line(&mut line).expect("a line back");
        assert!(line.starts_with(&format!("{{\"id\":{id},")), "{line}");
    }
    drop(stdin);
    assert!(child.wait().expect("the program ends").success());
}
