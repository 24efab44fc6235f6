//! What the Tab key completes: commands, and the names that their options take.

use rustyline::completion::{Completer, Pair};
use rustyline::{Context, Helper, Highlighter, Hinter, Validator};

use super::speaker::spoken;
use crate::chat::commands;
use crate::chat::{Name, Names, OptionKind};

/// Everything that can be completed.
#[derive(Helper, Highlighter, Hinter, Validator)]
pub(super) struct Completion {
    names: Names,
}

impl Completion {
    /// Completes to these names.
    pub(super) fn new(names: Names) -> Self {
        Self { names }
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
            return last_words(typed, 0, self.names.of(OptionKind::Topic));
        };
        let Some((name, _)) = rest.split_once(' ') else {
            return (1, starting_with(rest, self.names.of(OptionKind::Command)));
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
        let start = 1 + name.len() + 1;
        match option.map(|option| option.kind) {
            Some(OptionKind::Choice(words)) => (start, starting_with_any(&typed[start..], words)),
            Some(kind) => last_words(typed, start, self.names.of(kind)),
            None => (typed.len(), Vec::new()),
        }
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
fn last_words<'a>(typed: &str, from: usize, names: &'a [Name]) -> (usize, Vec<&'a str>) {
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

fn starting_with<'a>(start: &str, names: &'a [Name]) -> Vec<&'a str> {
    let start = start.to_lowercase();
    names
        .iter()
        .map(|name| &*name.value)
        .filter(|name| name.to_lowercase().starts_with(&start))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Completion, Names};
    use crate::facts::FactBase;

    #[test]
    fn commands_and_names_are_completed() {
        let base = FactBase::load([("pack.toml", PACK)]).expect("a pack");
        let completion = Completion::new(Names::new(&base, []));
        let check = |typed: &str, start: usize, names: &[&str]| {
            assert_eq!(
                completion.candidates(typed),
                (start, names.to_vec()),
                "{typed}"
            );
        };
        check("/wh", 1, &["when", "who", "where", "what", "why"]);
        check("/WHE", 1, &["when", "where"]);
        check("ana: /WHE", 6, &["when", "where"]);
        check("/help wha", 6, &["what"]);
        check("/source bish", 8, &["bishkek-meeting"]);
        check("/timeline cold w", 10, &["Cold war"]);
        check("/who met imr", 9, &["Imran Khan"]);
        check("who is zam", 7, &["Zamir Kabulov"]);
        check("/answer zam", 11, &[]);
        check("/topics x", 9, &[]);
        check("/nonsense x", 11, &[]);
    }

    const PACK: &str = r#"
        pack = { id = "p", title = "P", about = "A pack." }
        source = [{ id = "s", cite = "S", paragraphs = 1 }]
        subject = [{ id = "cold-war", title = "Cold war" }]
        entity = [
            { id = "imran-khan", kind = "person", name = "Imran Khan" },
            { id = "zamir-kabulov", kind = "person", name = "Zamir Kabulov" },
        ]
        [[fact]]
        id = "bishkek-meeting"
        title = "Meeting"
        statement = "They met."
        subjects = ["cold-war"]
        certainty = "stated"
        source = "s"
        paragraph = 1
        "#;
}
