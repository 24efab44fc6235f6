//! Questions from programs: a line of JSON in, a line of JSON out.

use std::collections::BTreeMap;
use std::io::{self, BufRead, Write};

use rand::Rng;
use serde::Serialize;
use serde_json::value::RawValue;

use super::lines::{InputLine, next_line};
use crate::answers::{Finding, Invalid};
use crate::bot::Bot;
use crate::chat::speech::{self, BadLine};
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

fn answer(bot: &Bot, random: &mut impl Rng, line: &str) -> Answered {
    let bad = |problem| Record::invalid(&speech::bad_line(problem));
    let fields: BTreeMap<String, Box<RawValue>> = match serde_json::from_str(line) {
        Ok(fields) => fields,
        Err(error) if error.is_data() => return unread(bad(BadLine::NotAnObject)),
        Err(error) => return unread(bad(BadLine::NotJson(error.column()))),
    };
    let record = match fields.get("text").map(|text| text.get()) {
        Some(text) => match serde_json::from_str::<String>(text) {
            Ok(text) => Record::new(bot.base(), &bot.respond(&text, random)),
            // All else that can be wrong with a string is found as the line is read.
            Err(_) if text.starts_with('"') => bad(BadLine::TextHasLoneSurrogate),
            Err(_) => bad(BadLine::TextIsNoString),
        },
        None => bad(BadLine::NoText),
    };
    let id = fields.get("id").cloned();
    Answered { id, record }
}

fn unread(record: Record) -> Answered {
    Answered { id: None, record }
}
