//! Several packs in one base.

use super::tests::PACK;
use crate::facts::{FactBase, Loader};

/// A second pack, which knows some of the same things.
const OTHER: &str = r#"
[pack]
id = "neighbours"
title = "Neighbours"
about = "What the neighbours say."

[[source]]
id = "article"
cite = "another report"
paragraphs = 2

[[subject]]
id = "diplomacy"
title = "Diplomatic ties"
aliases = ["Foreign policy"]

[[entity]]
id = "pakistan"
kind = "state"
name = "Islamic Republic of Pakistan"
class = "state"
aliases = ["پاکستان", "PAKISTAN"]

[[fact]]
id = "talks"
title = "talks"
statement = "Talks were held."
who = [{ id = "pakistan", part = "party" }]
subjects = ["diplomacy"]
certainty = "stated"
source = "article"
paragraph = 2
"#;

#[test]
fn packs_that_use_the_same_id_mean_the_same_thing() {
    let base = FactBase::load([("a.toml", PACK), ("b.toml", OTHER)])
        .unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    assert_eq!((base.packs.len(), base.facts.len()), (2, 3));

    let pakistan = base.entity(base.entity_by_id("pakistan").unwrap());
    let aliases: Vec<&str> = pakistan.aliases.iter().map(AsRef::as_ref).collect();
    assert_eq!(&*pakistan.name, "Pakistan");
    assert_eq!(aliases, ["Islamic Republic of Pakistan", "پاکستان"]);
    assert_eq!(pakistan.class.as_deref(), Some("state"));

    let diplomacy = base.subject(base.subject_by_id("diplomacy").unwrap());
    let aliases: Vec<&str> = diplomacy.aliases.iter().map(AsRef::as_ref).collect();
    assert_eq!(aliases, ["foreign policy", "Diplomatic ties"]);

    let talks = base.fact(base.fact_by_id("talks").unwrap());
    assert_eq!(&*base.source(talks.source).cite, "another report");
    let pack = base.pack(base.source(talks.source).pack);
    assert_eq!(pack.id.as_str(), "neighbours");
}

/// The messages about the second pack when it follows the first.
fn messages(other: &str) -> Vec<String> {
    let problems = FactBase::load([("a.toml", PACK), ("b.toml", other)]).unwrap_err();
    problems
        .iter()
        .inspect(|problem| assert_eq!(&*problem.file, "b.toml"))
        .map(|problem| format!("{}: {}", problem.line, problem.message))
        .collect()
}

#[test]
fn packs_that_contradict_each_other_are_refused() {
    for (from, to, expected) in [
        (
            "id = \"neighbours\"",
            "id = \"pakistan-russia\"",
            "3: two packs have the id `pakistan-russia`",
        ),
        (
            "id = \"talks\"",
            "id = \"meeting\"",
            "25: the fact `meeting` is also in a.toml",
        ),
        (
            "kind = \"state\"",
            "kind = \"organisation\"",
            "18: `pakistan` is an organisation here and a state in a.toml",
        ),
        (
            "\"PAKISTAN\"",
            "\"imran khan\"",
            "22: `imran khan` names two entities: `pakistan` and `imran-khan` in a.toml",
        ),
        (
            "\"PAKISTAN\"]",
            "\"Pak\"]\n[[entity]]\nid = \"pak\"\nkind = \"event\"\nname = \"Pak\"",
            "26: `Pak` names two entities: `pak` and `pakistan` in b.toml",
        ),
    ] {
        assert!(OTHER.contains(from));
        assert_eq!(messages(&OTHER.replacen(from, to, 1)), [expected]);
    }
}

#[test]
fn the_id_of_a_fact_that_does_not_resolve_is_taken_all_the_same() {
    let first = PACK.replacen("where = [\"bishkek\"]", "where = [\"bishkent\"]", 1);
    let other = OTHER.replacen("id = \"talks\"", "id = \"meeting\"", 1);
    let problems = FactBase::load([("a.toml", &*first), ("b.toml", &*other)]).unwrap_err();
    let messages: Vec<&str> = problems.iter().map(|problem| &*problem.message).collect();
    assert_eq!(
        messages,
        [
            "this pack has no entity `bishkent`",
            "the fact `meeting` is also in a.toml"
        ]
    );
}

#[test]
fn references_do_not_reach_into_other_packs() {
    let other = OTHER.replacen("id = \"pakistan\", part", "id = \"imran-khan\", part", 1);
    assert_eq!(
        messages(&other),
        ["28: this pack has no entity `imran-khan`"]
    );
}

#[test]
fn problems_are_in_the_order_of_files_and_lines() {
    let mut loader = Loader::default();
    loader.add("b.toml", b"x = 1\ny = 2\n");
    loader.add("a.toml", b"");
    let problems = loader.finish().unwrap_err();
    let places: Vec<(&str, usize)> = problems
        .iter()
        .map(|problem| (&*problem.file, problem.line))
        .collect();
    assert_eq!(places[..3], [("a.toml", 1), ("b.toml", 1), ("b.toml", 2)]);
}

#[test]
fn no_packs_make_an_empty_base() {
    let base = FactBase::load::<&str, &[u8]>([]).unwrap();
    assert!(base.facts.is_empty());
}
