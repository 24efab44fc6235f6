//! The configuration file.

#[cfg(any(feature = "discord", feature = "matrix"))]
mod address;
mod discord;
mod limits;
mod matrix;
mod operators;
mod web;

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use schemars::JsonSchema;
use serde::Deserialize;

use crate::facts::{Fault, Places, Problems, Variables, read_document};
use crate::files;

#[cfg(any(feature = "discord", feature = "matrix"))]
pub use address::keeps_secrets;
pub use discord::{Discord, Shards};
pub use limits::Limits;
pub use matrix::{Matrix, RoomPrefix};
pub use operators::Operators;
pub use web::Web;

/// Where the configuration is looked for if the command line names none.
const FILE: &str = "config/attache.toml";

/// What runs where there is no file.
const EMBEDDED: &str = include_str!("../../config/attache.toml");

/// A page of settings with its comments, many times over.
const BYTES_MAX: usize = 1 << 20;

/// The configuration.
#[derive(Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The facts to answer from.
    #[serde(default)]
    pub facts: Facts,
    /// Where rounds, scores and what is yet to be said are kept.
    #[serde(default)]
    pub database: Database,
    /// The bot on Discord; without it, there is none.
    #[serde(default)]
    pub discord: Option<Discord>,
    /// The bot on Matrix; without it, there is none.
    #[serde(default)]
    pub matrix: Option<Matrix>,
    /// How much members may ask within what time.
    #[serde(default)]
    pub limits: Limits,
    /// Who runs the program.
    #[serde(default)]
    pub operators: Operators,
    /// What is served over HTTP; without it, nothing is.
    #[serde(default)]
    pub web: Option<Web>,
}

/// The facts to answer from.
#[derive(Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Packs, and folders of them; none means the pack that is built in.
    #[serde(default)]
    #[schemars(inner(regex(pattern = r"\S")))]
    pub paths: Vec<PathBuf>,
}

/// Where rounds, scores and what is yet to be said are kept.
#[derive(Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// `sqlite:FILE`, or `postgres://USER@HOST/NAME` without a password.
    #[serde(default = "database_url")]
    #[schemars(regex(pattern = r"\S"))]
    pub url: String,
}

/// A file in the folder in which the program is run.
fn database_url() -> String {
    String::from("sqlite:attache.db")
}

impl Default for Database {
    fn default() -> Self {
        Self {
            url: database_url(),
        }
    }
}

/// The configuration as it was found.
#[derive(Debug)]
pub struct Configuration {
    /// What is sound of it.
    pub config: Config,
    /// Where it was found.
    pub name: String,
    places: Places,
    problems: Problems,
}

impl Configuration {
    /// Reads the configuration, in which variables go before the file.
    ///
    /// # Errors
    ///
    /// What is wrong with the file, if nothing can be read of it.
    pub fn find(named: Option<&Path>, variables: &Variables) -> Result<Self, Problems> {
        let Some(file) = named.or_else(|| is_there(FILE).then(|| Path::new(FILE))) else {
            return Self::read("built in".to_owned(), EMBEDDED.as_bytes(), variables);
        };
        let bytes = files::read(file, BYTES_MAX)?;
        Self::read(file.display().to_string(), &bytes, variables)
    }

    fn read(name: String, bytes: &[u8], variables: &Variables) -> Result<Self, Problems> {
        let document = read_document(&name, bytes, BYTES_MAX, variables)?;
        Ok(Self {
            config: document.sound,
            name,
            places: document.places,
            problems: document.problems,
        })
    }

    /// Whether nothing is wrong with it by its shape.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// Whether a variable says what a key holds.
    pub fn is_variable(&self, key: &str) -> bool {
        self.places.is_variable(key)
    }

    /// All that is wrong with it, and with the values of its keys.
    pub fn problems(self, faults: Vec<Fault>) -> Problems {
        let mut problems = self.problems;
        problems.add_all(self.places.problems(faults));
        problems
    }
}

