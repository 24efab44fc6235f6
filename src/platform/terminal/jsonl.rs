//! Questions from programs: a line of JSON in, a line of JSON out.

use std::io::{self, BufRead, Write};

use rand::Rng;
use serde::Serialize;
use serde_json::Value;

use super::lines::{InputLine, next_line};
use crate::answers::{Finding, Invalid};
use crate::bot::Bot;
use crate::chat::{Record, Response, speech};

/// A line out.
#[derive(Serialize)]
struct Answered {
    id: Value,
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

fn answer(bot: &Bot, random: &mut impl Rng, line: &str) -> Answered {
    let mut value: Value = match serde_json::from_str(line) {
        Ok(value) => value,
        Err(error) => return unread(Record::invalid(&speech::bad_line(&error.to_string()))),
    };
    let id = value.get_mut("id").map(Value::take).unwrap_or_default();
    let record = match value.get("text") {
        Some(Value::String(text)) => Record::new(bot.base(), &bot.respond(text, random)),
        Some(_) => Record::invalid(&speech::bad_line("text is not a string")),
        None => Record::invalid(&speech::bad_line("text is missing")),
    };
    Answered { id, record }
}

fn unread(record: Record) -> Answered {
    Answered {
        id: Value::Null,
        record,
    }
}
