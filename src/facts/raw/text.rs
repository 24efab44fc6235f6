//! The three kinds of text in a pack, each with the pattern that it must match.

use std::borrow::Cow;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use toml::Spanned;

use crate::facts::limits::{ID_CHARS_MAX, NOTES_CHARS_MAX};

/// Lower-case words, joined by hyphens.
pub(in crate::facts) const ID_PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";
/// One line that neither begins nor ends with a space.
pub(in crate::facts) const LINE_PATTERN: &str = r"^\S(.*\S)?$";
/// At least one character that can be seen.
pub(in crate::facts) const TEXT_PATTERN: &str = r"\S";

/// An id, where it stands.
#[derive(Deserialize)]
#[serde(transparent)]
pub(in crate::facts) struct Id(Spanned<Box<str>>);

/// A text of one line and at most so many characters.
#[derive(Deserialize)]
#[serde(transparent)]
pub(in crate::facts) struct Line<const CHARS_MAX: usize>(pub(in crate::facts) Box<str>);

/// A text of any number of lines.
#[derive(Deserialize)]
#[serde(transparent)]
pub(in crate::facts) struct Notes(pub(in crate::facts) Box<str>);

impl Id {
    pub(in crate::facts) fn as_str(&self) -> &str {
        self.0.get_ref()
    }

    pub(in crate::facts) fn span(&self) -> Range<usize> {
        self.0.span()
    }
}

impl JsonSchema for Id {
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        text_schema(ID_CHARS_MAX, ID_PATTERN)
    }
}

impl<const CHARS_MAX: usize> JsonSchema for Line<CHARS_MAX> {
    fn schema_name() -> Cow<'static, str> {
        format!("Line{CHARS_MAX}").into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        text_schema(CHARS_MAX, LINE_PATTERN)
    }
}

impl JsonSchema for Notes {
    fn schema_name() -> Cow<'static, str> {
        "Notes".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        text_schema(NOTES_CHARS_MAX, TEXT_PATTERN)
    }
}

fn text_schema(chars_max: usize, pattern: &str) -> Schema {
    json_schema!({ "type": "string", "minLength": 1, "maxLength": chars_max, "pattern": pattern })
}
