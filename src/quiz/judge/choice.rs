//! Choices and orders: by letter, by number, or in their own words.

use super::cover::{Cover, Of};
use super::forms::Forms;
use super::hesitation;
use super::lexicon;
use super::name::Name;
use super::reason::{Reason, Verdict};
use super::script;
use super::spelled;
use super::text::Text;
use super::token::{Piece, Token, tokens};
use crate::quiz::NameAnswer;

/// Choices, read once.
#[derive(Debug, Clone)]
pub(super) struct Choices {
    forms: Vec<Forms>,
    names: Vec<Name>,
}

impl Choices {
    /// Reads the choices as they are shown.
    pub(super) fn new(choices: &[String]) -> Self {
        let name = |at: usize| NameAnswer {
            name: choices[at].clone(),
            aliases: aliases(&choices[at]),
            rivals: (0..choices.len())
                .filter(|&other| other != at)
                .map(|other| choices[other].clone())
                .collect(),
        };
        let names: Vec<Name> = (0..choices.len()).map(|at| Name::new(&name(at))).collect();
        Self {
            forms: names.iter().map(|name| name.forms().clone()).collect(),
            names,
        }
    }

    /// Judges what was given for the choice at a position.
    pub(super) fn verdict(
        &self,
        right: usize,
        folded: &str,
        given: &Text,
        question: &Text,
    ) -> Verdict {
        let judged = |picked: usize| {
            if picked == right {
                Verdict::accept(Reason::Right)
            } else {
                Verdict::refuse(Reason::OtherChoice)
            }
        };
        let is_text = |forms: &Forms| forms.is_all(given, |_| true);
        if let Some(picked) = self.forms.iter().position(is_text) {
            return judged(picked);
        }
        let tokens = tokens(folded);
        let nothing = Text::default();
        // They stand against each other by being members of one cover.
        let members: Vec<&Forms> = self.forms.iter().collect();
        let cover = Cover::new(given, &nothing, &members, &Forms::NONE);
        let mut picked: Vec<usize> = self.marks(&tokens).collect();
        // "No clue" and "no doubt" are no "no".
        let is_said = |at: usize| {
            !(lexicon::is_negation(given.word(at)) && hesitation::is_neutral(given, at))
        };
        picked.extend((0..given.len()).filter_map(|at| match cover.of[at] {
            Of::Answer(member) if is_said(at) => Some(member),
            _ => None,
        }));
        picked.sort_unstable();
        picked.dedup();
        let is_negated = (0..given.len()).any(|at| {
            !matches!(cover.of[at], Of::Answer(_))
                && lexicon::is_negation(given.word(at))
                && !hesitation::is_neutral(given, at)
        });
        match picked.as_slice() {
            [_] if is_negated => Verdict::refuse(Reason::Negated),
            [picked] => judged(*picked),
            [] => {
                if let Some(reason) = hesitation::unsaid(given) {
                    return Verdict::refuse(reason);
                }
                let verdict = self
                    .names
                    .get(right)
                    .map(|name| name.verdict(given, question));
                verdict
                    .filter(|verdict| verdict.accepted)
                    .unwrap_or(Verdict::refuse(Reason::NoChoice))
            }
            _ => Verdict::refuse(Reason::Several),
        }
    }

    /// Judges what was given for an order of all choices.
    pub(super) fn order(&self, right: &[usize], folded: &str, given: &Text) -> Verdict {
        let sequence = self
            .sequence(&tokens(folded))
            .or_else(|| self.sequence_in_words(given));
        match sequence {
            Some(sequence) if sequence == right => Verdict::accept(Reason::Right),
            Some(sequence) if sequence.len() == right.len() => Verdict::refuse(Reason::OtherOrder),
            _ => Verdict::refuse(hesitation::unsaid(given).unwrap_or(Reason::NoOrder)),
        }
    }

