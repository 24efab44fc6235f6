//! What a member asks for, with typed options, or why it cannot be told.

use jiff::civil::Time;

use super::{CommandSpec, OptionSpec};
use crate::answers::Want;
use crate::facts::Edtf;
use crate::quiz::{Kind, Rules, Span};

/// What a member asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Say what the bot is.
    About,
    /// Answer the question that is open.
    Answer {
        /// The answer.
        text: String,
    },
    /// Answer what a member asks.
    Ask {
        /// What is wanted.
        want: Want,
        /// The question.
        text: String,
    },
    /// Subscribe a channel to a fact a day, or withdraw that.
    Daily {
        /// What is wanted.
        action: Daily,
        /// The channel, if it is another than the one that it was written in.
        channel: Option<String>,
    },
    /// Tell any fact.
    Fact {
        /// The command.
        command: &'static CommandSpec,
        /// The only topic to choose from.
        topic: Option<String>,
    },
    /// Explain the commands.
    Help {
        /// The only one to explain.
        command: Option<&'static CommandSpec>,
    },
    /// Show who has the most points.
    Leaderboard {
        /// How far it looks back.
        span: Span,
        /// The only kind of question that counts.
        kind: Option<Kind>,
        /// Which ten, from 1.
        page: u32,
    },
    /// Go over what was got wrong.
    Practice(Practice),
    /// What becomes of what is kept of a member.
    Privacy(Privacy),
    /// Take packs in again.
    Reload,
    /// What becomes of the page with the leaderboard.
    Share(Share),
    /// Show how a member has played.
    Profile {
        /// The name of the member; none for whoever asks.
        member: Option<String>,
    },
    /// Start or steer a round.
    Quiz(Quiz),
    /// Show what holds in the community, or set it.
    Settings(SettingsWish),
    /// Show what a fact stands on.
    Source {
        /// Its id.
        fact: String,
    },
    /// List dated facts in order.
    Timeline {
        /// The command.
        command: &'static CommandSpec,
        /// The only topic to list.
        topic: Option<String>,
        /// No fact before this.
        from: Option<Edtf>,
        /// No fact after this.
        to: Option<Edtf>,
    },
    /// List the subjects.
    Topics,
    /// Show the time zone of the community, or set it.
    Zone {
        /// The zone, as it was written; none to show the one that is set.
        zone: Option<String>,
    },
}

/// What is wanted of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Quiz {
    /// Start one.
    Start(RoundWish),
    /// Stop the one that runs.
    Stop,
    /// Pass over the open question.
    Skip,
    /// Narrow the open question down.
    Hint,
    /// Say how it stands.
    Status,
}

/// The round that is wanted. What is not named is as the community has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoundWish {
    /// Its rules but for the rest here; the topic is as it was written.
    pub rules: Rules,
    /// How many questions.
    pub questions: Option<u32>,
    /// The time for an answer, in seconds.
    pub seconds: Option<u32>,
}

/// What is to hold in a community; what is not named stays as it is. Nothing is named to see what holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SettingsWish {
    /// The most questions of a round.
    pub questions: Option<u32>,
    /// The time for an answer where none is named, in seconds.
    pub seconds: Option<u32>,
    /// How many rounds run at a time.
    pub rounds: Option<u32>,
    /// The role of more moderators, as Discord numbers it.
    pub role: Option<String>,
    /// The power from which on somebody is a moderator, as Matrix has it.
    pub power: Option<u32>,
    /// What is to be as it was at first.
    pub reset: Option<&'static str>,
}

/// What is wanted of daily facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Daily {
    /// One a day.
    On(DailyWish),
    /// No more.
    Off,
    /// Say when the next one comes.
    Show,
    /// Show what one looks like, for whoever asks alone.
    Preview,
    /// Post one at once.
    Now,
}

/// When a channel wants what a day. What is not named stays as it is, and is usual in the
/// beginning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DailyWish {
    /// The time of day.
    pub time: Option<Time>,
    /// The zone, as it was written.
    pub zone: Option<String>,
    /// The only topic, as it was written.
    pub topic: Option<String>,
    /// Whether it comes as a question.
    pub quiz: Option<bool>,
}

/// What is wanted of practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Practice {
    /// The question that is due.
    Go,
    /// A question on the fact of that id.
    On(String),
    /// No more for now.
    Stop,
}

/// What becomes of the page with the leaderboard of a community.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// Whoever has a new link sees it.
    Link,
    /// Nobody does.
    Unlink,
}

/// What becomes of what is kept of a member.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Privacy {
    /// It is told what that is.
    Explain,
    /// The member gets it.
    Export,
    /// The member is on no leaderboard.
    Hide,
    /// The member is on leaderboards again.
    Show,
    /// It is deleted.
    Forget,
}

/// How a command was used wrongly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Usage {
    /// No command has that name.
    UnknownCommand {
        /// What was typed.
        given: String,
        /// What was probably meant.
        nearest: Option<&'static CommandSpec>,
    },
    /// The command has no option of that name.
    UnknownOption {
        /// The command.
        command: &'static CommandSpec,
        /// What was typed.
        given: String,
    },
    /// The command needs an option that is not there.
    Missing {
        /// The command.
        command: &'static CommandSpec,
        /// The option.
        option: &'static OptionSpec,
    },
    /// The option takes other words, or other numbers.
    BadValue {
        /// The command.
        command: &'static CommandSpec,
        /// The option.
        option: &'static OptionSpec,
        /// What was typed.
        given: String,
    },
    /// There is no such time of day.
    BadTime {
        /// The command.
        command: &'static CommandSpec,
        /// What was typed.
        given: String,
    },
    /// There is no such date.
    BadDate {
        /// The command.
        command: &'static CommandSpec,
        /// What was typed.
        given: String,
    },
    /// The last date is before the first.
    Reversed {
        /// The command.
        command: &'static CommandSpec,
        /// The topic that it was used with.
        topic: Option<String>,
        /// What was given as the first date.
        from: Edtf,
        /// What was given as the last.
        to: Edtf,
    },
    /// There is more than the command takes.
    Surplus {
        /// The command.
        command: &'static CommandSpec,
        /// What is too much.
        given: String,
    },
}
