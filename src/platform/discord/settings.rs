//! What the bot runs with on Discord.

use std::fmt;

/// What the bot runs with on Discord.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The number of its application.
    pub application: u64,
    /// What it proves itself with.
    pub token: Token,
    /// Where Discord is reached.
    pub url: String,
    /// Whether it reads messages that are not to it.
    pub message_content: bool,
    /// What stands below its name.
    pub presence: String,
    /// Which shards it runs; all that Discord recommends where none are named.
    pub shards: Option<ShardRange>,
}

/// A part of a number of shards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShardRange {
    first: u32,
    last: u32,
    total: u32,
}

impl ShardRange {
    /// All of a number of shards.
    pub fn all(total: u32) -> Self {
        let total = total.max(1);
        Self {
            first: 0,
            last: total - 1,
            total,
        }
    }

    /// The shards from the first to the last, both included, of a total; or what is wrong with
    /// that, and what to do.
    pub fn new(first: u32, last: u32, total: u32) -> Result<Self, String> {
        if last >= total {
            return Err(format!(
                "shards are counted from 0: the last of {total} is {}, and not {last}",
                total.saturating_sub(1)
            ));
        }
        if first > last {
            return Err(format!(
                "the first shard, {first}, comes after the last, {last}: swap them"
            ));
        }
        Ok(Self { first, last, total })
    }

    /// Their numbers.
    pub fn numbers(self) -> impl ExactSizeIterator<Item = u32> {
        // Both ends are there, and no iterator over an inclusive range knows its length.
        self.first..self.last + 1
    }

    /// How many there are in all processes.
    pub fn total(self) -> u32 {
        self.total
    }

    /// The share of all shards that these are.
    pub fn share(self) -> f64 {
        f64::from(self.last - self.first + 1) / f64::from(self.total)
    }
}

/// What the bot proves itself with; never shown.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A token as it was copied from Discord, with blanks around it or without; or what is wrong
    /// with it.
    pub fn new(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        let token = text.strip_prefix("Bot ").unwrap_or(text).trim_start();
        if token.is_empty() {
            return Err("there is no token");
        }
        let is_of_token = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
        if !token.bytes().all(is_of_token) {
            return Err(
                "this is no token, which has letters, digits, `.`, `_` and `-` alone: leave \
                        quotation marks, blanks and names out",
            );
        }
        Ok(Self(token.to_owned()))
    }

    /// What is sent to Discord, in the header of a request.
    pub(super) fn header(&self) -> String {
        format!("Bot {}", self.0)
    }

    /// What is sent to Discord, in what it calls a gateway.
    pub(super) fn plain(&self) -> String {
        self.0.clone()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_of_shards_has_both_ends() {
        let numbers = |range: ShardRange| range.numbers().collect::<Vec<_>>();
        assert_eq!(numbers(ShardRange::new(2, 3, 4).unwrap()), [2, 3]);
        assert_eq!(numbers(ShardRange::all(2)), [0, 1]);
        assert_eq!(numbers(ShardRange::all(0)), [0]);
        assert!((ShardRange::new(2, 3, 4).unwrap().share() - 0.5).abs() < 1e-9);
        assert!(ShardRange::new(0, 4, 4).unwrap_err().contains("is 3"));
        assert!(ShardRange::new(2, 1, 4).unwrap_err().contains("swap"));
    }

    #[test]
    fn a_token_is_never_shown() {
        let token = Token::new(" Bot abc.def\n").unwrap();
        assert_eq!(token.header(), "Bot abc.def");
        assert_eq!(format!("{token:?}"), "Token(…)");
        assert!(Token::new(" \n").is_err());
        for text in [
            "a b",
            "\"abc.def\"",
            "DISCORD_TOKEN=abc.def",
            "\u{feff}abc.def",
        ] {
            assert!(Token::new(text).is_err(), "{text}");
        }
    }
}
