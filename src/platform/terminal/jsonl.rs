//! Questions from programs: a line of JSON in, a line of JSON out.

use std::io::{self, BufRead, Write};

use rand::Rng;
use serde::Serialize;
use serde_json::value::RawValue;

use super::fields::Fields;
use super::lines::{InputLine, next_line};
use crate::answers::{Finding, Invalid};
use crate::bot::Bot;
use crate::chat::speech;
use crate::chat::{Record, Response};

/// A line out.
#[derive(Serialize)]
struct Answered {
    /// As it was sent, to the letter: a number may be larger than any that this program counts.
    id: Option<Box<RawValue>>,
    #[serde(flatten)]
    record: Record,
}

/// Answers line by line; each answer is out before the next line is read, so that a program can
/// hold a conversation. A bad line is answered as such and stops nothing.
pub fn jsonl(
    bot: &Bot,
    random: &mut impl Rng,
    mut input: impl BufRead,
    mut output: impl Write,
) -> io::Result<()> {
    while let Some(line) = next_line(&mut input)? {
        let answered = match line {
            InputLine::Text(text) if text.trim().is_empty() => continue,
            InputLine::Text(text) => answer(bot, random, &text),
            InputLine::NotUtf8 => unread(Record::invalid(&speech::not_utf8())),
            InputLine::TooLong => {
                let too_long = Response::Finding(Finding::Invalid(Invalid::TooLong));
                unread(Record::new(bot.base(), &too_long))
            }
        };
        serde_json::to_writer(&mut output, &answered)?;
        writeln!(output)?;
        output.flush()?;
    }
    Ok(())
}

/// The keys that a line has to have.
const FORM: &[&str] = &["id", "text"];

fn answer(bot: &Bot, random: &mut impl Rng, line: &str) -> Answered {
    let bad = |problem| Record::invalid(&speech::bad_line(problem, FORM));
    let mut fields = match Fields::read(line) {
        Ok(fields) => fields,
        Err(problem) => return unread(bad(problem)),
    };
    let record = match fields.text("text") {
        Ok(text) => Record::new(bot.base(), &bot.respond(&text, random)),
        Err(problem) => bad(problem),
    };
    let id = fields.id();
    Answered { id, record }
}

fn unread(record: Record) -> Answered {
    Answered { id: None, record }
}
