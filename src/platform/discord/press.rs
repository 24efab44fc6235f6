//! What can be pressed or chosen, as the id of the component says it.
//!
//! An id holds a letter for what it does, the marker of the post or question, and the rest. It
//! never tells which answer is right, and whoever presses may do no more than by writing.

use super::limits::{CUSTOM_ID_MAX, width};

/// What somebody presses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Press {
    /// An answer to the question of that marker.
    Answer {
        /// The marker.
        marker: String,
        /// The answer.
        text: String,
    },
    /// A menu of answers to the question of that marker.
    Answers {
        /// The marker.
        marker: String,
    },
    /// A form for a written answer to the question of that marker.
    Write {
        /// The marker.
        marker: String,
    },
    /// A command.
    Do {
        /// The marker of the post that it is on, if that is found by it.
        marker: String,
        /// The command, as somebody would write it.
        command: String,
    },
    /// A menu of commands.
    Menu {
        /// The marker of the post that it is on, if that is found by it.
        marker: String,
        /// Which menu of the post it is.
        number: usize,
    },
    /// Another page in place of the one that it is on.
    Page {
        /// The marker of the post that it is on, if that is found by it.
        marker: String,
        /// The command for the page.
        command: String,
    },
}

impl Press {
    /// A command.
    pub fn run(command: &str) -> Self {
        Self::Do {
            marker: String::new(),
            command: command.to_owned(),
        }
    }

    /// The same, on the post of that marker.
    #[must_use]
    pub fn marked(mut self, name: &str) -> Self {
        match &mut self {
            Self::Answer { marker, .. }
            | Self::Answers { marker }
            | Self::Write { marker }
            | Self::Do { marker, .. }
            | Self::Menu { marker, .. }
            | Self::Page { marker, .. } => name.clone_into(marker),
        }
        self
    }

    /// The marker of the post or question; empty where it has none.
    pub fn marker(&self) -> &str {
        match self {
            Self::Answer { marker, .. }
            | Self::Answers { marker }
            | Self::Write { marker }
            | Self::Do { marker, .. }
            | Self::Menu { marker, .. }
            | Self::Page { marker, .. } => marker,
        }
    }

    /// Whether it answers a question.
    pub fn is_answer(&self) -> bool {
        matches!(
            self,
            Self::Answer { .. } | Self::Answers { .. } | Self::Write { .. }
        )
    }

    /// The id; nothing if it would be too long.
    pub fn id(&self) -> Option<String> {
        let id = match self {
            Self::Answer { marker, text } => format!("a/{marker}/{text}"),
            Self::Answers { marker } => format!("s/{marker}/"),
            Self::Write { marker } => format!("w/{marker}/"),
            Self::Do { marker, command } => format!("d/{marker}/{command}"),
            Self::Menu { marker, number } => format!("m/{marker}/{number}"),
            Self::Page { marker, command } => format!("p/{marker}/{command}"),
        };
        (width(&id) <= CUSTOM_ID_MAX).then_some(id)
    }

    /// What an id means; nothing if it is not one of ours.
    pub fn read(id: &str) -> Option<Self> {
        let (letter, rest) = id.split_once('/')?;
        let (marker, rest) = rest.split_once('/')?;
        let (marker, rest) = (marker.to_owned(), rest.to_owned());
        Some(match letter {
            "a" => Self::Answer { marker, text: rest },
            "s" => Self::Answers { marker },
            "w" => Self::Write { marker },
            "d" => Self::Do {
                marker,
                command: rest,
            },
            "m" => Self::Menu {
                marker,
                number: rest.parse().ok()?,
            },
            "p" => Self::Page {
                marker,
                command: rest,
            },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Press;

    #[test]
    fn an_id_means_what_it_was_made_from() {
        let marker = || "580a1d8de9ba8571dd62".to_owned();
        let command = || "/source bishkek-meeting".to_owned();
        for press in [
            Press::Answer {
                marker: marker(),
                text: "a/b".to_owned(),
            },
            Press::Answers { marker: marker() },
            Press::Write { marker: marker() },
            Press::Do {
                marker: String::new(),
                command: command(),
            },
            Press::Menu {
                marker: marker(),
                number: 2,
            },
            Press::Page {
                marker: marker(),
                command: command(),
            },
        ] {
            assert_eq!(Press::read(&press.id().unwrap()), Some(press));
        }
        for foreign in ["", "a", "a/b", "x/y/z", "m/y/z"] {
            assert_eq!(Press::read(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn the_longest_command_of_a_fact_fits() {
        let id = "x".repeat(crate::facts::limits::ID_CHARS_MAX);
        let press = |command| Press::Do {
            marker: "x".repeat(20),
            command,
        };
        assert!(press(format!("/practice fact:{id}")).id().is_some());
        assert!(press(format!("/practice fact:{id}xxx")).id().is_none());
    }
}
