//! One case for each thing that can be wrong with a value.

use super::tests::{PACK, load};
use crate::facts::{Problems, limits};

/// The problems of a text as "line:column message | help".
pub(super) fn problems(text: &str) -> Vec<String> {
    match load(text) {
        Ok(_) => Vec::new(),
        Err(problems) => lines(&problems),
    }
}

pub(super) fn lines(problems: &Problems) -> Vec<String> {
    problems
        .iter()
        .map(|problem| {
            format!(
                "{}:{} {} | {}",
                problem.line, problem.column, problem.message, problem.help
            )
        })
        .collect()
}

/// Puts one piece of the sound pack in place of another, and expects one problem there.
#[track_caller]
pub(super) fn check(from: &str, to: &str, expected: &str) {
    assert!(PACK.contains(from), "the pack has no {from}");
    let text = PACK.replacen(from, to, 1);
    let found = problems(&text);
    assert_eq!(found.len(), 1, "{from} -> {to}: {found:#?}");
    assert!(
        found[0].starts_with(expected),
        "{from} -> {to}\n  expected {expected}\n  found    {}",
        found[0]
    );
}

#[test]
fn keys_are_checked() {
    for (from, to, expected) in [
        (
            "title = \"Khan",
            "titel = \"K\"\ntitle = \"Khan",
            "54:1 this fact has no key `titel` | did you mean `title`?",
        ),
        (
            "reason =",
            "because =",
            "62:1 this fact has no key `because` | use `amount`, `ask`, ",
        ),
        (
            "part = \"party\" }",
            "part = \"party\", as = 1 }",
            "57:45 an entry of `who` has no key `as` | use `id` or `part`",
        ),
        (
            "[[fact]]\nid = \"visit\"",
            "[[facts]]\nid = \"visit\"",
            "71:3 this file has no key `facts` | did you mean `fact`?",
        ),
        (
            "certainty = \"stated\"",
            "certanity = \"stated\"",
            "63:1 this fact has no key `certanity` | did you mean `certainty`?",
        ),
        (
            "certainty = \"stated\"",
            "",
            "52:1 this fact has no `certainty` | add `certainty`: How sure the source is.",
        ),
        (
            "part = \"party\" }",
            "}",
            "57:8 an entry of `who` has no `part` | add `part`: ",
        ),
        (
            "about = ",
            "notes = ",
            "6:1 this is not TOML: duplicate key",
        ),
    ] {
        check(from, to, expected);
    }
}

#[test]
fn values_are_checked() {
    for (from, to, expected) in [
        (
            "paragraph = 7",
            "paragraph = \"7\"",
            "66:13 `paragraph` must be a whole number | write `7`",
        ),
        (
            "paragraph = 7",
            "paragraph = 0",
            "66:13 `paragraph` is out of range | write a whole number from 1 to 10000",
        ),
        (
            "paragraph = 7",
            "paragraph = 99999999999999999999999",
            "66:13 `paragraph` is out of range",
        ),
        (
            "paragraphs = 15",
            "paragraphs = 0xFFFFF",
            "15:14 `paragraphs` is out of range",
        ),
        (
            "9_000_000_000",
            "9e9",
            "61:20 `value` must be a whole number | write `9_000_000_000`",
        ),
        (
            "\"2019-06-14\", said",
            "2019-06-14, said",
            "56:17 `edtf` must be text | put it in double quotes: `\"2019-06-14\"`",
        ),
        (
            "where = [\"bishkek\"]",
            "where = \"bishkek\"",
            "58:9 `where` must be a list | put it in square brackets: `[\"bishkek\"]`",
        ),
        (
            "where = [\"bishkek\"]",
            "where = [1]",
            "58:10 an entry of `where` must be text | ",
        ),
        (
            "who = [{",
            "who = 3 # [{",
            "57:7 `who` must be a list | write `[[name]]` above",
        ),
        (
            "kind = \"state\"",
            "kind = \"sttae\"",
            "24:8 `kind` cannot be `sttae` | did you mean `state`?",
        ),
        (
            "kind = \"state\"",
            "kind = \"nation\"",
            "24:8 `kind` cannot be `nation` | write `person`, `state`, ",
        ),
        (
            "certainty = \"stated\"",
            "certainty = \"Stated\"",
            "63:13 `certainty` cannot be `Stated` | did you mean `stated`?",
        ),
        (
            "subjects = [\"diplomacy\"]",
            "subjects = []",
            "60:12 `subjects` is empty | give at least one",
        ),
        (
            "{ edtf = \"2019-06-14\", said = \"June 14 this year\" }",
            "{}",
            "56:8 `date` is empty | give `edtf`, `inferred` or `said`",
        ),
        (
            "[pack]",
            "fact = []\n[pack]",
            "2:8 `fact` is empty | give at least one",
        ),
        (
            "[[source]]",
            "[source]",
            "11:1 `source` must be a list | write `[[name]]` above",
        ),
    ] {
        check(from, to, expected);
    }
}

