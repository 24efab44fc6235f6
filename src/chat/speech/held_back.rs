//! Saying that there is no answer, and what there is instead.

use super::words;
use crate::answers::{Gap, Invalid, QUESTION_CHARS_MAX};
use crate::chat::{Block, Line, Topic};
use crate::facts::FactBase;
use crate::ids::{FactIx, SubjectIx};

/// As many as help; more would look like an answer.
const NEAREST_MAX: usize = 3;

/// The source does not say it, but something near.
pub(super) fn closest(base: &FactBase, gap: &Gap, nearest: &[FactIx]) -> Vec<Block> {
    let items = nearest.iter().take(NEAREST_MAX).map(|ix| {
        let fact = base.fact(*ix);
        Line::new()
            .plain(&fact.statement)
            .emphasis(fact.certainty_mark())
            .plain(" ")
            .code(&format!("/source {}", fact.id))
    });
    let items = items.collect();
    let mut blocks = vec![paragraph(&missing(gap))];
    blocks.extend(words::suggestions("The nearest that it does say:", items));
    blocks
}

fn missing(gap: &Gap) -> String {
    match gap {
        Gap::SilentOn(what) => format!("The source says nothing about {what}."),
        Gap::NobodyNamed => "The source names nobody for that.".to_owned(),
        Gap::NoDate => "The source does not say when.".to_owned(),
        Gap::NoPlace => "The source does not say where.".to_owned(),
        Gap::NoAmount => "The source gives no such number.".to_owned(),
        Gap::NoReason => "The source gives no reason for that.".to_owned(),
        Gap::OtherWayRound => "The source does not say that, only the other way round.".to_owned(),
        Gap::NoRecord => "The source does not say that.".to_owned(),
    }
}

/// Nothing is near.
pub(super) fn unknown(base: &FactBase, subjects: &[SubjectIx]) -> Vec<Block> {
    let items = subjects.iter().map(|ix| {
        let subject = base.subject(*ix);
        Line::new()
            .plain(&subject.title)
            .plain(": ")
            .code(&format!("/fact {}", subject.id))
    });
    let items = items.collect();
    let mut blocks = vec![paragraph("I don't know. Nothing in my facts answers that.")];
    blocks.extend(
        words::suggestions("I could tell you about:", items).or_else(|| {
            words::suggestions("What I know about:", vec![Line::new().code("/topics")])
        }),
    );
    blocks
}

/// The text is no question.
pub(super) fn invalid(invalid: Invalid) -> Vec<Block> {
    let sentence = match invalid {
        Invalid::Empty => "There was nothing in that message to answer.".to_owned(),
        Invalid::NoWords => "I found no words in that to look for.".to_owned(),
        Invalid::TooLong => {
            format!("That is too long for me: I read up to {QUESTION_CHARS_MAX} characters.")
        }
    };
    let mut blocks = vec![paragraph(&sentence)];
    blocks.extend(words::suggestions(
        "How to ask me:",
        vec![Line::new().code("/help")],
    ));
    blocks
}

/// The topic has no fact, or nothing is loaded at all.
pub(super) fn no_facts() -> Vec<Block> {
    vec![paragraph("I have no fact to tell about that.")]
}

/// A game needs somebody to play with.
pub(super) fn only_in_chat() -> Vec<Block> {
    vec![Block::Paragraph(
        Line::new()
            .plain("That works in a chat, where I can keep score: run ")
            .code("attache chat")
            .plain("."),
    )]
}

/// No fact has that id.
pub(super) fn no_such_fact(base: &FactBase, given: &str, nearest: &[FactIx]) -> Vec<Block> {
    let line = format!(
        "I have no fact {}. Every answer shows the id of its fact.",
        words::echo(given)
    );
    let mut blocks = vec![paragraph(&line)];
    let items: Vec<_> = nearest
        .iter()
        .take(NEAREST_MAX)
        .map(|ix| words::fact_to_try(base, *ix))
        .collect();
    let intro = match items[..] {
        [_] => "Did you mean this?",
        _ => "Did you mean one of these?",
    };
    blocks.extend(words::suggestions(intro, items));
    blocks
}

/// The base has no such topic.
pub(super) fn no_such_topic(
    base: &FactBase,
    before: &str,
    given: &str,
    nearest: Option<Topic>,
) -> Vec<Block> {
    let mut blocks = vec![paragraph(&format!(
        "I have no topic {}.",
        words::echo(given)
    ))];
    let nearest = nearest.map(|topic| Line::new().code(&format!("{before} {}", topic.name(base))));
    blocks.extend(match nearest {
        Some(command) => words::suggestions("Did you mean this?", vec![command]),
        None => words::suggestions("What I know about:", vec![Line::new().code("/topics")]),
    });
    blocks
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Line::new().plain(text))
}
