//! The sentence of a fact that questions are made of, and whom and what it names.

use super::attribution::Attribution;
use super::names::{Mention, Names, article};
use crate::facts::{EntityKind, Fact, FactBase};
use std::ops::Range;

/// Words after which a question within a sentence reads badly.
const CONJUNCTIONS: [&str; 12] = [
    "that", "what", "which", "who", "whom", "whose", "when", "while", "since", "because", "if",
    "whether",
];

/// Words that begin a clause of its own as conjunctions do, but before a noun as well.
const TIME_CONJUNCTIONS: [&str; 4] = ["after", "as", "before", "until"];

/// Whether a clause of its own may begin with a word.
pub(super) fn is_conjunction(word: &str) -> bool {
    CONJUNCTIONS.contains(&word) || TIME_CONJUNCTIONS.contains(&word)
}

/// Words that "which" cannot follow.
const DETERMINERS: [&str; 11] = [
    "a", "an", "A", "An", "its", "his", "her", "their", "Its", "His", "Their",
];

/// Words that begin what is put in front of a sentence.
const FRONTED: [&str; 20] = [
    "After", "As", "At", "Before", "Besides", "By", "Despite", "During", "For", "From", "If", "In",
    "On", "Since", "Through", "Under", "Until", "When", "While", "With",
];

/// A sentence without its full stop, and without whose word it is.
#[derive(Debug)]
pub(super) struct Sentence<'a> {
    /// The words.
    pub(super) text: &'a str,
    /// Whose word it is.
    pub(super) attribution: Attribution,
    /// What it names, in order.
    pub(super) mentions: Vec<Mention>,
}

/// Names that stand in a row as equals: "China, Iran and Pakistan".
#[derive(Debug)]
pub(super) struct Row {
    /// One for each name.
    pub(super) members: Vec<Member>,
}

/// A name with the words that belong to it: an article, an office.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    /// The name.
    pub(super) mention: Mention,
    /// Where the words that belong to it begin.
    pub(super) start: usize,
    /// Where they end.
    pub(super) end: usize,
}

impl<'a> Sentence<'a> {
    /// The sentence of a fact.
    pub(super) fn of(base: &FactBase, fact: &'a Fact, names: &Names) -> Self {
        let text = fact.quiz.as_ref().unwrap_or(&fact.statement);
        let (attribution, text) = Attribution::cut(base, fact, text.trim_end_matches('.'));
        Self {
            text,
            attribution,
            mentions: names.mentions(text),
        }
    }

    /// Whether it says one thing without asides, so that a question can be made of it.
    pub(super) fn is_plain(&self) -> bool {
        !self.text.contains(['(', ')', ';', '"', '“', '”', '?', '!']) && !self.text.contains(". ")
    }

