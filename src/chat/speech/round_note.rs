//! Short words on rounds.

use std::time::Duration;

use super::words::{self, private, private_line};
use crate::chat::{Audience, Block, Line, Reply};

/// What a round could not be done with, or what became of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RoundNote {
    /// It begins.
    Started,
    /// A question is open, which other answers might tell.
    Later,
    /// It is on, so that nobody practises here.
    Playing,
    /// One runs here already.
    ChannelTaken,
    /// The community has as many as it may.
    CommunityFull,
    /// None runs here.
    None,
    /// Only whoever started it, or a moderator, may do that.
    NotYours,
    /// No question is of that kind, level and topic.
    NoQuestions,
    /// The program is about to end.
    Closing,
}

/// A short word on a round.
pub fn round_note(note: RoundNote) -> Reply {
    match note {
        RoundNote::Started => Reply {
            audience: Audience::All,
            blocks: vec![Block::Paragraph(Line::new().plain("Here we go."))],
        },
        RoundNote::Later => private("A question is open here: ask me again when its time is up."),
        RoundNote::Playing => private("A round is on here: practise when it is over."),
        RoundNote::ChannelTaken => private_line(
            Line::new()
                .plain("A round is on here already. It ends with its last question, or with ")
                .code("/quiz stop")
                .plain("."),
        ),
        RoundNote::CommunityFull => private(
            "As many rounds are on in this community as may be at a time. Wait for one to end.",
        ),
        RoundNote::None => {
            let line = Line::new().plain("No round is on here. Start one with ");
            private_line(line.code("/quiz start").plain("."))
        }
        RoundNote::NotYours => {
            private("Only whoever started the round, or a moderator, can do that.")
        }
        RoundNote::NoQuestions => {
            private("I have no question like that. Leave out the kind, the level or the topic.")
        }
        RoundNote::Closing => private("I am about to be restarted: start the round in a minute."),
    }
}

/// That more was asked than is answered within a while.
pub fn too_much(wait: Duration) -> Reply {
    let wait = words::wait(wait.max(Duration::from_secs(1)));
    private(&format!(
        "That is more than I can answer just now. Try again in {wait}; until then I keep quiet."
    ))
}

/// That a message is longer than is read.
pub fn too_long(most: usize) -> Reply {
    private(&format!(
        "That is longer than I read: {most} characters are enough."
    ))
}

/// That the database cannot be reached; by the reference the operator finds why.
pub fn unavailable(reference: &str) -> Reply {
    let line = Line::new().plain(
        "I cannot reach my database just now: nothing was scored. Try again in a while; nothing counts twice.",
    );
    let mut reply = private_line(line);
    let note = Line::new().plain(&format!("Whoever runs me finds why under {reference}."));
    reply.blocks.push(Block::Note(note));
    reply
}
