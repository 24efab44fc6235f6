//! Options that commands share, and the words and bounds of others.

use super::spec::{Need, OptionKind, OptionSpec};
use crate::answers::QUESTION_CHARS_MAX;

pub(super) const QUESTION: &[OptionSpec] = &[OptionSpec {
    name: "text",
    summary: "What you want to know, in keywords or as a sentence.",
    kind: OptionKind::Text {
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
    kind: OptionKind::Text {
        chars_max: ZONE_CHARS_MAX,
    },
    need: Need::Optional,
}];

/// The longest name of a zone has half as many.
const ZONE_CHARS_MAX: usize = 64;

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

/// The last page of a leaderboard: nobody reads that far.
pub(super) const PAGES_MAX: u32 = 100;

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
    }
}
