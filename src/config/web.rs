//! What the configuration says of what is served over HTTP.

use schemars::JsonSchema;
use serde::Deserialize;

/// What is served over HTTP.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Web {
    /// On which address and port, as in `127.0.0.1:8080`.
    #[schemars(regex(pattern = r"\S"))]
    pub listen: String,
    /// How its pages are reached from outside, as in `https://quiz.example.org`; without it, no links to
    /// leaderboards are made.
    #[serde(default)]
    #[schemars(regex(pattern = r"\S"))]
    pub public_url: Option<String>,
}
