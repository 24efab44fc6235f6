//! Every row of the table of commands, held to what platforms and readers need.

use super::commands::{COMMANDS, find, find_nearest, names};
use super::{Need, OptionKind};

/// Discord's bounds on slash commands; its names may also hold `-` and `_`, which nobody
/// likes to type, so ours do not.
const NAME_CHARS_MAX: usize = 32;
const SUMMARY_CHARS_MAX: usize = 100;
const OPTIONS_MAX: usize = 25;
const TEXT_CHARS_MAX: usize = 6_000;

fn is_name(name: &str) -> bool {
    (1..=NAME_CHARS_MAX).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase())
}

#[test]
fn every_row_fits_a_slash_command() {
    for command in COMMANDS {
        let name = command.name;
        assert!(is_name(name), "{name}");
        assert!(
            (1..=SUMMARY_CHARS_MAX).contains(&command.summary.chars().count()),
            "{name}"
        );
        assert!(command.options.len() <= OPTIONS_MAX, "{name}");
        assert!(
            command
                .options
                .is_sorted_by_key(|option| option.need == Need::Optional),
            "{name}: a required option after an optional one"
        );
        for option in command.options {
            assert!(is_name(option.name), "{name} {}", option.name);
            assert!(
                (1..=SUMMARY_CHARS_MAX).contains(&option.summary.chars().count()),
                "{name} {}",
                option.name
            );
            if let OptionKind::Question { chars_max }
            | OptionKind::Answer { chars_max }
            | OptionKind::Member { chars_max }
            | OptionKind::Role { chars_max }
            | OptionKind::Channel { chars_max } = option.kind
            {
                assert!(chars_max <= TEXT_CHARS_MAX, "{name} {}", option.name);
            }
        }
    }
}

#[test]
fn no_name_is_used_twice() {
    let names: Vec<_> = names().map(|(name, _)| name).collect();
    for (ix, name) in names.iter().enumerate() {
        assert!(is_name(name), "{name}");
        assert!(!names[..ix].contains(name), "{name}");
    }
}

#[test]
fn an_alias_means_its_command() {
    let howmany = find("howmany");
    assert!(howmany.is_some());
    assert_eq!(find("HowMuch"), howmany);
    assert_eq!(find_nearest("howmcuh"), howmany);
}

#[test]
fn every_example_is_a_use_of_its_command() {
    for command in COMMANDS {
        let words = command.example.split_whitespace().next();
        assert_eq!(words, Some(format!("/{}", command.name).as_str()));
        assert!(super::parse(command.example).is_ok(), "{}", command.example);
    }
}
