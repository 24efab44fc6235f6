//! A text as the judge reads it: words in one form, and what stands between them.

use super::script::{self, Script};
use super::spelled;
use crate::answers::fold;

/// What stands before a word, the weakest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// A space, a hyphen, or nothing.
    Space,
    /// A comma, a colon, a bracket, a full stop: a qualification may follow.
    Comma,
    /// A slash, a bar, a semicolon, a question mark, a new line: another candidate may follow.
    Break,
}

/// A word of a [`Text`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    start: usize,
    end: usize,
    /// What stands before it.
    pub(super) gap: Gap,
    /// Whether it began with a capital letter.
    pub(super) is_capital: bool,
    /// Whether it ended in "'s".
    pub(super) owns: bool,
    /// Whether a hyphen joins it to the word before.
    pub(super) is_joined: bool,
    /// The script that it was written in.
    pub(super) script: Script,
}

/// A text, folded, transliterated and cut into words.
///
/// The words lie one after the other without a space, so that "moon walk", "Moon-walk" and
/// "moonwalk" are the same run of letters; only two numbers are kept apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Text {
    letters: String,
    /// The words, in order.
    pub(super) words: Vec<Word>,
}

impl Text {
    /// Reads a text.
    pub(super) fn new(text: &str) -> Self {
        let mut new = Self {
            letters: String::with_capacity(text.len() + 8),
            words: Vec::with_capacity(8),
        };
        let mut gap = Gap::Space;
        let mut at = 0;
        let mut word_end = 0;
        let mut is_joined = false;
        while let Some(c) = text[at..].chars().next() {
            if fold::is_within_word(c) {
                let length = token_length(&text[at..]);
                let first = new.len();
                new.push_token(&text[at..at + length], &mut gap);
                at += length;
                word_end = at;
                if let Some(word) = new.words.get_mut(first) {
                    word.is_joined = is_joined && first > 0;
                }
                is_joined = false;
                continue;
            }
            is_joined = matches!(c, '-' | '‐' | '‑') && word_end == at && at > 0;
            at += c.len_utf8();
            match c {
                ',' | ':' | '.' | '(' | ')' | '،' | '—' | '–' | '!' | '"' => {
                    gap = gap.max(Gap::Comma);
                }
                '/' | '|' | ';' | '?' | '؟' | '؛' | '\n' | '\\' => gap = gap.max(Gap::Break),
                '&' | '+' => new.push("and", &mut gap, false, Script::Latin),
                '%' => new.push("percent", &mut gap, false, Script::Latin),
                '-' | '−' if is_sign(text, at) => {
                    new.push("minus", &mut gap, false, Script::Latin);
                }
                _ => {}
            }
        }
        new.drop_articles();
        new
    }

    /// A word's letters.
    pub(super) fn word(&self, at: usize) -> &str {
        let word = self.words[at];
        &self.letters[word.start..word.end]
    }

    /// The letters of the words from one up to another, run together.
    pub(super) fn between(&self, start: usize, end: usize) -> &str {
        &self.letters[self.words[start].start..self.words[end - 1].end]
    }

    /// All words' letters.
    pub(super) fn all(&self) -> impl DoubleEndedIterator<Item = &str> {
        (0..self.words.len()).map(|at| self.word(at))
    }

    /// The letters of all words, run together.
    pub(super) fn letters(&self) -> &str {
        &self.letters
    }

    /// Whether there is a word.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The end of the run of words from `at` that has exactly these letters.
    pub(super) fn run(&self, at: usize, letters: &str) -> Option<usize> {
        let start = self.words[at].start;
        if letters.is_empty() || !self.letters[start..].starts_with(letters) {
            return None;
        }
        let end = start + letters.len();
        let words = &self.words[at..];
        let last = words.iter().position(|word| word.end >= end)?;
        (words[last].end == end).then_some(at + last + 1)
    }

    /// Whether a text has one of these words.
    pub(super) fn has(&self, wanted: &str) -> bool {
        self.all().any(|word| word == wanted)
    }

    /// Whether a text has a word, or another form of it: "borders" for "border".
    pub(super) fn mentions(&self, wanted: &str) -> bool {
        self.all().any(|word| {
            word == wanted || {
                let (short, long) = if word.len() < wanted.len() {
                    (word, wanted)
                } else {
                    (wanted, word)
                };
                let ending = long.strip_prefix(short);
                let is_ending =
                    |end: &str| matches!(end, "s" | "es" | "d" | "ed" | "ing" | "n" | "al");
                short.len() > 3 && ending.is_some_and(is_ending)
            }
        })
    }

    /// These words of it alone, in this order.
    pub(super) fn only(&self, words: impl Iterator<Item = usize>) -> Self {
        let mut new = Self::default();
        for at in words {
            new.append(self.word(at), self.words[at]);
        }
        new
    }

    fn push_token(&mut self, token: &str, gap: &mut Gap) {
        let is_capital = token.chars().next().is_some_and(char::is_uppercase);
        let folded = fold(token);
        let folded = folded.trim_matches('\'');
        let script = script::of(folded);
        let (folded, owns) = match folded.strip_suffix("'s") {
            Some(owner) if !owner.is_empty() => (owner, true),
            _ => (folded, false),
        };
        if let Some(verb) = folded.strip_suffix("n't") {
            self.push(verb, gap, is_capital, script);
            self.push("not", gap, false, script);
            return;
        }
        let mut letters = script::latin(folded);
        if letters.contains('\'') {
            letters = letters.replace('\'', "").into();
        }
        // "9bn" and "19th", but "t90": what begins with a number is apart from its letters.
        let digits = letters.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = letters.split_at(digits);
        match unit {
            "st" | "nd" | "rd" | "th" if digits > 0 => self.push(number, gap, false, script),
            _ => self.push(&letters, gap, is_capital, script),
        }
        if owns && let Some(word) = self.words.last_mut() {
            word.owns = true;
        }
    }

