//! The documents of the pack format against the schema that packs are checked by.

use std::collections::BTreeMap;

use attache::facts::{self, FactBase};
use serde_json::Value;

const FORMAT: &str = include_str!("../facts/FORMAT.md");
const SCHEMA: &str = include_str!("../facts/pack.schema.json");

/// A key's place in a pack, such as `fact.date.edtf`, and whether it is required.
type Keys = BTreeMap<String, bool>;

#[test]
fn the_committed_schema_is_current() {
    let current = format!("{:#}\n", facts::schema());
    assert!(
        current == SCHEMA,
        "run `cargo run -- facts schema > facts/pack.schema.json`"
    );
}

#[test]
fn every_key_of_a_pack_is_documented() {
    let mut expected = Keys::new();
    schema_keys(&facts::schema(), "", &mut expected);
    // A source's date is a fact's.
    expected.retain(|key, _| !key.starts_with("source.date."));
    assert_eq!(documented_keys(), expected);
}

#[test]
fn every_word_of_a_pack_is_documented() {
    let mut words = Vec::new();
    schema_words(&facts::schema(), &mut words);
    assert!(words.len() > 10, "{words:?}");
    for word in words {
        assert!(FORMAT.contains(&format!("`{word}`")), "{word}");
    }
}

#[test]
fn every_example_is_a_sound_pack() {
    let examples: Vec<&str> = FORMAT
        .split("```toml\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .filter(|example| example.contains("[pack]"))
        .collect();
    assert!(!examples.is_empty());
    for example in examples {
        if let Err(problems) = FactBase::load([("example.toml", example)]) {
            panic!("{}", problems.render(false));
        }
    }
}

/// The keys of the tables below a schema, those of the file itself left out.
fn schema_keys(schema: &Value, path: &str, keys: &mut Keys) {
    let table = schema.get("items").unwrap_or(schema);
    let properties = table["properties"].as_object().into_iter().flatten();
    for (key, value) in properties {
        let required = table["required"].as_array().into_iter().flatten();
        let is_required = required.into_iter().any(|required| required == key);
        let below = match path {
            "" => key.clone(),
            _ => format!("{path}.{key}"),
        };
        schema_keys(value, &below, keys);
        if !path.is_empty() {
            keys.insert(below, is_required);
        }
    }
}

/// The words that a key can be, where it is one of a few.
fn schema_words(schema: &Value, words: &mut Vec<String>) {
    match schema {
        Value::Object(keys) => {
            words.extend(schema["const"].as_str().map(str::to_owned));
            keys.values().for_each(|value| schema_words(value, words));
        }
        Value::Array(items) => items.iter().for_each(|item| schema_words(item, words)),
        _ => {}
    }
}

/// The rows of the tables, each below a heading such as "### `fact.date`".
fn documented_keys() -> Keys {
    let mut keys = Keys::new();
    let mut path = None;
    for line in FORMAT.lines() {
        if let Some(heading) = line.strip_prefix('#') {
            path = heading.split('`').nth(1);
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let (Some(path), ["", key, required, ..]) = (path, cells.as_slice())
            && let Some(key) = key.strip_prefix('`')
        {
            let key = key.trim_end_matches('`');
            keys.insert(format!("{path}.{key}"), *required == "yes");
        }
    }
    keys
}
