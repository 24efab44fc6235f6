//! What holds of every question of every base. Each property looks at the questions and at the
//! base alone, and not at how they were drawn.

use std::collections::BTreeSet;

use attache::answers::fold;
use attache::facts::{Certainty, Edtf, EntityKind, Fact, FactBase, Loader, Point};
use attache::ids::EntityIx;
use attache::quiz::{Answer, Kind, Precision, draw};

use super::bases::{
    ARTICLE, DRAWN, SMALL, all_names, asked_for, aspect, cut, ensure, holds_of_all, is_attributed,
    loaded, says, takes_part,
};

/// The words of the sentence that a fact is asked by, without whose word it is.
fn sentence(fact: &Fact) -> Vec<String> {
    let text = fact.quiz.as_ref().unwrap_or(&fact.statement);
    match text.split_once(", ") {
        Some((beginning, rest)) if is_attributed(beginning) => cut(rest),
        _ => cut(text),
    }
}

#[test]
fn ids_are_unique_and_stay() {
    for (base, questions) in &*DRAWN {
        let ids: BTreeSet<_> = questions.iter().map(|question| &question.id).collect();
        assert_eq!(ids.len(), questions.len(), "an id names two questions");
        assert_eq!(
            draw::questions(base),
            *questions,
            "the same base yields others"
        );
    }
    // What another fact says shifts no id.
    let (whole, known) = (loaded(ARTICLE), |base: &FactBase| {
        let named = draw::questions(base)
            .into_iter()
            .filter(|question| question.fact() == "putin-invited" && question.kind != Kind::Order);
        named.map(|question| question.id).collect::<Vec<_>>()
    });
    let added = SMALL;
    let mut loader = Loader::default();
    loader.add("one.toml", added.as_bytes());
    loader.add("two.toml", ARTICLE.as_bytes());
    assert_eq!(known(&loader.finish().expect("both")), known(&whole));
}

#[test]
fn an_id_says_the_fact_the_aspect_and_the_kind() {
    holds_of_all(|_, _, question| {
        let parts: Vec<_> = question.id.split('/').collect();
        let [fact, aspect, kind] = parts[..] else {
            return Err("not three parts".to_owned());
        };
        ensure(
            fact == question.fact() && kind == question.kind.word() && !aspect.is_empty(),
            "other parts",
        )
    });
}

#[test]
fn choices_are_apart_and_as_many_as_the_kind_has() {
    holds_of_all(|base, _, question| {
        let counts = match question.kind {
            Kind::Choice => 4..=4,
            Kind::TrueFalse => 2..=2,
            Kind::Order => 3..=5,
            Kind::Typed | Kind::Closest => 0..=0,
        };
        ensure(counts.contains(&question.choices.len()), "another count")?;
        let folded: BTreeSet<_> = question.choices.iter().map(|choice| cut(choice)).collect();
        ensure(
            folded.len() == question.choices.len(),
            "two choices are one",
        )?;
        let right = match &question.answer {
            Answer::Choice(right) => vec![*right],
            Answer::Order(order) => order.clone(),
            _ => Vec::new(),
        };
        let is_there = right.iter().all(|right| *right < question.choices.len());
        ensure(is_there, "the right choice is none of them")?;
        let is_alias = |one: &String, other: &String| {
            one != other
                && base.by_name(one).is_some_and(|ix| {
                    all_names(base.entity(ix)).any(|name| cut(name) == cut(other))
                })
        };
        let apart = |one| !question.choices.iter().any(|other| is_alias(one, other));
        ensure(
            question.choices.iter().all(apart),
            "a choice is an alias of another",
        )
    });
}

