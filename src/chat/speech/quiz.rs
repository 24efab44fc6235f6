//! What the bot says in a round.

use std::time::Duration;

use super::words::{self, private};
use crate::chat::{Audience, Block, Line, Reply, cut};
use crate::quiz::judge::Reason;
use crate::quiz::{
    Answered, Content, End, Hint, Kind, Mode, Near, Over, Question, Refused, Reveal, Rules,
    Standing, Winner,
};

/// The letters of choices, as buttons and answers name them.
pub const LETTERS: [char; 5] = ['A', 'B', 'C', 'D', 'E'];

/// As much of an answer as is needed to know it again.
const GIVEN_CHARS_MAX: usize = 80;

/// How many members a post names: on a platform a message has an end, and who reads on further is
/// better served by the leaderboard.
const NAMED_MAX: usize = 20;

/// Which answer counts where others see what it is.
pub(super) const FINAL: &str = "others see it, so your first counts";

/// A post of a round; `name` tells what a member is called.
pub fn post(content: &Content, name: impl Fn(&str) -> String) -> Reply {
    let blocks = match content {
        Content::Question {
            number,
            of,
            seconds,
            mode,
            is_final,
            is_private,
            kind,
            wording,
            choices,
        } => {
            let mut blocks = vec![Block::Heading(
                Line::new().strong(&format!("Question {number} of {of}")),
            )];
            blocks.push(asked(*kind, wording, choices, *is_private));
            let (how, who) = (how(*kind), who(*mode, *is_final, *kind));
            let note = Line::new().plain(&format!("{how}; {who}. {seconds} seconds."));
            blocks.push(Block::Note(if *is_private {
                alone(note.plain(" "))
            } else {
                note
            }));
            blocks
        }
        Content::Hint(hint) => vec![Block::Paragraph(
            Line::new().strong("Hint: ").plain(&hinted(hint)),
        )],
        Content::Resolved {
            asked: _,
            reveal,
            winners,
            near,
            answered,
            is_skipped,
        } => {
            let mut blocks = told(if *is_skipped { "Skipped. " } else { "" }, reveal);
            if !is_skipped {
                blocks.push(earned(winners, *answered, &name));
            }
            if !near.is_empty() {
                blocks.push(Block::Paragraph(Line::new().plain("Not counted:")));
                blocks.push(listed(near, |near| missed(near, &name)));
            }
            blocks
        }
        Content::Void { reveal, .. } => void(reveal),
        Content::Results {
            end,
            done,
            standings,
        } => results(*end, *done, standings, name),
    };
    // A round begins with its first question.
    let audience = match content {
        Content::Question { number: 1, .. } => Audience::Alerted,
        _ => Audience::All,
    };
    Reply { audience, blocks }
}

/// What the post of a question says once it is over: what it said, and what was right and why.
pub fn over(question: &Over, reveal: &Reveal) -> Reply {
    let mut blocks = vec![Block::Paragraph(Line::new().plain(&question.wording))];
    if !question.choices.is_empty() {
        blocks.push(Block::List(lettered(&question.choices)));
    }
    let over = Line::new().plain("This question is over. ");
    let over = over.strong(&reveal.answer).plain(". ");
    let over = over.plain(&reveal.statement).plain(" ");
    blocks.push(Block::Note(over.emphasis(&reveal.cited.words)));
    Reply {
        audience: Audience::All,
        blocks,
    }
}

/// A question that is open, with how many have answered it.
pub fn counted(content: &Content, answered: u32) -> Reply {
    let mut reply = post(content, ToOwned::to_owned);
    let verb = if answered == 1 { "has" } else { "have" };
    let text = format!("{answered} {verb} answered.");
    reply.blocks.push(Block::Note(Line::new().plain(&text)));
    reply
}

/// Whose answer to a question counts, and which.
fn who(mode: Mode, is_final: bool, kind: Kind) -> &'static str {
    match (mode, is_final, kind) {
        (Mode::Everyone, true, _) => FINAL,
        (Mode::Everyone, false, _) => "you may change it until time is up",
        (Mode::First, _, Kind::Closest) => "of those that are as close, the first",
        (Mode::First, ..) => "the first right answer wins",
    }
}

