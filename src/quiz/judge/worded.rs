//! Dates in words: "the twenty-first of May", "nineteen forty-eight", "the fifties".

use super::day::Part;
use super::month::month;
use super::spelled;
use super::token::{Piece, Token};

/// A month, "first", "twenty-first", "nineteen forty-eight", "the fifties".
pub(super) fn part(tokens: &[Token<'_>], at: usize, word: &str) -> Option<(Part, usize)> {
    if let Some(month) = month(word) {
        return Some((Part::Month(month), at + 1));
    }
    let decade = decade(word);
    if decade > 0 {
        return Some((Part::Decade(1900 + decade), at + 1));
    }
    let is_month =
        |token: &Token<'_>| matches!(token.piece, Piece::Word(word) if month(word).is_some());
    // "Who was first, in 2014?"
    if matches!(word, "first" | "second" | "third")
        && !tokens[at.saturating_sub(2)..tokens.len().min(at + 4)]
            .iter()
            .any(is_month)
    {
        return None;
    }
    let (value, end) = below_hundred(tokens, at)?;
    let word_at = |at: usize| match tokens.get(at).map(|token| token.piece) {
        Some(Piece::Word(word)) => word,
        _ => "",
    };
    let decade_at = |at: usize| self::decade(word_at(at));
    let year = |year: u32, end: usize| {
        let year = i16::try_from(year).ok()?;
        let part = Part::Year {
            year,
            is_short: false,
        };
        Some((part, end))
    };
    if word_at(end) == "thousand" {
        let rest = end + 1 + usize::from(word_at(end + 1) == "and");
        let (more, end) = below_hundred(tokens, rest).unwrap_or((0, end + 1));
        return year(value * 1000 + more, end);
    }
    if (15..=20).contains(&value) {
        if word_at(end) == "hundred" {
            let rest = end + 1 + usize::from(word_at(end + 1) == "and");
            let (more, end) = below_hundred(tokens, rest).unwrap_or((0, end + 1));
            return year(value * 100 + more, end);
        }
        let century = i16::try_from(value).ok()? * 100;
        if decade_at(end) > 0 {
            return Some((Part::Decade(century + decade_at(end)), end + 1));
        }
        let next = end
            + usize::from(matches!(
                tokens.get(end).map(|t| t.piece),
                Some(Piece::Mark('-'))
            ));
        if let Some((more, end)) = below_hundred(tokens, next).filter(|(more, _)| *more > 9) {
            return year(value * 100 + more, end);
        }
    }
    if value == 1 && word == "one" {
        return None;
    }
    Some((Part::Small(i16::try_from(value).ok()?), end))
}

/// Where in its century a decade begins; 0 if a word is none.
fn decade(word: &str) -> i16 {
    match word {
        "twenties" => 20,
        "thirties" => 30,
        "forties" => 40,
        "fifties" => 50,
        "sixties" => 60,
        "seventies" => 70,
        "eighties" => 80,
        "nineties" => 90,
        _ => 0,
    }
}

/// "forty-eight", "fourteenth".
fn below_hundred(tokens: &[Token<'_>], at: usize) -> Option<(u32, usize)> {
    let value = |at: usize| match tokens.get(at)?.piece {
        Piece::Word(word) => spelled::value(word),
        _ => None,
    };
    let tens = value(at)?;
    let dash = matches!(
        tokens.get(at + 1).map(|token| token.piece),
        Some(Piece::Mark('-'))
    );
    let next = at + 1 + usize::from(dash);
    match value(next) {
        Some(unit @ 1..=9) if tens >= 20 && tens % 10 == 0 => Some((tens + unit, next + 1)),
        _ => Some((tens, at + 1)),
    }
}
