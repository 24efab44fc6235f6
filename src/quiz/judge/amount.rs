//! Numbers as people write them: `9bn`, `9,000,000,000`, `nine billion dollars`.

use super::spelled;
use super::token::{Piece, Token, tokens};
use super::unit::{self, measure, scale};
use crate::quiz::NumberAnswer;

/// How many parts of one are told apart: enough for "0.9 billion" and "11.5".
const PARTS: i128 = 1000;

/// A number that somebody wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Amount<'t> {
    /// Thousandths.
    parts: i128,
    /// What it counts: the words behind it, or a sign of currency.
    pub(super) unit: Option<&'t str>,
    /// The word after that.
    pub(super) after: Option<&'t str>,
    /// Whether "m" made millions of it, which may stand for metres too.
    has_m: bool,
}

/// What a text has of numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Amounts<'t> {
    /// Each number, in order.
    pub(super) all: Vec<Amount<'t>>,
    /// Whether it bounds a value, or spans two, instead of giving one.
    pub(super) is_range: bool,
    /// Whether it says what the number is not.
    pub(super) is_negated: bool,
}

impl Amount<'_> {
    /// The same number of metres, where it was read as millions: "8849m".
    pub(super) fn in_metres(self) -> Self {
        if !self.has_m {
            return self;
        }
        Self {
            parts: self.parts / 1_000_000,
            unit: Some("m"),
            ..self
        }
    }

    /// Whether it is this number.
    pub(super) fn is(&self, answer: &NumberAnswer) -> bool {
        let ones = 10_i128.checked_pow(answer.decimals);
        ones.and_then(|ones| self.parts.checked_mul(ones)) == Some(i128::from(answer.value) * PARTS)
    }

    /// The number without its decimal point, and how many digits stood behind that; none if it is
    /// too large.
    pub(super) fn decimal(&self) -> Option<(i64, u32)> {
        let (mut value, mut decimals) = (self.parts, PARTS.ilog10());
        while decimals > 0 && value % 10 == 0 {
            value /= 10;
            decimals -= 1;
        }
        Some((i64::try_from(value).ok()?, decimals))
    }

    /// The whole number; none if there is a fraction or it is too large.
    pub(super) fn whole(&self) -> Option<i64> {
        let is_whole = self.parts % PARTS == 0;
        i64::try_from(self.parts / PARTS).ok().filter(|_| is_whole)
    }
}

/// The numbers of a folded text.
pub(super) fn amounts(folded: &str) -> Amounts<'_> {
    let tokens = tokens(folded);
    let mut found = Amounts::default();
    let mut at = 0;
    let mut last_end = None;
    while at < tokens.len() {
        if let Some((parts, end)) = number(&tokens, at) {
            let sign = at
                .checked_sub(1)
                .and_then(|before| unit::of_sign(tokens[before].piece));
            let named = at.checked_sub(1).and_then(|before| word(&tokens, before));
            let named = named.filter(|word| unit::is_money(word));
            let is_minus = is_minus(&tokens, at);
            let spans = last_end.is_some_and(|last| {
                tokens[last..at].iter().any(|token| {
                    matches!(token.piece, Piece::Mark('-'))
                        || matches!(token.piece, Piece::Word("to" | "till" | "until" | "and"))
                })
            });
            found.is_range |= spans;
            let (unit, after) = counted(&tokens, end);
            found.all.push(Amount {
                parts: if is_minus && !spans { -parts } else { parts },
                unit: sign
                    .or(unit.filter(|unit| measure(unit).is_some()))
                    .or(named)
                    .or(unit),
                after,
                has_m: word(&tokens, end - 1) == Some("m"),
            });
            last_end = Some(end);
            at = end;
            continue;
        }
        if let Piece::Word(word) = tokens[at].piece {
            found.is_range |= is_bound(word, tokens.get(at + 1).map(|token| token.piece));
            found.is_negated |= matches!(word, "not" | "never" | "isn't" | "wasn't" | "neither")
                && !next_is_doubt(&tokens[at + 1..]);
        }
        if matches!(tokens[at].piece, Piece::Mark('<' | '>' | '≥' | '≤')) {
            found.is_range = true;
        }
        at += 1;
    }
    // "11+" is at least eleven.
    if let [.., last] = tokens.as_slice()
        && last.piece == Piece::Mark('+')
        && !found.all.is_empty()
    {
        found.is_range = true;
    }
    found
}

