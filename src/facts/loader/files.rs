//! One case for each thing that can be wrong with a file.

use super::diagnostics::{check, lines, problems};
use super::tests::PACK;
use crate::facts::{FactBase, limits};

#[test]
fn syntax_is_checked() {
    for (from, to, expected) in [
        (
            "title = \"a visit\"",
            "title = a visit",
            "73:9 this is not TOML: string values must be quoted, expected literal string | put the text in double quotes",
        ),
        (
            "title = \"a visit\"",
            "title = \"a visit",
            "73:17 this is not TOML: invalid basic string, expected `\"` | end the text with a double quote",
        ),
        (
            "title = \"a visit\"",
            "title \"a visit\"",
            "73:7 this is not TOML: key with no value, expected `=` | write `key = value`",
        ),
        (
            "title = \"a visit\"",
            "title = \"a \\visit\"",
            "73:13 this is not TOML: ",
        ),
        (
            "related = [\"visit\"]",
            "related = [\"visit\"",
            "67:11 this bracket is never closed | write the closing bracket",
        ),
        (
            "[{ id = \"imran-khan\", part",
            "[{ id = [[[[[[[[[[[[\"imran-khan\", part",
            "57:21 brackets are nested too deeply | close",
        ),
        (
            "[[subject]]",
            "[[subject]",
            "17:1 this bracket is never closed | ",
        ),
    ] {
        check(from, to, expected);
    }
}

#[test]
fn a_table_that_cannot_be_parsed_hides_nothing_in_the_others() {
    let text = PACK
        .replacen(
            "aliases = [\"foreign policy\"]",
            "aliases = [\"foreign policy\"",
            1,
        )
        .replacen("paragraph = 15", "paragraph = 15000", 1);
    let found = problems(&text);
    assert_eq!(found.len(), 2, "{found:#?}");
    assert!(
        found[0].contains("this bracket is never closed"),
        "{found:#?}"
    );
    assert!(
        found[1].contains("`paragraph` is out of range"),
        "{found:#?}"
    );
}

#[test]
fn a_pack_must_have_all_its_parts() {
    assert_eq!(
        problems(""),
        ["1:1 the file is empty | begin with `[pack]`, and write the facts below it"]
    );
    assert_eq!(problems(" \n# nothing\n").len(), 4);
    let found = problems("[pack]\nid = \"a\"\ntitle = \"t\"\nabout = \"a\"\n");
    assert_eq!(
        found,
        [
            "4:12 the pack has no `fact` | add `fact`: The facts, one statement each.",
            "4:12 the pack has no `source` | add `source`: The texts that the facts were drawn from.",
            "4:12 the pack has no `subject` | add `subject`: The topics that facts can be listed by.",
        ]
    );
}

#[test]
fn a_file_that_is_no_text_is_refused_at_the_first_bad_byte() {
    let problems =
        FactBase::load([("bad.toml", b"[pack]\nid = \"\xFF\xFE\"".as_slice())]).unwrap_err();
    assert_eq!(
        lines(&problems),
        ["2:7 the file is not UTF-8: byte 13 is wrong | save it as UTF-8"]
    );
}

#[test]
fn a_file_that_is_too_large_is_refused() {
    let bytes = vec![b'#'; limits::PACK_BYTES_MAX + 1];
    let problems = FactBase::load([("big.toml", bytes)]).unwrap_err();
    assert_eq!(
        lines(&problems),
        [
            "1:1 the file has more than 16777216 bytes | split it into packs of at most 16777216 bytes"
        ]
    );
}

#[test]
fn a_table_that_is_too_large_is_refused() {
    let comment = "#".repeat(limits::TABLE_BYTES_MAX);
    let text = PACK.replacen(
        "kind = \"place\"",
        &format!("kind = \"place\" {comment}"),
        1,
    );
    let found = problems(&text);
    assert_eq!(
        found,
        ["35:1 this table is too large to be read | write at most 1048576 bytes under one header"]
    );
}
