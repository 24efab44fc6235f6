//! How well the program answers, on questions written by people who had not seen how it works.
//!
//! Each file in `tests/questions/` was written from the article alone, before the program had
//! been tried on it. The marks are floors: what was reached must not be lost. A wrong answer is
//! worse than none, so what must be held back is counted apart, file by file.

use std::fs;
use std::path::Path;

use regex::RegexBuilder;
use serde::Deserialize;

use crate::program::attache;

/// A file of questions, and what is to be reached on it: of those with an answer, the share in a
/// hundred that is answered rightly, and how many may be answered wrongly rather than held back;
/// of those without, the share in a hundred that is held back.
const MARKS: [(&str, usize, usize, usize); 9] = [
    ("broad", 98, 2, 97),
    ("commands-1", 91, 4, 99),
    ("commands-2", 95, 6, 99),
    ("commands-3", 94, 4, 99),
    ("commands-4", 92, 3, 98),
    ("crowd-1", 89, 7, 97),
    ("crowd-2", 92, 4, 96),
    // By people who avoided the article's own words.
    ("oblique-1", 80, 10, 96),
    ("oblique-2", 79, 8, 94),
];

/// A line of a file of questions.
#[derive(Deserialize)]
struct Question {
    id: String,
    text: String,
    kind: Kind,
    /// Patterns that a right answer matches, all of them.
    #[serde(default)]
    must: Vec<String>,
    /// Patterns that show a wrong answer.
    #[serde(default)]
    must_not: Vec<String>,
}

#[derive(Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Answerable,
    Unanswerable,
}

/// What the program said, as far as it is judged.
#[derive(Deserialize)]
struct Answer {
    id: String,
    outcome: String,
    #[serde(rename = "answer")]
    text: String,
}

impl Question {
    fn is_met(&self, answer: &Answer) -> bool {
        let has = |pattern: &String| {
            let pattern = RegexBuilder::new(pattern).case_insensitive(true).build();
            pattern.expect("a pattern").is_match(&answer.text)
        };
        let is_answer = answer.outcome == "answer";
        match self.kind {
            Kind::Unanswerable => !is_answer,
            Kind::Answerable => {
                is_answer && self.must.iter().all(has) && !self.must_not.iter().any(has)
            }
        }
    }
}

#[test]
fn questions_are_answered_rightly_or_held_back() {
    let mut lost = Vec::new();
    for (name, right_min, wrong_max, held_min) in MARKS {
        let (questions, answers) = asked(name);
        let pairs = || questions.iter().zip(&answers);
        let is_wrong = |(question, answer): &(&Question, &Answer)| {
            question.kind == Kind::Answerable
                && answer.outcome == "answer"
                && !question.is_met(answer)
        };
        let wrong = pairs().filter(is_wrong).count();
        if wrong > wrong_max {
            lost.push(format!(
                "{name}: {wrong} wrong answers, and {wrong_max} is the most"
            ));
        }
        for (kind, share_min) in [
            (Kind::Answerable, right_min),
            (Kind::Unanswerable, held_min),
        ] {
            let of_kind = questions
                .iter()
                .zip(&answers)
                .filter(|(question, _)| question.kind == kind);
            let (met, missed): (Vec<_>, Vec<_>) =
                of_kind.partition(|(question, answer)| question.is_met(answer));
            let all = met.len() + missed.len();
            println!("{name}: {} of {all}", met.len());
            if met.len() * 100 < share_min * all {
                lost.push(format!(
                    "{name}: {} of {all}, and {share_min} in 100 is the mark",
                    met.len()
                ));
                lost.extend(missed.iter().map(|(question, answer)| {
                    format!(
                        "  {}: {:.80} => {:.120}",
                        question.id, question.text, answer.text
                    )
                }));
            }
        }
    }
    assert!(lost.is_empty(), "{}", lost.join("\n"));
}

/// The questions of a file, and what the program says to each, in their order.
fn asked(name: &str) -> (Vec<Question>, Vec<Answer>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let text = fs::read_to_string(folder.join(name).with_extension("jsonl")).expect("a file");
    let questions: Vec<Question> = text
        .lines()
        .map(|line| serde_json::from_str(line).expect("a question"))
        .collect();
    let said = attache(&["ask", "--jsonl"]).input(text).run().fine();
    let answers: Vec<Answer> = said
        .lines()
        .map(|line| serde_json::from_str(line).expect("an answer"))
        .collect();
    let ids = |ids: Vec<&String>| ids.into_iter().cloned().collect::<Vec<_>>();
    assert_eq!(
        ids(questions.iter().map(|question| &question.id).collect()),
        ids(answers.iter().map(|answer| &answer.id).collect()),
    );
    (questions, answers)
}

#[test]
fn every_file_of_questions_has_its_marks() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/questions");
    let files = fs::read_dir(folder)
        .expect("the folder")
        .map(|file| file.expect("a file").path());
    let mut names: Vec<_> = files
        .map(|file| file.file_stem().expect("a name").to_owned())
        .collect();
    names.sort();
    assert_eq!(names, MARKS.map(|(name, ..)| name));
}
