//! What the bot runs with on Matrix.

use std::fmt;
use std::path::PathBuf;

use crate::chat::commands;

/// What the bot runs with on Matrix.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Where its homeserver is.
    pub homeserver: String,
    /// Its user, as in `@attache:example.org`.
    pub user: String,
    /// What it proves itself with when it logs in; later its session is kept.
    pub password: Option<Secret>,
    /// What its session and its keys are encrypted with on the disk.
    pub passphrase: Secret,
    /// The folder of its session and its keys.
    pub state: PathBuf,
    /// What its device is called.
    pub device: String,
    /// What stands before a command.
    pub prefix: Prefix,
}

/// A word that must not be known; never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret as it stands in a file or a variable, with blanks around it or without; nothing if
    /// it is empty.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// The word itself.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// What stands before a command: a slash is taken by most clients.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prefix(String);

impl Prefix {
    /// A prefix; nothing if it is none that anybody could type.
    pub fn new(text: &str) -> Option<Self> {
        let is_sound = !text.is_empty()
            && text.chars().count() <= PREFIX_CHARS_MAX
            && !text.starts_with('/')
            && !text
                .chars()
                .any(|c| c.is_whitespace() || c.is_control() || c.is_alphanumeric());
        is_sound.then(|| Self(text.to_owned()))
    }

    /// A command as it is written with the prefix.
    pub(super) fn written(&self, command: &str) -> String {
        match command.strip_prefix('/') {
            Some(rest) => format!("{}{rest}", self.0),
            None => command.to_owned(),
        }
    }

    /// What somebody wrote as the game takes a command: with a slash. Nothing if it is talk that
    /// only looks like one.
    pub(super) fn read(&self, text: &str) -> Option<String> {
        let rest = text
            .strip_prefix(&*self.0)
            .or_else(|| text.strip_prefix('/'))?;
        let word = rest.split_whitespace().next()?;
        let is_meant = rest.starts_with(word)
            && (commands::find(word).is_some() || commands::find_nearest(word).is_some());
        is_meant.then(|| format!("/{rest}"))
    }
}

/// Longer ones would hardly be typed.
const PREFIX_CHARS_MAX: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_has_the_prefix_or_a_slash_and_talk_is_none() {
        let prefix = Prefix::new("!").unwrap();
        let check = |text: &str, expected: Option<&str>| {
            assert_eq!(prefix.read(text).as_deref(), expected, "{text}");
        };
        check("!when the treaty", Some("/when the treaty"));
        check("/when the treaty", Some("/when the treaty"));
        check("!WHEN x", Some("/WHEN x"));
        // Help says what was probably meant.
        check("!whne x", Some("/whne x"));
        check("!important", None);
        check("! when", None);
        check("!", None);
        check("when", None);
        assert_eq!(prefix.written("/who bajwa"), "!who bajwa");
        assert_eq!(prefix.written("June 2019"), "June 2019");
        assert!(
            ["", "/", "a", "! ", "!!!!"]
                .iter()
                .all(|text| Prefix::new(text).is_none())
        );
    }

    #[test]
    fn a_secret_is_never_shown() {
        let secret = Secret::new(" word\n").unwrap();
        assert_eq!(secret.reveal(), "word");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(Secret::new(" \n"), None);
    }
}
