//! Slips of the finger: one letter too many, too few or wrong, or two neighbours swapped.

/// Words shorter than this are too near to each other for a slip to be told from another word.
pub(super) const SLIP_CHARS_MIN: usize = 5;

/// Whether a word has a digit, so that each of its characters counts.
pub(super) fn has_digit(word: &str) -> bool {
    word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether `given` is `right` with one slip, where `right` is long enough and no code.
pub(super) fn is_slip(right: &str, given: &str) -> bool {
    // What refuses most comes first.
    right.len().abs_diff(given.len()) <= 4
        && is_one_edit(right, given)
        && right.chars().count() >= SLIP_CHARS_MIN
        && !has_digit(right)
        && !has_digit(given)
        && !is_far(right, given)
}

/// Whether two words differ by a letter for another that neither sounds like it nor lies beside it:
/// no finger slips so far, and many a name is that near to another.
fn is_far(one: &str, other: &str) -> bool {
    let pairs = one.chars().zip(other.chars());
    let mut wrong = pairs.filter(|(one, other)| one != other);
    let is_one_length = one.chars().count() == other.chars().count();
    match (wrong.next(), wrong.next()) {
        (Some((one, other)), None) => is_one_length && !is_alike(one, other),
        _ => false,
    }
}

/// Whether two letters sound alike or lie side by side on a keyboard.
fn is_alike(one: char, other: char) -> bool {
    const SOUNDS: [&str; 9] = ["ckq", "scz", "yj", "gj", "gk", "vwf", "bp", "dt", "aeiouy"];
    const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];
    let place = |c: char| {
        let mut rows = ROWS.iter().enumerate();
        rows.find_map(|(row, keys)| Some((row, keys.find(c)?)))
    };
    let sounds = || {
        SOUNDS
            .iter()
            .any(|all| all.contains(one) && all.contains(other))
    };
    match (place(one), place(other)) {
        (Some(one), Some(other)) => {
            let is_near = one.0.abs_diff(other.0) <= 1 && one.1.abs_diff(other.1) <= 1;
            is_near || sounds()
        }
        // Of other scripts no keyboard is known.
        _ => true,
    }
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

    #[test]
    fn a_letter_is_mistaken_for_one_beside_it_or_of_like_sound() {
        for (right, given, expected) in [
            ("zenda", "zends", true),
            ("zenda", "senda", true),
            ("zenda", "zenta", true),
            ("zenda", "zendo", true),
            ("zenda", "menda", false),
            ("zenda", "zenla", false),
            ("зенда", "зенга", true),
        ] {
            assert_eq!(is_slip(right, given), expected, "{right} {given}");
        }
    }
}
