//! What members see.

use std::fmt;

use serde_json::Value;

/// The flag of a message that one alone sees.
const FOR_ONE: u64 = 64;

/// How an interaction was answered.
#[derive(Debug)]
pub(in crate::discord) struct Answer {
    pub(super) used: String,
    pub(in crate::discord) kind: String,
    pub(in crate::discord) message: Message,
    pub(in crate::discord) has_form: bool,
    pub(super) choices: Vec<Value>,
}

/// A message as members see it.
#[derive(Clone)]
pub(in crate::discord) struct Message {
    pub(in crate::discord) id: String,
    /// All that is written in it.
    pub(in crate::discord) text: String,
    /// What can be pressed.
    pub(in crate::discord) buttons: Vec<String>,
    /// What can be chosen.
    pub(in crate::discord) options: Vec<String>,
    pub(in crate::discord) is_for_one: bool,
    pub(in crate::discord) json: Value,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            text,
            buttons,
            options,
            is_for_one,
            ..
        } = self;
        write!(f, "{text}\n{buttons:?} {options:?} for one: {is_for_one}")
    }
}

impl Message {
    pub(super) fn new(json: &Value) -> Self {
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut lines = vec![text(&json["content"])];
        for embed in list(&json["embeds"]) {
            lines.push(text(&embed["title"]));
            lines.push(text(&embed["description"]));
            for field in list(&embed["fields"]) {
                lines.push(format!(
                    "{}: {}",
                    text(&field["name"]),
                    text(&field["value"])
                ));
            }
            lines.push(text(&embed["footer"]["text"]));
        }
        lines.retain(|line| !line.is_empty());
        let rows = list(&json["components"]);
        let parts: Vec<Value> = rows
            .iter()
            .flat_map(|row| list(&row["components"]))
            .collect();
        let labels = parts.iter().filter(|part| part["type"] == 2);
        let options = parts.iter().flat_map(|part| list(&part["options"]));
        Self {
            id: text(&json["id"]),
            text: lines.join("\n"),
            buttons: labels.map(|part| text(&part["label"])).collect(),
            options: options.map(|option| text(&option["value"])).collect(),
            is_for_one: json["flags"].as_u64().unwrap_or_default() & FOR_ONE != 0,
            json: json.clone(),
        }
    }
}
