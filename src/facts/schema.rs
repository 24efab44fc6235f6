//! The JSON Schema of a pack, by which editors complete and check it as it is written.

use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::{Value, json};

use super::raw::RawPack;

/// The JSON Schema of a pack.
///
/// It is of draft 7 and has no references, since editors' TOML extensions understand those best.
pub fn schema() -> Value {
    let mut settings = SchemaSettings::draft07().for_deserialize();
    settings.inline_subschemas = true;
    settings
        .with_transform(RecursiveTransform(without_null as fn(&mut Schema)))
        .into_generator()
        .into_root_schema_for::<RawPack>()
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
