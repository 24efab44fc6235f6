//! Commands as a proposal has bots describe them in the state of a room, so that clients complete them;
//! and as such clients send them.
//! Source: <https://github.com/matrix-org/matrix-spec-proposals/pull/4391>.

use matrix_sdk::ruma::serde::Base64;
use matrix_sdk::ruma::serde::base64::Standard;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::chat::{CommandSpec, Need, OptionKind, commands, typed};

/// The type of the event that describes a command.
pub const DESCRIPTION: &str = "org.matrix.msc4391.command_description";

/// The events that describe all commands of a user, each with the key of its state.
pub fn descriptions(me: &str) -> impl Iterator<Item = (String, Value)> {
    let rows = commands::COMMANDS.iter();
    rows.map(move |command| (key(command.name, me), description(command)))
}

/// Nobody else may have the key of another's command.
fn key(command: &str, me: &str) -> String {
    let digest = Sha256::digest(format!("{command}{me}"));
    // The proposal has it padded, and 32 bytes need one sign.
    format!("{}=", Base64::<Standard, _>::new(digest.to_vec()))
}

fn description(command: &CommandSpec) -> Value {
    let options = command.options.iter();
    let parameters = options.map(|option| {
        json!({
            "key": option.name,
            "schema": schema(option.kind),
            "optional": option.need == Need::Optional,
            "description": text(option.summary),
        })
    });
    json!({
        "command": command.name,
        "aliases": command.aliases,
        "description": text(command.summary),
        "parameters": parameters.collect::<Vec<_>>(),
    })
}

fn text(text: &str) -> Value {
    json!({"m.text": [{"body": text}]})
}

fn schema(kind: OptionKind) -> Value {
    match kind {
        OptionKind::Choice(words) => {
            let variants = words.iter();
            let variants = variants.map(|word| json!({"schema_type": "literal", "value": word}));
            json!({"schema_type": "union", "variants": variants.collect::<Vec<_>>()})
        }
        OptionKind::Number { .. } => json!({"schema_type": "primitive", "type": "integer"}),
        _ => json!({"schema_type": "primitive", "type": "string"}),
    }
}

/// A command that a client sent so, as somebody would write it; nothing if it is none of ours.
pub fn read(command: &Value) -> Option<String> {
    let row = commands::find(command["command"].as_str()?)?;
    let none = serde_json::Map::new();
    let given = command["arguments"].as_object().unwrap_or(&none);
    // In the order of the table, whatever else there is.
    let given = row.options.iter().filter_map(|option| {
        let value = match given.get(option.name)? {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => return None,
        };
        Some((option.name, value))
    });
    Some(typed(row.name, given))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_is_described_under_a_key_of_its_own() {
        let described: Vec<(String, Value)> = descriptions("@attache:zenda.example").collect();
        assert_eq!(described.len(), commands::COMMANDS.len());
        for (number, (key, content)) in described.iter().enumerate() {
            assert_eq!((key.len(), key.ends_with('=')), (44, true), "{key}");
            assert!(described[..number].iter().all(|(other, _)| other != key));
            assert_eq!(content["command"], commands::COMMANDS[number].name);
        }
        let board = described
            .iter()
            .find(|(_, content)| content["command"] == "leaderboard");
        let parameters = &board.unwrap().1["parameters"];
        let parameter = |key: &str| {
            let mut parameters = parameters.as_array().unwrap().iter();
            parameters.find(|one| one["key"] == key).unwrap()
        };
        assert_eq!(parameter("period")["schema"]["schema_type"], "union");
        assert_eq!(parameter("page")["schema"]["type"], "integer");
        assert_eq!(parameter("page")["optional"], true);
    }

    #[test]
    fn a_command_is_read_as_somebody_would_write_it() {
        let check = |command: Value, expected: Option<&str>| {
            assert_eq!(read(&command).as_deref(), expected, "{command}");
        };
        let when = json!({"command": "when", "arguments": {"text": "the \"treaty\" to:1948"}});
        check(when, Some("/when the \"treaty\" to:1948"));
        let board = json!({"command": "top", "arguments": {"page": 2, "period": "week", "x": 1}});
        check(board, Some("/leaderboard period:\"week\" page:\"2\""));
        check(
            json!({"command": "topics", "arguments": [1]}),
            Some("/topics"),
        );
        for other in [json!({"command": "dance"}), json!({}), json!(1)] {
            check(other, None);
        }
    }
}
