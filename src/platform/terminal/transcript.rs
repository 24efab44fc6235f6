//! A chat from a script: a line a message, so that whole conversations can be written down.

use std::io::{self, BufRead, Write};

use rand::Rng;

use super::clock::VirtualClock;
use super::lines::{InputLine, next_line};
use crate::answers::{Finding, Invalid};
use crate::bot::{Bot, Incoming};
use crate::chat::{Line, Reply, Response, cut, speech};

/// Who speaks in a line that names nobody.
const MEMBER: &str = "you";

/// The bound that Discord sets to names.
const MEMBER_CHARS_MAX: usize = 32;

/// As much of a message as a reader of the transcript needs.
const ECHO_CHARS_MAX: usize = 200;

/// Replies to `name: text` line by line and writes the whole conversation. `~ 20s` lets time
/// pass; comments (`#`) and empty lines stay as they are.
pub fn transcript(
    bot: &Bot,
    random: &mut impl Rng,
    mut input: impl BufRead,
    mut output: impl Write,
) -> io::Result<()> {
    let mut clock = VirtualClock::new();
    while let Some(line) = next_line(&mut input)? {
        match line {
            InputLine::Text(text) if text.trim().is_empty() || text.starts_with('#') => {
                echo(&mut output, "", &text)?;
            }
            InputLine::Text(text) => match text.strip_prefix('~') {
                Some(time) => {
                    echo(&mut output, "", &text)?;
                    if clock.pass(time).is_none() {
                        say(&mut output, &speech::bad_time())?;
                    }
                }
                None => {
                    let (member, text) = speaker(&text);
                    echo(&mut output, &format!("{member}: "), text)?;
                    let incoming = Incoming {
                        member: member.to_owned(),
                        text: text.to_owned(),
                        at: clock.now(),
                    };
                    say(&mut output, &bot.reply(&incoming, random))?;
                }
            },
            InputLine::NotUtf8 => say(&mut output, &speech::not_utf8())?,
            InputLine::TooLong => {
                let too_long = Response::Finding(Finding::Invalid(Invalid::TooLong));
                say(&mut output, &speech::reply(bot.base(), &too_long))?;
            }
        }
        output.flush()?;
    }
    Ok(())
}

/// Splits `name: text`; a name is one word, so that a sentence with a colon stays whole.
fn speaker(line: &str) -> (&str, &str) {
    line.split_once(": ")
        .filter(|(name, _)| {
            (1..=MEMBER_CHARS_MAX).contains(&name.chars().count())
                && !name.starts_with('/')
                && !name.contains(char::is_whitespace)
        })
        .unwrap_or((MEMBER, line))
}

/// Repeats a line of the script, cut and without what could forge a reply.
fn echo(output: &mut impl Write, before: &str, text: &str) -> io::Result<()> {
    let line = Line::new().plain(before).plain(&cut(text, ECHO_CHARS_MAX));
    writeln!(output, "{line}")
}

fn say(output: &mut impl Write, reply: &Reply) -> io::Result<()> {
    let text = reply.to_string().replace('\n', "\n  ");
    writeln!(output, "attache: {text}")
}

#[cfg(test)]
mod tests {
    use super::speaker;

    #[test]
    fn a_name_is_one_word_before_a_colon() {
        for (line, name, text) in [
            ("member1: /when bishkek", "member1", "/when bishkek"),
            ("/when bishkek", "you", "/when bishkek"),
            ("/timeline from: 1948", "you", "/timeline from: 1948"),
            ("tell me: who met bajwa", "you", "tell me: who met bajwa"),
            ("member1:/when", "you", "member1:/when"),
            (": hello", "you", ": hello"),
            ("Юрий: привет", "Юрий", "привет"),
        ] {
            assert_eq!(speaker(line), (name, text));
        }
    }
}
