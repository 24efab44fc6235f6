//! What the bot says to a member who practises.

use std::time::Duration;

use super::quiz::{asked, how, private, told};
use super::words;
use crate::chat::{Audience, Block, Line, Reply};
use crate::quiz::Question;
use crate::quiz::judge::Reason;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

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
        Line::new().plain(&format!("I ask this again in {}.", wait(again))),
    ));
    blocks.extend(following(next));
    to_the_member(blocks)
}

/// That practice is over for now, be it that there was any.
pub fn stopped() -> Reply {
    private("That is it for now. What you got wrong waits for you: /practice.")
}

fn following(next: &Next) -> Vec<Block> {
    match next {
        Next::Question(question) => {
            let mut blocks = asked(&question.wording, &question.choices);
            let how = how(question.kind);
            blocks.push(Block::Note(
                Line::new()
                    .plain(&format!("{how}; take your time. "))
                    .code("/practice stop"),
            ));
            blocks
        }
        Next::Wait(time) => vec![Block::Paragraph(Line::new().plain(&format!(
            "Nothing to practise now: the next question is due in {}.",
            wait(*time)
        )))],
        Next::Nothing => vec![Block::Paragraph(
            Line::new()
                .plain("Nothing to practise: what you get wrong in a round is asked again here. ")
                .code("/quiz start"),
        )],
    }
}

/// About how long, in the largest unit that it fills, rounded.
fn wait(time: Duration) -> String {
    let seconds = time.as_secs();
    let (unit, one, many) = match seconds {
        DAY.. => (DAY, "day", "days"),
        HOUR.. => (HOUR, "hour", "hours"),
        _ => (MINUTE, "minute", "minutes"),
    };
    let count = (seconds + unit / 2) / unit;
    words::count(
        usize::try_from(count.max(1)).unwrap_or(usize::MAX),
        one,
        many,
    )
}

fn to_the_member(blocks: Vec<Block>) -> Reply {
    Reply {
        audience: Audience::Caller,
        blocks,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_one_unit() {
        for (seconds, expected) in [
            (0, "1 minute"),
            (600, "10 minutes"),
            (3_599, "60 minutes"),
            (18_000, "5 hours"),
            (86_400, "1 day"),
            (199_282, "2 days"),
            (31_536_000, "365 days"),
        ] {
            assert_eq!(wait(Duration::from_secs(seconds)), expected);
        }
    }
}
