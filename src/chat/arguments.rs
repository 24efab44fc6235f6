//! The words after a command, sorted to its options.

use std::borrow::Cow;

use jiff::civil::Time;

use super::{CommandSpec, OptionKind, OptionSpec, Usage};
use crate::daily::read_time;
use crate::facts::Edtf;

/// What was given for each option of a command.
pub(super) struct Arguments {
    command: &'static CommandSpec,
    values: Vec<(&'static OptionSpec, String)>,
}

impl Arguments {
    /// Sorts words to options, by position or as `name:value`.
    pub(super) fn read(command: &'static CommandSpec, rest: &str) -> Result<Self, Usage> {
        let mut arguments = Self {
            command,
            values: Vec::new(),
        };
        match command.options {
            // A lone option takes everything as it stands: a question may well hold a colon.
            [option] => arguments.put(option, strip_name(option, rest.trim()))?,
            _ => arguments.sort(rest)?,
        }
        Ok(arguments)
    }

    /// Takes a text out.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        self.take(name).map(|(_, value)| value)
    }

    /// That none of these options is there, since nothing is done with them.
    pub(super) fn no_more(&mut self, names: &[&str]) -> Result<(), Usage> {
        let given = names.iter().find_map(|name| self.text(name));
        given.map_or(Ok(()), |given| Err(self.surplus(&given)))
    }

    /// That an option is missing.
    pub(super) fn missing(&self, name: &str) -> Usage {
        let named = |option: &&OptionSpec| option.name == name;
        let options = self.command.options;
        Usage::Missing {
            command: self.command,
            option: options.iter().find(named).unwrap_or(&options[0]),
        }
    }

    /// That an option is missing, or that what was taken for a text was meant for it.
    pub(super) fn no_choice(&mut self, name: &str, text: &str) -> Usage {
        match (self.text(text), self.missing(name)) {
            (Some(given), Usage::Missing { command, option }) => Usage::BadValue {
                command,
                option,
                given: given.split(' ').next().unwrap_or_default().to_owned(),
            },
            (_, missing) => missing,
        }
    }

    /// Takes the first option out, which the command cannot do without.
    pub(super) fn first(&mut self) -> Result<String, Usage> {
        let option = &self.command.options[0];
        self.text(option.name).ok_or(Usage::Missing {
            command: self.command,
            option,
        })
    }

    /// Takes one of the words of an option out.
    pub(super) fn choice<T: Copy>(
        &mut self,
        name: &str,
        all: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Result<Option<T>, Usage> {
        let Some((option, given)) = self.take(name) else {
            return Ok(None);
        };
        let meant = all
            .iter()
            .find(|&&one| word(one).eq_ignore_ascii_case(&given));
        meant
            .copied()
            .map(Some)
            .ok_or_else(|| self.bad_value(option, given))
    }

    /// Takes a number out, which has to be within the option's bounds.
    pub(super) fn number(&mut self, name: &str) -> Result<Option<u32>, Usage> {
        let Some((option, given)) = self.take(name) else {
            return Ok(None);
        };
        let OptionKind::Number { min, max } = option.kind else {
            return Err(self.bad_value(option, given));
        };
        let number = given
            .parse()
            .ok()
            .filter(|number| (min..=max).contains(number));
        number
            .map(Some)
            .ok_or_else(|| self.bad_value(option, given))
    }

    fn bad_value(&self, option: &'static OptionSpec, given: String) -> Usage {
        Usage::BadValue {
            command: self.command,
            option,
            given,
        }
    }

    fn take(&mut self, name: &str) -> Option<(&'static OptionSpec, String)> {
        let ix = self
            .values
            .iter()
            .position(|(option, _)| option.name == name)?;
        Some(self.values.swap_remove(ix))
    }

    /// Takes a time of day out.
    pub(super) fn time(&mut self, name: &str) -> Result<Option<Time>, Usage> {
        self.text(name)
            .map(|given| {
                read_time(&given).ok_or(Usage::BadTime {
                    command: self.command,
                    given,
                })
            })
            .transpose()
    }

    /// Takes a date out.
    pub(super) fn date(&mut self, name: &str) -> Result<Option<Edtf>, Usage> {
        self.text(name)
            .map(|given| {
                given.parse().map_err(|_| Usage::BadDate {
                    command: self.command,
                    given,
                })
            })
            .transpose()
    }

    fn sort(&mut self, rest: &str) -> Result<(), Usage> {
        let mut named = None;
        for word in words(rest) {
            let (option, value) = if let Some((name, value)) = split_name(word) {
                (self.option(name)?, value)
            } else {
                let option = named.take().map_or_else(|| self.position(word), Ok);
                (option?, word)
            };
            if value.is_empty() {
                named = Some(option);
            }
            self.put(option, &unquoted(value))?;
        }
        Ok(())
    }

    /// Words of a text add up; a second date for the same option is too much.
    fn put(&mut self, option: &'static OptionSpec, value: &str) -> Result<(), Usage> {
        let before = self.values.iter_mut().find(|(known, _)| *known == option);
        match before {
            _ if value.is_empty() => {}
            None => self.values.push((option, value.to_owned())),
            Some(_)
                if matches!(
                    option.kind,
                    OptionKind::Date
                        | OptionKind::Choice(_)
                        | OptionKind::Number { .. }
                        | OptionKind::Zone
                ) =>
            {
                return Err(self.surplus(value));
            }
            Some((_, text)) => {
                text.push(' ');
                text.push_str(value);
            }
        }
        Ok(())
    }

    fn option(&self, name: &str) -> Result<&'static OptionSpec, Usage> {
        self.command
            .options
            .iter()
            .find(|option| option.name.eq_ignore_ascii_case(name))
            .ok_or_else(|| Usage::UnknownOption {
                command: self.command,
                given: name.to_owned(),
            })
    }

