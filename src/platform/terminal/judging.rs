//! Answers to judge, from programs: a line of JSON in, a line of JSON out.

use std::io::{self, BufRead, Write};

use serde::Serialize;
use serde_json::value::RawValue;

use super::fields::Fields;
use super::lines::{InputLine, next_line};
use crate::chat::speech::{self, BadLine};
use crate::facts::FactBase;
use crate::quiz::judge::Reader;

/// A line out.
#[derive(Serialize)]
struct Judged {
    /// As it was sent, to the letter.
    id: Option<Box<RawValue>>,
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// The keys that a line has to have.
const FORM: &[&str] = &["id", "question", "answer", "given"];

/// Judges line by line; each verdict is out before the next line is read. A bad line is answered
/// as such and stops nothing.
pub fn judging(base: &FactBase, mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let reader = Reader::new(base);
    while let Some(line) = next_line(&mut input)? {
        let judged = match line {
            InputLine::Text(text) if text.trim().is_empty() => continue,
            InputLine::Text(text) => judge(&reader, &text),
            InputLine::NotUtf8 => unread(None, &speech::not_utf8().to_string()),
            InputLine::TooLong => unread(None, &speech::line_too_long().to_string()),
        };
        serde_json::to_writer(&mut output, &judged)?;
        writeln!(output)?;
        output.flush()?;
    }
    Ok(())
}

fn judge(reader: &Reader<'_>, line: &str) -> Judged {
    let bad = |id, problem| unread(id, &speech::bad_line(problem, FORM).to_string());
    let mut fields = match Fields::read(line) {
        Ok(fields) => fields,
        Err(problem) => return bad(None, problem),
    };
    let id = fields.id();
    match verdict(reader, &fields) {
        Ok((verdict, reason)) => Judged {
            id,
            verdict,
            reason: Some(reason),
            note: None,
        },
        Err(problem) => bad(id, problem),
    }
}

fn verdict(reader: &Reader<'_>, fields: &Fields) -> Result<(&'static str, String), BadLine> {
    let question = fields.text("question")?;
    let answer = fields.text("answer")?;
    let given = fields.text("given")?;
    let aliases = fields.texts("aliases")?;
    let verdict = reader.read(&question, &answer, &aliases).verdict(&given);
    let word = if verdict.accepted { "accept" } else { "reject" };
    Ok((word, speech::reason(verdict.reason)))
}

fn unread(id: Option<Box<RawValue>>, note: &str) -> Judged {
    Judged {
        id,
        verdict: "invalid",
        reason: None,
        note: Some(note.to_owned()),
    }
}
