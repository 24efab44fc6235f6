//! Discord's limits, as its documentation gives them. What counts letters counts UTF-16 units, of
//! which there are never fewer than of whatever Discord counts.

/// The description of an embed.
pub(super) const DESCRIPTION_MAX: usize = 4_096;

/// The value of a field of an embed.
pub(super) const FIELD_MAX: usize = 1_024;

/// All text of all embeds of a message.
pub(super) const EMBEDS_TEXT_MAX: usize = 6_000;

/// The embeds of a message.
pub(super) const EMBEDS_MAX: usize = 10;

/// What stands on a button.
pub(super) const BUTTON_MAX: usize = 80;

/// The label, the description and the value of an option of a menu.
pub(super) const OPTION_MAX: usize = 100;

/// What stands in a menu before something was chosen.
pub(super) const PLACEHOLDER_MAX: usize = 150;

/// What a component is known by.
pub(super) const CUSTOM_ID_MAX: usize = 100;

/// The options of a menu, the suggestions of a completion, the options of a command.
pub(super) const CHOICES_MAX: usize = 25;

/// The rows of components of a message.
pub(super) const ROWS_MAX: usize = 5;

/// The buttons in a row.
pub(super) const BUTTONS_MAX: usize = 5;

/// The title of a form, and the label of what is to be filled in.
pub(super) const FORM_LABEL_MAX: usize = 45;

/// A text within a limit, with a mark where it was cut.
pub(super) fn cut(text: &str, max: usize) -> String {
    if width(text) <= max {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut left = max - 1;
    for c in text.chars() {
        match left.checked_sub(c.len_utf16()) {
            Some(less) => left = less,
            None => break,
        }
        cut.push(c);
    }
    cut.push('…');
    cut
}

/// How long a text is to Discord, at most.
pub(super) fn width(text: &str) -> usize {
    text.encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use super::cut;

    #[test]
    fn a_text_is_cut_between_letters() {
        for (text, max, expected) in [
            ("abc", 3, "abc"),
            ("abcd", 3, "ab…"),
            ("🦀🦀", 4, "🦀🦀"),
            ("🦀🦀", 3, "🦀…"),
            ("a🦀b", 3, "a…"),
        ] {
            assert_eq!(cut(text, max), expected, "{text} {max}");
        }
    }
}
