//! What Discord takes, by three who know: its own description of its interface, the rules as the
//! Twilight project has read them, and what both leave out.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::{Value, json};
use twilight_model::application::command::Command;
use twilight_model::channel::message::component::Component;
use twilight_model::channel::message::embed::Embed;
use twilight_validate::{command, message};

/// Discord's description, from beside the package.
const DESCRIPTION: &str = "../shared/discord-openapi.json";

/// What is sent where.
#[derive(Debug, Clone, Copy)]
pub enum Body {
    Message,
    Edit,
    Callback,
    Original,
    Commands,
}

impl Body {
    const ALL: [Self; 5] = [
        Self::Message,
        Self::Edit,
        Self::Callback,
        Self::Original,
        Self::Commands,
    ];

    /// What a request is held to; nothing where it has no body of ours.
    pub fn of(request: &Value) -> Option<Self> {
        let path = request["path"].as_str()?;
        let is_message = path.starts_with("/channels/") && !path.contains("/reactions/");
        match request["method"].as_str()? {
            "POST" if path.ends_with("/callback") => Some(Self::Callback),
            "POST" if is_message => Some(Self::Message),
            "PATCH" if is_message => Some(Self::Edit),
            "PATCH" if path.ends_with("@original") => Some(Self::Original),
            "PUT" if path.ends_with("/commands") => Some(Self::Commands),
            _ => None,
        }
    }

    fn operation(self) -> (&'static str, &'static str) {
        match self {
            Self::Message => ("/channels/{channel_id}/messages", "post"),
            Self::Edit => ("/channels/{channel_id}/messages/{message_id}", "patch"),
            Self::Callback => (
                "/interactions/{interaction_id}/{interaction_token}/callback",
                "post",
            ),
            Self::Original => (
                "/webhooks/{webhook_id}/{webhook_token}/messages/@original",
                "patch",
            ),
            Self::Commands => ("/applications/{application_id}/commands", "put"),
        }
    }
}

/// A validator for each kind of body; none where the description is not at hand.
static VALIDATORS: LazyLock<Vec<Validator>> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(DESCRIPTION);
    let Ok(text) = fs::read_to_string(&path) else {
        eprintln!(
            "Not checked against Discord's own description, which is not at {}: \
             it is openapi.json of github.com/discord/discord-api-spec.",
            path.display()
        );
        return Vec::new();
    };
    let description: Value = serde_json::from_str(&text).expect("JSON");
    let validator = |body: Body| {
        let (path, method) = body.operation();
        let request = &description["paths"][path][method]["requestBody"];
        let mut schema = request["content"]["application/json"]["schema"].clone();
        assert!(schema.is_object(), "{method} {path} has no body");
        schema["components"] = description["components"].clone();
        schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
        jsonschema::validator_for(&schema).expect("a schema")
    };
    Body::ALL.map(validator).into()
});

/// Everything that is wrong with a body.
pub fn problems(body: Body, value: &Value) -> Vec<String> {
    let mut problems = Vec::new();
    if let Some(validator) = VALIDATORS.get(body as usize) {
        let mut value = value.clone();
        // The documents say that it is text, and Discord's libraries send it so.
        for command in value.as_array_mut().into_iter().flatten() {
            let permissions = command["default_member_permissions"].take();
            let bits = permissions
                .as_str()
                .and_then(|bits| bits.parse::<u64>().ok());
            command["default_member_permissions"] = json!(bits);
        }
        let errors = validator.iter_errors(&value);
        problems
            .extend(errors.map(|error| format!("description: {}: {error}", error.instance_path())));
    }
    match body {
        Body::Commands => commands(value, &mut problems),
        Body::Callback if value["type"] == 9 => form(&value["data"], &mut problems),
        // A promise, what stays as it is, and completions have nothing to read.
        Body::Callback if [5, 6, 8].iter().any(|kind| value["type"] == *kind) => {}
        Body::Callback => content(&value["data"], &mut problems),
        Body::Message | Body::Edit | Body::Original => content(value, &mut problems),
    }
    problems
}

