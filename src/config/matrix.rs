//! What the configuration says of the bot on Matrix.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;

/// The bot on Matrix.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Matrix {
    /// Where the homeserver of the bot is, as in `https://matrix.example.org`.
    #[schemars(regex(pattern = r"\S"))]
    pub homeserver: String,
    /// The user that the bot is, as in `@attache:example.org`.
    #[schemars(regex(pattern = r"\S"))]
    pub user: String,
    /// The file that holds the password, where the environment has none.
    #[serde(default)]
    #[schemars(regex(pattern = r"\S"))]
    pub password_file: Option<PathBuf>,
    /// The file that holds an access token in place of the password, where the environment has none.
    #[serde(default)]
    #[schemars(regex(pattern = r"\S"))]
    pub access_token_file: Option<PathBuf>,
    /// The file that holds what the session and the keys are encrypted with, where the environment
    /// has nothing.
    #[serde(default)]
    #[schemars(regex(pattern = r"\S"))]
    pub passphrase_file: Option<PathBuf>,
    /// The folder of the session and the keys.
    #[serde(default = "state")]
    #[schemars(regex(pattern = r"\S"))]
    pub state: PathBuf,
    /// The file with what brings the keys back; without it, `recovery-key` in that folder.
    #[serde(default)]
    #[schemars(regex(pattern = r"\S"))]
    pub recovery_key_file: Option<PathBuf>,
    /// What the device of the bot is called.
    #[serde(default = "device")]
    #[schemars(length(max = 100), regex(pattern = r"\S"))]
    pub device: String,
    /// What stands before a command.
    #[serde(default = "prefix")]
    #[schemars(regex(pattern = r"\S"))]
    pub prefix: String,
    /// The rooms in which something else stands before a command.
    #[serde(default)]
    pub prefixes: Vec<RoomPrefix>,
    /// From which power on somebody is a moderator of a room.
    #[serde(default = "moderator_power")]
    #[schemars(range(min = 0, max = 100))]
    pub moderator_power: i64,
    /// Whether clients are told the commands, in rooms where the bot may change the state.
    #[serde(default)]
    pub describe_commands: bool,
    /// Whose invitations are followed: of users, of all users of servers, and into rooms; `*` means
    /// everybody's. Without it, those of the users of the bot's own server.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub invites: Option<Vec<String>>,
}

/// A room in which something else stands before a command.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RoomPrefix {
    /// The id of the room.
    #[schemars(regex(pattern = r"\S"))]
    pub room: String,
    /// What stands before a command there.
    #[schemars(regex(pattern = r"\S"))]
    pub prefix: String,
}

/// The power that the specification's defaults need for changing a room.
/// Source: <https://spec.matrix.org/v1.15/client-server-api/#mroompower_levels>.
fn moderator_power() -> i64 {
    50
}

fn state() -> PathBuf {
    PathBuf::from("matrix")
}

fn device() -> String {
    String::from("attaché")
}

fn prefix() -> String {
    String::from("!")
}
