//! What the configuration says of who runs the program.

use schemars::JsonSchema;
use serde::Deserialize;

/// Who runs the program: they may ask the bot for more than others, alone with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Operators {
    /// The numbers of users of Discord.
    #[schemars(inner(regex(pattern = r"\S")))]
    pub discord: Vec<String>,
    /// Users of Matrix, as in `@ada:example.org`.
    #[schemars(inner(regex(pattern = r"\S")))]
    pub matrix: Vec<String>,
}
