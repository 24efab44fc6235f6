//! Slips of the finger: one letter too many, too few or wrong, or two neighbours swapped.

/// Words shorter than this are too near to each other for a slip to be told from another word.
pub(super) const SLIP_CHARS_MIN: usize = 5;

/// Whether `given` is `right` with one slip, where `right` is long enough and no code.
pub(super) fn is_slip(right: &str, given: &str) -> bool {
    let has_digit = |word: &str| word.bytes().any(|byte| byte.is_ascii_digit());
    right.len().abs_diff(given.len()) <= 4
        && right.chars().count() >= SLIP_CHARS_MIN
        && !has_digit(right)
        && !has_digit(given)
        && is_one_edit(right, given)
}

/// Whether two words differ by one insertion, deletion, substitution or swap of neighbours.
pub(super) fn is_one_edit(one: &str, other: &str) -> bool {
    let common = one
        .bytes()
        .zip(other.bytes())
        .take_while(|(one, other)| one == other)
        .count();
    // What was equal may end within a character.
    let common = (0..=common)
        .rev()
        .find(|&at| one.is_char_boundary(at) && other.is_char_boundary(at))
        .unwrap_or(0);
    let (one, other) = (&one[common..], &other[common..]);
    let mut one_rest = one.chars();
    let mut other_rest = other.chars();
    match (one_rest.next(), other_rest.next()) {
        (None, None) => false,
        (Some(_), None) => one_rest.next().is_none(),
        (None, Some(_)) => other_rest.next().is_none(),
        (Some(a), Some(b)) => {
            let (after_one, after_other) = (one_rest.as_str(), other_rest.as_str());
            after_one == after_other
                || after_one == other
                || one == after_other
                || (one_rest.next() == Some(b)
                    && other_rest.next() == Some(a)
                    && one_rest.as_str() == other_rest.as_str())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_one_edit, is_slip};

    #[test]
    fn one_edit_is_one_edit() {
        for (one, other, expected) in [
            ("putin", "putin", false),
            ("putin", "puttin", true),
            ("putin", "puin", true),
            ("putin", "pitin", true),
            ("putin", "puitn", true),
            ("putin", "ptuni", false),
            ("khan", "kahn", true),
            ("imran", "iran", true),
            ("bishkek", "bushkok", false),
            ("", "a", true),
            ("", "ab", false),
            ("жук", "жуки", true),
        ] {
            assert_eq!(is_one_edit(one, other), expected, "{one} {other}");
            assert_eq!(is_one_edit(other, one), expected, "{other} {one}");
        }
    }

    #[test]
    fn short_words_and_codes_have_no_slips() {
        for (right, given) in [("iran", "irna"), ("sco", "scp"), ("pt9000", "pt9001")] {
            assert!(!is_slip(right, given), "{right} {given}");
        }
        assert!(is_slip("putin", "puttin"));
    }
}
