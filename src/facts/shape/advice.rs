//! How to write a value that is of the wrong type.

use toml::de::DeValue;

use super::text::{Pattern, as_id, is_bidi_control};
use super::{Key, Shape, Table};
use crate::facts::Edtf;
use crate::facts::report::listed;

/// A longer value is not repeated in an advice.
const WRITTEN_CHARS_MAX: usize = 40;

impl Shape {
    /// How to write a value of this shape, where another was written.
    pub(super) fn how_to_write(&self, value: &DeValue<'_>) -> String {
        match self {
            Self::Table(table) => table.how_to_write(value),
            Self::List { item, .. } => match (&**item, quoted(value)) {
                (Self::Table(_), _) => {
                    String::from("write `[[name]]` above each table, or `[{ … }, { … }]`")
                }
                (_, text) => format!(
                    "put it in square brackets: `[{}]`",
                    text.as_deref().unwrap_or("\"…\"")
                ),
            },
            Self::Text { .. } | Self::Word(_) => match quoted(value) {
                Some(text) => format!("put it in double quotes: `{text}`"),
                None => String::from("put it in double quotes"),
            },
            Self::Truth => String::from("write `true` or `false`, without quotes"),
            Self::Integer { .. } => whole_number(value),
        }
    }

    /// The value as this shape would have it, if it takes such a value.
    fn taken(&self, value: &DeValue<'_>) -> Option<String> {
        let text = plain(value)?;
        let takes = match self {
            Self::Text { pattern, .. } => match pattern {
                Pattern::Date => text.parse::<Edtf>().is_ok(),
                Pattern::Id => as_id(&text).is_some_and(|id| *id == *text),
                Pattern::Line | Pattern::Text => false,
            },
            Self::Integer { .. } => return value.is_integer().then_some(text),
            _ => false,
        };
        takes.then(|| format!("\"{text}\""))
    }

    /// What stands in an example for a value of this shape.
    fn blank(&self) -> &'static str {
        match self {
            Self::Table(_) => "{ … }",
            Self::List { .. } => "[…]",
            Self::Text {
                pattern: Pattern::Date,
                ..
            } => "\"2019-06-14\"",
            Self::Text { .. } | Self::Word(_) => "\"…\"",
            Self::Truth => "true",
            Self::Integer { .. } => "…",
        }
    }
}

impl Table {
    /// A table of this shape that is as short as can be, with the written value where it fits.
    fn how_to_write(&self, value: &DeValue<'_>) -> String {
        let mut taking = self.keys.iter();
        let given = taking.find_map(|key| Some((&*key.name, key.shape.taken(value)?)));
        let first = given.as_ref().map(|given| given.0);
        let first = first.or_else(|| self.names().next());
        let is_free = self.keys.iter().all(|key| !key.is_required);
        let needed = |key: &&Key| key.is_required || is_free && first == Some(&*key.name);
        let entries: Vec<String> = self
            .keys
            .iter()
            .filter(needed)
            .map(|key| match &given {
                Some((name, taken)) if **name == *key.name => format!("{name} = {taken}"),
                _ => format!("{} = {}", key.name, key.shape.blank()),
            })
            .collect();
        let example = format!("write `{{ {} }}`", entries.join(", "));
        if is_free && given.is_none() && self.keys.len() > 1 {
            format!("{example}, with any of {}", listed(self.names(), "or"))
        } else {
            example
        }
    }
}

/// A value as text, if it is a short and single one that can stand between quotes and in a message.
fn plain(value: &DeValue<'_>) -> Option<String> {
    let text = match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(integer) => integer.as_str().to_owned(),
        DeValue::Float(float) => float.as_str().to_owned(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Boolean(_) | DeValue::Array(_) | DeValue::Table(_) => return None,
    };
    let is_unfit = |c: char| c.is_control() || is_bidi_control(c) || matches!(c, '"' | '\\' | '`');
    (!text.contains(is_unfit) && text.chars().count() <= WRITTEN_CHARS_MAX).then_some(text)
}

fn quoted(value: &DeValue<'_>) -> Option<String> {
    plain(value).map(|text| format!("\"{text}\""))
}

/// How to write a number that is not whole, or is written as a text.
fn whole_number(value: &DeValue<'_>) -> String {
    let whole = match value {
        DeValue::String(text) => ungrouped(text.trim()),
        DeValue::Float(float) => {
            let float = float.as_str().parse::<f64>().unwrap_or(f64::NAN);
            // A whole float of more than 15 digits may not be the number that is meant.
            (float.fract() == 0.0 && float.abs() < 1e15)
                .then(|| format!("{float:.0}"))
                .and_then(|digits| digits.parse().ok())
        }
        _ => None,
    };
    match (whole, value) {
        (Some(whole), _) => format!("write `{}`", grouped(whole)),
        (None, DeValue::String(_)) => String::from(
            "write it in full, in digits without quotes: nine billion is `9_000_000_000`",
        ),
        (None, DeValue::Float(_)) => String::from(
            "only a whole number can be written: count in a smaller unit, as 70.5 million is \
             `70_500_000`",
        ),
        (None, _) => String::from("write digits without quotes"),
    }
}

/// The number that a text is, if its digits are in no groups other than of three: "70,5" is no
/// whole number, and "2018 19" is two.
fn ungrouped(text: &str) -> Option<i64> {
    let groups: Vec<&str> = text.split(['_', ',', ' ']).collect();
    let is_sound = match &groups[..] {
        [first, others @ ..] if !others.is_empty() => {
            let digits = first.trim_start_matches('-').len();
            (1..=3).contains(&digits) && others.iter().all(|other| other.len() == 3)
        }
        _ => true,
    };
    is_sound.then(|| groups.concat().parse().ok()).flatten()
}

/// A number with its digits in groups of three.
fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = String::from(if number < 0 { "-" } else { "" });
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped
}