/// Whether there is such a file, be it one that cannot be read or a link that leads nowhere.
fn is_there(file: &str) -> bool {
    let found = fs::symlink_metadata(file).map_err(|error| error.kind());
    !matches!(found, Err(ErrorKind::NotFound | ErrorKind::NotADirectory))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expects these problems, each as "line:column underlined: message | help" or how that begins.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = problems(text);
        let is_expected = |(found, expected): (&String, &&str)| found.starts_with(expected);
        assert!(
            found.len() == expected.len() && found.iter().zip(expected).all(is_expected),
            "{text}: {found:#?}"
        );
    }

    fn read(text: &str) -> Result<Config, Problems> {
        let none = Variables::default();
        let read = Configuration::read("attache.toml".to_owned(), text.as_bytes(), &none)?;
        match read.problems {
            problems if problems.is_empty() => Ok(read.config),
            problems => Err(problems),
        }
    }

    fn problems(text: &str) -> Vec<String> {
        let Err(problems) = read(text) else {
            return Vec::new();
        };
        let line = |problem: &crate::facts::Problem| {
            format!(
                "{}:{} {}: {} | {}",
                problem.line,
                problem.column,
                &text[problem.span.clone()],
                problem.message,
                problem.help
            )
        };
        problems.iter().map(line).collect()
    }

    #[test]
    fn the_configuration_that_is_built_in_loads_the_pack_that_is_built_in() {
        let config = read(EMBEDDED).unwrap();
        assert_eq!(config.facts.paths, [""; 0].map(PathBuf::from));
        assert_eq!(config.database, Database::default());
    }

    #[test]
    fn a_sound_configuration_is_read() {
        for text in [
            "",
            "# Nothing.\n",
            "[facts]\n",
            "facts = {}\n",
            // As on the command line, where a path that is given twice is read once.
            "[facts]\npaths = [\"a\", \"a\"]\n",
        ] {
            check(text, &[]);
        }
        let config = read("[facts]\npaths = [\"a\", \"b/\"]\n").unwrap();
        assert_eq!(config.facts.paths, ["a", "b/"].map(PathBuf::from));
    }

    #[test]
    fn all_problems_come_at_once_each_with_its_place_and_what_to_do() {
        check(
            "fact = 1\n[facts]\npath = []\npaths = [1, \"\", \"a\"]\nmore = 2\n[dischord]\n",
            &[
                "1:1 fact: this file has no key `fact` | did you mean `facts`?",
                "3:1 path: `facts` has no key `path` | did you mean `paths`?",
                "4:10 1: an entry of `paths` must be text | put it in double quotes",
                "4:13 \"\": an entry of `paths` is empty | write something",
                "5:1 more: `facts` has no key `more` | use `paths`, or take it out",
                "6:2 dischord: this file has no key `dischord` | did you mean `discord`?",
            ],
        );
    }

    #[test]
    fn a_value_in_place_of_the_one_table_is_shown_as_it_should_be_written() {
        assert_eq!(
            problems("facts = 1\n"),
            ["1:9 1: `facts` must be a table | write `{ paths = […] }`"]
        );
    }

    #[test]
    fn what_is_not_toml_hides_no_problem_of_another_table() {
        check(
            "x\n[facts]\npaths = [\n[facts]\npath = []",
            &[
                "1:2 : this is not TOML: key with no value, expected `=` | write `key = value`",
                "3:9 [: this bracket is never closed | write the closing bracket",
                "5:1 path: `facts` has no key `path` | did you mean `paths`?",
            ],
        );
    }

    #[test]
    fn a_secret_that_was_put_here_is_not_shown() {
        let text = "[discord]\napplication = 1\ntoken = \"abc.def\"\n";
        let problems = read(text).unwrap_err();
        let shown = problems.render(false);
        assert!(shown.contains("3 | token = \"*******\""), "{shown}");
        assert!(!shown.contains("abc"), "{shown}");
        // A file's name is none.
        let text = "[discord]\napplication = 1\ntoken_file = 4\n";
        let problems = read(text).unwrap_err();
        assert!(problems.render(false).contains("token_file = 4"));
    }

    #[test]
    fn a_configuration_that_is_too_long_is_refused() {
        let long = "#".repeat(BYTES_MAX);
        check(&long, &[]);
        check(
            &(long + "#"),
            &["1:1 : the file has more than 1048576 bytes | shorten it to at most 1048576 bytes"],
        );
    }

    #[test]
    fn a_table_that_stands_twice_is_refused() {
        check(
            "[facts]\n[facts]\n",
            &["2:1 [facts]: a file has one `[facts]` | take one out; the first is on line 1"],
        );
    }
}
