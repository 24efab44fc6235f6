//! A file in TOML whose shape a type gives: checked and reported on as packs are.

use std::borrow::Cow;
use std::ops::Range;

use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::masked::{Of, masked};
use super::places::Places;
use super::problem::Problems;
use super::read::{parse, repeated};
use super::report::{Draft, Report};
use super::shape::{self, Table, Walk, What};
use super::split::split;
use super::variables::{self, Said, Variables};

/// How variables are called together where something is wrong with one.
const ENVIRONMENT: &str = "the environment";

/// Which of the two a key stands in.
const FILE: usize = 0;
const VARIABLES: usize = 1;

/// A file as it was read, with what variables say in place of its keys.
#[derive(Debug)]
pub struct Document<T> {
    /// What is sound of it: its other tables are left out, as all may be.
    pub sound: T,
    /// Where its keys stand.
    pub places: Places,
    /// All that is wrong with it.
    pub problems: Problems,
}

/// Reads a file of tables that may all be left out, and what variables say in place of its keys. Its
/// name is for messages only.
///
/// # Errors
///
/// What is wrong with it, be it only that it is too long, if nothing can be read of it.
///
/// ```
/// #[derive(serde::Deserialize, schemars::JsonSchema)]
/// #[serde(deny_unknown_fields)]
/// struct Colours {
///     #[serde(default)]
///     sky: Vec<u8>,
/// }
/// let none = attache::facts::Variables::default();
/// let read = attache::facts::read_document::<Colours>("colours.toml", b"sku = []", 80, &none);
/// let shown = read.unwrap().problems.render(false);
/// assert!(shown.contains("did you mean `sky`?"), "{shown}");
/// ```
pub fn read_document<T: DeserializeOwned + JsonSchema>(
    name: &str,
    bytes: &[u8],
    bytes_max: usize,
    variables: &Variables,
) -> Result<Document<T>, Problems> {
    let whole = shape::of::<T>();
    let environment = variables.text(&whole);
    let mut of_environment = Report::default();
    let said = variables::read(&whole, &environment, &mut of_environment);
    let mut shape = shape::of::<T>();
    for said in &said {
        shape.spare(&said.table, &said.key);
    }
    let mut report = Report::default();
    let text = decode(bytes, bytes_max, "shorten it to", &mut report);
    let mut places = Places::default();
    let mut sound = None;
    if report.count() == 0 {
        let mut table = tables(&shape, &text, &mut report, &mut places);
        let is_whole = report.count() == 0;
        let added = put(said, &mut table, &mut places);
        miss(
            &added,
            &mut table,
            &whole,
            is_whole.then_some(&mut of_environment),
        );
        let table = Spanned::new(0..text.len(), DeValue::Table(table));
        match T::deserialize(ValueDeserializer::from(table)) {
            Ok(read) => sound = Some(read),
            // The shape says all that the type asks for; should it ever not, this does.
            Err(error) => report.push(Draft::new(0..0, error.message())),
        }
    }
    let mut problems = Problems::default();
    for (name, text, report) in [
        (name, masked(&text, &whole, Of::File), report),
        (
            ENVIRONMENT,
            masked(&environment, &whole, Of::Environment),
            of_environment,
        ),
    ] {
        let (found, more) = report.finish(name, &text);
        problems.add_file(name, found, more);
        places.add_file(name, text);
    }
    match sound {
        Some(sound) => Ok(Document {
            sound,
            places,
            problems,
        }),
        None => Err(problems),
    }
}

/// Puts what variables say into the tables of a file; gives the tables that it has not, and where
/// they come from.
fn put<'t>(
    said: Vec<Said<'t>>,
    tables: &mut DeTable<'t>,
    places: &mut Places,
) -> Vec<(Box<str>, Range<usize>)> {
    let (mut added, mut broken) = (Vec::new(), Vec::new());
    for Said {
        table,
        key,
        at,
        value,
    } in said
    {
        let Some(value) = value else {
            broken.push(table);
            continue;
        };
        if !tables.contains_key(&*table) {
            let empty = Spanned::new(at.clone(), DeValue::Table(DeTable::new()));
            tables.insert(Spanned::new(at.clone(), table.to_string().into()), empty);
            added.push((table.clone(), at.clone()));
            places.add_key(table.to_string(), VARIABLES, at.clone());
        }
        places.add_key(format!("{table}.{key}"), VARIABLES, at.clone());
        if let Some(DeValue::Table(keys)) = tables.get_mut(&*table).map(Spanned::get_mut) {
            keys.insert(Spanned::new(at, key.to_string().into()), value);
        }
    }
    // Nothing is known of a table of which something is wrong.
    for table in broken {
        tables.remove(&*table);
    }
    added
}

