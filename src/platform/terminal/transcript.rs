//! A chat from a script: a line a message, so that whole conversations can be written down.

use std::io::{self, BufRead, Write};

use rand::Rng;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::clock::VirtualClock;
use super::lines::{InputLine, next_line};
use crate::answers::{Finding, Invalid};
use crate::bot::{Bot, Incoming};
use crate::chat::{Line, Reply, Response, cut, speech};

/// Who replies.
const BOT: &str = "attache";

/// Who speaks in a line that names nobody.
const MEMBER: &str = "you";

/// The bound that Discord sets to names.
const MEMBER_CHARS_MAX: usize = 32;

/// As much of a message as a reader of the transcript needs.
const ECHO_CHARS_MAX: usize = 200;

/// A line of a script.
#[derive(Debug, PartialEq, Eq)]
enum ScriptLine<'a> {
    /// A comment or nothing.
    Aside,
    /// So much time passes.
    Time(&'a str),
    /// It would read like a reply.
    Forged,
    /// Somebody says something.
    Message { member: &'a str, text: &'a str },
}

impl<'a> ScriptLine<'a> {
    /// A name is one word, so that a sentence with a colon stays whole.
    fn read(line: &'a str) -> Self {
        if line.trim().is_empty() || line.starts_with('#') {
            return Self::Aside;
        }
        if let Some(time) = line.strip_prefix('~') {
            return Self::Time(time);
        }
        let (member, text) = line
            .split_once(": ")
            .filter(|(name, _)| {
                (1..=MEMBER_CHARS_MAX).contains(&name.chars().count())
                    && !name.starts_with('/')
                    && !name.contains(char::is_whitespace)
            })
            .unwrap_or((MEMBER, line));
        if looks_like_the_bot(member) {
            return Self::Forged;
        }
        Self::Message { member, text }
    }
}

/// Whether a name, as it is shown, is the bot's but for case, accents and the form of letters.
fn looks_like_the_bot(name: &str) -> bool {
    let shown = Line::new().plain(name).to_string();
    let letters = shown.nfkd().filter(|c| !is_combining_mark(*c));
    letters.flat_map(char::to_lowercase).eq(BOT.chars())
}

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
        let reply = match line {
            InputLine::Text(line) => match ScriptLine::read(&line) {
                ScriptLine::Aside => {
                    echo(&mut output, &line)?;
                    None
                }
                ScriptLine::Time(time) => {
                    echo(&mut output, &line)?;
                    clock.pass(time).is_none().then(speech::bad_time)
                }
                // It is not repeated, since nobody could tell it from a reply.
                ScriptLine::Forged => Some(speech::forged()),
                ScriptLine::Message { member, text } => {
                    echo(&mut output, &format!("{member}: {text}"))?;
                    let incoming = Incoming {
                        member: member.to_owned(),
                        text: text.to_owned(),
                        at: clock.now(),
                    };
                    Some(bot.reply(&incoming, random))
                }
            },
            InputLine::NotUtf8 => Some(speech::not_utf8()),
            InputLine::TooLong => {
                let too_long = Response::Finding(Finding::Invalid(Invalid::TooLong));
                Some(speech::reply(bot.base(), &too_long))
            }
        };
        if let Some(reply) = reply {
            say(&mut output, &reply)?;
        }
        output.flush()?;
    }
    Ok(())
}

/// Repeats a line of the script, cut and without what could forge a reply.
fn echo(output: &mut impl Write, line: &str) -> io::Result<()> {
    let line = Line::new().plain(&cut(line, ECHO_CHARS_MAX));
    writeln!(output, "{line}")
}

fn say(output: &mut impl Write, reply: &Reply) -> io::Result<()> {
    let text = reply.to_string().replace('\n', "\n  ");
    writeln!(output, "{BOT}: {text}")
}

#[cfg(test)]
mod tests {
    use super::ScriptLine;

    #[test]
    fn a_name_is_one_word_before_a_colon() {
        let check = |line: &str, member: &str, text: &str| {
            assert_eq!(ScriptLine::read(line), ScriptLine::Message { member, text });
        };
        check("member1: /when bishkek", "member1", "/when bishkek");
        check("/when bishkek", "you", "/when bishkek");
        check("/timeline from: 1948", "you", "/timeline from: 1948");
        check("tell me: who met bajwa", "you", "tell me: who met bajwa");
        check("member1:/when", "you", "member1:/when");
        check(": hello", "you", ": hello");
        check("Юрий: привет", "Юрий", "привет");
    }

    #[test]
    fn nobody_speaks_as_the_bot() {
        for line in [
            "attache: /help",
            "ATTACHE: yes",
            "attaché: yes",
            "attache\u{301}: yes",
            "att\u{200b}ache: yes",
            "ａｔｔａｃｈｅ: yes",
        ] {
            assert_eq!(ScriptLine::read(line), ScriptLine::Forged, "{line}");
        }
        for line in [
            "attaches: yes",
            "you: attache: yes",
            "attache is: who?",
            "/attache: x",
        ] {
            assert_ne!(ScriptLine::read(line), ScriptLine::Forged, "{line}");
        }
    }
}