#[test]
fn the_right_choice_is_right_and_no_other_is_by_any_fact() {
    holds_of_all(|base, fact, question| {
        let (Kind::Choice, Answer::Choice(right)) = (question.kind, &question.answer) else {
            return Ok(());
        };
        let Some(entity) = asked_for(base, question) else {
            return Ok(());
        };
        let it = base.entity(entity);
        ensure(
            base.by_name(&question.choices[*right]) == Some(entity),
            "the right one is another",
        )?;
        let fact = base.fact(fact);
        let said = fact.quiz.as_ref().unwrap_or(&fact.statement);
        let names_it = all_names(it)
            .chain(it.name.split(' ').next_back())
            .any(|name| says(said, name));
        ensure(
            takes_part(fact, entity) || names_it,
            "the fact has no part for the right one",
        )?;
        let people: Vec<EntityIx> = base
            .entities_ix()
            .filter(|(ix, other)| other.kind == EntityKind::Person && *ix != entity)
            .filter(|(_, other)| says(&question.wording, &other.name))
            .map(|(ix, _)| ix)
            .collect();
        for (at, choice) in question
            .choices
            .iter()
            .enumerate()
            .filter(|(at, _)| at != right)
        {
            let Some(wrong) = base.by_name(choice) else {
                let mut rivals = it.rivals.iter();
                let is_rival = rivals.any(|rival| cut(rival) == cut(choice));
                ensure(is_rival, format!("choice {at} is neither entity nor rival"))?;
                ensure(
                    !says(&question.wording, choice),
                    format!("{choice} is asked with"),
                )?;
                continue;
            };
            let that = base.entity(wrong);
            ensure(that.kind == it.kind, format!("{choice} is of another kind"))?;
            ensure(
                !takes_part(fact, wrong),
                format!("{choice} has a part in the fact"),
            )?;
            let kin = [(it, wrong), (that, entity)]
                .into_iter()
                .any(|(one, other)| one.of == Some(other) || one.stands_for == Some(other));
            let is_sort = it
                .class
                .as_ref()
                .is_some_and(|class| cut(class) == cut(that.name.trim_end_matches('s')));
            ensure(!is_sort, format!("{choice} is what the right one is"))?;
            ensure(
                !kin,
                format!("{choice} is part of the right one or its capital"),
            )?;
            ensure(
                !all_names(that).any(|name| says(&question.wording, name)),
                format!("{choice} is asked with"),
            )?;
            // Whoever shares a fact with somebody named may be right, whatever is asked.
            let met = base.facts.iter().any(|other| {
                that.kind == EntityKind::Person
                    && takes_part(other, wrong)
                    && people.iter().any(|person| takes_part(other, *person))
            });
            ensure(!met, format!("{choice} had to do with somebody named"))?;
            let swapped = cut(&said.replace(&*it.name, &that.name));
            // A sentence that names the right one by another name stays as it is.
            let is_other = swapped != cut(said);
            let same = is_other
                && base.facts.iter().any(|other| {
                    let other = other.quiz.as_ref().unwrap_or(&other.statement);
                    cut(other) == swapped
                });
            ensure(!same, format!("a fact says it of {choice}"))?;
        }
        Ok(())
    });
}

#[test]
fn no_wording_holds_its_answer() {
    holds_of_all(|base, fact, question| {
        let wording = &question.wording;
        if matches!(question.kind, Kind::TrueFalse | Kind::Order) {
            return Ok(());
        }
        let mut names: Vec<&str> = Vec::new();
        if let Some(entity) = asked_for(base, question) {
            names.extend(all_names(base.entity(entity)));
        }
        match &question.answer {
            Answer::Name(name) => {
                names.push(&name.name);
                names.extend(name.aliases.iter().map(String::as_str));
            }
            Answer::Set(set) => names.extend(set.iter().map(|name| &*name.name)),
            Answer::Number(number) | Answer::Closest(number) => {
                let digits = number.value.to_string();
                ensure(!says(wording, &digits), "it holds the number")?;
            }
            _ => {}
        }
        for name in names {
            ensure(!says(wording, name), format!("it holds {name}"))?;
        }
        if let ("when" | "year", Some(date)) = (aspect(question), base.fact(fact).date.edtf) {
            let years = [date.first_day(), date.last_day()].into_iter().flatten();
            for day in years {
                ensure(
                    !wording.contains(&day.year().to_string()),
                    "it holds the year",
                )?;
            }
            let words = date.in_words();
            let month = words
                .split(' ')
                .find(|word| word.len() > 2 && word.chars().all(char::is_alphabetic));
            let is_point = matches!(date, Edtf::Point(Point::Day(_) | Point::Month(..)));
            ensure(
                !is_point || month.is_none_or(|month| !says(wording, month)),
                "it holds the month",
            )?;
        }
        Ok(())
    });
}