/// That an answer only counts where nobody else sees it, after what was said before.
fn alone(before: Line) -> Line {
    before
        .plain("Only what nobody else sees counts: ")
        .code("/answer")
        .plain(" it where only I see it.")
}

/// That an answer does not count where others see it.
pub fn seen() -> Reply {
    Reply {
        audience: Audience::Caller,
        blocks: vec![Block::Paragraph(alone(Line::new()))],
    }
}

/// What is asked, and what there is to choose from.
pub(super) fn asked(kind: Kind, wording: &str, choices: &[String], is_private: bool) -> Block {
    Block::Question {
        marker: None,
        kind,
        wording: Line::new().plain(wording),
        choices: lettered(choices),
        is_private,
    }
}

fn lettered(choices: &[String]) -> Vec<Line> {
    let choices = LETTERS.iter().zip(choices);
    let choices =
        choices.map(|(letter, choice)| Line::new().strong(&format!("{letter}. ")).plain(choice));
    choices.collect()
}

/// How a question of a kind is answered.
pub(super) fn how(kind: Kind) -> &'static str {
    match kind {
        Kind::Choice => "Answer with a letter",
        Kind::Typed => "Write the answer",
        Kind::TrueFalse => "True or false",
        Kind::Order => "Write the letters in order, the earliest first",
        Kind::Closest => "Write a number; the closest wins",
    }
}

fn hinted(hint: &Hint) -> String {
    match hint {
        Hint::Struck(choices) => format!("it is not {}.", choices.join(" and not ")),
        Hint::Letters { first, words } => {
            let letters: Vec<String> = words.iter().map(ToString::to_string).collect();
            let unit = if words.len() > 1 { "words" } else { "word" };
            format!(
                "it begins with {first}; letters per {unit}: {}.",
                letters.join(", ")
            )
        }
        Hint::Decade(year) => format!("it was between {year} and {}.", year + 9),
        Hint::Digits(1) => "the number has one digit.".to_owned(),
        Hint::Digits(digits) => format!("the number has {digits} digits."),
        Hint::First(first) => format!("the first is: {first}."),
        Hint::Parts(parts) => format!("there are {parts} of them."),
    }
}

/// Who got points for a question.
fn earned(winners: &[Winner], answered: u32, name: impl Fn(&str) -> String) -> Block {
    if winners.is_empty() {
        return Block::Paragraph(Line::new().plain(match answered {
            0 => "Nobody answered.",
            _ => "Nobody was right.",
        }));
    }
    listed(winners, |winner| {
        let points = count(winner.points, "point", "points");
        let line = Line::new()
            .strong(&name(&winner.member))
            .plain(&format!(": +{points}"));
        match winner.streak {
            0 | 1 => line,
            streak => line.plain(&format!(", {streak} in a row")),
        }
    })
}

/// A line for each member, as far as there is room.
fn listed<T>(members: &[T], line: impl Fn(&T) -> Line) -> Block {
    let mut lines: Vec<Line> = members.iter().take(NAMED_MAX).map(line).collect();
    let more = members.len().saturating_sub(NAMED_MAX);
    if more > 0 {
        lines.push(Line::new().plain(&format!("and {more} more")));
    }
    Block::List(lines)
}

/// Why an answer that was near did not count.
fn missed(near: &Near, name: impl Fn(&str) -> String) -> Line {
    let why = super::reason(near.reason);
    Line::new()
        .strong(&name(&near.member))
        .plain(&format!(": {why}"))
}

/// The answer with what it stands on: learning something is the point of the game.
pub(super) fn told(before: &str, reveal: &Reveal) -> Vec<Block> {
    vec![
        Block::Paragraph(Line::new().plain(before).strong(&reveal.answer)),
        Block::Paragraph(Line::new().plain(&reveal.statement)),
        words::cited(
            reveal.cited.clone(),
            Line::new().emphasis(&reveal.cited.words),
        ),
    ]
}

fn void(reveal: &Reveal) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(Line::new().plain(
        "I was away while this question was open, so it does not count, and I ask another. Points given before stand.",
    ))];
    blocks.extend(told("", reveal));
    blocks
}