    /// The choices that letters or numbers pick.
    fn marks(&self, tokens: &[Token<'_>]) -> impl Iterator<Item = usize> {
        let is_article = |at: usize| {
            matches!(tokens[at].piece, Piece::Word("a" | "i"))
                && tokens.get(at + 1).is_some_and(|next| match next.piece {
                    Piece::Word(word) => {
                        let is_i = tokens[at].piece == Piece::Word("i");
                        word.len() > 1 && (is_i || !lexicon::is_filler(word))
                    }
                    _ => false,
                })
        };
        (0..tokens.len())
            .filter(move |&at| !is_article(at))
            .flat_map(|at| {
                let piece = tokens[at].piece;
                let own = self.mark(piece);
                let own = own.or_else(|| self.ordinal(tokens, at));
                // "ab" is two of them, which are too many.
                let run = match piece {
                    Piece::Word(word) if own.is_none() && word.len() < 5 => self.run(word),
                    _ => None,
                };
                own.into_iter().chain(run.into_iter().flatten())
            })
    }

    /// The choice that a letter or number picks.
    fn mark(&self, piece: Piece<'_>) -> Option<usize> {
        let at = match piece {
            Piece::Digits(digits) => digits.parse::<usize>().ok()?.checked_sub(1)?,
            Piece::Word(word) => {
                let mut letters = word.chars();
                let letter = letters.next().filter(|_| letters.as_str().is_empty())?;
                position(letter)?
            }
            Piece::Mark(_) => return None,
        };
        (at < self.forms.len()).then_some(at)
    }

    /// The choice that "the second one" picks.
    fn ordinal(&self, tokens: &[Token<'_>], at: usize) -> Option<usize> {
        let (Piece::Word(word), Piece::Word("one" | "option" | "choice" | "answer")) =
            (tokens[at].piece, tokens.get(at + 1)?.piece)
        else {
            return None;
        };
        let place = usize::try_from(spelled::value(word)?)
            .ok()?
            .checked_sub(1)?;
        (place < self.forms.len()).then_some(place)
    }

    /// The choices that letters or digits in a row pick, each once.
    fn run(&self, letters: &str) -> Option<Vec<usize>> {
        let positions: Option<Vec<usize>> = letters
            .chars()
            .map(|letter| {
                let digit = letter.to_digit(10).map(|digit| digit as usize);
                let at = digit.map_or_else(|| position(letter), |digit| digit.checked_sub(1));
                at.filter(|&at| at < self.forms.len())
            })
            .collect();
        positions.filter(|positions| {
            positions.len() > 1
                && (1..positions.len()).all(|at| !positions[..at].contains(&positions[at]))
        })
    }

    /// An order by letters or numbers.
    fn sequence(&self, tokens: &[Token<'_>]) -> Option<Vec<usize>> {
        let mut sequence = Vec::new();
        for token in tokens {
            match (self.mark(token.piece), token.piece) {
                (Some(at), _) => sequence.push(at),
                (None, Piece::Word(word) | Piece::Digits(word)) => {
                    if let Some(run) = self.run(word).filter(|_| sequence.is_empty()) {
                        sequence.extend(run);
                    } else {
                        // "Last" is only said of the last one here.
                        let is_last = word == "last" && sequence.len() + 1 == self.forms.len();
                        if !is_last && !AROUND_ORDERS.contains(&word) {
                            return None;
                        }
                    }
                }
                (None, Piece::Mark(_)) => {}
            }
        }
        (!sequence.is_empty()).then_some(sequence)
    }

    /// An order by the choices' own words.
    fn sequence_in_words(&self, given: &Text) -> Option<Vec<usize>> {
        let nothing = Text::default();
        // They stand against each other by being members of one cover.
        let members: Vec<&Forms> = self.forms.iter().collect();
        let cover = Cover::new(given, &nothing, &members, &Forms::NONE);
        let mut sequence = Vec::new();
        for of in &cover.of {
            if let Of::Answer(member) = of
                && sequence.last() != Some(member)
            {
                sequence.push(*member);
            }
        }
        (sequence.len() == self.forms.len()).then_some(sequence)
    }
}

/// Words that may stand between the letters of an order.
const AROUND_ORDERS: [&str; 16] = [
    "and", "answer", "before", "by", "finally", "first", "followed", "i", "is", "it's", "its",
    "lastly", "next", "order", "then", "think",
];

/// The place of a letter: a, b, c, d; а, б, в, г.
fn position(letter: char) -> Option<usize> {
    match letter {
        'a'..='z' => Some(letter as usize - 'a' as usize),
        'а' => Some(0),
        'б' => Some(1),
        // A Cyrillic letter that looks like a Latin one.
        'в' | 'с' => Some(2),
        'г' => Some(3),
        'д' => Some(4),
        _ => None,
    }
}

/// Other words for "true" and "false".
fn aliases(choice: &str) -> Vec<String> {
    let words: &[&str] = match script::latin(&choice.to_lowercase()).as_ref() {
        "true" | "yes" => &[
            "true",
            "not false",
            "isn't false",
            "yes",
            "t",
            "y",
            "yep",
            "yeah",
            "yup",
            "correct",
            "right",
            "да",
            "ہاں",
        ],
        "false" | "no" => &[
            "false",
            "no",
            "f",
            "n",
            "nope",
            "nah",
            "untrue",
            "incorrect",
            "wrong",
            "not true",
            "isn't true",
            "нет",
            "نہیں",
        ],
        _ => &[],
    };
    words.iter().map(ToString::to_string).collect()
}
