//! What the bot runs with on Matrix.

use std::collections::BTreeMap;
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
    /// The same where somebody else has logged in for it.
    pub access_token: Option<Secret>,
    /// What its session and its keys are encrypted with on the disk.
    pub passphrase: Secret,
    /// The folder of its session and its keys.
    pub state: PathBuf,
    /// The file with what brings its keys back.
    pub recovery_key: PathBuf,
    /// What its device is called.
    pub device: String,
    /// What stands before a command.
    pub prefixes: Prefixes,
    /// From which power on somebody is a moderator of a room.
    pub moderator_power: i64,
    /// Whether commands are described to clients.
    pub describes_commands: bool,
    /// Whose invitations are followed.
    pub invites: Vec<Allowed>,
}

/// Whose invitations are followed, or whereto.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Allowed {
    /// Everybody's.
    All,
    /// Those of a user.
    User(String),
    /// Those of the users of a server.
    Server(String),
    /// Those to a room.
    Room(String),
}

impl Allowed {
    /// Reads one: `*`, `@user:server`, `!room`, or a server.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.to_owned();
        match text.chars().next()? {
            '*' => (text == "*").then_some(Self::All),
            '@' => text.contains(':').then_some(Self::User(text)),
            '!' => Some(Self::Room(text)),
            _ => {
                let is_name = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
                text.chars().all(is_name).then_some(Self::Server(text))
            }
        }
    }

    /// Whether it is an invitation of that user, of that server, to that room.
    pub(super) fn is(&self, user: &str, server: &str, room: &str) -> bool {
        match self {
            Self::All => true,
            Self::User(name) => name == user,
            Self::Server(name) => name == server,
            Self::Room(name) => name == room,
        }
    }
}

/// What stands before a command, by room.
#[derive(Debug, Clone)]
pub struct Prefixes {
    /// In rooms that have no other.
    pub usual: Prefix,
    /// In a room of that id.
    pub rooms: BTreeMap<String, Prefix>,
}

impl Prefixes {
    /// That of a room.
    pub(super) fn of(&self, room: &str) -> &Prefix {
        self.rooms.get(room).unwrap_or(&self.usual)
    }
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

    /// The signs themselves.
    pub(super) fn signs(&self) -> &str {
        &self.0
    }

    /// A command as it is written with the prefix.
    pub(super) fn written(&self, command: &str) -> String {
        match command.strip_prefix('/') {
            Some(rest) => format!("{}{rest}", self.0),
            None => command.to_owned(),
        }
    }

    /// What somebody wrote as the game takes a command: with a slash. Nothing if it is talk that
    /// only looks like one, which it never is where the bot is alone with somebody.
    pub(super) fn read(&self, text: &str, is_alone: bool) -> Option<String> {
        let rest = text
            .strip_prefix(&*self.0)
            .or_else(|| text.strip_prefix('/'))?;
        let word = rest.split_whitespace().next()?;
        let is_known = || commands::find(word).is_some() || commands::find_nearest(word).is_some();
        let is_meant = rest.starts_with(word) && (is_alone || is_known());
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
            assert_eq!(prefix.read(text, false).as_deref(), expected, "{text}");
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
        let alone = prefix.read("!important", true);
        assert_eq!(alone.as_deref(), Some("/important"));
        assert_eq!(prefix.written("/who bajwa"), "!who bajwa");
        assert_eq!(prefix.written("June 2019"), "June 2019");
        assert!(
            ["", "/", "a", "! ", "!!!!"]
                .iter()
                .all(|text| Prefix::new(text).is_none())
        );
    }

    #[test]
    fn an_invitation_is_allowed_by_who_invites_and_whereto() {
        let is_allowed = |text: &str| {
            let allowed = Allowed::new(text).unwrap();
            allowed.is(
                "@ada:zenda.example",
                "zenda.example",
                "!hall:ruritania.example",
            )
        };
        for text in [
            "*",
            "@ada:zenda.example",
            "zenda.example",
            "!hall:ruritania.example",
        ] {
            assert!(is_allowed(text), "{text}");
        }
        for text in [
            "@ben:zenda.example",
            "ruritania.example",
            "example",
            "!hall:zenda.example",
        ] {
            assert!(!is_allowed(text), "{text}");
        }
        for text in ["", "*.example", "@ada", "a server"] {
            assert_eq!(Allowed::new(text), None, "{text}");
        }
    }

    #[test]
    fn a_secret_is_never_shown() {
        let secret = Secret::new(" word\n").unwrap();
        assert_eq!(secret.reveal(), "word");
        assert_eq!(format!("{secret:?}"), "Secret(…)");
        assert_eq!(Secret::new(" \n"), None);
    }
}
