//! How a name is made: a person's, an abbreviation, one with a number.

use super::lexicon;
use super::text::{Gap, Text};

/// A name without what stands in brackets.
pub(super) fn without_brackets(name: &str) -> String {
    let mut depth = 0_usize;
    let mut bare = String::with_capacity(name.len());
    for c in name.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ if depth == 0 => bare.push(c),
            _ => {}
        }
    }
    let bare = bare.split_whitespace().collect::<Vec<_>>().join(" ");
    if bare.is_empty() {
        name.to_owned()
    } else {
        bare
    }
}

/// Two to five words with capitals and without digits, of which the last may be a surname.
pub(super) fn is_personal(name: &str, text: &Text) -> bool {
    let count = text.len();
    (2..=5).contains(&count)
        && text.words.iter().all(|word| word.gap != Gap::Break)
        && text.words[1..]
            .iter()
            .all(|word| word.gap == Gap::Space || name.contains('.'))
        && !text.words.iter().any(|word| word.owns)
        && !text.words[1..].iter().all(|word| word.is_joined)
        && !name.contains(',')
        && text.words[count - 1].is_capital
        && text.words[0].is_capital
        && (0..count).all(|at| {
            let word = text.word(at);
            let is_joint = matches!(
                word,
                "de" | "van" | "von" | "bin" | "al" | "la" | "der" | "di"
            );
            is_joint || text.words[at].is_capital && !matches!(word, "and" | "of" | "in")
        })
        && !text.letters().bytes().any(|byte| byte.is_ascii_digit())
        && {
            let (first, last) = (text.word(0), text.word(count - 1));
            last.chars().count() > 2
                && !lexicon::is_common(last)
                && !lexicon::is_direction(first)
                && !lexicon::is_ship(first)
                && !matches!(
                    first,
                    "united" | "great" | "el" | "los" | "las" | "san" | "santa"
                )
        }
}

/// Capitals alone, and few: NATO, UNESCO.
pub(super) fn is_code(name: &str) -> bool {
    let letters = name.chars().filter(|c| c.is_alphabetic());
    letters.clone().count() <= 6
        && letters.clone().count() > 0
        && letters.clone().all(char::is_uppercase)
}

/// A name with its numbers written the other way: "SALT 1" of "SALT I". One letter is read as a
/// number only here, "Malcolm X" being no tenth for whoever types it.
pub(super) fn renumbered(name: &str) -> Option<String> {
    const NUMBERS: [(&str, &str); 3] = [("I", "1"), ("V", "5"), ("X", "10")];
    let mut words: Vec<&str> = name.split_whitespace().collect();
    let mut is_changed = false;
    for word in words.iter_mut().skip(1) {
        let found = NUMBERS.iter().find_map(|&(roman, digits)| match *word {
            same if same == roman => Some(digits),
            same if same == digits => Some(roman),
            _ => None,
        });
        if let Some(other) = found {
            *word = other;
            is_changed = true;
        }
    }
    is_changed.then(|| words.join(" "))
}