fn next_is_doubt(rest: &[Token<'_>]) -> bool {
    rest.iter().take(3).any(|token| match token.piece {
        Piece::Word(word) => super::lexicon::is_doubt(word),
        _ => false,
    })
}

fn is_bound(word: &str, next: Option<Piece<'_>>) -> bool {
    match word {
        "over" | "under" | "above" | "below" | "between" | "exceeding" | "minimum" | "maximum" => {
            true
        }
        "more" | "less" | "fewer" | "greater" | "higher" | "lower" => {
            next == Some(Piece::Word("than"))
        }
        "at" => matches!(next, Some(Piece::Word("least" | "most"))),
        "up" => next == Some(Piece::Word("to")),
        _ => false,
    }
}

fn is_minus(tokens: &[Token<'_>], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    let is_free = before == 0 || !tokens[before].is_glued;
    match tokens[before].piece {
        Piece::Mark('-') => is_free && tokens[at].is_glued,
        Piece::Word(word) => word == "minus",
        _ => false,
    }
}

fn word<'t>(tokens: &[Token<'t>], at: usize) -> Option<&'t str> {
    match tokens.get(at)?.piece {
        Piece::Word(word) => Some(word),
        _ => None,
    }
}

/// Whether degrees are counted, of which the next word may name the scale.
fn is_degree(tokens: &[Token<'_>], at: usize) -> bool {
    let piece = tokens.get(at).map(|token| token.piece);
    matches!(
        piece,
        Some(Piece::Mark('°') | Piece::Word("degree" | "degrees" | "deg"))
    )
}

/// The word or sign after a number, and the word after that.
fn counted<'t>(tokens: &[Token<'t>], mut at: usize) -> (Option<&'t str>, Option<&'t str>) {
    while matches!(
        word(tokens, at),
        Some("of" | "us" | "u" | "s" | "american" | "the")
    ) || is_degree(tokens, at)
    {
        at += 1;
    }
    let sign = tokens.get(at).and_then(|token| unit::of_sign(token.piece));
    (sign.or_else(|| word(tokens, at)), word(tokens, at + 1))
}