/// Takes out tables of which only variables say something if that is not enough, and reports what is
/// missing, unless it may stand in what could not be read.
fn miss(
    added: &[(Box<str>, Range<usize>)],
    tables: &mut DeTable<'_>,
    shape: &Table,
    mut report: Option<&mut Report>,
) {
    for (name, at) in added {
        let keys = tables
            .get(&**name)
            .and_then(|table| table.get_ref().as_table());
        let (Some(keys), Some(shape)) = (keys, shape.key(name)) else {
            continue;
        };
        let missing = shape
            .required()
            .filter(|key| !keys.contains_key(&*key.name));
        let missing: Vec<_> = missing.collect();
        if !missing.is_empty() {
            tables.remove(&**name);
        }
        for key in missing {
            let message = format!("`{name}` has no `{}`", key.name);
            let variable = variables::variable(name, &key.name);
            let help = format!("add `{variable}`: {}", key.about);
            if let Some(report) = &mut report {
                report.push(Draft::new(at.clone(), message).help(help));
            }
        }
    }
}

/// Parses a text piece by piece, so that one broken table hides no problem of another, and
/// checks what each holds.
fn tables<'t>(
    shape: &Table,
    text: &'t str,
    report: &mut Report,
    places: &mut Places,
) -> DeTable<'t> {
    let mut tables = DeTable::new();
    let mut starts: Vec<(String, usize)> = Vec::new();
    let names: Vec<&str> = shape.names().collect();
    for piece in split(text, &names) {
        let before = report.count();
        let root = parse(text, &piece, report);
        if report.count() > before {
            continue;
        }
        let base = piece.span.start;
        let mut walk = Walk {
            text: &text[piece.span],
            base,
            report,
        };
        for (name, value) in root {
            let Some(key) = shape.key(name.get_ref()) else {
                walk.unknown_key(shape, &name, What::This("file"));
                continue;
            };
            let before = walk.report.count();
            walk.value(&key.shape, &value, What::Key(&key.name));
            let is_sound = walk.report.count() == before;
            let header = base + value.span().start..base + value.span().end;
            if let Some((known, first)) = starts.iter().find(|(known, _)| **known == *key.name) {
                walk.report.push(repeated(known, header, *first));
            } else {
                starts.push((key.name.to_string(), header.start));
                for (key, value) in value.get_ref().as_table().into_iter().flatten() {
                    let at = base + value.span().start..base + value.span().end;
                    places.add_key(format!("{}.{}", name.get_ref(), key.get_ref()), FILE, at);
                }
                places.add_key(key.name.to_string(), FILE, header);
                if is_sound {
                    tables.insert(name, value);
                }
            }
        }
    }
    tables
}

/// The text of a file, or as much of it as can be shown where it is wrong; `remedy` is how to
/// come to so many bytes at most.
pub(super) fn decode<'b>(
    bytes: &'b [u8],
    bytes_max: usize,
    remedy: &str,
    report: &mut Report,
) -> Cow<'b, str> {
    if bytes.len() > bytes_max {
        // How many there are is not known, since files are read no further than shows this.
        let draft = Draft::new(0..0, format!("the file has more than {bytes_max} bytes"));
        report.push(draft.help(format!("{remedy} at most {bytes_max} bytes")));
        return Cow::Borrowed("");
    }
    match str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let bad = error.valid_up_to();
            let message = format!("the file is not UTF-8: byte {bad} is wrong");
            let draft = Draft::new(bad..bad + 1, message);
            report.push(draft.help("save it as UTF-8"));
            String::from_utf8_lossy(bytes)
        }
    }
}
