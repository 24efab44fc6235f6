//! Lines in Discord's Markdown: nothing in a text can be taken for markup, a mention or a link.

use super::limits::{cut, width};
use crate::chat::{Line, Style};

/// A line as Markdown of at most so many letters.
pub(super) fn markdown(line: &Line, max: usize) -> String {
    let mut text = String::new();
    let mut is_after_blank = true;
    for span in line.spans() {
        let inner = span.text().trim();
        // Blanks stand outside of the marks, which do not close behind one.
        if !is_after_blank && span.text().starts_with(' ') {
            text.push(' ');
        }
        is_after_blank = span.text().ends_with(' ') || (inner.is_empty() && is_after_blank);
        let Some(room) = max
            .checked_sub(width(&text) + MARKS_MAX)
            .filter(|room| *room > 0)
        else {
            break;
        };
        if inner.is_empty() {
            if is_after_blank && !text.is_empty() && !text.ends_with(' ') {
                text.push(' ');
            }
            continue;
        }
        let is_first = text.is_empty();
        let words = match span.style() {
            Style::Strong => format!("**{}**", escape(inner, false, room)),
            Style::Emphasis => format!("*{}*", escape(inner, false, room)),
            // Nobody is told of being in it.
            Style::Channel if is_number(inner) && inner.len() <= room => format!("<#{inner}>"),
            // What holds the mark itself cannot be shown in it.
            Style::Code if !inner.contains('`') => format!("`{}`", cut(inner, room)),
            Style::Plain | Style::Code | Style::Channel => escape(inner, is_first, room),
        };
        text.push_str(&words);
        if is_after_blank {
            text.push(' ');
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// The marks around a span, with the blanks around it.
const MARKS_MAX: usize = 6;

/// A text of which nothing is markup, within a limit.
pub(super) fn escape(text: &str, is_first: bool, max: usize) -> String {
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    let mut left = max;
    let mut is_start = is_first;
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let is_special = matches!(
            c,
            '\\' | '*' | '_' | '~' | '`' | '|' | '<' | '>' | '[' | ']' | '#' | '@'
        ) || (is_start && matches!(c, '-' | '+'))
            || rest.starts_with("://")
            || (c == '.' && is_number(&text[..at]) && is_first);
        let needed = c.len_utf16() + usize::from(is_special);
        // Room for the mark where it is cut.
        if needed + usize::from(rest.len() > c.len_utf8()) > left {
            escaped.push('…');
            break;
        }
        left -= needed;
        if is_special {
            escaped.push('\\');
        }
        escaped.push(c);
        is_start = is_start && c == ' ';
    }
    escaped
}

/// Whether this is all that a line of a numbered list begins with.
fn is_number(text: &str) -> bool {
    let text = text.trim_start();
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{escape, markdown};
    use crate::chat::Line;

    #[test]
    fn nothing_that_is_written_is_markup() {
        for (text, expected) in [
            ("plain words, 9 (nine).", "plain words, 9 (nine)."),
            (
                "*a* _b_ ~~c~~ `d` ||e||",
                r"\*a\* \_b\_ \~\~c\~\~ \`d\` \|\|e\|\|",
            ),
            (
                "<@1> <#zenda> <t:3:R> </when:4>",
                r"\<\@1\> \<\#zenda\> \<t:3:R\> \</when:4\>",
            ),
            ("@everyone @here", r"\@everyone \@here"),
            (
                "[words](https://zenda.example)",
                r"\[words\](https\://zenda.example)",
            ),
            ("# big", r"\# big"),
            ("- item - not", r"\- item - not"),
            ("-# small", r"\-\# small"),
            ("> quote", r"\> quote"),
            ("1. first 2. second", r"1\. first 2. second"),
            (r"\*", r"\\\*"),
        ] {
            assert_eq!(escape(text, true, 100), expected);
        }
    }

    #[test]
    fn a_cut_leaves_no_half_escape() {
        assert_eq!(escape("ab*c", true, 4), "ab…");
        assert_eq!(escape("ab*", true, 4), r"ab\*");
        assert_eq!(escape("abcd", true, 4), "abcd");
    }

    #[test]
    fn styles_are_marked_around_words_and_not_blanks() {
        let line = Line::new()
            .strong("Zenda: ")
            .plain(" a *castle* ")
            .code("/what zenda");
        assert_eq!(
            markdown(&line, 100),
            r"**Zenda:** a \*castle\* `/what zenda`"
        );
        let line = Line::new()
            .plain("They met.")
            .emphasis(" (reported) ")
            .plain("- so");
        assert_eq!(markdown(&line, 100), "They met. *(reported)* - so");
        let line = Line::new().plain("try ").code("a`b");
        assert_eq!(markdown(&line, 100), r"try a\`b");
    }
}
