//! The fields of a line of JSON from a program.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::chat::speech::BadLine;

/// The fields of an object, not yet read.
pub(super) struct Fields(BTreeMap<String, Box<RawValue>>);

impl Fields {
    /// Finds the fields of a line, if it is an object.
    pub(super) fn read(line: &str) -> Result<Self, BadLine> {
        serde_json::from_str(line).map(Self).map_err(|error| {
            if error.is_data() {
                BadLine::NotAnObject
            } else {
                BadLine::NotJson(error.column())
            }
        })
    }

    /// What the line is called, to the letter: a number may be larger than any that this program
    /// counts.
    pub(super) fn id(&mut self) -> Option<Box<RawValue>> {
        self.0.remove("id")
    }

    /// A field that has to be there, and a string.
    pub(super) fn text(&self, key: &'static str) -> Result<String, BadLine> {
        let value = self.0.get(key).ok_or(BadLine::Missing(key))?;
        serde_json::from_str(value.get()).map_err(|_| {
            // All else that can be wrong with a string is found as the line is read.
            if value.get().starts_with('"') {
                BadLine::LoneSurrogate(key)
            } else {
                BadLine::NotAString(key)
            }
        })
    }

    /// A field that may be missing or null, else strings.
    pub(super) fn texts(&self, key: &'static str) -> Result<Vec<String>, BadLine> {
        let Some(value) = self.0.get(key) else {
            return Ok(Vec::new());
        };
        let texts: Option<Vec<String>> =
            serde_json::from_str(value.get()).map_err(|_| BadLine::NotStrings(key))?;
        Ok(texts.unwrap_or_default())
    }
}
