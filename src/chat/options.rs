//! Options that commands share, and the words and bounds of others.

use super::spec::{Need, OptionKind, OptionSpec};
use crate::answers::QUESTION_CHARS_MAX;
use crate::quiz::{QUESTIONS_MAX, ROUNDS_MAX, SECONDS_MAX, SECONDS_MIN};

pub(super) const QUESTION: &[OptionSpec] = &[OptionSpec {
    name: "text",
    summary: "What you want to know, in keywords or as a sentence.",
    kind: OptionKind::Question {
        chars_max: QUESTION_CHARS_MAX,
    },
    need: Need::Required,
}];

pub(super) const KIND: OptionSpec = OptionSpec {
    name: "kind",
    summary: "The kind of question: choice, typed, true-false, order or closest.",
    kind: OptionKind::Choice(KINDS),
    need: Need::Optional,
};

pub(super) const ZONE: &[OptionSpec] = &[OptionSpec {
    name: "zone",
    summary: "A city or a zone, such as Karachi or Asia/Karachi; else the zone that is set.",
    kind: OptionKind::Zone,
    need: Need::Optional,
}];

/// What `/quiz` does.
pub(super) const QUIZ_ACTIONS: &[&str] = &["start", "stop", "skip", "hint", "status"];

/// What `/daily` does.
pub(super) const DAILY_ACTIONS: &[&str] = &["on", "off", "show", "preview", "now"];

/// Whether a fact comes as a question.
pub(super) const YES_NO: &[&str] = &[YES, "no"];
pub(super) const YES: &str = "yes";

/// What `/practice` does, but for going on.
pub(super) const PRACTICE_ACTIONS: &[&str] = &["stop"];

/// What `/privacy` does.
pub(super) const PRIVACY_ACTIONS: &[&str] = &["export", "hide", "show", "forget"];

// The words of kinds, levels, modes and spans; a test compares.
pub(super) const KINDS: &[&str] = &["choice", "typed", "true-false", "order", "closest"];
pub(super) const LEVELS: &[&str] = &["easy", "medium", "hard"];
pub(super) const MODES: &[&str] = &["everyone", "first"];
pub(super) const SPANS: &[&str] = &["day", "week", "month", "all"];

/// How answers are given in a round.
pub(super) const ANSWERS: &[&str] = &["here", PRIVATE];
pub(super) const PRIVATE: &str = "private";

/// The last page of a leaderboard: nobody reads that far.
pub(super) const PAGES_MAX: u32 = 100;

/// What becomes of the page of a leaderboard.
pub(super) const SHARES: &[&str] = &[LINK, "unlink"];
pub(super) const LINK: &str = "link";

/// What `/settings` sets. A test compares them with its options.
pub(super) const SETTINGS: &[&str] = &["questions", "seconds", "rounds", "role", "power"];

/// The most power that somebody has in a room of Matrix.
const POWER_MAX: u32 = 100;

/// The bound that Discord sets to names of roles.
const ROLE_CHARS_MAX: usize = 100;

/// The bound that Matrix sets to the ids of rooms.
pub(super) const CHANNEL_CHARS_MAX: usize = 255;

/// The bound that Discord sets to names.
pub(super) const MEMBER_CHARS_MAX: usize = 32;

/// What stands for every topic where one was named before.
pub const ANY_TOPIC: &str = "all";

pub(super) const TOPIC: OptionSpec = OptionSpec {
    name: "topic",
    summary: "A topic, a person, a state or a thing.",
    kind: OptionKind::Topic,
    need: Need::Optional,
};

pub(super) const ANSWER: OptionSpec = OptionSpec {
    name: "text",
    summary: "Your answer: a letter, a name, a date or a number.",
    kind: OptionKind::Answer {
        chars_max: QUESTION_CHARS_MAX,
    },
    need: Need::Required,
};

