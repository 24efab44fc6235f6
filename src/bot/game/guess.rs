//! From what a member wrote to a guess.

use crate::quiz::judge::{self, Judge, Reason};
use crate::quiz::{Answer, Guess, Question};

/// An answer that was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Judged {
    pub(super) guess: Guess,
    /// Why; nothing where others' answers decide.
    pub(super) reason: Option<Reason>,
}

/// What a text is as an answer to a question; or why it cannot be one, such as words that are none
/// of the choices, or no number where one is asked.
pub(super) fn guess(question: &Question, given: &str) -> Result<Judged, Reason> {
    if let Answer::Closest(_) = &question.answer {
        let number = judge::guess(given).ok_or(Reason::NoNumber)?;
        return Ok(Judged {
            guess: Guess::Number(number),
            reason: None,
        });
    }
    let judge = Judge::new(&question.wording, &question.answer, &question.choices);
    let verdict = judge.verdict(given);
    let guess = match verdict.reason {
        reason @ (Reason::NoChoice | Reason::NoOrder | Reason::Empty | Reason::NotKnown) => {
            return Err(reason);
        }
        _ if verdict.accepted => Guess::Right,
        near if near.is_near() => Guess::Near(near),
        _ => Guess::Wrong,
    };
    Ok(Judged {
        guess,
        reason: Some(verdict.reason),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::Citation;
    use crate::quiz::{Kind, NumberAnswer, Reveal};

    fn question(kind: Kind, choices: &[&str], answer: Answer) -> Question {
        Question {
            id: String::new(),
            kind,
            wording: String::new(),
            choices: choices.iter().map(|&choice| choice.to_owned()).collect(),
            answer,
            reveal: Reveal {
                answer: String::new(),
                statement: String::new(),
                cited: Citation::stated("", ""),
            },
        }
    }

    #[test]
    fn what_cannot_be_an_answer_is_no_guess() {
        let choice = question(Kind::Choice, &["Zenda", "Strelsau"], Answer::Choice(0));
        for (given, guess) in [
            ("a", Ok(Guess::Right)),
            ("B", Ok(Guess::Wrong)),
            ("zenda", Ok(Guess::Right)),
            ("who met Elphberg?", Err(Reason::NoChoice)),
            ("", Err(Reason::Empty)),
        ] {
            let found = super::guess(&choice, given);
            assert_eq!(found.map(|judged| judged.guess), guess, "{given}");
        }
        let number = NumberAnswer {
            value: 1921,
            decimals: 0,
            unit: String::new(),
        };
        let closest = question(Kind::Closest, &[], Answer::Closest(number));
        for (given, guess) in [
            ("1920", Ok(Guess::Number(1920))),
            ("about 1900", Ok(Guess::Number(1900))),
            ("no idea", Err(Reason::NoNumber)),
        ] {
            let found = super::guess(&closest, given);
            assert_eq!(found.map(|judged| judged.guess), guess, "{given}");
        }
    }
}