    fn push(&mut self, word: &str, gap: &mut Gap, is_capital: bool, script: Script) {
        let is_first = self.words.is_empty();
        let is_beside = *gap == Gap::Space && !is_first;
        let tens = self.words.last().filter(|_| is_beside);
        let tens = tens.and_then(|last| spelled::tens(&self.letters[last.start..]));
        if let Some(sum) = tens.and_then(|tens| Some(tens + spelled::unit(word)?)) {
            // "Thirty-eighth" is one number.
            if let Some(tens) = self.words.pop() {
                self.letters.truncate(tens.start);
                self.append(&sum.to_string(), tens);
            }
            return;
        }
        let is_century = || is_beside && word == "c" && is_number(self.word(self.len() - 1));
        let word = if is_century() {
            // "The 13th c."
            "century"
        } else {
            spelled::one_form(word, is_first)
        };
        if word.is_empty() {
            return;
        }
        let kept = Word {
            start: 0,
            end: 0,
            gap: *gap,
            is_capital,
            owns: false,
            is_joined: false,
            script,
        };
        *gap = Gap::Space;
        self.append(word, kept);
    }

    fn append(&mut self, word: &str, like: Word) {
        let is_digit = |byte: Option<u8>| byte.is_some_and(|byte| byte.is_ascii_digit());
        if is_digit(self.letters.bytes().next_back()) && is_digit(word.bytes().next()) {
            self.letters.push('.');
        }
        let start = self.letters.len();
        self.letters.push_str(word);
        self.words.push(Word {
            start,
            end: self.letters.len(),
            ..like
        });
    }

    /// Whether a word is a letter before a name, and no part of a designation as in "a B-52".
    fn is_initial(&self, at: usize) -> bool {
        let is_before_name = |next: usize| {
            let starts_with_letter = self.word(next).starts_with(char::is_alphabetic);
            starts_with_letter && !self.words[next].is_joined
        };
        self.word(at).len() == 1 && at + 1 < self.len() && is_before_name(at + 1)
    }

    /// Leaves out "the" and "a", unless nothing else is left or it is the name: "hepatitis A".
    fn drop_articles(&mut self) {
        let last = self.len().saturating_sub(1);
        let is_article = |at: usize| match self.word(at) {
            "the" => at < last,
            // Of initials it is one: "J. A. Smith", "a q smith".
            "a" | "an" => {
                at < last && self.words[at + 1].gap == Gap::Space && !self.is_initial(at + 1)
            }
            _ => false,
        };
        if (0..self.len()).any(is_article) {
            let mut gap = Gap::Space;
            let mut new = Self::default();
            for at in 0..self.len() {
                gap = gap.max(self.words[at].gap);
                if !is_article(at) {
                    let word = Word {
                        gap,
                        ..self.words[at]
                    };
                    new.append(self.word(at), word);
                    gap = Gap::Space;
                }
            }
            *self = new;
        }
    }
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the dash that ends here is the sign of a number.
fn is_sign(text: &str, after_dash: usize) -> bool {
    let before = text[..after_dash].chars().rev().nth(1);
    before.is_none_or(char::is_whitespace)
        && text[after_dash..].starts_with(|c: char| c.is_ascii_digit())
}

/// How much of a text is one token: a word, or a number with its thousands (`9,000,000`).
fn token_length(text: &str) -> usize {
    let mut length = 0;
    for (at, c) in text.char_indices() {
        if !fold::is_within_word(c) {
            break;
        }
        length = at + c.len_utf8();
        if !c.is_numeric() {
            continue;
        }
        // A comma between digits groups them.
        let after = &text.as_bytes()[length..];
        if let [b',', one, two, three, more @ ..] = after
            && [one, two, three].iter().all(|byte| byte.is_ascii_digit())
            && !more.first().is_some_and(u8::is_ascii_digit)
            && text[..length].bytes().all(|byte| byte.is_ascii_digit())
        {
            return length;
        }
    }
    length
}

#[cfg(test)]
mod tests {
    use super::Text;

    fn check(text: &str, words: &[&str]) {
        let text = Text::new(text);
        assert_eq!(text.all().collect::<Vec<_>>(), words, "{text:?}");
    }

    #[test]
    fn words_have_one_form() {
        check("The Queen's  Gambit", &["queen", "gambit"]);
        check("T-90 & S‑400", &["t", "90", "and", "s", "400"]);
        check("nineteenth, 19th", &["19", "19"]);
        check("World War II", &["world", "war", "2"]);
        check("O’Brien isn't here", &["obrien", "is", "not", "here"]);
        check("Saint Basil", &["st", "basil"]);
        check("Vitamin A", &["vitamin", "a"]);
        check("a Q Smith", &["a", "q", "smith"]);
        check("a B-52", &["b", "52"]);
        check("the thirty-eighth parallel", &["38", "parallel"]);
        check("Путин", &["putin"]);
        check("🎉", &[]);
    }

    #[test]
    fn a_run_begins_and_ends_with_words() {
        let text = Text::new("on the moon walk");
        assert_eq!(text.run(1, "moonwalk"), Some(3));
        assert_eq!(text.run(1, "moonwal"), None);
        assert_eq!(text.run(0, "moonwalk"), None);
        assert_eq!(Text::new("1 9").run(0, "19"), None);
    }
}
