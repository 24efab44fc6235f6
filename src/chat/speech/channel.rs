//! Why nothing can be posted in a channel, as a part of a sentence; and what is missing there.

use super::words::{list, private};
use crate::chat::{Audience, Block, Line, Reply};

/// It is not there any more.
pub const GONE: &str = "the channel is gone";

/// It is a thread that nobody may write in.
pub const CLOSED: &str = "the thread is closed";

/// It cannot be seen.
pub const NO_ACCESS: &str =
    "I may not see the channel, for which I need the permission View Channel";

/// It can be seen, and not written in.
pub const MAY_NOT_POST: &str =
    "I may not post there, for which I need the permissions Send Messages and Embed Links";

/// The same where there are no names for that.
pub const MAY_NOT_WRITE: &str = "I may not write there, which whoever manages the room can change";

/// What was written there cannot be read.
pub const NO_HISTORY: &str =
    "I may not see whether it was posted, for which I need the permission Read Message History";

/// What was posted cannot be found again.
pub const TOO_BUSY: &str = "too much is written in the channel to see whether it was posted";

/// The same where it is encrypted, and its keys are lost.
pub const UNREADABLE: &str = "what I said there before cannot be read any more";

/// What is missing, for whoever wants something to be posted in the channel.
pub fn missing(permissions: &[&str]) -> Reply {
    let names: Vec<String> = permissions.iter().map(ToString::to_string).collect();
    let (noun, pronoun) = if names.len() == 1 {
        ("permission", "it")
    } else {
        ("permissions", "them")
    };
    private(&format!(
        "I cannot post in this channel: there I lack the {noun} {}. Whoever manages the server can \
         give me {pronoun} in the settings of the channel.",
        list(&names)
    ))
}

/// That more than a reply is wanted where only whoever asked has brought the bot.
pub fn not_there() -> Reply {
    private(
        "That needs me to be a member here. Whoever manages the server can add me; asking works \
         anywhere.",
    )
}

/// That what was pressed means nothing.
pub fn unknown_press() -> Reply {
    private("That belongs to an earlier version of me, and does nothing any more.")
}

/// That something was done of which all see what came of it.
pub fn done() -> Reply {
    private("Done.")
}

/// What all see for a moment where a reply turns out to be for whoever asked.
pub fn for_one() -> Reply {
    Reply {
        audience: Audience::All,
        blocks: vec![Block::Note(Line::new().plain("That is for you alone."))],
    }
}

/// That a reply is for whoever asked alone, where all would see it.
pub fn by_slash() -> Reply {
    all(
        "The answer to that is for you alone: type / and choose the command from the list, or write \
         to me directly.",
    )
}

/// The same where there are only rooms.
pub fn alone() -> Reply {
    all("That is between the two of us: invite me to a room of our own, and write it there.")
}

/// What is said of an answer that was given to a question of another room.
pub fn elsewhere(mut reply: Reply, room: &str) -> Reply {
    let note = Line::new()
        .plain("To the question in ")
        .plain(room)
        .plain(".");
    reply.blocks.push(Block::Note(note));
    reply
}

/// That so many questions came too fast.
pub fn missed(count: u32) -> Reply {
    let what = if count == 1 {
        "one message".to_owned()
    } else {
        format!("{count} messages")
    };
    all(&format!(
        "I could not keep up, and left {what} without an answer. Ask again, please."
    ))
}

/// That what somebody wrote is encrypted for others only.
pub fn unreadable() -> Reply {
    all("I have no key for what was written, so I cannot read it. Write it again, please.")
}

/// What the bot is, where it came in; `prefix` stands before a command.
pub fn greeting(prefix: &str) -> Reply {
    let line = |text: &str| Block::Paragraph(Line::new().plain(text));
    Reply {
        audience: Audience::All,
        blocks: vec![
            line(
                "Hello! I answer questions about the relations between states, from facts that I give the source of.",
            ),
            line(&format!(
                "Ask with {prefix}when, {prefix}who or {prefix}what; {prefix}help lists everything."
            )),
            line(&format!(
                "Play with {prefix}quiz start; a moderator has a fact a day with {prefix}daily on."
            )),
        ],
    }
}

fn all(text: &str) -> Reply {
    Reply {
        audience: Audience::All,
        blocks: vec![Block::Paragraph(Line::new().plain(text))],
    }
}
