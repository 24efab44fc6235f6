//! What the bot says of what holds in a community.

use super::words::private;
use crate::chat::{Audience, Block, Line, Reply};

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// Moderators set it by that command.
    Here(&'static str),
    /// Whoever runs the program did.
    Operator,
    /// The platform says so.
    Platform,
    /// Nobody said otherwise.
    BuiltIn,
}

impl Origin {
    fn told(self) -> String {
        match self {
            Self::Here(command) => format!("set here by {command}"),
            Self::Operator => "as whoever runs me has it".to_owned(),
            Self::Platform => "as the platform has it".to_owned(),
            Self::BuiltIn => "built in".to_owned(),
        }
    }
}

/// Something that holds in a community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// What.
    pub what: &'static str,
    /// How.
    pub value: String,
    /// Whence.
    pub origin: Origin,
}

/// What holds in a community, after it was changed or not.
pub fn settings(held: &[Held], is_changed: bool) -> Reply {
    let line = |held: &Held| {
        let line = Line::new().strong(held.what).plain(": ");
        line.plain(&held.value)
            .plain(&format!(" ({})", held.origin.told()))
    };
    let heading = if is_changed {
        "Done. Here it is from now on:"
    } else {
        "Here it is:"
    };
    Reply {
        audience: Audience::All,
        blocks: vec![
            Block::Paragraph(Line::new().plain(heading)),
            Block::List(held.iter().map(line).collect()),
        ],
    }
}

/// That only moderators may.
pub fn moderators_only() -> Reply {
    private("Only moderators of all of this community set that.")
}

/// That only those may who rule the community.
pub fn rulers_only() -> Reply {
    private("Only those do that who rule all of this community by the platform's own rules.")
}

/// That only those may say who else is a moderator who are by the platform's rules.
pub fn not_by_role() -> Reply {
    private(
        "Who else is a moderator is said by those who rule all of this community by the platform's own \
         rules.",
    )
}

/// That the operator lets a community have fewer rounds at a time.
pub fn too_many_rounds(most: u32) -> Reply {
    private(&format!(
        "At most {most} here: that is how whoever runs me has it."
    ))
}

/// That no role is called so.
pub fn no_such_role() -> Reply {
    private("I know roles by their numbers: choose one from the list that the slash command shows.")
}

/// That somebody would ask for more power than they have.
pub fn too_much_power() -> Reply {
    private("That is more power than you have, so that you could not take it back.")
}

/// That a setting means nothing there.
pub fn elsewhere(what: &str) -> Reply {
    private(&format!("There is no {what} here."))
}

/// That a round would have more questions than one may have.
pub fn too_many_questions(most: u32) -> Reply {
    private(&format!("A round has {most} questions here at most."))
}
