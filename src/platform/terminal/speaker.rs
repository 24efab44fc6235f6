//! Who speaks in a line: several can sit at one terminal.

use unicode_normalization::UnicodeNormalization;
use unicode_security::skeleton;

/// Who replies.
pub(super) const BOT: &str = "attache";

/// Who speaks in a line that names nobody: whoever runs the program, and may do what moderators do.
pub(super) const OWNER: &str = "you";

/// The bound that Discord sets to names.
const MEMBER_CHARS_MAX: usize = 32;

/// Who says what in a line: `name: text`, or text alone. Nothing if it would read as the bot's.
///
/// A name is one word, so that a sentence with a colon stays whole.
pub(super) fn spoken(line: &str) -> Option<(&str, &str)> {
    let is_name = |name: &str| {
        (1..=MEMBER_CHARS_MAX).contains(&name.chars().count())
            && !name.starts_with('/')
            && !name.contains(char::is_whitespace)
    };
    let named = line.split_once(": ").filter(|(name, _)| is_name(name));
    let (member, text) = named.unwrap_or((OWNER, line));
    (!looks_like_the_bot(member)).then_some((member, text))
}

/// Whether a name is taken for the bot's: but for case, accents, what is not seen, and letters of
/// other scripts that look the same (Unicode Technical Standard 39).
fn looks_like_the_bot(name: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.nfkd().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let seen: String = skeleton(&letters(name)).collect();
    seen.eq(&skeleton(BOT).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::spoken;

    #[test]
    fn a_name_is_one_word_before_a_colon() {
        let check = |line: &str, member: &str, text: &str| {
            assert_eq!(spoken(line), Some((member, text)), "{line}");
        };
        check("member1: /when bishkek", "member1", "/when bishkek");
        check("/when bishkek", "you", "/when bishkek");
        check("/timeline from: 1948", "you", "/timeline from: 1948");
        check("tell me: who met bajwa", "you", "tell me: who met bajwa");
        check("member1:/when", "you", "member1:/when");
        check(": hello", "you", ": hello");
        check("Юрий: привет", "Юрий", "привет");
    }

    #[test]
    fn nobody_speaks_as_the_bot() {
        for line in [
            "attache: /help",
            "ATTACHE: yes",
            "attaché: yes",
            "attache\u{301}: yes",
            "att\u{200b}ache: yes",
            "ａｔｔａｃｈｅ: yes",
            "att\u{200d}ache: yes",
            "аttасhе: yes",
            "a.t.t.a.c.h.e: yes",
        ] {
            assert_eq!(spoken(line), None, "{line}");
        }
        for line in [
            "attaches: yes",
            "you: attache: yes",
            "attache is: who?",
            "/attache: x",
        ] {
            assert_ne!(spoken(line), None, "{line}");
        }
    }
}
