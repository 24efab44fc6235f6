//! A slash command as the text that somebody would write: the game knows no other form.

use serde::Deserialize;
use serde_json::Value;

use crate::chat::commands;

/// What was given for an option.
#[derive(Debug, Deserialize)]
pub(super) struct Given {
    pub(super) name: String,
    #[serde(default)]
    pub(super) value: Value,
    /// Whether it is being written.
    #[serde(default)]
    pub(super) focused: bool,
}

/// A command with its options.
pub(super) fn text(name: &str, options: &[Given]) -> String {
    // A lone option takes everything as it stands.
    let is_lone = commands::find(name).is_some_and(|command| command.options.len() == 1);
    let mut text = format!("/{name}");
    for option in options {
        let value = match &option.value {
            Value::String(value) => value.clone(),
            value => value.to_string(),
        };
        text.push(' ');
        if is_lone {
            text.push_str(&value);
        } else {
            let value = value.replace('"', "\"\"");
            text = format!("{text}{}:\"{value}\"", option.name);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Command, parse};

    fn given(name: &str, value: impl Into<Value>) -> Given {
        Given {
            name: name.to_owned(),
            value: value.into(),
            focused: false,
        }
    }

    #[test]
    fn a_command_is_read_as_it_was_given() {
        let asked = text("ask", &[given("text", "who \"met\" from:1948 bajwa")]);
        let Ok(Command::Ask { text: asked, .. }) = parse(&asked) else {
            panic!("{asked}");
        };
        assert_eq!(asked, "who \"met\" from:1948 bajwa");
        let board = [given("page", 2), given("period", "week")];
        let Ok(Command::Leaderboard { page: 2, .. }) = parse(&text("leaderboard", &board)) else {
            panic!();
        };
        // What stands in one option gets into no other.
        let topic = text("timeline", &[given("topic", "arms\" from:\"1948")]);
        let Ok(Command::Timeline {
            topic, from: None, ..
        }) = parse(&topic)
        else {
            panic!("{topic}");
        };
        assert_eq!(topic.unwrap(), "arms\" from:\"1948");
        assert_eq!(text("topics", &[]), "/topics");
    }
}