#[test]
fn a_value_of_another_type_is_shown_as_it_should_be_written() {
    for (from, to, expected) in [
        (
            "9_000_000_000",
            "70.5",
            "61:20 `value` must be a whole number | only a whole number can be written: count in a smaller unit, as ",
        ),
        (
            "9_000_000_000",
            "\"9 billion\"",
            "61:20 `value` must be a whole number | write it in full, in digits without quotes: nine billion is `9_000_000_000`",
        ),
        (
            "9_000_000_000",
            "\"9,000,000,000\"",
            "61:20 `value` must be a whole number | write `9_000_000_000`",
        ),
        (
            "9_000_000_000",
            "\"-70 500\"",
            "61:20 `value` must be a whole number | write `-70_500`",
        ),
        // A comma may stand for a decimal point, and a space between two numbers.
        (
            "9_000_000_000",
            "\"70,5\"",
            "61:20 `value` must be a whole number | write it in full, ",
        ),
        (
            "9_000_000_000",
            "\"1234,500\"",
            "61:20 `value` must be a whole number | write it in full, ",
        ),
        (
            "9_000_000_000",
            "\"2018 19\"",
            "61:20 `value` must be a whole number | write it in full, ",
        ),
        (
            "9_000_000_000",
            "true",
            "61:20 `value` must be a whole number | write digits without quotes",
        ),
        (
            "{ edtf = \"2019-06-14\", said = \"June 14 this year\" }",
            "2014",
            "56:8 `date` must be a table | write `{ edtf = \"2014\" }`",
        ),
        (
            "{ edtf = \"2019-06-14\", said = \"June 14 this year\" }",
            "2019-06-14",
            "56:8 `date` must be a table | write `{ edtf = \"2019-06-14\" }`",
        ),
        (
            "{ edtf = \"2019-06-14\", said = \"June 14 this year\" }",
            "\"recently\"",
            "56:8 `date` must be a table | write `{ edtf = \"2019-06-14\" }`, with any of `edtf`, `inferred` or `said`",
        ),
        (
            "{ value = 9_000_000_000, unit = \"US dollars\", of = \"the expected arms deal\" }",
            "70",
            "61:10 `amount` must be a table | write `{ unit = \"…\", value = 70 }`",
        ),
        (
            "{ id = \"pakistan\", part = \"topic\" }",
            "\"pakistan\"",
            "57:47 an entry of `who` must be a table | write `{ id = \"pakistan\", part = \"…\" }`",
        ),
        (
            "{ id = \"pakistan\", part = \"topic\" }",
            "[]",
            "57:47 an entry of `who` must be a table | write `{ id = \"…\", part = \"…\" }`",
        ),
        // What would change how the text around it is shown is not repeated.
        (
            "where = [\"bishkek\"]",
            "where = \"bish\u{202E}kek\"",
            "58:9 `where` must be a list | put it in square brackets: `[\"…\"]`",
        ),
        (
            "edtf = \"2019-06-14\", said",
            "edtf = 2019, said",
            "56:17 `edtf` must be text | put it in double quotes: `\"2019\"`",
        ),
    ] {
        check(from, to, expected);
    }
}

#[test]
fn texts_are_checked() {
    let long = |chars: usize| "é".repeat(chars);
    let name = limits::NAME_CHARS_MAX;
    for (from, to, expected) in [
        (
            "\"a visit\"",
            String::from("\"\""),
            "81:9 `title` is empty | ",
        ),
        (
            "\"a visit\"",
            String::from("\" \\t\""),
            "81:9 `title` is empty | ",
        ),
        (
            "\"a visit\"",
            String::from("\"a visit \""),
            "81:9 `title` begins or ends with a space",
        ),
        (
            "\"a visit\"",
            String::from("\"a\\nvisit\""),
            "81:9 `title` has more than one line",
        ),
        (
            "\"a visit\"",
            String::from("\"a\\u0007\""),
            "81:9 `title` has an invisible control character: `\\u{7}`",
        ),
        (
            "\"a visit\"",
            String::from("\"a \u{202E}visit\""),
            "81:12 `title` has an invisible control character: `\\u{202e}`",
        ),
        (
            "\"a visit\"",
            format!("\"{}\"", long(name + 1)),
            "81:9 `title` is too long: 81 characters | shorten it to at most 80",
        ),
        (
            "The article is",
            String::from("The \u{2066} article is"),
            "8:6 `notes` has an invisible control character",
        ),
        (
            "\"sideline talks\"",
            String::from("\"\""),
            "76:8 an entry of `ask` is empty",
        ),
        (
            "id = \"visit\"",
            String::from("id = \"Visit_1\""),
            "80:6 `Visit_1` is not an id | write lower-case letters and digits in words joined by single hyphens, such as `visit-1`",
        ),
        (
            "id = \"visit\"",
            String::from("id = \"a--b\""),
            "80:6 `a--b` is not an id",
        ),
    ] {
        let mut text = PACK.replacen(from, &to, 1);
        // The other fact may refer to what is broken here.
        text = text.replace("related = [\"visit\"]", "");
        let line = |found: &str| found.contains(expected.split_once(' ').unwrap().1);
        let found = problems(&text);
        assert_eq!(found.len(), 1, "{to}: {found:#?}");
        assert!(line(&found[0]), "expected {expected}, found {}", found[0]);
    }
    assert!(load(&PACK.replacen("a visit", &long(name), 1)).is_ok());
}

#[test]
fn dates_are_checked() {
    for (to, expected) in [
        (
            "14 June 2019",
            "56:17 this is not a date in EDTF: `14 June 2019` | write `2019-06-14`",
        ),
        (
            "2019-02-30",
            "56:17 no calendar has this date: `2019-02-30` | check the month",
        ),
        (
            "2019/2018",
            "56:17 this interval ends before it begins: `2019/2018` | put the earlier",
        ),
        (
            "../..",
            "56:17 this interval is open at both ends: `../..` | give",
        ),
    ] {
        check("\"2019-06-14\", said", &format!("\"{to}\", said"), expected);
    }
}
