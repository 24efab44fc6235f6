//! The command table as Discord's slash commands.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serenity::all::{CommandOptionType, CommandType, InstallationContext, InteractionContext};
use serenity::builder::{CreateCommand, CreateCommandOption};

use super::permissions::MODERATOR;
use crate::chat::commands::COMMANDS;
use crate::chat::{Access, CommandSpec, Need, OptionKind, OptionSpec};

/// What commands are called in other languages, by Discord's names for these.
static LOCALES: LazyLock<Vec<(&str, Locale)>> = LazyLock::new(|| {
    let texts = [("ru", include_str!("locales/ru.toml"))];
    let read = |text| toml::from_str(text).expect("a test reads every one");
    texts.map(|(name, text)| (name, read(text))).into()
});

/// What commands are called in a language.
type Locale = BTreeMap<String, Translation>;

/// What a command is called in a language, and what it is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Translation {
    name: String,
    summary: String,
}

/// Every command, as it is registered.
pub fn registration() -> Vec<CreateCommand> {
    COMMANDS.iter().map(command).collect()
}

fn command(spec: &CommandSpec) -> CreateCommand {
    let mut command = CreateCommand::new(spec.name)
        .kind(CommandType::ChatInput)
        .description(spec.summary)
        .set_options(spec.options.iter().map(option).collect());
    for (locale, translations) in &*LOCALES {
        if let Some(translation) = translations.get(spec.name) {
            command = command
                .name_localized(*locale, &translation.name)
                .description_localized(*locale, &translation.summary);
        }
    }
    let command = match spec.access {
        Access::Everyone => command
            .integration_types(vec![InstallationContext::Guild, InstallationContext::User])
            .contexts(vec![
                InteractionContext::Guild,
                InteractionContext::BotDm,
                InteractionContext::PrivateChannel,
            ]),
        Access::Members | Access::Moderators => command
            .integration_types(vec![InstallationContext::Guild])
            .contexts(vec![InteractionContext::Guild, InteractionContext::BotDm]),
        Access::Operators => command
            .integration_types(vec![InstallationContext::Guild])
            .contexts(vec![InteractionContext::BotDm]),
    };
    match spec.access {
        Access::Moderators => command.default_member_permissions(MODERATOR),
        Access::Everyone | Access::Members | Access::Operators => command,
    }
}

fn option(spec: &OptionSpec) -> CreateCommandOption {
    let kind = match spec.kind {
        OptionKind::Number { .. } => CommandOptionType::Integer,
        OptionKind::Member { .. } => CommandOptionType::User,
        OptionKind::Role { .. } => CommandOptionType::Role,
        OptionKind::Channel { .. } => CommandOptionType::Channel,
        _ => CommandOptionType::String,
    };
    let option = CreateCommandOption::new(kind, spec.name, spec.summary)
        .required(spec.need == Need::Required);
    match spec.kind {
        OptionKind::Question { chars_max } => option
            .set_autocomplete(true)
            .max_length(u16::try_from(chars_max).unwrap_or(u16::MAX)),
        OptionKind::Answer { chars_max } => {
            option.max_length(u16::try_from(chars_max).unwrap_or(u16::MAX))
        }
        OptionKind::Topic | OptionKind::Fact | OptionKind::Command | OptionKind::Zone => {
            option.set_autocomplete(true)
        }
        OptionKind::Choice(words) => words.iter().fold(option, |option, word| {
            option.add_string_choice(*word, *word)
        }),
        OptionKind::Number { min, max } => {
            option.min_int_value(min.into()).max_int_value(max.into())
        }
        OptionKind::Member { .. }
        | OptionKind::Role { .. }
        | OptionKind::Channel { .. }
        | OptionKind::Date
        | OptionKind::Time => option,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_has_a_name_in_every_language() {
        for (locale, translations) in &*LOCALES {
            let known: Vec<&str> = COMMANDS.iter().map(|command| command.name).collect();
            let mut translated: Vec<&str> = translations.keys().map(|name| &**name).collect();
            let mut expected = known.clone();
            translated.sort_unstable();
            expected.sort_unstable();
            assert_eq!(translated, expected, "{locale}");
        }
    }
}
