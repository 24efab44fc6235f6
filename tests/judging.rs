//! How well answers are judged, on answers written before the judge was.
//!
//! Each file in `tests/judging/` holds to one part of the policy, with answers that are right and
//! answers that are not. The marks are floors: what was reached must not be lost. To accept a
//! wrong answer is worse than to refuse a right one, so the two are counted apart.

use std::fs;
use std::path::Path;

use insta::assert_snapshot;
use serde::Deserialize;

use crate::program::attache;

/// A file of answers, and what is to be reached on it: how many right ones may be refused, and how
/// many wrong ones accepted.
const MARKS: [(&str, usize, usize); 7] = [
    ("choices", 0, 0),
    ("dates", 0, 0),
    ("names", 0, 0),
    ("numbers", 0, 0),
    ("one-answer", 0, 0),
    ("sets", 0, 0),
    ("slips", 0, 0),
];

/// A line of a file of answers; the rest of it is what the program reads.
#[derive(Deserialize)]
struct Case {
    id: String,
    answer: String,
    given: String,
    verdict: String,
}

/// What the program said.
#[derive(Deserialize)]
struct Judged {
    id: String,
    verdict: String,
    reason: String,
}

#[test]
fn answers_are_judged_by_the_policy() {
    let mut lost = Vec::new();
    for (name, refused_max, accepted_max) in MARKS {
        let text = fs::read_to_string(folder().join(name).with_extension("jsonl")).expect("a file");
        let cases: Vec<Case> = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("a case"))
            .collect();
        let said = attache(&["judge", "--jsonl"]).input(text).run().fine();
        let judged: Vec<Judged> = said
            .lines()
            .map(|line| serde_json::from_str(line).expect("a verdict"))
            .collect();
        assert_eq!(cases.len(), judged.len(), "{name}");
        for (verdict, wrong_max) in [("accept", refused_max), ("reject", accepted_max)] {
            let wrong: Vec<String> = cases
                .iter()
                .zip(&judged)
                .inspect(|(case, judged)| assert_eq!(case.id, judged.id))
                .filter(|(case, judged)| case.verdict == verdict && judged.verdict != verdict)
                .map(|(case, judged)| {
                    let Case { answer, given, .. } = case;
                    format!("  {answer:?}, given {given:?}: {}", judged.reason)
                })
                .collect();
            if wrong.len() > wrong_max {
                lost.push(format!(
                    "{name}: {} were not {verdict}ed, and {wrong_max} is the most",
                    wrong.len()
                ));
                lost.extend(wrong);
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

#[test]
fn every_file_of_answers_has_its_marks() {
    let files = fs::read_dir(folder()).expect("the folder");
    let mut names: Vec<_> = files
        .map(|file| file.expect("a file").path())
        .map(|file| file.file_stem().expect("a name").to_owned())
        .collect();
    names.sort();
    assert_eq!(names, MARKS.map(|(name, ..)| name));
}

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/judging"))
}

#[test]
fn a_bad_line_is_answered_and_stops_nothing() {
    let input = b"no json\n[]\n{\"id\": 3}\n{\"id\": 4, \"question\": \"\", \"answer\": \"a\", \"given\": 7}\n\
        {\"id\": 5, \"question\": \"\", \"answer\": \"a\", \"given\": \"a\", \"aliases\": \"b\"}\n\xff\n\n\
        {\"id\": 1e99, \"question\": \"Where?\", \"answer\": \"Zenda\", \"given\": \"zenda\", \"aliases\": null}\n";
    let said = attache(&["judge", "--jsonl"]).input(*input).run().fine();
    assert_snapshot!(said);
}
