//! What an editor sees for six typical slips.

use insta::assert_snapshot;

use crate::facts::loader::tests::{PACK, load};

fn render(from: &str, to: &str) -> String {
    assert!(PACK.contains(from), "the pack has no {from}");
    load(&PACK.replacen(from, to, 1))
        .expect_err("a problem")
        .render(false)
}

#[test]
fn a_misspelt_key() {
    assert_snapshot!(render("certainty = \"stated\"", "certanity = \"stated\""), @r#"
    error: this fact has no key `certanity`
      --> pack.toml:63:1
       |
    63 | certanity = "stated"
       | ^^^^^^^^^ unknown key
       |
       = help: did you mean `certainty`?

    1 problem
    "#);
}

#[test]
fn a_key_that_is_missing() {
    assert_snapshot!(render("certainty = \"stated\"", ""), @"
    error: this fact has no `certainty`
      --> pack.toml:52:1
       |
    52 | [[fact]]
       | ^^^^^^^^ `certainty` is missing
       |
       = help: add `certainty`: How sure the source is.

    1 problem
    ");
}

#[test]
fn a_misspelt_reference() {
    assert_snapshot!(render("id = \"imran-khan\", part", "id = \"imran-kahn\", part"), @r#"
    error: this pack has no entity `imran-kahn`
      --> pack.toml:57:15
       |
    57 | who = [{ id = "imran-kahn", part = "party" }, { id = "pakistan", part = "topic" }]
       |               ^^^^^^^^^^^^ unknown entity
       |
       = help: did you mean `imran-khan`?

    1 problem
    "#);
}

#[test]
fn an_impossible_date() {
    assert_snapshot!(render("\"2019-06-14\", said", "\"2019-06-31\", said"), @r#"
    error: no calendar has this date: `2019-06-31`
      --> pack.toml:56:17
       |
    56 | date = { edtf = "2019-06-31", said = "June 14 this year" }
       |                 ^^^^^^^^^^^^
       |
       = help: check the month and the day against a calendar

    1 problem
    "#);
}

#[test]
fn a_list_without_its_end() {
    assert_snapshot!(render("related = [\"visit\"]", "related = [\"visit\""), @r#"
    error: this bracket is never closed
      --> pack.toml:67:11
       |
    67 | related = ["visit"
       |           ^
       |
       = help: write the closing bracket where the list or table ends

    1 problem
    "#);
}

#[test]
fn a_character_that_would_turn_the_text_around() {
    assert_snapshot!(render("Imran Khan met", "Imran \u{202E}Khan met"), @r#"
    error: `statement` has an invisible control character: `\u{202e}`
      --> pack.toml:55:20
       |
    55 | statement = "Imran �Khan met Vladimir Putin in Bishkek on 14 June 2019."
       |                    ^
       |
       = help: take it out: it would change how the text around it is shown

    1 problem
    "#);
}

#[test]
fn colour_is_shown_only_where_it_is_asked_for() {
    let problems = load("x = 1").expect_err("a problem");
    assert!(problems.render(true).contains('\u{1b}'));
    assert!(!problems.render(false).contains('\u{1b}'));
}
