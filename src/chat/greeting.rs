//! Words to the bot itself, which no fact could answer.

use unicode_normalization::UnicodeNormalization;

/// What people type first, or to learn whom they talk to: whole messages, so that no question
/// about a fact is taken for one.
const GREETINGS: [&str; 10] = [
    "hello",
    "hey",
    "hi",
    "help",
    "what are you",
    "what can you do",
    "what do you do",
    "what is attache",
    "who are you",
    "who is attache",
];

/// Whether a message greets the bot or asks what it is, be it called by its name or not.
pub fn is_greeting(text: &str) -> bool {
    let letters = text
        .nfkd()
        .filter(|c| c.is_alphanumeric() || c.is_whitespace());
    let letters: String = letters.flat_map(char::to_lowercase).collect();
    let words: Vec<_> = letters.split_whitespace().collect();
    let is_one = |words: &[&str]| GREETINGS.contains(&words.join(" ").as_str());
    is_one(&words) || matches!(&words[..], [words @ .., "attache"] if is_one(words))
}

#[cfg(test)]
mod tests {
    use super::is_greeting;

    #[test]
    fn words_to_the_bot_are_told_from_questions_about_facts() {
        for text in [
            "hello",
            " Hi! ",
            "Hey, attaché!",
            "What can you do?",
            "what is attaché",
            "who are you?",
            "who\nare\tyou",
            "hi\nattaché",
        ] {
            assert!(is_greeting(text), "{text}");
        }
        for text in [
            "",
            "attache",
            "hi-tech",
            "hello kitty",
            "who are you talking about",
            "what can you do about tanks",
            "what is pantsir",
            "who is attache of pakistan",
            "what is a defence attache",
        ] {
            assert!(!is_greeting(text), "{text}");
        }
    }
}