#[test]
fn what_is_only_reported_or_claimed_is_asked_as_such() {
    holds_of_all(|base, fact, question| {
        let fact = base.fact(fact);
        ensure(question.certainty() == fact.certainty, "another certainty")?;
        let (in_wording, in_source) = match fact.certainty {
            Certainty::Stated => ("", "stated as fact"),
            Certainty::Reported => ("reported, ", "reported, not confirmed"),
            Certainty::Claimed => ("claimed, ", "claimed, not established"),
        };
        let says_so = is_attributed(fact.quiz.as_ref().unwrap_or(&fact.statement));
        ensure(
            question.wording.contains(in_wording)
                || question.kind == Kind::TrueFalse && says_so && is_attributed(&question.wording),
            "its wording does not say how sure it is",
        )?;
        let source = &question.reveal.cited.words;
        ensure(
            source.contains(in_source),
            "its source does not say how sure it is",
        )?;
        let place = fact.paragraph.to_string();
        ensure(
            source.contains("paragraph") && says(source, &place),
            "its source has no place",
        )?;
        ensure(
            question.reveal.statement.contains(&*fact.statement),
            "it tells another fact",
        )?;
        let is_inferred = fact.date.inferred.is_some();
        ensure(
            !is_inferred || source.contains("inferred"),
            "it hides that the date is inferred",
        )?;
        ensure(!question.reveal.answer.is_empty(), "it tells no answer")
    });
}

#[test]
fn nothing_undated_is_asked_when_and_no_date_more_precisely_than_known() {
    holds_of_all(|base, fact, question| {
        let date = &base.fact(fact).date;
        if !matches!(aspect(question), "when" | "year") {
            return Ok(());
        }
        let edtf = date.edtf.ok_or("the fact has no date")?;
        let why = date.inferred.as_deref().unwrap_or_default();
        let is_told = question.reveal.cited.words.contains(why);
        ensure(is_told, "it hides why the date could be inferred")?;
        if let Answer::Date(answer) = &question.answer {
            ensure(answer.date == edtf, "another date")?;
            let known = match edtf {
                Edtf::Point(Point::Day(_)) => Precision::Day,
                Edtf::Point(Point::Month(..)) => Precision::Month,
                Edtf::Point(Point::Year(_)) => Precision::Year,
                _ => Precision::Decade,
            };
            ensure(answer.asked <= known, "asked more precisely than known")?;
        }
        if let (Kind::Choice, Answer::Choice(right)) = (question.kind, &question.answer) {
            let words = fold(&edtf.in_words());
            let right = fold(&question.choices[*right]);
            ensure(words.contains(&right), "the right choice is another date")?;
        }
        Ok(())
    });
}

#[test]
fn events_to_order_lie_apart_and_the_order_is_theirs() {
    holds_of_all(|base, _, question| {
        let Answer::Order(order) = &question.answer else {
            return Ok(());
        };
        let told: Vec<&str> = question.reveal.answer.split("); ").collect();
        ensure(told.len() == order.len(), "not all are told")?;
        let mut last: Option<Edtf> = None;
        for (told, at) in told.into_iter().zip(order) {
            let choice = &question.choices[*at];
            let date = told
                .strip_prefix(choice.as_str())
                .ok_or("told in another order")?;
            let date = date.trim_start_matches(" (").trim_end_matches(')');
            let is_it = |fact: &&Fact| {
                let words = sentence(fact);
                let mut words = words.iter();
                // The sentence without its date, or the title.
                let is_sentence = cut(choice)
                    .iter()
                    .all(|word| words.any(|said| said == word));
                let is_title = fact.title.to_lowercase().contains(&choice.to_lowercase());
                (is_sentence || is_title)
                    && fact.date.edtf.is_some_and(|edtf| edtf.in_words() == date)
            };
            let fact = base.facts.iter().find(is_it).ok_or("no such event")?;
            let year = fact
                .date
                .edtf
                .and_then(Edtf::first_day)
                .map(|day| day.year().to_string());
            ensure(
                year.is_none_or(|year| !choice.contains(&year)),
                "an event tells its year",
            )?;
            let before = last.and_then(Edtf::last_day);
            let after = fact.date.edtf.and_then(Edtf::first_day);
            ensure(before.is_none() || before < after, "two events overlap")?;
            last = fact.date.edtf;
        }
        ensure(!order.is_sorted(), "they are in order already")
    });
}

#[test]
fn a_true_sentence_is_the_facts_and_a_false_one_no_facts() {
    holds_of_all(|base, fact, question| {
        let Answer::Choice(right) = &question.answer else {
            return Ok(());
        };
        if question.kind != Kind::TrueFalse {
            return Ok(());
        }
        let is_of = |fact: &Fact| cut(&question.wording).ends_with(&sentence(fact));
        let is_its = is_of(base.fact(fact));
        let of_any = base.facts.iter().any(is_of);
        ensure(question.choices == ["True", "False"], "other choices")?;
        match right {
            0 => ensure(
                is_its && question.reveal.answer == "True",
                "it is not what the fact says",
            ),
            _ => ensure(
                !of_any && question.reveal.answer.starts_with("False"),
                "a fact says it",
            ),
        }
    });
}
