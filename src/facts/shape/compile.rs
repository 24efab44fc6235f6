//! From the JSON Schema to shapes.
//!
//! It knows what the raw types and the configuration make use of, and no more: a construct that
//! is not known here is a mistake in this program, and the first test that reads a file meets it.

use serde_json::Value;

use super::text::Pattern;
use super::{Key, Shape, Table};

/// The shape of a table, from its schema.
pub(super) fn table(schema: &Value) -> Table {
    let required: Vec<&Value> = list(&schema["required"]).collect();
    let mut keys: Vec<Key> = schema["properties"]
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, schema)| Key {
            name: name.as_str().into(),
            shape: shape(schema),
            is_required: required.iter().any(|required| *required == name),
            about: schema["description"].as_str().unwrap_or_default().into(),
        })
        .collect();
    keys.sort_by(|one, other| one.name.cmp(&other.name));
    Table {
        keys,
        keys_min: size(&schema["minProperties"]).unwrap_or(0),
    }
}

fn shape(schema: &Value) -> Shape {
    if let Some(words) = schema["oneOf"].as_array() {
        return Shape::Word(words.iter().map(|word| text(&word["const"])).collect());
    }
    match schema["type"].as_str() {
        Some("object") => Shape::Table(table(schema)),
        Some("array") => Shape::List {
            item: Box::new(shape(&schema["items"])),
            items_min: size(&schema["minItems"]).unwrap_or(0),
            is_set: schema["uniqueItems"] == true,
        },
        Some("string") => Shape::Text {
            chars_max: size(&schema["maxLength"]).unwrap_or(usize::MAX),
            pattern: Pattern::new(&text(&schema["pattern"])),
        },
        Some("boolean") => Shape::Truth,
        Some("integer") => Shape::Integer {
            min: schema["minimum"].as_i64().unwrap_or(i64::MIN),
            max: schema["maximum"].as_i64().unwrap_or(i64::MAX),
        },
        _ => unreachable!("no file has such a value: {schema}"),
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> Box<str> {
    value.as_str().unwrap_or_default().into()
}

fn size(value: &Value) -> Option<usize> {
    value.as_u64().and_then(|size| size.try_into().ok())
}
