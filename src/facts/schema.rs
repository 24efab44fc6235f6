//! The JSON Schema of what is written in TOML: of a pack, by which editors complete and check it
//! as it is written, and of whatever else is read so.

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema};
use serde_json::{Value, json};

use super::raw::RawPack;

/// The JSON Schema of a pack.
///
/// It is of draft 7 and has no references, since editors' TOML extensions understand those best.
pub fn schema() -> Value {
    schema_of::<RawPack>()
}

/// The JSON Schema of what a type is read from.
pub(super) fn schema_of<T: JsonSchema>() -> Value {
    let mut settings = SchemaSettings::draft07().for_deserialize();
    settings.inline_subschemas = true;
    settings
        .with_transform(RecursiveTransform(without_null as fn(&mut Schema)))
        .with_transform(RecursiveTransform(on_one_line as fn(&mut Schema)))
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

/// Takes out that an optional key may be null, since TOML has no null.
fn without_null(schema: &mut Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type")
        && let [Value::String(kind), Value::String(null)] = types.as_slice()
        && null == "null"
    {
        let kind = json!(kind);
        schema.insert(String::from("type"), kind);
    }
    if let Some(Value::Array(choices)) = schema.get_mut("anyOf")
        && let [Value::Object(choice), null] = choices.as_slice()
        && *null == json!({ "type": "null" })
    {
        let choice = choice.clone();
        schema.remove("anyOf");
        for (key, value) in choice {
            // What is said about the key comes before what is said about its type.
            if schema.get(&key).is_none() {
                schema.insert(key, value);
            }
        }
    }
    schema.remove("default");
    schema.remove("format");
}

/// Puts a description on one line: where it is broken in a comment means nothing to editors.
fn on_one_line(schema: &mut Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description") {
        *description = description.replace('\n', " ");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::schema;

    /// Goes through all tables of a schema.
    fn tables(schema: &Value, see: &mut impl FnMut(&Value)) {
        if schema["type"] == "object" {
            see(schema);
        }
        for property in schema["properties"].as_object().into_iter().flatten() {
            tables(property.1, see);
        }
        if schema.get("items").is_some() {
            tables(&schema["items"], see);
        }
    }

    #[test]
    fn editors_are_told_what_each_key_means_and_that_there_is_no_other() {
        let mut count = 0;
        tables(&schema(), &mut |table| {
            count += 1;
            assert_eq!(table["additionalProperties"], false);
            for (name, property) in table["properties"].as_object().unwrap() {
                let about = property["description"].as_str().unwrap_or_default();
                assert!(about.ends_with('.'), "{name}: {about}");
                assert!(!about.contains('\n'), "{name}: {about}");
                assert!(
                    property["type"].is_string() || property["oneOf"].is_array(),
                    "{name}"
                );
            }
        });
        assert_eq!(count, 11);
    }

    #[test]
    fn editors_are_told_that_nothing_is_in_a_list_twice() {
        let mut count = 0;
        tables(&schema(), &mut |table| {
            for (name, property) in table["properties"].as_object().unwrap() {
                if property["items"]["type"] == "string" || name == "who" {
                    count += 1;
                    assert_eq!(property["uniqueItems"], true, "{name}");
                }
            }
        });
        assert_eq!(count, 11);
    }

    #[test]
    fn the_schema_has_no_references_and_no_null() {
        let text = schema().to_string();
        assert!(!text.contains("$ref"));
        assert!(!text.contains("null"));
    }
}
