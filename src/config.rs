//! The configuration file.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Context;
use serde::Deserialize;

/// Where the configuration is looked for if the command line names none.
const FILE: &str = "config/attache.toml";

/// What runs where there is no file.
const EMBEDDED: &str = include_str!("../config/attache.toml");

/// The configuration.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The facts to answer from.
    #[serde(default)]
    pub facts: Facts,
}

/// The facts to answer from.
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Packs, and folders of them; none means the pack that is built in.
    #[serde(default)]
    pub paths: Vec<PathBuf>,
}

impl Config {
    /// Reads the configuration, and says where it was found.
    pub fn find(named: Option<&Path>) -> anyhow::Result<(Self, String)> {
        let file = match named {
            Some(file) => file,
            None if Path::new(FILE).exists() => Path::new(FILE),
            None => return Ok((Self::read(EMBEDDED)?, "built in".to_owned())),
        };
        let name = file.display().to_string();
        let text = fs::read_to_string(file).with_context(|| format!("reading {name}"))?;
        let config = Self::read(&text).with_context(|| format!("reading {name}"))?;
        Ok((config, name))
    }

    fn read(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_configuration_that_is_built_in_loads_the_pack_that_is_built_in() {
        assert_eq!(
            Config::read(EMBEDDED).unwrap().facts.paths,
            [""; 0].map(PathBuf::from)
        );
    }

    #[test]
    fn a_mistyped_key_is_refused_with_its_place() {
        let error = Config::read("[facts]\npath = []\n")
            .unwrap_err()
            .to_string();
        assert!(error.contains("line 2, column 1"), "{error}");
        assert!(error.contains("unknown field `path`"), "{error}");
    }
}
