//! What makes a question of any base a good one. As with the other properties, each looks at the
//! questions and the base, and not at how they were drawn.

use std::collections::{BTreeMap, BTreeSet};

use attache::facts::{Edtf, EntityKind, Fact};
use attache::ids::EntityIx;
use attache::quiz::{Answer, Kind};

use super::bases::{DRAWN, asked_for, aspect, cut, ensure, holds_of_all, is_attributed, says};

#[test]
fn what_no_quiz_is_to_ask_is_not_asked() {
    holds_of_all(|base, fact, question| {
        ensure(base.fact(fact).unasked.is_none(), "its fact is unasked")?;
        // Nor is it one of several events.
        let statement = &question.reveal.statement;
        let unasked = base.facts.iter().find(|fact| {
            fact.unasked.is_some()
                && question.kind == Kind::Order
                && statement.contains(&*fact.statement)
        });
        ensure(unasked.is_none(), "an unasked fact is to be ordered")
    });
}

#[test]
fn what_bears_no_date_is_asked_by_somebodys_word() {
    holds_of_all(|base, fact, question| {
        let fact = base.fact(fact);
        let is_dated = matches!(
            fact.date.edtf,
            Some(Edtf::Point(_) | Edtf::Interval(Some(_), None))
        );
        let says_year = cut(&question.wording)
            .iter()
            .any(|word| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit()));
        let is_marked = ["was this reported, ", "was this claimed, "]
            .iter()
            .any(|mark| question.wording.contains(mark));
        ensure(
            is_dated || says_year || is_marked || is_attributed(&question.wording),
            "it does not say by whom or when it is so",
        )
    });
}

#[test]
fn whom_half_of_a_base_is_about_is_asked_for_once_in_a_fact() {
    /// In fewer facts nobody is known for being everywhere.
    const FACTS_MIN: usize = 20;
    for (base, questions) in &*DRAWN {
        // Counted by what a fact refers to alone, so that it errs on the side of too few.
        let refers = |fact: &Fact, entity: EntityIx| {
            let who = fact.who.iter().any(|who| who.entity == entity);
            who || fact.places.contains(&entity) || fact.what.contains(&entity)
        };
        let is_everywhere = |entity: EntityIx| {
            let count = base
                .facts
                .iter()
                .filter(|fact| refers(fact, entity))
                .count();
            base.facts.len() >= FACTS_MIN && count * 2 >= base.facts.len()
        };
        let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
        for question in questions {
            let named = asked_for(base, question).is_some_and(is_everywhere);
            if named && matches!(question.kind, Kind::Choice | Kind::Typed) {
                *asked.entry(question.fact()).or_default() += 1;
            }
            if let Answer::Set(set) = &question.answer {
                let set = set.iter().filter_map(|name| base.by_name(&name.name));
                assert!(!set.into_iter().all(is_everywhere), "{}", question.id);
            }
        }
        let often: Vec<_> = asked.iter().filter(|(_, count)| **count > 1).collect();
        assert!(often.is_empty(), "{often:?}");
    }
}

#[test]
fn the_date_of_an_event_is_asked_of_one_fact() {
    for (base, questions) in &*DRAWN {
        let mut asked: BTreeMap<(EntityIx, String), BTreeSet<&str>> = BTreeMap::new();
        for question in questions {
            if !matches!(aspect(question), "when" | "year") {
                continue;
            }
            let fact = base.fact(base.fact_by_id(question.fact()).expect("its fact"));
            let date = fact.date.edtf.expect("a date").to_string();
            let events = fact.what.iter().copied();
            for event in events.filter(|event| base.entity(*event).kind == EntityKind::Event) {
                let facts = asked.entry((event, date.clone())).or_default();
                facts.insert(question.fact());
            }
        }
        // What is stated is asked even where a report of the same comes first.
        let sure = |facts: &BTreeSet<&str>| {
            let sure = facts
                .iter()
                .map(|id| base.fact(base.fact_by_id(id).expect("it")).certainty);
            sure.collect::<BTreeSet<_>>().len()
        };
        let twice: Vec<_> = asked
            .values()
            .filter(|facts| facts.len() > sure(facts))
            .collect();
        assert!(twice.is_empty(), "{twice:?}");
    }
}

#[test]
fn events_to_order_tell_nothing_of_one_another() {
    holds_of_all(|base, _, question| {
        if question.kind != Kind::Order {
            return Ok(());
        }
        let (fact, aspect) = (question.fact(), aspect(question));
        let of = |fact: &Fact| aspect.contains(fact.id.as_str());
        let first = base.fact(base.fact_by_id(fact).expect("its fact"));
        let others = base.facts_ix().filter(|(_, other)| of(other));
        for (ix, other) in others {
            // An id may be within another.
            let is_told = question.reveal.statement.contains(&*other.statement);
            ensure(
                !(is_told && first.related.contains(&ix)),
                format!("{} is related to {fact}", other.id),
            )?;
        }
        let sources: BTreeSet<_> = question
            .reveal
            .cited
            .words
            .split("Source: ")
            .skip(1)
            .collect();
        let cited: BTreeSet<_> = sources
            .iter()
            .filter_map(|source| source.split(", paragraph").next())
            .collect();
        ensure(sources.len() == cited.len(), "a source is cited twice")
    });
}

#[test]
fn wrong_choices_of_the_base_are_of_the_class_of_the_right_one() {
    holds_of_all(|base, _, question| {
        let (Kind::Choice, Some(entity)) = (question.kind, asked_for(base, question)) else {
            return Ok(());
        };
        let it = base.entity(entity);
        if matches!(it.kind, EntityKind::Person | EntityKind::State) {
            return Ok(());
        }
        let wrong = question
            .choices
            .iter()
            .filter_map(|choice| base.by_name(choice));
        for that in wrong.map(|wrong| base.entity(wrong)) {
            ensure(
                that.class == it.class || it.rivals.contains(&that.name),
                format!("{} is of another class", that.name),
            )?;
        }
        Ok(())
    });
}

#[test]
fn questions_read_as_english_does() {
    /// What comes of a sentence that was put together badly.
    const ODD: [&str; 14] = [
        "  ",
        " ,",
        "..",
        "??",
        " the the ",
        " a which ",
        "did is ",
        "did was ",
        "does is ",
        "which which",
        " of?",
        " in?",
        "'s's",
        ", Which ",
    ];
    holds_of_all(|_, _, question| {
        for odd in ODD {
            ensure(!question.wording.contains(odd), format!("it has {odd:?}"))?;
        }
        let is_asked = question.wording.contains('?') || question.kind == Kind::Order;
        ensure(is_asked, "it does not ask")?;
        let first = question.wording.chars().next();
        ensure(
            first.is_some_and(|first| !first.is_lowercase()),
            "it begins with a small letter",
        )?;
        // One question word is enough, but in "in which month and year".
        let asking = ["which", "who", "whom", "whose"];
        let main = question.wording.split(". ").next().unwrap_or_default();
        let words = cut(main);
        let count = words
            .iter()
            .filter(|word| asking.contains(&word.as_str()))
            .count();
        ensure(
            count <= 1 || says(main, "which of") || question.kind == Kind::TrueFalse,
            "it asks twice",
        )
    });
}