    /// The option that a word without a name belongs to: a word to choose, a number or a date to
    /// the next free one that takes it, and any other to the first that takes text.
    fn position(&self, word: &str) -> Result<&'static OptionSpec, Usage> {
        let is_free = |option: &&OptionSpec| self.values.iter().all(|(known, _)| known != option);
        let is_date = looks_like_a_date(word);
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        let options = self.command.options.iter();
        let special = options
            .clone()
            .filter(is_free)
            .find(|option| match option.kind {
                OptionKind::Choice(words) => words.iter().any(|one| one.eq_ignore_ascii_case(word)),
                OptionKind::Number { .. } => is_number,
                OptionKind::Date => is_date,
                OptionKind::Time => {
                    word.starts_with(|c: char| c.is_ascii_digit()) || read_time(word).is_some()
                }
                OptionKind::Zone => true,
                _ => false,
            });
        let takes_text = |option: &&OptionSpec| {
            !matches!(
                option.kind,
                OptionKind::Choice(_)
                    | OptionKind::Number { .. }
                    | OptionKind::Date
                    | OptionKind::Time
                    | OptionKind::Zone
            )
        };
        let has_dates = options
            .clone()
            .any(|option| option.kind == OptionKind::Date);
        let text = options
            .clone()
            .find(takes_text)
            .filter(|_| !(has_dates && is_date));
        // A word that has to be one of some is told so, and not that it is too much.
        let choice = options
            .clone()
            .filter(is_free)
            .find(|option| matches!(option.kind, OptionKind::Choice(_)));
        special
            .or(text)
            .or(choice)
            .ok_or_else(|| self.surplus(word))
    }

    fn surplus(&self, given: &str) -> Usage {
        Usage::Surplus {
            command: self.command,
            given: given.to_owned(),
        }
    }
}

fn strip_name<'a>(option: &OptionSpec, rest: &'a str) -> &'a str {
    match split_name(rest) {
        Some((name, value)) if name.eq_ignore_ascii_case(option.name) => value.trim(),
        _ => rest,
    }
}

fn split_name(word: &str) -> Option<(&str, &str)> {
    word.split_once(':')
        .filter(|(name, _)| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

/// The words of a text; what stands in double quotes is one, be it behind the name of an option.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_start();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let blank = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let value = split_name(&rest[..blank]).map_or(0, |(name, _)| name.len() + 1);
        let end = quoted(&rest[value..]).map_or(blank, |length| value + length);
        let (word, after) = rest.split_at(end);
        rest = after.trim_start();
        Some(word)
    })
}

/// How long the quotation is that a text begins with, if it ends where a word does. A quotation
/// mark in it is written twice.
fn quoted(text: &str) -> Option<usize> {
    let inner = text.strip_prefix('"')?;
    let mut from = 0;
    loop {
        let end = from + inner[from..].find('"')?;
        match inner[end + 1..].chars().next() {
            Some('"') => from = end + 2,
            Some(c) if !c.is_whitespace() => return None,
            _ => return Some(end + 2),
        }
    }
}

/// What stands in quotation marks, if that is all.
fn unquoted(value: &str) -> Cow<'_, str> {
    match quoted(value) {
        Some(length) if length == value.len() => {
            Cow::Owned(value[1..length - 1].replace("\"\"", "\""))
        }
        _ => Cow::Borrowed(value),
    }
}

/// Whether a date was meant, be it a possible one or not: no topic begins with three digits.
fn looks_like_a_date(word: &str) -> bool {
    word.len() >= 3 && word.bytes().take(3).all(|byte| byte.is_ascii_digit())
}
