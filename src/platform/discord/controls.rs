//! What can be pressed below a reply.

use std::collections::HashSet;

use serenity::all::ButtonStyle;
use serenity::builder::{
    CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};

use super::limits::{
    BUTTON_MAX, BUTTONS_MAX, CHOICES_MAX, OPTION_MAX, PLACEHOLDER_MAX, ROWS_MAX, cut, width,
};
use super::press::Press;
use crate::chat::speech::controls as speech;
use crate::chat::{Block, Line};
use crate::facts::Citation;
use crate::quiz::Kind;

/// The most things that are put in order by choosing one of all orders, of which there are 24.
const ORDERED_MAX: usize = 4;

/// The rows below a reply. One of them carries the marker of the post, if it has one.
pub(super) fn rows(blocks: &[Block], marker: Option<&str>) -> Vec<CreateActionRow> {
    let mut rows = Rows::default();
    let mut question = None;
    for block in blocks {
        match block {
            Block::Question {
                marker: Some(marker),
                kind,
                choices,
                ..
            } => question = Some(answers(marker, *kind, choices)),
            Block::Cited { citation, .. } => rows.fact(citation),
            Block::Suggestions { intro, items } => rows.suggestions(intro, items),
            Block::Pages { before, after, .. } => {
                rows.page(speech::BEFORE, before.as_deref());
                rows.page(speech::AFTER, after.as_deref());
            }
            _ => {}
        }
    }
    // A question is found by its own marker, which is that of its post.
    let marker = marker.filter(|_| question.is_none());
    let rows = rows.finish(marker.unwrap_or_default());
    question.into_iter().chain(rows).take(ROWS_MAX).collect()
}

/// What a question is answered with.
fn answers(marker: &str, kind: Kind, choices: &[Line]) -> CreateActionRow {
    let marker = marker.to_owned();
    match kind {
        Kind::Choice if !choices.is_empty() => buttons(&marker, &letters(choices)),
        Kind::TrueFalse => buttons(
            &marker,
            &speech::TRUTHS.map(|word| (word.to_owned(), word.to_owned())),
        ),
        Kind::Order if (2..=ORDERED_MAX).contains(&choices.len()) => orders(marker, choices.len()),
        Kind::Choice | Kind::Order | Kind::Typed | Kind::Closest => {
            let press = Press::Write { marker };
            CreateActionRow::Buttons(
                vec![button(&press, speech::WRITE, ButtonStyle::Primary)]
                    .into_iter()
                    .flatten()
                    .collect(),
            )
        }
    }
}

/// Each choice with the letter that it is answered by.
fn letters(choices: &[Line]) -> Vec<(String, String)> {
    let letters = ('a'..='z').zip(choices);
    letters
        .map(|(letter, choice)| (letter.to_string(), choice.to_string()))
        .collect()
}

fn buttons(marker: &str, answers: &[(String, String)]) -> CreateActionRow {
    let buttons = answers
        .iter()
        .take(BUTTONS_MAX)
        .filter_map(|(text, label)| {
            let press = Press::Answer {
                marker: marker.to_owned(),
                text: text.clone(),
            };
            button(&press, label, ButtonStyle::Primary)
        });
    CreateActionRow::Buttons(buttons.collect())
}

/// A menu of all orders of so many letters.
fn orders(marker: String, count: usize) -> CreateActionRow {
    let letters: Vec<char> = ('A'..='Z').take(count).collect();
    let mut orders = vec![String::new()];
    for _ in 0..count {
        orders = orders
            .iter()
            .flat_map(|order| {
                let left = letters.iter().filter(|letter| !order.contains(**letter));
                left.map(move |letter| format!("{order}{letter}"))
            })
            .collect();
    }
    let options = orders.into_iter().map(|order| {
        let label: Vec<String> = order.chars().map(String::from).collect();
        CreateSelectMenuOption::new(label.join(", "), label.join(" "))
    });
    let id = Press::Answers { marker }.id().unwrap_or_default();
    let kind = CreateSelectMenuKind::String {
        options: options.collect(),
    };
    CreateActionRow::SelectMenu(CreateSelectMenu::new(id, kind).placeholder(speech::ORDER))
}

