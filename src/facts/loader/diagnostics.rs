//! One case for each thing that can be wrong with a pack.

use super::tests::{PACK, load};
use crate::facts::{FactBase, Problems, limits};

/// The problems of a text as "line:column message | help".
fn problems(text: &str) -> Vec<String> {
    match load(text) {
        Ok(_) => Vec::new(),
        Err(problems) => lines(&problems),
    }
}

fn lines(problems: &Problems) -> Vec<String> {
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
fn check(from: &str, to: &str, expected: &str) {
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
            "[pack]",
            "[[facts]]\n[pack]",
            "2:3 this file has no key `facts` | did you mean `fact`?",
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
            "66:13 `paragraph` must be a whole number | write digits without",
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
            "61:20 `value` must be a whole number | ",
        ),
        (
            "\"2019-06-14\", said",
            "2019-06-14, said",
            "56:17 `edtf` must be text | put it in double quotes",
        ),
        (
            "where = [\"bishkek\"]",
            "where = \"bishkek\"",
            "58:9 `where` must be a list | put it in square brackets",
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
            "80:6 `Visit_1` is not an id | write lower-case",
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

#[test]
fn references_are_checked() {
    for (from, to, expected) in [
        (
            "id = \"imran-khan\", part",
            "id = \"imran-kahn\", part",
            "57:15 this pack has no entity `imran-kahn` | did you mean `imran-khan`?",
        ),
        (
            "what = [\"summit\"]",
            "what = [\"zapad\"]",
            "59:9 this pack has no entity `zapad` | add `[[entity]]` with this id",
        ),
        (
            "source = \"article\"",
            "source = \"book\"",
            "65:10 this pack has no source `book` | ",
        ),
        (
            "subjects = [\"diplomacy\"]",
            "subjects = [\"diplomcy\"]",
            "60:13 this pack has no subject `diplomcy` | did you mean `diplomacy`?",
        ),
        (
            "related = [\"visit\"]",
            "related = [\"visits\"]",
            "67:12 this pack has no fact `visits` | did you mean `visit`?",
        ),
        (
            "related = [\"visit\"]",
            "related = [\"meeting\"]",
            "67:12 a fact cannot be related to itself | take it out",
        ),
        (
            "stands_for = \"pakistan\"",
            "stands_for = \"bishkek\"",
            "45:14 `stands_for` cannot be `bishkek`, which is a place | refer to an entity of the kind `state` or `organisation`",
        ),
        (
            "of = \"pakistan\", as_of",
            "of = \"imran-khan\", as_of",
            "31:58 `of` cannot be `imran-khan`, which is a person",
        ),
        (
            "id = \"pakistan\", part",
            "id = \"bishkek\", part",
            "57:54 `who` cannot be `bishkek`, which is a place",
        ),
        (
            "where = [\"bishkek\"]",
            "where = [\"summit\"]",
            "58:10 `where` cannot be `summit`, which is an event",
        ),
        (
            "kind = \"person\"",
            "kind = \"organisation\"",
            "31:10 only a person holds an office, and this is an organisation",
        ),
        (
            "paragraph = 7",
            "paragraph = 16",
            "66:13 the source `article` has no paragraph 16 | give the paragraph that it is drawn from, from 1 to 15",
        ),
    ] {
        check(from, to, expected);
    }
    assert!(load(&PACK.replacen("where = [\"bishkek\"]", "where = [\"pakistan\"]", 1)).is_ok());
}

#[test]
fn ids_and_names_are_unique() {
    for (from, to, expected) in [
        (
            "related = [\"visit\"]",
            "related = []\n[[fact]]\nid = \"meeting\"\ntitle = \"t\"\nstatement = \"s\"\nsubjects = [\"diplomacy\"]\ncertainty = \"stated\"\nsource = \"article\"\nparagraph = 1",
            "69:6 two fact tables have the id `meeting` | give one of them another id; the first is on line 53",
        ),
        (
            "[[subject]]",
            "[[source]]\nid = \"article\"\ncite = \"c\"\nparagraphs = 1\n[[subject]]",
            "18:6 two source tables have the id `article`",
        ),
        (
            "[[subject]]",
            "[[subject]]\nid = \"diplomacy\"\ntitle = \"t\"\n[[subject]]",
            "21:6 two subject tables have the id `diplomacy`",
        ),
        (
            "id = \"islamabad\"",
            "id = \"bishkek\"",
            "42:6 two entity tables have the id `bishkek`",
        ),
        (
            "aliases = [\"Khan\"",
            "aliases = [\"PÁKISTAN\"",
            "33:12 `PÁKISTAN` names two entities: `imran-khan` and `pakistan` in pack.toml",
        ),
        (
            "\"Khan\", ",
            "\"🇵🇰\", ",
            "33:12 `🇵🇰` has no letter or digit",
        ),
        (
            "[[source]]",
            "[pack]\nid = \"b\"\ntitle = \"t\"\nabout = \"a\"\n[[source]]",
            "11:1 a file has one `[pack]` | take one out; the first is on line 2",
        ),
    ] {
        check(from, to, expected);
    }
}

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
fn an_entity_that_is_broken_is_not_also_missing() {
    check("name = \"Pakistan\"", "", "22:1 this entity has no `name`");
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
        ["1:1 the file has 16777217 bytes | split it into packs of at most 16777216 bytes"]
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
