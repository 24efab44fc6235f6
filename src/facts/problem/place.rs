//! Lines and columns, and the piece of a line that is shown.

use std::ops::Range;

/// Lines up to this length are shown whole, or cut by the renderer to the terminal's width.
/// Longer ones are no text that anybody reads: only what surrounds the problem is kept.
const LINE_BYTES_MAX: usize = 2_000;

/// How much is kept of such a line before and after the place of the problem.
const AROUND_CHARS: usize = 50;

/// A position in a text, found by going forward from its start.
#[derive(Debug, Clone, Copy)]
pub(in crate::facts) struct Place {
    /// The line, counted from 1.
    pub(in crate::facts) line: usize,
    /// The column in characters, counted from 1.
    pub(in crate::facts) column: usize,
    /// Where the line starts.
    line_start: usize,
    offset: usize,
}

impl Place {
    pub(in crate::facts) fn start() -> Self {
        Self {
            line: 1,
            column: 1,
            line_start: 0,
            offset: 0,
        }
    }

    /// The place of a later offset, or of the nearest one before it that a character starts at.
    pub(in crate::facts) fn forward(self, text: &str, offset: usize) -> Self {
        let offset = text.floor_char_boundary(offset).max(self.offset);
        let passed = &text[self.offset..offset];
        match passed.rfind('\n') {
            Some(newline) => Self {
                line: self.line + passed.bytes().filter(|&byte| byte == b'\n').count(),
                column: 1 + passed[newline + 1..].chars().count(),
                line_start: self.offset + newline + 1,
                offset,
            },
            None => Self {
                column: self.column + passed.chars().count(),
                offset,
                ..self
            },
        }
    }
}

/// The line of a problem, with the range in it that is underlined.
#[derive(Debug, Clone)]
pub(in crate::facts) struct Excerpt {
    pub(super) line: Box<str>,
    pub(super) underlined: Range<usize>,
    /// Whether the line was cut, so that columns of the excerpt are not those of the file.
    pub(super) is_cut: bool,
}

impl Excerpt {
    /// The line at a place, and what of the span lies in it.
    pub(super) fn new(text: &str, place: Place, span: &Range<usize>) -> Self {
        let rest = &text[place.offset..];
        let rest = rest.split('\n').next().unwrap_or_default();
        let rest = rest.strip_suffix('\r').unwrap_or(rest);
        let before = &text[place.line_start..place.offset];
        let underlined = rest.floor_char_boundary(span.end.saturating_sub(place.offset));
        if before.len() + rest.len() <= LINE_BYTES_MAX {
            return Self {
                line: format!("{before}{rest}").into(),
                underlined: before.len()..before.len() + underlined,
                is_cut: false,
            };
        }
        let mut shown: Vec<char> = before.chars().rev().take(AROUND_CHARS).collect();
        shown.reverse();
        let mut line = String::from("…");
        line.extend(shown);
        let start = line.len();
        line.extend(rest.chars().take(AROUND_CHARS));
        let end = line.len().min(start + underlined);
        line.push('…');
        Self {
            line: line.into(),
            underlined: start..end,
            is_cut: true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, Place};

    #[test]
    fn columns_are_counted_in_characters_and_lines_from_one() {
        let text = "a\nпривет x\n";
        let place = Place::start().forward(text, text.find('x').unwrap());
        assert_eq!((place.line, place.column), (2, 8));
        let end = place.forward(text, text.len());
        assert_eq!((end.line, end.column), (3, 1));
    }

    #[test]
    fn an_offset_beyond_the_text_or_within_a_character_is_taken_back() {
        let place = Place::start().forward("é", 1);
        assert_eq!((place.offset, place.column), (0, 1));
        let place = place.forward("é", 99);
        assert_eq!((place.offset, place.column), (2, 2));
    }

    #[test]
    fn an_underline_ends_with_its_line() {
        let text = "a = '''x\r\ny'''";
        let excerpt = Excerpt::new(text, Place::start().forward(text, 4), &(4..14));
        assert_eq!(&*excerpt.line, "a = '''x");
        assert_eq!(excerpt.underlined, 4..8);
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}é{}", "x".repeat(5_000), "y".repeat(5_000));
        let excerpt = Excerpt::new(&text, Place::start().forward(&text, 5_000), &(5_000..9_000));
        assert!(excerpt.is_cut);
        assert!(excerpt.line.len() < 200);
        assert!(excerpt.line[excerpt.underlined].starts_with("éy"));
    }
}
