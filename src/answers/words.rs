//! Cutting a text into folded words, each with its stem.

use super::fold::{fold, is_within_word};
use super::stem::stem;

/// One word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// The word as folded.
    pub text: String,
    /// What it shares with its other forms: "meetings" and "met" are both `meet`.
    pub stem: String,
    /// Whether it was written in capitals: "US", which is not "us".
    pub capitals: bool,
}

impl Word {
    fn new(text: String, capitals: bool) -> Self {
        let stem = stem(&text);
        Self {
            text,
            stem,
            capitals,
        }
    }

    /// The same word, spelt otherwise.
    #[must_use]
    pub fn respelt(&self, text: &str) -> Self {
        Self::new(text.to_owned(), self.capitals)
    }

    /// Whether it holds a digit: a number, a year or a designation such as `t90`.
    ///
    /// Such words are never taken for a slip of the finger.
    pub fn has_digit(&self) -> bool {
        self.text.bytes().any(|byte| byte.is_ascii_digit())
    }
}

/// The words of a text, in order.
///
/// A designation is one word however it is written (`T-90`, `t 90`, `T90`), an ordinal is its
/// number (`19th`, `nineteenth`, `19`), and a number is apart from its unit (`9bn`).
pub fn words(text: &str) -> Vec<Word> {
    let mut pieces: Vec<(String, bool)> = Vec::new();
    let mut from = 0;
    let text = &text.replace('$', " dollars ");
    for token in text.split(|c: char| !is_within_word(c)) {
        let after_hyphen = text[..from].ends_with('-');
        from += token.len()
            + text[from + token.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
        let capitals = is_capitals(token);
        let folded = fold(token);
        let folded = folded.trim_matches('\'');
        let folded = folded.strip_suffix("'s").unwrap_or(folded);
        if let Some(verb) = folded.strip_suffix("n't") {
            pieces.extend([verb, "not"].map(|piece| (piece.to_owned(), capitals)));
            continue;
        }
        for part in folded.split('\'').filter(|part| !part.is_empty()) {
            match pieces.last_mut() {
                Some((prefix, _)) if after_hyphen && matches!(prefix.as_str(), "re" | "co") => {
                    prefix.push_str(part);
                }
                _ => split_unit(part, |piece| pieces.push((piece.to_owned(), capitals))),
            }
        }
    }
    let mut words = Vec::with_capacity(pieces.len());
    let mut rest = pieces.as_slice();
    while let [(piece, capitals), tail @ ..] = rest {
        let text = if let Some((number, _)) =
            tail.first().filter(|(next, _)| is_designation(piece, next))
        {
            rest = &tail[1..];
            format!("{piece}{}", number.strip_suffix('s').unwrap_or(number))
        } else {
            let groups = thousands(piece, tail);
            rest = &tail[groups..];
            tail[..groups]
                .iter()
                .fold(number_word(piece).to_owned(), |number, (group, _)| {
                    number + group.as_str()
                })
        };
        words.push(Word::new(text, *capitals));
    }
    words
}

/// Two letters or more, none of them small.
fn is_capitals(token: &str) -> bool {
    token.chars().filter(|c| c.is_uppercase()).count() > 1 && !token.chars().any(char::is_lowercase)
}

/// Parts a number from the letters behind it, unless they are an ordinal's or a decade's;
/// of designations, one is as good as many (`T90s`).
fn split_unit<'t>(token: &'t str, mut push: impl FnMut(&'t str)) {
    let is_designation = |one: &&str| one.starts_with(char::is_alphabetic) && is_numbered(one);
    let token = token
        .strip_suffix('s')
        .filter(is_designation)
        .unwrap_or(token);
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = token.split_at(digits);
    match unit {
        "" | "s" => push(token),
        _ if digits == 0 => push(token),
        "st" | "nd" | "rd" | "th" => push(number),
        _ => {
            push(number);
            push(unit);
        }
    }
}

/// `t`, `90` is one designation; `a`, `i` and `o` are words.
fn is_designation(piece: &str, next: &str) -> bool {
    matches!(piece.as_bytes(), [letter] if letter.is_ascii_lowercase())
        && is_number(next.strip_suffix('s').unwrap_or(next))
        && !matches!(piece, "a" | "i" | "o")
}

/// How many of the pieces after `9` go on with it: two in `9,000,000`.
fn thousands(piece: &str, tail: &[(String, bool)]) -> usize {
    if piece.len() > 3 || !is_number(piece) {
        return 0;
    }
    tail.iter()
        .take_while(|(part, _)| part.len() == 3 && is_number(part))
        .count()
}

fn is_numbered(piece: &str) -> bool {
    piece.ends_with(|c: char| c.is_ascii_digit())
}

fn is_number(piece: &str) -> bool {
    !piece.is_empty() && piece.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number word as digits, a month in full, any other word as it is.
fn number_word(word: &str) -> &str {
    // "One" and "two" are left out: they are more often a pronoun and "both" than numbers.
    #[rustfmt::skip]
    const NUMBERS: [(&str, &str); 25] = [
        ("three", "3"), ("four", "4"), ("five", "5"), ("six", "6"), ("seven", "7"),
        ("eight", "8"), ("nine", "9"), ("ten", "10"), ("eleven", "11"), ("twelve", "12"),
        ("thirteen", "13"), ("fourteen", "14"), ("fifteen", "15"), ("sixteen", "16"),
        ("seventeen", "17"), ("eighteen", "18"), ("nineteen", "19"), ("twenty", "20"),
        ("thirty", "30"), ("forty", "40"), ("fifty", "50"), ("sixty", "60"), ("seventy", "70"),
        ("eighty", "80"), ("ninety", "90"),
    ];
    if let Some((_, value)) = NUMBERS.iter().find(|(name, _)| *name == word) {
        return value;
    }
    match word {
        "yr" | "yrs" => "years",
        // "Mar" and "may" are left out, for they are other words more often.
        "jan" => "january",
        "feb" => "february",
        "apr" => "april",
        "jun" => "june",
        "jul" => "july",
        "aug" => "august",
        "sep" | "sept" => "september",
        "oct" => "october",
        "nov" => "november",
        "dec" => "december",
        "bn" | "billions" => "billion",
        "mn" | "mln" | "millions" => "million",
        "fifties" => "50s",
        "sixties" => "60s",
        "seventies" => "70s",
        "seventieth" => "70",
        "nineteenth" => "19",
        _ => word,
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = words(text).into_iter().map(|word| word.text).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn text_is_cut_into_words() {
        check("Who met Bajwa?", &["who", "met", "bajwa"]);
        check(
            "Pakistan's T-90, t 90, T-90s and T90s",
            &["pakistan", "t90", "t90", "t90", "and", "t90"],
        );
        check(
            "the 19th, nineteenth summit",
            &["the", "19", "19", "summit"],
        );
        check(
            "$9bn or 9,000,000,000",
            &["dollars", "9", "billion", "or", "9000000000"],
        );
        check(
            "the 1950s and the fifties",
            &["the", "1950s", "and", "the", "50s"],
        );
        check("surface-to-air", &["surface", "to", "air"]);
        check("عمران خان", &["عمران", "خان"]);
        check("🎉 !!", &[]);
        check("`Putin`, 'Khan'", &["putin", "khan"]);
        check("didn't, isn’t", &["did", "not", "is", "not"]);
        check("re-evaluated, co-operate", &["reevaluated", "cooperate"]);
        check("is a 90", &["is", "a", "90"]);
    }
}
