//! Bytes that no editor would write: whatever they are, loading ends, and ends in words.

use proptest::prelude::*;

use super::tests::PACK;
use crate::facts::{FactBase, limits};

/// Loads bytes and renders what is wrong with them, and gives both sizes.
fn survive(bytes: &[u8]) -> (usize, usize) {
    match FactBase::load([("pack.toml", bytes)]) {
        Ok(_) => (0, 0),
        Err(problems) => (problems.count(), problems.render(true).len()),
    }
}

#[test]
fn a_hundred_megabytes_of_garbage_are_refused_in_a_few_words() {
    let (count, rendered) = survive(&vec![b'['; 100 << 20]);
    assert_eq!(count, 1);
    assert!(rendered < 1_000);
}

#[test]
fn one_long_line_is_not_shown_whole() {
    let line = format!("a = \"{}", "é".repeat(limits::TABLE_BYTES_MAX / 4));
    let (count, rendered) = survive(line.as_bytes());
    assert!(count > 0);
    assert!(rendered < 2_000, "{rendered}");
}

#[test]
fn of_many_problems_the_first_are_shown_and_the_others_counted() {
    let lines = 2_000;
    let text = "a b\n".repeat(lines);
    let problems = FactBase::load([("pack.toml", &text)]).unwrap_err();
    assert_eq!(problems.count(), lines);
    assert_eq!(problems.iter().count(), limits::PROBLEMS_SHOWN_MAX);
    assert!(
        problems
            .iter()
            .map(|problem| problem.line)
            .eq(1..=limits::PROBLEMS_SHOWN_MAX)
    );
    let rendered = problems.render(false);
    assert!(rendered.ends_with("pack.toml: 1800 more problems are not shown\n2000 problems\n"));
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    let keys = ["a"; 79].join(".");
    for text in [
        "[".repeat(1_000_000),
        "a={".repeat(1_000_000),
        "[[fact]]\n[fact.a]\n".repeat(10_000),
        // Dotted keys within the deepest brackets that are let through.
        format!(
            "[{keys}]\n{}a=1{}",
            format!("{keys}={{").repeat(limits::NESTING_MAX),
            "}".repeat(limits::NESTING_MAX)
        ),
        format!("{}=1", vec!["a"; 100_000].join(".")),
        format!("[[{}]]", vec!["fact"; 100_000].join(".")),
    ] {
        assert!(survive(text.as_bytes()).0 > 0);
    }
}

proptest! {
    #[test]
    fn no_bytes_are_too_odd(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        survive(&bytes);
    }

    #[test]
    fn no_text_is_too_odd(text in "[\\[\\]{}=.,#'\"a-c\\\\\n\r é\u{202E}1-]{0,200}") {
        survive(text.as_bytes());
    }

    #[test]
    fn no_change_to_a_pack_is_too_odd(
        changes in prop::collection::vec(
            (0..PACK.len(), 0..40_usize, any::<prop::sample::Index>(), 0..40_usize),
            1..6,
        )
    ) {
        let mut bytes = PACK.as_bytes().to_vec();
        for (at, cut, from, length) in changes {
            let at = at.min(bytes.len());
            let end = (at + cut).min(bytes.len());
            let from = from.index(PACK.len());
            let paste = &PACK.as_bytes()[from..(from + length).min(PACK.len())];
            bytes.splice(at..end, paste.iter().copied());
        }
        survive(&bytes);
    }
}