pub(super) const QUIZ: &[OptionSpec] = &[
    OptionSpec {
        name: "action",
        summary: "start, stop, skip, hint or status.",
        kind: OptionKind::Choice(QUIZ_ACTIONS),
        need: Need::Required,
    },
    OptionSpec {
        name: "questions",
        summary: "How many questions: 1 to 50, else 10.",
        kind: OptionKind::Number {
            min: 1,
            max: QUESTIONS_MAX,
        },
        need: Need::Optional,
    },
    KIND,
    OptionSpec {
        name: "level",
        summary: "How hard: easy, medium or hard, by how often others were right.",
        kind: OptionKind::Choice(LEVELS),
        need: Need::Optional,
    },
    TOPIC,
    OptionSpec {
        name: "mode",
        summary: "Who earns points: everyone who is right, or the first.",
        kind: OptionKind::Choice(MODES),
        need: Need::Optional,
    },
    OptionSpec {
        name: "seconds",
        summary: "The time for an answer, on top of reading: 5 to 120, else 20.",
        kind: OptionKind::Number {
            min: SECONDS_MIN,
            max: SECONDS_MAX,
        },
        need: Need::Optional,
    },
    OptionSpec {
        name: "answers",
        summary: "private where only those are to count that nobody else sees.",
        kind: OptionKind::Choice(ANSWERS),
        need: Need::Optional,
    },
];

pub(super) const SETTINGS_OPTIONS: &[OptionSpec] = &[
    OptionSpec {
        name: "questions",
        summary: "The most questions that a round has here: 1 to 50.",
        kind: OptionKind::Number {
            min: 1,
            max: QUESTIONS_MAX,
        },
        need: Need::Optional,
    },
    OptionSpec {
        name: "seconds",
        summary: "The time for an answer where none is named: 5 to 120.",
        kind: OptionKind::Number {
            min: SECONDS_MIN,
            max: SECONDS_MAX,
        },
        need: Need::Optional,
    },
    OptionSpec {
        name: "rounds",
        summary: "How many rounds run here at a time: 1 to 10, and no more than whoever runs me lets.",
        kind: OptionKind::Number {
            min: 1,
            max: ROUNDS_MAX,
        },
        need: Need::Optional,
    },
    OptionSpec {
        name: "role",
        summary: "On Discord: a role whose members are moderators for me too.",
        kind: OptionKind::Role {
            chars_max: ROLE_CHARS_MAX,
        },
        need: Need::Optional,
    },
    OptionSpec {
        name: "power",
        summary: "On Matrix: from which power level on somebody is a moderator for me.",
        kind: OptionKind::Number {
            min: 0,
            max: POWER_MAX,
        },
        need: Need::Optional,
    },
    OptionSpec {
        name: "reset",
        summary: "questions, seconds, rounds, role or power: as it was at first.",
        kind: OptionKind::Choice(SETTINGS),
        need: Need::Optional,
    },
];

pub(super) const DAILY: &[OptionSpec] = &[
    OptionSpec {
        name: "action",
        summary: "on, off, show, preview or now.",
        kind: OptionKind::Choice(DAILY_ACTIONS),
        need: Need::Required,
    },
    OptionSpec {
        name: "time",
        summary: "The time of day, such as 9, 09:00, 9am or 21.30; else as it was, 9 in the morning at first.",
        kind: OptionKind::Time,
        need: Need::Optional,
    },
    OptionSpec {
        name: "zone",
        summary: "A city or a zone, such as Karachi or Asia/Karachi; else as it was, that of the community at first.",
        kind: OptionKind::Zone,
        need: Need::Optional,
    },
    TOPIC,
    OptionSpec {
        name: "channel",
        summary: "Another channel than this one.",
        kind: OptionKind::Channel {
            chars_max: CHANNEL_CHARS_MAX,
        },
        need: Need::Optional,
    },
    OptionSpec {
        name: "quiz",
        summary: "yes for a question on each fact, whose answer comes with the next one.",
        kind: OptionKind::Choice(YES_NO),
        need: Need::Optional,
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_to_choose_from_are_those_that_mean_something() {
        use crate::quiz::{Kind, Level, Mode, Span};
        assert_eq!(KINDS, Kind::ALL.map(Kind::word));
        assert_eq!(LEVELS, Level::ALL.map(Level::word));
        assert_eq!(MODES, Mode::ALL.map(Mode::word));
        assert_eq!(SPANS, Span::ALL.map(Span::word));
        let settings = SETTINGS_OPTIONS.iter().map(|option| option.name);
        let settings: Vec<&str> = settings.filter(|name| *name != "reset").collect();
        assert_eq!(SETTINGS, settings);
    }
}
