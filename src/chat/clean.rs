//! What members and packs may not get through to a reader.

/// Makes text fit to be shown on one line: control characters and those that change the
/// direction or hide text are dropped, line breaks become blanks.
///
/// Joiners (U+200C, U+200D) stay: Urdu needs them, and they hide nothing.
pub(super) fn clean(text: &str) -> String {
    text.chars()
        .filter_map(|c| match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
            c if is_unfit(c) => None,
            c => Some(c),
        })
        .collect()
}

/// The first characters of a member's words, so that a reply stays short whatever it repeats.
pub fn cut(text: &str, chars_max: usize) -> String {
    match text.char_indices().nth(chars_max) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn is_unfit(c: char) -> bool {
    c.is_control()
        || matches!(c,
            // Direction marks, embeddings, overrides and isolates.
            '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{206F}'
            // Characters of no width that split words unseen.
            | '\u{00AD}' | '\u{180E}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}'
            // Annotations and tags: text that no reader sees.
            | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests {
    use super::{clean, cut};

    #[test]
    fn what_could_forge_a_message_is_dropped() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\u{200b}d\0"), "a[31mbcd");
        assert_eq!(clean("attache: yes\nadmin: no"), "attache: yes admin: no");
        assert_eq!(clean("شاہ محمود\u{200c}قریشی"), "شاہ محمود\u{200c}قریشی");
    }

    #[test]
    fn a_cut_counts_characters() {
        assert_eq!(cut("Путин", 5), "Путин");
        assert_eq!(cut("Путин", 2), "Пу…");
    }
}
