//! What the Tab key completes: commands, and the names that their options take.

use rustyline::completion::{Completer, Pair};
use rustyline::{Context, Helper, Highlighter, Hinter, Validator};

use super::speaker::spoken;
use crate::chat::commands::{self, COMMANDS};
use crate::chat::{OptionKind, Topic};
use crate::facts::FactBase;

/// Everything that can be completed.
#[derive(Helper, Highlighter, Hinter, Validator)]
pub(super) struct Completion {
    commands: Vec<String>,
    topics: Vec<String>,
    facts: Vec<String>,
}

impl Completion {
    /// Takes the names out of a fact base.
    pub(super) fn new(base: &FactBase) -> Self {
        Self {
            commands: COMMANDS
                .iter()
                .map(|command| command.name.to_owned())
                .collect(),
            topics: Topic::names(base).map(str::to_owned).collect(),
            facts: base.facts.iter().map(|fact| fact.id.to_string()).collect(),
        }
    }

    /// Where the part to be completed begins in a line, and what it may become.
    fn candidates(&self, line: &str) -> (usize, Vec<&str>) {
        let text = spoken(line).map_or(line, |(_, text)| text);
        let (start, names) = self.in_message(text);
        (line.len() - text.len() + start, names)
    }

    /// The same of what somebody says.
    fn in_message(&self, typed: &str) -> (usize, Vec<&str>) {
        let Some(rest) = typed.strip_prefix('/') else {
            return last_words(typed, 0, &self.topics);
        };
        let Some((name, _)) = rest.split_once(' ') else {
            return (1, starting_with(rest, &self.commands));
        };
        let command = commands::find(name);
        let last = typed.rfind(' ').map_or(0, |space| space + 1);
        let words = command.into_iter().flat_map(|command| command.options);
        let words = words.filter_map(|option| match option.kind {
            OptionKind::Choice(words) => Some(starting_with_any(&typed[last..], words)),
            _ => None,
        });
        let words: Vec<&str> = words.flatten().collect();
        if typed.len() > last && !words.is_empty() {
            return (last, words);
        }
        let option = command.and_then(|command| command.options.first());
        let names = match option.map(|option| option.kind) {
            Some(OptionKind::Text { .. } | OptionKind::Topic) => &self.topics,
            Some(OptionKind::Fact) => &self.facts,
            Some(OptionKind::Command) => &self.commands,
            Some(OptionKind::Choice(words)) => {
                let start = 1 + name.len() + 1;
                return (start, starting_with_any(&typed[start..], words));
            }
            Some(
                OptionKind::Date | OptionKind::Number { .. } | OptionKind::Time | OptionKind::Word,
            )
            | None => {
                return (typed.len(), Vec::new());
            }
        };
        last_words(typed, 1 + name.len() + 1, names)
    }
}

impl Completer for Completion {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        pos: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let (start, names) = self.candidates(&line[..pos]);
        let pairs = names.into_iter().map(|name| Pair {
            display: name.to_owned(),
            replacement: format!("{name} "),
        });
        Ok((start, pairs.collect()))
    }
}

/// Names have several words, so the longest run of words at the end that begins a name counts.
fn last_words<'a>(typed: &str, from: usize, names: &'a [String]) -> (usize, Vec<&'a str>) {
    let starts = typed[from..]
        .match_indices(' ')
        .map(|(ix, _)| from + ix + 1);
    std::iter::once(from)
        .chain(starts)
        .map(|start| (start, starting_with(&typed[start..], names)))
        .find(|(_, names)| !names.is_empty())
        .unwrap_or((typed.len(), Vec::new()))
}

fn starting_with_any(start: &str, words: &'static [&'static str]) -> Vec<&'static str> {
    let start = start.to_lowercase();
    let words = words.iter().copied();
    words.filter(|word| word.starts_with(&start)).collect()
}

fn starting_with<'a>(start: &str, names: &'a [String]) -> Vec<&'a str> {
    let start = start.to_lowercase();
    names
        .iter()
        .filter(|name| name.to_lowercase().starts_with(&start))
        .map(String::as_str)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Completion;

    #[test]
    fn commands_and_names_are_completed() {
        let own = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        let completion = Completion {
            commands: own(&["what", "when", "help"]),
            topics: own(&["Cold war", "Imran Khan", "Zamir Kabulov"]),
            facts: own(&["bishkek-meeting"]),
        };
        let check = |typed: &str, start: usize, names: &[&str]| {
            assert_eq!(
                completion.candidates(typed),
                (start, names.to_vec()),
                "{typed}"
            );
        };
        check("/wh", 1, &["what", "when"]);
        check("/WHE", 1, &["when"]);
        check("ana: /WHE", 6, &["when"]);
        check("/help wh", 6, &["what", "when"]);
        check("/source bish", 8, &["bishkek-meeting"]);
        check("/timeline cold w", 10, &["Cold war"]);
        check("/who met imr", 9, &["Imran Khan"]);
        check("who is zam", 7, &["Zamir Kabulov"]);
        check("/topics x", 9, &[]);
        check("/nonsense x", 11, &[]);
    }
}
