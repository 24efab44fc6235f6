//! A command that was given option by option, as the text that somebody would write: the game knows no
//! other form.

use super::commands;

/// A command with what was given for its options.
pub fn typed<'a>(name: &str, given: impl IntoIterator<Item = (&'a str, String)>) -> String {
    // A lone option takes everything as it stands.
    let is_lone = commands::find(name).is_some_and(|command| command.options.len() == 1);
    let mut text = format!("/{name}");
    for (option, value) in given {
        text.push(' ');
        if is_lone {
            text.push_str(&value);
        } else {
            let value = value.replace('"', "\"\"");
            text.extend([option, ":\"", &value, "\""]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::typed;
    use crate::chat::{Command, parse};

    #[test]
    fn a_command_is_read_as_it_was_given() {
        let given = |name, value: &str| (name, value.to_owned());
        let asked = typed("ask", [given("text", "who \"met\" from:1948 bajwa")]);
        let Ok(Command::Ask { text: asked, .. }) = parse(&asked) else {
            panic!("{asked}");
        };
        assert_eq!(asked, "who \"met\" from:1948 bajwa");
        let board = [given("page", "2"), given("period", "week")];
        let Ok(Command::Leaderboard { page: 2, .. }) = parse(&typed("leaderboard", board)) else {
            panic!();
        };
        // What stands in one option gets into no other.
        let topic = typed("timeline", [given("topic", "arms\" from:\"1948")]);
        let Ok(Command::Timeline {
            topic, from: None, ..
        }) = parse(&topic)
        else {
            panic!("{topic}");
        };
        assert_eq!(topic.unwrap(), "arms\" from:\"1948");
        assert_eq!(typed("topics", []), "/topics");
    }
}