fn button(press: &Press, label: &str, style: ButtonStyle) -> Option<CreateButton> {
    let label = if label.trim().is_empty() {
        "…"
    } else {
        label
    };
    let button = CreateButton::new(press.id()?).style(style);
    Some(button.label(cut(label, BUTTON_MAX)))
}

/// The rows that are not answers.
#[derive(Default)]
struct Rows {
    menus: Vec<Menu>,
    buttons: Vec<(Press, String)>,
}

/// A menu of commands.
struct Menu {
    intro: String,
    options: Vec<CreateSelectMenuOption>,
}

impl Rows {
    /// The rows, the first of which carries a marker that is not empty.
    fn finish(mut self, marker: &str) -> Vec<CreateActionRow> {
        // A row is for buttons.
        self.menus.truncate(ROWS_MAX - 1);
        if self.menus.is_empty() && !marker.is_empty() {
            let fits = |press: &Press| press.clone().marked(marker).id().is_some();
            let carrier = self.buttons.iter_mut().find(|(press, _)| fits(press));
            if let Some((press, _)) = carrier {
                *press = press.clone().marked(marker);
            } else {
                let help = Press::run(speech::HELP_COMMAND).marked(marker);
                self.buttons.insert(0, (help, speech::HELP.to_owned()));
            }
        }
        let menus = self.menus.into_iter().enumerate().map(|(number, menu)| {
            let marker = if number == 0 { marker } else { "" };
            CreateActionRow::SelectMenu(menu.create(number, marker))
        });
        let buttons: Vec<CreateButton> = self
            .buttons
            .iter()
            .filter_map(|(press, label)| button(press, label, ButtonStyle::Secondary))
            .collect();
        let buttons = buttons.chunks(BUTTONS_MAX);
        let buttons = buttons.map(|row| CreateActionRow::Buttons(row.to_vec()));
        menus.chain(buttons).collect()
    }

    /// What people do next with a fact.
    fn fact(&mut self, citation: &Citation) {
        self.button(speech::SOURCE, &format!("/source {}", citation.fact));
        self.button(
            speech::PRACTISE,
            &format!("/practice fact:{}", citation.fact),
        );
    }

    /// One thing to do is a button, several are a menu.
    fn suggestions(&mut self, intro: &Line, items: &[Line]) {
        let items: Vec<(&str, String)> = items
            .iter()
            .filter_map(|item| {
                let is_sent =
                    |command: &&str| !command.trim().is_empty() && width(command) <= OPTION_MAX;
                let command = item.command().filter(is_sent)?;
                Some((command, item.label()))
            })
            .collect();
        if let [(command, label)] = &items[..] {
            self.button(if label.is_empty() { command } else { label }, command);
            return;
        }
        let mut commands = HashSet::new();
        let options = items
            .iter()
            .filter(|(command, _)| commands.insert(*command))
            .take(CHOICES_MAX)
            .map(|(command, label)| {
                let shown = if label.is_empty() { command } else { &**label };
                CreateSelectMenuOption::new(cut(shown, OPTION_MAX), *command)
                    .description(cut(command, OPTION_MAX))
            });
        let options: Vec<_> = options.collect();
        if !options.is_empty() {
            let intro = intro.to_string();
            let intro = cut(intro.trim_end_matches(':'), PLACEHOLDER_MAX);
            self.menus.push(Menu { intro, options });
        }
    }

    fn button(&mut self, label: &str, command: &str) {
        self.press(Press::run(command), label);
    }

    fn page(&mut self, label: &str, command: Option<&str>) {
        if let Some(command) = command {
            let press = Press::Page {
                marker: String::new(),
                command: command.to_owned(),
            };
            self.press(press, label);
        }
    }

    /// Adds a button, unless it is there or would be too long.
    fn press(&mut self, press: Press, label: &str) {
        let is_new = self.buttons.iter().all(|(known, _)| *known != press);
        if is_new && press.id().is_some() {
            self.buttons.push((press, label.to_owned()));
        }
    }
}

impl Menu {
    fn create(self, number: usize, marker: &str) -> CreateSelectMenu {
        let press = Press::Menu {
            marker: marker.to_owned(),
            number,
        };
        let kind = CreateSelectMenuKind::String {
            options: self.options,
        };
        let menu = CreateSelectMenu::new(press.id().unwrap_or_default(), kind);
        if self.intro.trim().is_empty() {
            menu
        } else {
            menu.placeholder(self.intro)
        }
    }
}
