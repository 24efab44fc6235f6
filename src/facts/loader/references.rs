//! One case for each thing that can be wrong between the tables of a pack.

use super::diagnostics::{check, problems};
use super::tests::{PACK, load};

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
            "33:12 `PÁKISTAN` names two entities: `imran-khan` and `pakistan` in pack.toml | take it away from one of them; case, accents, spaces and punctuation do not tell names apart; the first is on line 25",
        ),
        (
            "\"Khan\", ",
            "\"🇵🇰\", ",
            "33:12 `🇵🇰` has no letter or digit",
        ),
        (
            "rivals = [\"T-72\"",
            "rivals = [\"T 90\"",
            "92:11 `T 90` is a name of `t-90` itself, and no rival | take it out: a question for it would have it twice",
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
fn nothing_is_said_twice() {
    for (from, to, expected) in [
        (
            "title = \"a visit\"",
            "title = \"Khan-Putin meeting in BISHKEK\"",
            "73:9 two facts have the title `Khan-Putin meeting in BISHKEK` | say in each what sets it apart: lists show titles alone; the first is on line 54",
        ),
        (
            "what = [\"summit\"]",
            "what = [\"summit\", \"summit\"]",
            "59:19 an entry of `what` is there twice: `summit` | take one of the two out; the first is on line 59",
        ),
        (
            "ask = [\"sideline talks\"]",
            "ask = [\"talks\", \"aside\", \"talks\"]",
            "68:26 an entry of `ask` is there twice: `talks`",
        ),
        (
            "{ id = \"pakistan\", part = \"topic\" }",
            "{ id = \"imran-khan\", part = \"party\" }",
            "57:54 `who` has `imran-khan` twice in the same part | take one of the two out; the first is on line 57",
        ),
    ] {
        check(from, to, expected);
    }
    let parts = "{ id = \"imran-khan\", part = \"topic\" }";
    assert!(load(&PACK.replacen("{ id = \"pakistan\", part = \"topic\" }", parts, 1)).is_ok());
}

#[test]
fn a_reason_can_stand_after_because() {
    for (to, expected) in [
        (
            "Because both were there",
            "62:10 `reason` begins with \"because\" | take the word out",
        ),
        (
            "because, as he said, both were there",
            "62:10 `reason` begins with \"because\" | take the word out",
        ),
        (
            "because: both were there",
            "62:10 `reason` begins with \"because\" | take the word out",
        ),
        (
            "both were there.",
            "62:10 `reason` ends with a full stop | take it out",
        ),
        (
            "it was held by the SCO.",
            "62:10 `reason` ends with a full stop | take it out",
        ),
    ] {
        check("both were there", to, expected);
    }
    for sound in ["it borders the U.S.", "the cause is plain"] {
        assert!(load(&PACK.replacen("both were there", sound, 1)).is_ok());
    }
}

#[test]
fn an_entity_that_is_broken_is_not_also_missing() {
    check("name = \"Pakistan\"", "", "22:1 this entity has no `name`");
}

#[test]
fn what_refers_to_an_id_that_is_not_written_as_one_is_not_reported_too() {
    for id in ["Imran_Khan", "imranKhan", "Имран"] {
        let text = format!("id = \"{id}\"");
        let expected = format!("28:6 `{id}` is not an id");
        check("id = \"imran-khan\"", &text, &expected);
    }
    check("id = \"article\"", "id = \"Article\"", "12:6 `Article` is");
}

#[test]
fn tables_under_a_mistyped_name_are_read_as_what_they_are_meant_to_be() {
    let mistyped = PACK.replace("[[entity]]", "[[entities]]");
    assert_eq!(
        problems(&mistyped),
        [
            "22:3 this file has no key `entities` | did you mean `entity`?",
            "88:3 this file has no key `entities` | did you mean `entity`?"
        ]
    );
    // So what else is wrong with them is found, too.
    let worse = mistyped.replace("kind = \"state\"", "kind = \"nation\"");
    assert_eq!(problems(&worse).len(), 3);
    let without_facts = PACK.replace("[[fact]]", "[[facts]]");
    assert_eq!(
        problems(&without_facts),
        ["52:3 this file has no key `facts` | did you mean `fact`?"]
    );
    // Whatever else it was meant to be, what refers to its tables follows from it.
    let unknown = PACK.replace("[[entity]]", "[[who]]");
    assert_eq!(
        problems(&unknown),
        [
            "22:3 this file has no key `who` | use `entity`, `fact`, `pack`, `source` or `subject`, or take it out",
            "88:3 this file has no key `who` | use `entity`, `fact`, `pack`, `source` or `subject`, or take it out"
        ]
    );
}