fn results(
    end: End,
    done: u32,
    standings: &[Standing],
    name: impl Fn(&str) -> String,
) -> Vec<Block> {
    let why = match end {
        End::Complete => "The round is over.",
        End::Stopped => "The round was stopped.",
        End::Silence => "Nobody answered any more, so the round is over.",
        End::NoMoreQuestions => "I have no more questions of this kind, so the round is over.",
        End::Away => "I was away too often, so the round is over.",
        End::Unsaid => "I could not post the question, so the round is over.",
    };
    let mut blocks = vec![Block::Heading(Line::new().strong(why))];
    if !standings.is_empty() {
        blocks.push(listed(standings, |standing| {
            let points = count(standing.points, "point", "points");
            let right = format!(": {points}, {} of {done} right", standing.right);
            Line::new().strong(&name(&standing.member)).plain(&right)
        }));
    }
    blocks.push(Block::Suggestions {
        intro: Line::new().plain("What next?"),
        items: vec![
            Line::new().code("/quiz start"),
            Line::new().code("/leaderboard"),
        ],
    });
    blocks
}

/// What became of an answer, for whoever gave it; why it is wrong only where that is told at once.
/// `given` is what it was, and by which rules.
pub fn answered(
    answered: Answered,
    reason: Option<Reason>,
    given: Option<(&str, &Rules)>,
) -> Reply {
    let why = || reason.map_or_else(|| "That is not it.".to_owned(), super::reason);
    let text = match answered {
        Answered::Taken | Answered::Changed => match given {
            Some((given, rules)) if rules.mode == Mode::Everyone && !rules.is_final => format!(
                "Your answer: {}. You can change it until time is up.",
                shown(given)
            ),
            Some((given, _)) => format!("Your answer: {}.", shown(given)),
            None => "Taken.".to_owned(),
        },
        Answered::Again(0) => format!("No. {}", why()),
        Answered::Again(tries) => {
            let tries = count(tries, "try", "tries");
            format!("No. {} You have {tries} left.", why())
        }
        Answered::Final => "You have answered, and your first answer counts.".to_owned(),
        Answered::TooLate => "That came after the time was up.".to_owned(),
        Answered::NothingOpen => "No question is open just now.".to_owned(),
        Answered::Spent => "You have had your tries.".to_owned(),
    };
    private(&text)
}

/// An answer as it was given; a letter as it stands before its choice.
pub(super) fn shown(given: &str) -> String {
    let given = cut(given.trim().trim_end_matches('.'), GIVEN_CHARS_MAX);
    if given.chars().count() == 1 {
        given.to_uppercase()
    } else {
        given
    }
}

/// That a question which somebody answered is over.
pub fn gone() -> Reply {
    private("That question is over. The next one is further down, if there is one.")
}

/// Why a text is no answer to what is asked.
pub fn no_answer(reason: Reason) -> Reply {
    private(&super::reason(reason))
}

/// Why something could not be done in a round.
pub fn refused(refused: Refused) -> Reply {
    private(match refused {
        Refused::NothingOpen => "No question is open just now.",
        Refused::HintedBefore => "This question has had its hint.",
        Refused::NoHint => "A hint would give this one away.",
    })
}

/// How a round stands.
pub fn status(
    done: u32,
    of: u32,
    open: Option<(&Question, Duration)>,
    standings: &[Standing],
    name: impl Fn(&str) -> String,
) -> Reply {
    let mut blocks = vec![Block::Paragraph(
        Line::new().plain(&format!("{done} of {of} questions are done.")),
    )];
    if let Some((question, left)) = open {
        let (kind, wording) = (question.kind, &question.wording);
        blocks.push(asked(kind, wording, &question.choices, false));
        let left = count(
            u32::try_from(left.as_secs()).unwrap_or(u32::MAX),
            "second",
            "seconds",
        );
        let how = how(question.kind);
        blocks.push(Block::Note(
            Line::new().plain(&format!("{how}. {left} left.")),
        ));
    }
    if !standings.is_empty() {
        blocks.push(listed(standings, |standing| {
            let points = count(standing.points, "point", "points");
            Line::new()
                .strong(&name(&standing.member))
                .plain(&format!(": {points}"))
        }));
    }
    Reply {
        audience: Audience::Caller,
        blocks,
    }
}

fn count(number: u32, one: &str, many: &str) -> String {
    words::count(number as usize, one, many)
}
