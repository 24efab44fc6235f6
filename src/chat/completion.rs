//! What may be meant by the beginning of an option.

use super::commands::COMMANDS;
use super::{OptionKind, Topic};
use crate::facts::FactBase;

/// Every name that an option can be completed to.
#[derive(Debug, Clone, Default)]
pub struct Names {
    commands: Vec<Name>,
    topics: Vec<Name>,
    facts: Vec<Name>,
    zones: Vec<Name>,
}

/// A name that an option takes, and how it is shown to be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// What is written.
    pub value: String,
    /// What is shown.
    pub shown: String,
    /// What it is found by, in small letters.
    words: String,
}

impl Name {
    fn new(value: &str, shown: &str) -> Self {
        Self {
            value: value.to_owned(),
            shown: shown.to_owned(),
            words: format!("{value} {shown}")
                .to_lowercase()
                .replace(['/', '_', '-'], " "),
        }
    }

    /// Where what was typed stands in it, as the beginning of words; nothing if it does not.
    fn place(&self, typed: &str) -> Option<usize> {
        let starts = self.words.match_indices(typed).map(|(at, _)| at);
        starts
            .into_iter()
            .find(|at| *at == 0 || self.words[..*at].ends_with(' '))
    }
}

impl Names {
    /// The names in a base, and those of time zones.
    pub fn new(base: &FactBase, zones: impl IntoIterator<Item = String>) -> Self {
        let same = |name: &str| Name::new(name, name);
        Self {
            commands: COMMANDS
                .iter()
                .map(|command| Name::new(command.name, &command.word()))
                .collect(),
            topics: Topic::names(base).map(same).collect(),
            facts: base
                .facts
                .iter()
                .map(|fact| Name::new(fact.id.as_str(), &fact.title))
                .collect(),
            zones: zones.into_iter().map(|zone| same(&zone)).collect(),
        }
    }

    /// What an option of a kind takes whose words begin with what was typed: at most so many, those
    /// first that begin with it.
    pub fn completing(&self, kind: OptionKind, typed: &str, most: usize) -> Vec<&Name> {
        let typed = typed
            .trim_start()
            .to_lowercase()
            .replace(['/', '_', '-'], " ");
        let mut found: Vec<(usize, &Name)> = self
            .of(kind)
            .iter()
            .filter_map(|name| Some((name.place(&typed)?, name)))
            .collect();
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().take(most).map(|(_, name)| name).collect()
    }

    /// What can be written for an option of a kind; nothing where that cannot be listed, or would
    /// tell an answer.
    pub fn of(&self, kind: OptionKind) -> &[Name] {
        match kind {
            OptionKind::Question { .. } | OptionKind::Topic => &self.topics,
            OptionKind::Fact => &self.facts,
            OptionKind::Command => &self.commands,
            OptionKind::Zone => &self.zones,
            OptionKind::Answer { .. }
            | OptionKind::Member { .. }
            | OptionKind::Role { .. }
            | OptionKind::Channel { .. }
            | OptionKind::Date
            | OptionKind::Time
            | OptionKind::Choice(_)
            | OptionKind::Number { .. } => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use crate::chat::OptionKind;
    use crate::facts::FactBase;

    #[test]
    fn words_are_completed_those_at_the_beginning_first() {
        let zones = ["Asia/Karachi", "America/New_York", "Africa/Algiers", "UTC"];
        let names = Names::new(&FactBase::default(), zones.map(str::to_owned));
        let values = |kind, typed| -> Vec<&str> {
            let found = names.completing(kind, typed, 3);
            found.into_iter().map(|name| &*name.value).collect()
        };
        assert_eq!(values(OptionKind::Zone, "kar"), ["Asia/Karachi"]);
        assert_eq!(values(OptionKind::Zone, "Asia/k"), ["Asia/Karachi"]);
        assert_eq!(values(OptionKind::Zone, "new y"), ["America/New_York"]);
        assert_eq!(
            values(OptionKind::Zone, "A"),
            ["Asia/Karachi", "America/New_York", "Africa/Algiers"]
        );
        assert_eq!(values(OptionKind::Zone, "rachi"), [""; 0]);
        assert_eq!(values(OptionKind::Command, "wh"), ["when", "who", "where"]);
        assert_eq!(values(OptionKind::Answer { chars_max: 1 }, "wh"), [""; 0]);
    }
}
