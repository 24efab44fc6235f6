//! The form in which an answer is written.

use serenity::all::InputTextStyle;
use serenity::builder::{CreateActionRow, CreateInputText, CreateModal};

use super::limits::{FORM_LABEL_MAX, cut};
use super::press::Press;
use crate::answers::QUESTION_CHARS_MAX;
use crate::chat::speech::controls as speech;

/// What the one thing to be filled in is called.
pub const ANSWER: &str = "answer";

/// The form for an answer to the question of that marker.
pub fn form(marker: &str) -> CreateModal {
    let press = Press::Write {
        marker: marker.to_owned(),
    };
    let label = cut(speech::YOUR_ANSWER, FORM_LABEL_MAX);
    let input = CreateInputText::new(InputTextStyle::Short, label, ANSWER)
        .max_length(u16::try_from(QUESTION_CHARS_MAX).unwrap_or(u16::MAX));
    let title = cut(speech::WRITE, FORM_LABEL_MAX);
    CreateModal::new(press.id().unwrap_or_default(), title)
        .components(vec![CreateActionRow::InputText(input)])
}
