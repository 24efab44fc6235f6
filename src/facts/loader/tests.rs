//! A small sound pack to break, and what it loads to.

use crate::facts::{Certainty, EntityKind, FactBase, Part, Participant, Problems};
use crate::ids::FactIx;

/// A small pack in which nothing is wrong, and which uses every key.
pub(in crate::facts) const PACK: &str = r#"
[pack]
id = "pakistan-russia"
title = "Pakistan–Russia relations"
about = "What one article says of the relations between the two."
notes = """
Dates without a year are of 2019.
	The article is of that year.
"""

[[source]]
id = "article"
cite = "news report, Islamabad, mid-2019"
date = { edtf = "2019-06-14/..", inferred = "It tells of the meeting of that day." }
paragraphs = 15

[[subject]]
id = "diplomacy"
title = "Diplomacy"
aliases = ["foreign policy"]

[[entity]]
id = "pakistan"
kind = "state"
name = "Pakistan"

[[entity]]
id = "imran-khan"
kind = "person"
name = "Imran Khan"
office = { title = "Prime Minister", also = ["PM"], of = "pakistan", as_of = 2019 }
of = "pakistan"
aliases = ["Khan", "Имран Хан", "عمران خان"]

[[entity]]
id = "bishkek"
kind = "place"
name = "Bishkek"
class = "city"

[[entity]]
id = "islamabad"
kind = "place"
name = "Islamabad"
stands_for = "pakistan"

[[entity]]
id = "summit"
kind = "event"
name = "19th SCO summit"

[[fact]]
id = "meeting"
title = "Khan–Putin meeting in Bishkek"
statement = "Imran Khan met Vladimir Putin in Bishkek on 14 June 2019."
date = { edtf = "2019-06-14", said = "June 14 this year" }
who = [{ id = "imran-khan", part = "party" }, { id = "pakistan", part = "topic" }]
where = ["bishkek"]
what = ["summit"]
subjects = ["diplomacy"]
amount = { value = 9_000_000_000, unit = "US dollars", of = "the expected arms deal" }
reason = "both were there"
certainty = "stated"
said_by = "Imran Khan, in an interview"
source = "article"
paragraph = 7
related = ["visit"]
ask = ["sideline talks"]
silent_on = ["what the two said to each other"]

[[fact]]
id = "visit"
title = "a visit"
statement = "A visit is expected."
subjects = ["diplomacy"]
certainty = "reported"
source = "article"
paragraph = 15
unasked = "too vague"
related = ["meeting"]

[[source]]
id = "letter"
cite = "letter to the editor, July 2019"
called = "a letter of 2019"
paragraphs = 2

[[entity]]
id = "t-90"
kind = "weapon"
name = "T-90"
rivals = ["T-72", "T-80"]
"#;

pub(in crate::facts) fn load(text: &str) -> Result<FactBase, Problems> {
    FactBase::load([("pack.toml", text)])
}

#[test]
fn a_sound_pack_becomes_a_base_in_which_references_are_positions() {
    let base = load(PACK).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
    assert_eq!(base.packs[0].id.as_str(), "pakistan-russia");
    assert_eq!(base.sources[0].paragraphs, 15);
    assert_eq!(base.subjects[0].aliases[0].as_ref(), "foreign policy");
    assert_eq!((base.entities.len(), base.facts.len()), (6, 2));

    let khan = base.entity_by_id("imran-khan").unwrap();
    let pakistan = base.entity_by_id("pakistan").unwrap();
    let entity = base.entity(khan);
    assert_eq!(entity.kind, EntityKind::Person);
    assert_eq!(entity.aliases.len(), 3);
    assert_eq!(entity.of, Some(pakistan));
    let office = entity.office.as_ref().unwrap();
    assert_eq!((&*office.title, office.of), ("Prime Minister", pakistan));

    let meeting = base.fact_by_id("meeting").unwrap();
    let visit = base.fact_by_id("visit").unwrap();
    let fact = base.fact(meeting);
    assert_eq!(
        fact.who[0],
        Participant {
            entity: khan,
            part: Part::Party
        }
    );
    assert_eq!(fact.date.edtf.unwrap().to_string(), "2019-06-14");
    assert_eq!(fact.certainty, Certainty::Stated);
    assert_eq!(fact.amount.as_ref().unwrap().value, 9_000_000_000);
    assert_eq!(*fact.related, [visit]);
    assert_eq!(*base.fact(visit).related, [meeting]);
    assert!(!base.fact(visit).date.is_dated());
    assert_eq!(base.fact(visit).unasked.as_deref(), Some("too vague"));
    assert_eq!(base.sources[1].called.as_deref(), Some("a letter of 2019"));
    assert_eq!(base.entities[5].rivals.len(), 2);
    assert_eq!(base.facts_ix().nth(1).unwrap().0, FactIx(1));
    assert_eq!(base.subject_by_id("diplomacy"), Some(fact.subjects[0]));
    assert_eq!(base.subject_by_id("trade"), None);
}

#[test]
fn tables_may_be_written_in_any_form_that_toml_has() {
    for (from, to) in [
        ("[[fact]]\nid = \"visit\"", "[[ 'fact' ]]\nid = \"visit\""),
        ("\n[pack]", "\u{FEFF}[pack]"),
        ("[pack]", "  [pack] # what it says of itself"),
        (
            "date = { edtf = \"2019-06-14\", said",
            "date.edtf = \"2019-06-14\"\ndate.said",
        ),
        (
            "related = [\"meeting\"]",
            "[fact.date]\nedtf = \"2019\"\n[[fact.who]]\nid = \"pakistan\"\npart = \"actor\"",
        ),
        (
            "\n[pack]",
            "subject = [\n  { id = \"arms\", title = \"Arms\" }, # one\n]\n[pack]",
        ),
    ] {
        assert!(PACK.contains(from), "the pack has no {from}");
        let text = PACK.replacen(from, to, 1).replacen(
            "this year\" }",
            "this year\"",
            usize::from(to.contains("date.said")),
        );
        let base = load(&text).unwrap_or_else(|problems| panic!("{}", problems.render(false)));
        assert_eq!(base.facts.len(), 2, "{to}");
    }
    assert!(load(&PACK.replace('\n', "\r\n")).is_ok());
}
