//! What the outbox holds: what is to be said, as data.

use serde::{Deserialize, Serialize};

use crate::daily::Told;
use crate::quiz::Content;

/// A message, before it is put into words.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Saying {
    /// A daily fact.
    Daily(Told),
    /// A post of a round.
    #[serde(untagged)]
    Round(Content),
}
