//! What the bot says, as structure: each platform renders it within its own limits.

use std::borrow::Cow;
use std::fmt;

use super::clean::clean;
use crate::facts::Citation;
use crate::quiz::Kind;

/// What the bot says to one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    /// Who sees it.
    pub audience: Audience,
    /// What it says, from top to bottom.
    pub blocks: Vec<Block>,
}

/// Who sees a reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Audience {
    /// Everyone in the channel.
    All,
    /// Everyone in the channel, who is told that there is something new where the platform can do so.
    Alerted,
    /// Only the member who asked, where the platform can do so.
    Caller,
}

/// A part of a reply that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// What the rest is about.
    Heading(Line),
    /// One or more sentences.
    Paragraph(Line),
    /// Items, one below the other.
    List(Vec<Line>),
    /// Small print.
    Note(Line),
    /// Small print on what the blocks above it stand on.
    Cited {
        /// The fact.
        citation: Box<Citation>,
        /// Where it stands and how sure it is, in full.
        line: Line,
        /// How to see more of that, where nothing can be pressed.
        details: Line,
    },
    /// A question that waits for answers.
    Question {
        /// What an answer names it by; nothing for one that is only shown.
        marker: Option<String>,
        /// How it is answered.
        kind: Kind,
        /// What is asked.
        wording: Line,
        /// What there is to choose from or to order, each with its letter.
        choices: Vec<Line>,
        /// Whether only those answers count that nobody but the bot sees.
        is_private: bool,
    },
    /// The commands for the pages around the one that was shown.
    Pages {
        /// The same in writing.
        line: Line,
        /// For the page before, if there is one.
        before: Option<String>,
        /// For the page after, if there is one.
        after: Option<String>,
    },
    /// A text to keep, which a platform that has files sends as one.
    Document {
        /// The name of the file.
        name: &'static str,
        /// Its lines.
        lines: Vec<Line>,
    },
    /// What to ask next, each item with its one command.
    Suggestions {
        /// What the items have in common.
        intro: Line,
        /// The items.
        items: Vec<Line>,
    },
}

/// Running text: spans in a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    spans: Vec<Span>,
}

/// Some words in one style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    style: Style,
    text: Box<str>,
}

/// How words are set off from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Not at all.
    Plain,
    /// The words that matter most.
    Strong,
    /// What qualifies the rest.
    Emphasis,
    /// To be typed as it stands: a command to try.
    Code,
    /// What the platform calls a channel; shown as the channel where that can be.
    Channel,
}

impl Reply {
    /// Nothing to say, since what comes of it is posted: a platform on which whoever asked waits
    /// for an answer tells them that it was heard.
    pub fn silence() -> Self {
        Self {
            audience: Audience::Caller,
            blocks: Vec::new(),
        }
    }

    /// Whether there is nothing to say.
    pub fn is_silence(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The same, where an answer to its question names it by this.
    #[must_use]
    pub fn asking(mut self, name: &str) -> Self {
        for block in &mut self.blocks {
            if let Block::Question { marker, .. } = block {
                *marker = Some(name.to_owned());
            }
        }
        self
    }
}

impl Line {
    /// A line to add to.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds ordinary words.
    #[must_use]
    pub fn plain(self, text: &str) -> Self {
        self.with(Style::Plain, text)
    }

    /// Adds the words that matter most.
    #[must_use]
    pub fn strong(self, text: &str) -> Self {
        self.with(Style::Strong, text)
    }

    /// Adds words that qualify the rest.
    #[must_use]
    pub fn emphasis(self, text: &str) -> Self {
        self.with(Style::Emphasis, text)
    }

    /// Adds a command to try.
    #[must_use]
    pub fn code(self, text: &str) -> Self {
        self.with(Style::Code, text)
    }

    /// Adds a channel, by what the platform calls it.
    #[must_use]
    pub fn channel(self, id: &str) -> Self {
        self.with(Style::Channel, id)
    }

    /// Adds another line's spans.
    #[must_use]
    pub fn then(mut self, other: Self) -> Self {
        self.spans.extend(other.spans);
        self
    }

    /// Its spans in order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// The command that it holds, if any.
    pub fn command(&self) -> Option<&str> {
        let command = self.spans.iter().find(|span| span.style == Style::Code);
        command.map(|span| &*span.text)
    }

    /// What it says besides its command; empty if that is all.
    pub fn label(&self) -> String {
        let words = self.spans.iter().filter(|span| span.style != Style::Code);
        let words: String = words.map(|span| &*span.text).collect();
        words.trim_matches([' ', ':']).to_owned()
    }

    /// The only way into a span, so that nothing is said uncleaned.
    fn with(mut self, style: Style, text: &str) -> Self {
        self.spans.push(Span {
            style,
            text: clean(text).into(),
        });
        self
    }
}

impl Span {
    /// How its words are set off.
    pub fn style(&self) -> Style {
        self.style
    }

    /// Its words: one line, without control or direction characters.
    pub fn text(&self) -> &str {
        &self.text
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.spans
            .iter()
            .try_for_each(|span| f.write_str(&span.text))
    }
}

impl Block {
    /// Its lines from top to bottom, and whether each is an item of a list.
    pub fn lines(&self) -> Vec<(bool, Cow<'_, Line>)> {
        let (first, items): (_, &[Line]) = match self {
            Self::Heading(line)
            | Self::Paragraph(line)
            | Self::Note(line)
            | Self::Pages { line, .. } => (Some(Cow::Borrowed(line)), &[]),
            Self::Cited { line, details, .. } => {
                let line = line.clone().then(details.clone());
                (Some(Cow::Owned(line)), &[])
            }
            Self::Question {
                wording, choices, ..
            } => (Some(Cow::Borrowed(wording)), choices),
            Self::List(items) => (None, items),
            Self::Document { lines, .. } => {
                let lines = lines.iter();
                return lines.map(|line| (false, Cow::Borrowed(line))).collect();
            }
            Self::Suggestions { intro, items } => (Some(Cow::Borrowed(intro)), items),
        };
        let items = items.iter().map(|item| (true, Cow::Borrowed(item)));
        first
            .map(|line| (false, line))
            .into_iter()
            .chain(items)
            .collect()
    }
}

/// Plain text, a line for each paragraph and item.
impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.blocks.iter().flat_map(Block::lines);
        for (ix, (is_item, line)) in lines.enumerate() {
            let line_break = if ix == 0 { "" } else { "\n" };
            let mark = if is_item { "- " } else { "" };
            write!(f, "{line_break}{mark}{line}")?;
        }
        Ok(())
    }
}
