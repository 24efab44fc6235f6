//! What a row of the command table says.

use super::Audience;
use crate::answers::Want;

/// One command: all that parsing, help, completion and a platform's own menus need to know.
#[derive(Debug, PartialEq, Eq)]
pub struct CommandSpec {
    /// Its word, without the slash.
    pub name: &'static str,
    /// Other words that people type for it.
    pub aliases: &'static [&'static str],
    /// What it is for, as a list of commands shows it.
    pub summary: &'static str,
    /// What may follow it, in order of position.
    pub options: &'static [OptionSpec],
    /// What its help page adds to the summary.
    pub help: &'static str,
    /// A full command to try.
    pub example: &'static str,
    /// Who sees the reply.
    pub audience: Audience,
    /// Who can use it, and where.
    pub access: Access,
    /// What it makes the bot do.
    pub action: Action,
}

/// Who can use a command, and where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Everyone anywhere, even where the bot can only reply.
    Everyone,
    /// Members of a community that the bot is in.
    Members,
    /// Moderators of a community that the bot is in.
    Moderators,
    /// Whoever runs the program, alone with the bot.
    Operators,
}

/// One option of a command.
#[derive(Debug, PartialEq, Eq)]
pub struct OptionSpec {
    /// Its word, as in `name:value`.
    pub name: &'static str,
    /// What to write there.
    pub summary: &'static str,
    /// What it is read as.
    pub kind: OptionKind,
    /// Whether the command works without it.
    pub need: Need,
}

/// What an option is read as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptionKind {
    /// A question in a member's own words.
    Question {
        /// The longest that is read.
        chars_max: usize,
    },
    /// An answer in a member's own words.
    Answer {
        /// The longest that is read.
        chars_max: usize,
    },
    /// The name of a member.
    Member {
        /// The longest that there is.
        chars_max: usize,
    },
    /// A role, as Discord has them.
    Role {
        /// The longest that there is.
        chars_max: usize,
    },
    /// The name of a channel.
    Channel {
        /// The longest that there is.
        chars_max: usize,
    },
    /// The title of a subject or the name of an entity.
    Topic,
    /// A date in EDTF, such as a plain year.
    Date,
    /// A time of day.
    Time,
    /// The name of a time zone.
    Zone,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A whole number.
    Number {
        /// The least.
        min: u32,
        /// The most.
        max: u32,
    },
    /// The id of a fact.
    Fact,
    /// The name of a command.
    Command,
}

/// Whether a command works without an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It does not.
    Required,
    /// It does.
    Optional,
}

/// What a command makes the bot do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Say what the bot is and what it has loaded.
    About,
    /// Answer the open question.
    Answer,
    /// Answer what a member asks.
    Ask(Want),
    /// Subscribe a channel to a fact a day.
    Daily,
    /// Tell a fact, whichever.
    Fact,
    /// Explain the commands.
    Help,
    /// Show who has the most points.
    Leaderboard,
    /// Ask a member what they got wrong.
    Practice,
    /// Say what is kept of a member, give it out, or delete it.
    Privacy,
    /// Show how a member has played.
    Profile,
    /// Start, stop or steer a round.
    Quiz,
    /// Take packs in again.
    Reload,
    /// Show what holds in the community, or set it.
    Settings,
    /// Show what a fact stands on.
    Source,
    /// List dated facts in order.
    Timeline,
    /// List the subjects.
    Topics,
    /// Show or set the time zone.
    Zone,
}

impl CommandSpec {
    /// How it is written without any option: `/timeline`.
    pub fn word(&self) -> String {
        format!("/{}", self.name)
    }

    /// How it is written, with its options: `/timeline [topic] [from] [to]`.
    pub fn form(&self) -> String {
        let options = self.options.iter().map(|option| match option.need {
            Need::Required => format!(" {}", option.name.to_uppercase()),
            Need::Optional => format!(" [{}]", option.name),
        });
        std::iter::once(self.word()).chain(options).collect()
    }
}
