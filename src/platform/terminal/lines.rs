//! Lines of input that may be anything.

use std::io::{self, BufRead, Read};

/// Longer than any message a platform sends; what comes after it in a line is thrown away as it
/// is read, so that no input takes more memory than this.
const LINE_BYTES_MAX: u64 = 64 << 10;

/// A line of input.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum InputLine {
    /// Text, without its line break.
    Text(String),
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// More than is read of one line.
    TooLong,
}

/// Reads the next line; none at the end of the input.
pub(super) fn next_line(input: &mut impl BufRead) -> io::Result<Option<InputLine>> {
    let mut bytes = Vec::new();
    if input.take(LINE_BYTES_MAX).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.last() != Some(&b'\n') && bytes.len() as u64 == LINE_BYTES_MAX {
        input.skip_until(b'\n')?;
        return Ok(Some(InputLine::TooLong));
    }
    let line = String::from_utf8(bytes);
    Ok(Some(line.map_or(InputLine::NotUtf8, |text| {
        InputLine::Text(text.trim_end_matches(['\n', '\r']).to_owned())
    })))
}

#[cfg(test)]
mod tests {
    use super::{InputLine, LINE_BYTES_MAX, next_line};

    #[test]
    fn any_bytes_are_read_line_by_line() {
        let long = vec![b'x'; usize::try_from(LINE_BYTES_MAX).unwrap() + 1];
        let input = [b"one\r\n\n\xff\n", long.as_slice(), b"\nlast"].concat();
        let mut input = input.as_slice();
        let text = |text: &str| Some(InputLine::Text(text.to_owned()));
        let expected = [
            text("one"),
            text(""),
            Some(InputLine::NotUtf8),
            Some(InputLine::TooLong),
            text("last"),
            None,
        ];
        for expected in expected {
            assert_eq!(next_line(&mut input).unwrap(), expected);
        }
    }
}
