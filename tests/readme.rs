//! The README against the program: commands, configuration keys and examples.

use std::collections::BTreeSet;

use attache::chat::commands::COMMANDS;

use crate::program::attache;

const README: &str = include_str!("../README.md");
const CONFIG: &str = include_str!("../config/attache.toml");

/// The cells of the first column of the table under a heading, without their code marks.
fn first_column(heading: &str) -> BTreeSet<String> {
    let section = README
        .split("\n## ")
        .find(|section| section.lines().next() == Some(heading))
        .unwrap_or_else(|| panic!("no heading {heading}"));
    section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn the_table_of_commands_is_the_table_of_commands() {
    let commands = COMMANDS.iter().map(attache::chat::CommandSpec::form);
    assert_eq!(first_column("Commands"), commands.collect());
}

#[test]
fn every_configuration_key_is_described() {
    let config: toml::Table = CONFIG.parse().expect("TOML");
    let keys = config.iter().flat_map(|(section, values)| {
        let values = values.as_table().expect("a section");
        values.keys().map(move |key| format!("{section}.{key}"))
    });
    assert_eq!(first_column("Configuration"), keys.collect());
}

#[test]
fn every_example_prints_what_is_shown() {
    let mut examples = 0;
    for block in README.split("```console\n").skip(1) {
        let block = block.split("```").next().unwrap_or_default();
        for example in block.split("$ attache").skip(1) {
            let (arguments, expected) = example.split_once('\n').unwrap_or((example, ""));
            let arguments = words(arguments);
            let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
            let outcome = attache(&arguments).run();
            assert_eq!(
                outcome.stdout + &outcome.stderr,
                expected,
                "attache {arguments:?}"
            );
            examples += 1;
        }
    }
    assert!(examples > 0, "the README shows the program at work");
}

/// The words of a shell command that quotes with `"` and escapes nothing.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('"').enumerate();
    parts
        .flat_map(|(ix, part)| match ix % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}