/// A message.
fn content(message: &Value, problems: &mut Vec<String>) {
    let embeds: Vec<Embed> = array(&message["embeds"])
        .iter()
        .map(|embed| {
            let mut embed = embed.clone();
            embed["type"] = json!("rich");
            serde_json::from_value(embed).expect("an embed")
        })
        .collect();
    let components = array(&message["components"]);
    let rows: Vec<Component> = components
        .iter()
        .map(|row| serde_json::from_value(row.clone()).expect("a component"))
        .collect();
    problems.extend(
        message::embeds(&embeds)
            .err()
            .map(|error| format!("twilight: {error}")),
    );
    problems.extend(
        message::components(&rows, false)
            .err()
            .map(|error| format!("twilight: {error}")),
    );
    if message["allowed_mentions"]["parse"] != json!([]) {
        problems.push("lint: it may ping".to_owned());
    }
    let has_text = |embed: &Embed| {
        embed
            .description
            .as_ref()
            .is_some_and(|text| !text.trim().is_empty())
    };
    if embeds.is_empty() || !embeds.iter().all(has_text) {
        problems.push("lint: nothing to read".to_owned());
    }
    let letters: usize = embeds.iter().map(letters).sum();
    if letters > 6_000 {
        problems.push(format!("lint: {letters} letters in embeds"));
    }
    if rows.len() > 5 {
        problems.push(format!("lint: {} rows", rows.len()));
    }
    let mut ids = BTreeSet::new();
    for component in components.iter().flat_map(|row| array(&row["components"])) {
        let id = component["custom_id"].as_str().unwrap_or_default();
        if id.is_empty() || !ids.insert(id) {
            problems.push(format!("lint: the id {id:?} is empty, or there twice"));
        }
        let values: Vec<&Value> = array(&component["options"])
            .iter()
            .map(|option| &option["value"])
            .collect();
        if values
            .iter()
            .map(ToString::to_string)
            .collect::<BTreeSet<_>>()
            .len()
            < values.len()
        {
            problems.push(format!("lint: a menu with a value twice: {values:?}"));
        }
    }
}

/// UTF-16 units, which is the most that anybody may count.
fn letters(embed: &Embed) -> usize {
    let fields = embed
        .fields
        .iter()
        .flat_map(|field| [&field.name, &field.value]);
    let texts = embed.description.iter().chain(&embed.title).chain(fields);
    texts.map(|text| text.encode_utf16().count()).sum()
}

fn form(form: &Value, problems: &mut Vec<String>) {
    for row in array(&form["components"]) {
        let row: Component = serde_json::from_value(row.clone()).expect("a component");
        problems.extend(
            twilight_validate::component::component_v1(&row)
                .err()
                .map(|error| format!("twilight: {error}")),
        );
    }
    if form["custom_id"].as_str().is_none_or(str::is_empty) {
        problems.push("lint: a form without an id".to_owned());
    }
}

/// The languages that Discord has.
const LOCALES: [&str; 32] = [
    "id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt", "hu", "nl",
    "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el", "bg", "ru", "uk", "hi", "th",
    "zh-CN", "ja", "zh-TW", "ko",
];

fn commands(commands: &Value, problems: &mut Vec<String>) {
    let all = array(commands);
    if all.len() > 100 {
        problems.push(format!("lint: {} commands", all.len()));
    }
    let mut names = BTreeSet::new();
    for given in all {
        let name = given["name"].as_str().unwrap_or_default();
        let mut value = given.clone();
        // Only what was registered has one.
        value["version"] = json!("1");
        let parsed: Command = serde_json::from_value(value).expect("a command");
        problems.extend(
            command::command(&parsed)
                .err()
                .map(|error| format!("twilight: {name}: {error}")),
        );
        let options = array(&given["options"]);
        let localised = |map: &'static str| given[map].as_object().into_iter().flatten();
        for (locale, name) in localised("name_localizations") {
            let name = name.as_str().unwrap_or_default();
            problems.extend(
                command::chat_input_name(name)
                    .err()
                    .map(|error| format!("twilight: {name}: {error}")),
            );
            if !LOCALES.contains(&&**locale) || !names.insert((locale.clone(), name.to_owned())) {
                problems.push(format!(
                    "lint: {name} in {locale}, which Discord does not have, or twice"
                ));
            }
        }
        if !names.insert((String::new(), name.to_owned())) {
            problems.push(format!("lint: {name} is there twice"));
        }
        if options
            .iter()
            .any(|option| option["autocomplete"] == true && !array(&option["choices"]).is_empty())
        {
            problems.push(format!("lint: {name} both completes and has choices"));
        }
        let needs: Vec<bool> = options
            .iter()
            .map(|option| option["required"] != true)
            .collect();
        if !needs.is_sorted() {
            problems.push(format!(
                "lint: {name} needs an option after one that it does not need"
            ));
        }
        // The longest text in any language counts.
        let text = |of: &Value, key: &str, map: &str| {
            let translated = of[map]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(_, text)| text);
            let texts = translated.chain([&of[key]]).filter_map(Value::as_str);
            texts
                .map(|text| text.chars().count())
                .max()
                .unwrap_or_default()
        };
        let own = |of: &Value| {
            let choices = array(&of["choices"]).iter().map(|choice| {
                text(choice, "name", "name_localizations") + text(choice, "value", "")
            });
            text(of, "name", "name_localizations")
                + text(of, "description", "description_localizations")
                + choices.sum::<usize>()
        };
        let letters = own(given) + options.iter().map(own).sum::<usize>();
        if letters > 8_000 {
            problems.push(format!("lint: {name} has {letters} letters"));
        }
    }
}

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