    /// The names in it that can be asked for, those that stand in a row together.
    pub(super) fn rows(&self, base: &FactBase) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        // Whether the row may go on: "A, B and C" ends with "and".
        let mut is_open = false;
        for mention in &self.mentions {
            let member = self.member(base, *mention);
            let kind = base.entity(mention.entity).kind;
            let joint = rows.last().and_then(|row| {
                let last = row.members.last()?;
                let same = base.entity(last.mention.entity).kind == kind;
                let between = self.text.get(last.end..member.start)?;
                let joins = matches!(between, ", " | " and ") && is_open;
                (same && joins && mention.is_noun && last.mention.is_noun).then_some(between)
            });
            if let (Some(joint), Some(row)) = (joint, rows.last_mut()) {
                row.members.push(member);
                is_open = joint != " and ";
            } else {
                let members = vec![member];
                rows.push(Row { members });
                is_open = true;
            }
        }
        let members: Vec<Member> = rows.iter().flat_map(|row| &row.members).copied().collect();
        rows.retain(|row| {
            row.members.iter().all(|member| {
                // "Prime Minister Jona Marr of Vesland" names one.
                let is_within = |other: &Member| {
                    other.mention != member.mention
                        && other.start <= member.start
                        && member.end <= other.end
                };
                member.mention.is_noun && !members.iter().any(is_within)
            }) && self.can_be_asked(row)
        });
        rows
    }

    /// Whether the sentence reads well with a question in the place of a row.
    fn can_be_asked(&self, row: &Row) -> bool {
        let (Some(first), Some(last)) = (row.members.first(), row.members.last()) else {
            return false;
        };
        let (before, after) = (&self.text[..first.start], &self.text[last.end..]);
        let word = before.split_whitespace().last().unwrap_or_default();
        // "A which weapon", "its which weapon", "the talks that which state hosted"
        let reads_on = DETERMINERS.contains(&word) || CONJUNCTIONS.contains(&word);
        let is_plural = [" were", " are", " have"]
            .iter()
            .any(|verb| after.starts_with(verb));
        let is_many = is_plural && row.members.len() == 1;
        let is_joined = after.starts_with(" and ") || after.starts_with(" or ");
        let is_fronted = first.start < self.fronted();
        !(reads_on || is_joined || is_many || is_fronted)
    }

    /// Whom or what the sentence is about: the names that it begins with, apart from what is put
    /// in front of it. Empty if it begins with anything else.
    pub(super) fn subject(&self, base: &FactBase) -> Range<usize> {
        let from = self.fronted();
        let skipped =
            self.text[from..].len() - self.text[from..].trim_start_matches([',', ' ']).len();
        let mut subject = from + skipped..from + skipped;
        for mention in &self.mentions {
            let member = self.member(base, *mention);
            let between = self.text.get(subject.end..member.start);
            let goes_on = match between {
                Some("") => subject.is_empty(),
                Some(", " | " and ") => !subject.is_empty(),
                _ => false,
            };
            if goes_on && mention.is_noun {
                subject.end = member.end;
            } else if mention.start >= subject.end {
                break;
            }
        }
        subject
    }

    /// Where what is put in front of the sentence ends, such as "In March 1932": a question
    /// within it would have to turn the rest round. The whole length, if nobody can tell.
    pub(super) fn fronted(&self) -> usize {
        let first = self.text.split_whitespace().next().unwrap_or_default();
        if !FRONTED.contains(&first) {
            return 0;
        }
        let words: Vec<&str> = self.text.split_whitespace().take(4).collect();
        // "In 1932 Vesland", "In March 1932 Vesland", "On 4 March 1932 Vesland"
        let year = words
            .iter()
            .position(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
        match (year, self.text.find(", ")) {
            (Some(year), _) => words[..=year].join(" ").len(),
            (None, Some(comma)) => comma,
            (None, None) => self.text.len(),
        }
    }

    /// A name with its article, and a person's with the office before it.
    fn member(&self, base: &FactBase, mention: Mention) -> Member {
        let entity = base.entity(mention.entity);
        let (mut start, mut end) = (mention.start, mention.end);
        if entity.kind == EntityKind::Person
            && let Some(office) = &entity.office
        {
            let titles = || {
                let titles = std::iter::once(&office.title).chain(&office.also);
                titles.chain(&entity.class).map(|title| &**title)
            };
            let before = |start: usize| {
                let before = self.text[..start].strip_suffix(' ')?;
                let starts = titles().filter_map(|title| {
                    let at = before.len().checked_sub(title.len())?;
                    let is_title = before.get(at..)?.eq_ignore_ascii_case(title);
                    let is_word = !before.get(..at)?.ends_with(char::is_alphanumeric);
                    (is_title && is_word).then_some(at)
                });
                starts.min()
            };
            if let Some(at) = before(start) {
                start = at;
                let body = base.entity(office.of).name.as_ref();
                let of = format!(" of {body}");
                if self.text[end..].starts_with(&of) {
                    end += of.len();
                }
            }
        }
        if let Some(class) = &entity.class
            && self.text[end..]
                .strip_prefix(' ')
                .is_some_and(|rest| rest.starts_with(&**class))
        {
            end += 1 + class.len();
        }
        start = article(self.text, start).unwrap_or(start);
        Member {
            mention,
            start,
            end,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Attribution, Sentence};
    use crate::facts::Loader;
    use crate::quiz::draw::names::Names;

    #[track_caller]
    fn check(statement: &str, expected: &[&[&str]]) {
        let pack = include_str!("../../../tests/pack.toml");
        let mut loader = Loader::default();
        loader.add("pack.toml", pack.as_bytes());
        let base = loader.finish().expect("a base");
        let names = Names::new(&base);
        let fact = base.fact(crate::ids::FactIx(0));
        let sentence = Sentence {
            text: statement,
            attribution: Attribution::cut(&base, fact, statement).0,
            mentions: names.mentions(statement),
        };
        let rows: Vec<Vec<&str>> = sentence
            .rows(&base)
            .iter()
            .map(|row| {
                row.members
                    .iter()
                    .map(|member| &statement[member.start..member.end])
                    .collect()
            })
            .collect();
        assert_eq!(rows, expected, "{statement}");
    }

    #[test]
    fn names_in_a_row_are_found_with_what_belongs_to_them() {
        for (statement, expected) in [
            (
                "Ruritania and Graustark signed",
                &[&["Ruritania", "Graustark"][..]][..],
            ),
            (
                "Ruritania's wish for Graustark",
                &[&["Ruritania"], &["Graustark"]],
            ),
            ("Graustark, Ruritania and Zenda", &[&["Zenda"]]),
            ("Graustark, Ruritania", &[&["Graustark", "Ruritania"]]),
            (
                "Foreign Minister Rudolf Elphberg of Ruritania came",
                &[&["Foreign Minister Rudolf Elphberg of Ruritania"]],
            ),
            (
                "Elphberg built the Mountain Line in Zenda",
                &[&["Elphberg"], &["the Mountain Line"], &["Zenda"]],
            ),
        ] {
            check(statement, expected);
        }
    }

    #[test]
    fn what_would_read_badly_is_not_asked_for() {
        for statement in [
            "During talks in Zenda the line was agreed",
            "the loan that Graustark gave",
            "a Graustark of dreams",
            "Graustark and peace",
        ] {
            check(statement, &[]);
        }
        check("In 1931 Graustark came", &[&["Graustark"]]);
        check("By reports, Graustark came", &[&["Graustark"]]);
    }
}