/// A number at a token, in thousandths, and where it ends.
fn number(tokens: &[Token<'_>], at: usize) -> Option<(i128, usize)> {
    let (parts, end) = match tokens[at].piece {
        Piece::Digits(_) => {
            // "S400", "I1" and "Mi-35" are designations.
            let is_named = |before: usize| matches!(tokens[before].piece, Piece::Word(word) if word != "us" && measure(word).is_none());
            let is_dash = |at: usize| {
                at > 1 && tokens[at - 1].piece == Piece::Mark('-') && tokens[at - 1].is_glued
            };
            let is_designation = at > 0
                && tokens[at].is_glued
                && (is_named(at - 1) || is_dash(at) && is_named(at - 2));
            if is_designation {
                return None;
            }
            digits(tokens, at)?
        }
        Piece::Word(_) => part_of_one(tokens, at).or_else(|| spelled(tokens, at))?,
        Piece::Mark(_) => return None,
    };
    // "one and a half million"
    let half = [
        word(tokens, end),
        word(tokens, end + 1),
        word(tokens, end + 2),
    ];
    if half == [Some("and"), Some("a"), Some("half")] {
        return Some(scaled(tokens, parts + PARTS / 2, end + 3));
    }
    Some(scaled(tokens, parts, end))
}

/// `9`, `9.5`, `9,000`, `9 000`, `9.000.000`.
fn digits(tokens: &[Token<'_>], at: usize) -> Option<(i128, usize)> {
    let Piece::Digits(first) = tokens[at].piece else {
        return None;
    };
    let mut whole: i128 = first.parse().ok().filter(|_| first.len() < 19)?;
    let mut end = at + 1;
    let group = |mark: usize, digits: usize| {
        let (mark, group) = (tokens.get(mark)?, tokens.get(digits)?);
        match (mark.piece, group.piece) {
            (Piece::Mark(mark), Piece::Digits(group_digits)) if group.is_glued => {
                Some((mark, group_digits))
            }
            _ => None,
        }
    };
    // Groups of three, or of two as in India.
    let mut groups = 0;
    while let Some((mark @ (',' | '.' | '\''), digits)) = group(end, end + 1) {
        let more = group(end + 2, end + 3).is_some();
        let is_group = digits.len() == 3 || (mark == ',' && digits.len() == 2 && more);
        if !tokens[end].is_glued || !is_group || mark == '.' && groups == 0 && !more {
            break;
        }
        whole = whole.checked_mul(if digits.len() == 3 { 1000 } else { 100 })?;
        whole = whole.checked_add(digits.parse().ok()?)?;
        if whole > i128::from(i64::MAX) {
            return None;
        }
        groups += 1;
        end += 2;
    }
    while groups == 0 && first.len() <= 3 || groups > 0 && tokens.get(end).is_some() {
        match tokens.get(end).map(|token| (token.piece, token.is_glued)) {
            Some((Piece::Digits(digits), false)) if digits.len() == 3 => {
                whole = whole.checked_mul(1000)?.checked_add(digits.parse().ok()?)?;
                if whole > i128::from(i64::MAX) {
                    return None;
                }
                groups += 1;
                end += 1;
            }
            _ => break,
        }
    }
    let mut parts = whole * PARTS;
    if let Some(('.' | ',', fraction)) = group(end, end + 1)
        && tokens[end].is_glued
        && fraction.len() <= 6
    {
        let scale = 10_i128.pow(u32::try_from(fraction.len()).ok()?);
        parts += fraction.parse::<i128>().ok()? * PARTS / scale;
        end += 2;
    }
    // "19th" is nineteen.
    if matches!(word(tokens, end), Some("st" | "nd" | "rd" | "th")) && tokens[end].is_glued {
        end += 1;
    }
    Some((parts, end))
}

/// "half a billion", "a quarter of a million": only of what is larger than one.
fn part_of_one(tokens: &[Token<'_>], at: usize) -> Option<(i128, usize)> {
    let is_article = |at: usize| matches!(word(tokens, at), Some("a" | "an"));
    let at = at + usize::from(is_article(at));
    let parts = match word(tokens, at)? {
        "half" => PARTS / 2,
        "quarter" => PARTS / 4,
        _ => return None,
    };
    let at = at + 1 + usize::from(word(tokens, at + 1) == Some("of"));
    let end = at + usize::from(is_article(at));
    scale(word(tokens, end)?, false).map(|_| (parts, end))
}

/// "nine", "eight hundred and fifteen", "twenty-one".
fn spelled(tokens: &[Token<'_>], at: usize) -> Option<(i128, usize)> {
    let value = |at: usize| match word(tokens, at)? {
        "hundred" | "hundredth" => Some(100),
        "thousand" => Some(1000),
        "dozen" => Some(12),
        word => spelled::value(word).map(i128::from),
    };
    let mut total = 0;
    let mut current = match word(tokens, at)? {
        "a" | "an" => value(at + 1)
            .filter(|&value| value >= 12 && value != 20)
            .map(|_| 1)?,
        _ => value(at)?,
    };
    if word(tokens, at) == Some("thousand") {
        return Some((1000 * PARTS, at + 1));
    }
    let mut end = at + 1;
    loop {
        let mut next = end;
        if matches!(
            tokens.get(next).map(|token| token.piece),
            Some(Piece::Mark('-'))
        ) || word(tokens, next) == Some("and") && current >= 100
        {
            next += 1;
        }
        match value(next) {
            Some(12) if word(tokens, next) == Some("dozen") => current *= 12,
            Some(100) if current < 100 => current *= 100,
            Some(1000) => {
                total += current * 1000;
                current = 0;
            }
            Some(unit) if unit < 100 && current % 100 == 0 => current += unit,
            Some(unit) if unit < 10 && current % 10 == 0 && current % 100 >= 20 => current += unit,
            _ => break,
        }
        end = next + 1;
    }
    Some(((total + current) * PARTS, end))
}

/// Applies "billion", "bn", "k" behind a number.
fn scaled(tokens: &[Token<'_>], mut parts: i128, mut end: usize) -> (i128, usize) {
    while let Some(scale) = tokens.get(end).and_then(|token| match token.piece {
        Piece::Word(word) => scale(word, token.is_glued),
        _ => None,
    }) {
        match parts.checked_mul(scale) {
            Some(larger) if larger < i128::from(i64::MAX) * PARTS => parts = larger,
            _ => break,
        }
        end += 1;
    }
    (parts, end)
}
