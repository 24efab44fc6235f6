//! A slash command as the text that somebody would write.

use serde::Deserialize;
use serde_json::Value;

use crate::chat::typed;

/// What was given for an option.
#[derive(Debug, Deserialize)]
pub(super) struct Given {
    pub(super) name: String,
    #[serde(default)]
    pub(super) value: Value,
    /// Whether it is being written.
    #[serde(default)]
    pub(super) focused: bool,
}

/// A command with its options.
pub(super) fn text(name: &str, options: &[Given]) -> String {
    let value = |value: &Value| match value {
        Value::String(value) => value.clone(),
        value => value.to_string(),
    };
    let given = options.iter();
    typed(
        name,
        given.map(|option| (&*option.name, value(&option.value))),
    )
}
