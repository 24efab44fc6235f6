//! What the bot says to a member who practises.

use std::time::Duration;

use super::quiz::{asked, how, told};
use super::words::{self, private, private_line};
use crate::chat::{Audience, Block, Line, Reply};
use crate::quiz::Question;
use crate::quiz::judge::Reason;

/// What comes next in practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A question.
    Question(Box<Question>),
    /// Nothing for so long.
    Wait(Duration),
    /// Nothing at all: nothing was got wrong.
    Nothing,
}

/// What there is to practise.
pub fn next(next: &Next) -> Reply {
    to_the_member(following(next))
}

/// How an answer was, if there was one, what is right, when the question comes back, and what comes
/// next.
pub fn answered(
    question: &Question,
    reason: Option<Reason>,
    again: Duration,
    next: &Next,
) -> Reply {
    let how = reason.map(|reason| Block::Paragraph(Line::new().plain(&super::reason(reason))));
    let mut blocks = Vec::from_iter(how);
    blocks.extend(told("", &question.reveal));
    blocks.push(Block::Note(
        Line::new().plain(&format!("I ask this again in {}.", words::wait(again))),
    ));
    blocks.extend(following(next));
    to_the_member(blocks)
}

/// That there is nothing to be asked about a fact.
pub fn no_question() -> Reply {
    private("I have no question on a fact of that id.")
}

/// That practice is over for now, be it that there was any.
pub fn stopped() -> Reply {
    let line = Line::new().plain("That is it for now. What you got wrong waits for you: ");
    private_line(line.code("/practice").plain("."))
}

fn following(next: &Next) -> Vec<Block> {
    match next {
        Next::Question(question) => {
            let how = how(question.kind);
            vec![
                asked(question.kind, &question.wording, &question.choices, false),
                Block::Note(
                    Line::new()
                        .plain(&format!("{how}; take your time. "))
                        .code("/practice stop"),
                ),
            ]
        }
        Next::Wait(time) => vec![Block::Paragraph(Line::new().plain(&format!(
            "Nothing to practise now: the next question is due in {}.",
            words::wait(*time)
        )))],
        Next::Nothing => vec![Block::Paragraph(
            Line::new()
                .plain("Nothing to practise: what you get wrong in a round is asked again here. ")
                .code("/quiz start"),
        )],
    }
}

fn to_the_member(blocks: Vec<Block>) -> Reply {
    Reply {
        audience: Audience::Caller,
        blocks,
    }
}
