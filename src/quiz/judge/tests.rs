//! The judge against tables and chance.

use proptest::prelude::*;

use super::{GIVEN_CHARS_MAX, Judge, Reason, Verdict, guess, judge};
use crate::quiz::{Answer, DateAnswer, NameAnswer, NumberAnswer, Precision};

fn own(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

fn name(name: &str, aliases: &[&str], rivals: &[&str]) -> Answer {
    let answer = NameAnswer {
        name: name.to_owned(),
        aliases: own(aliases),
        rivals: own(rivals),
    };
    Answer::Name(answer.into())
}

fn date(edtf: &str, asked: Precision) -> Answer {
    Answer::Date(DateAnswer {
        date: edtf.parse().expect("a date"),
        asked,
    })
}

fn number(value: i64, unit: &str) -> Answer {
    Answer::Number(NumberAnswer {
        value,
        decimals: 0,
        unit: unit.to_owned(),
    })
}

fn check(answer: &Answer, choices: &[&str], cases: &[(&str, bool, Reason)]) {
    let choices = own(choices);
    for &(given, accepted, reason) in cases {
        let expected = Verdict { accepted, reason };
        assert_eq!(judge(answer, &choices, given), expected, "{given:?}");
    }
}

#[test]
fn a_name_is_judged_with_its_reason() {
    let answer = name(
        "Rudolf Elphberg",
        &["the Fifth"],
        &[
            "Michael Elphberg",
            "Duke of Strelsau",
            "Antoinette de Mauban",
        ],
    );
    check(
        &answer,
        &[],
        &[
            ("Rudolf Elphberg", true, Reason::Right),
            ("king rudolf elphberg of ruritania", true, Reason::Right),
            ("Elphberg", true, Reason::PartOfName),
            ("R. Elphberg", true, Reason::PartOfName),
            ("Elpheberg", true, Reason::Slip),
            ("Эльфберг", true, Reason::OtherScript),
            ("Rudolf", false, Reason::TooLittle),
            ("Michael Elphberg", false, Reason::Another),
            ("Flavia Elphberg", false, Reason::Namesake),
            ("Elphberg or Rassendyll", false, Reason::Several),
            ("not Elphberg", false, Reason::Negated),
            ("Elph*", false, Reason::Wildcard),
            ("🎉", false, Reason::Empty),
            ("no idea", false, Reason::NotKnown),
            ("Hentzau", false, Reason::Wrong),
        ],
    );
}

#[test]
fn a_slip_that_is_another_is_none() {
    let answer = name("Strelsau", &[], &["Streslau"]);
    check(
        &answer,
        &[],
        &[
            ("Strelsua", true, Reason::Slip),
            ("Streslau", false, Reason::Another),
            ("Streslaw", false, Reason::Wrong),
        ],
    );
    let answer = name("Imrane", &[], &["Irane"]);
    check(&answer, &[], &[("Irane", false, Reason::Another)]);
}

#[test]
fn a_date_is_judged_with_its_reason() {
    check(
        &date("2019-06-14", Precision::Day),
        &[],
        &[
            ("14 June 2019", true, Reason::Right),
            ("14 June", false, Reason::TooVague(Precision::Day)),
            ("June 2018", false, Reason::OtherDate),
            ("13-15 June 2019", false, Reason::Range),
            ("soon", false, Reason::NoDate),
        ],
    );
    check(
        &date("195X", Precision::Decade),
        &[],
        &[
            ("the fifties", true, Reason::Right),
            ("1954", true, Reason::Right),
            ("1960s", false, Reason::OtherDate),
        ],
    );
    check(
        &date("1948/2018-11", Precision::Month),
        &[],
        &[
            ("from 1948 to November 2018", true, Reason::Right),
            ("1948", false, Reason::OtherDate),
        ],
    );
}

#[test]
fn a_number_is_judged_with_its_reason() {
    check(
        &number(9_000_000_000, "US dollars"),
        &[],
        &[
            ("9bn", true, Reason::Right),
            ("9 million", false, Reason::OtherNumber),
            ("€9bn", false, Reason::OtherUnit),
            ("8-10bn", false, Reason::Range),
            ("8bn or 9bn", false, Reason::Several),
            ("much", false, Reason::NoNumber),
        ],
    );
}

#[test]
fn a_set_is_judged_with_its_reason() {
    let member = |name: &str| {
        let answer = NameAnswer {
            name: name.to_owned(),
            aliases: Vec::new(),
            rivals: own(&["Zenda"]),
        };
        answer.into()
    };
    let answer = Answer::Set(vec![member("Ruritania"), member("Graustark")]);
    check(
        &answer,
        &[],
        &[
            ("Graustark and Ruritania", true, Reason::Right),
            ("Graustark", false, Reason::Missing(1)),
            ("Graustark, Ruritania, Zenda", false, Reason::Surplus),
            ("Graustark or Ruritania", false, Reason::Several),
            ("Zenda", false, Reason::Wrong),
        ],
    );
}

#[test]
fn choices_are_picked_by_letter_number_or_text() {
    let choices = ["Strelsau", "Zenda", "Hofbau", "Edelweiss"];
    check(
        &Answer::Choice(2),
        &choices,
        &[
            ("c", true, Reason::Right),
            ("в", true, Reason::Right),
            ("3", true, Reason::Right),
            ("Hofbua", true, Reason::Right),
            ("c) Zenda", false, Reason::Several),
            ("a", false, Reason::OtherChoice),
            ("9", false, Reason::NoChoice),
        ],
    );
    check(
        &Answer::Order(vec![1, 0, 3, 2]),
        &choices,
        &[
            ("b a d c", true, Reason::Right),
            ("2143", true, Reason::Right),
            ("Zenda, Strelsau, Edelweiss, Hofbau", true, Reason::Right),
            ("abcd", false, Reason::OtherOrder),
            ("bad", false, Reason::NoOrder),
        ],
    );
}

#[test]
fn an_echo_of_the_question_is_no_answer() {
    let answer = name("Strelsau", &[], &[]);
    let judge = Judge::new("Is Strelsau the capital of Ruritania?", &answer, &[]);
    let reason = |given| judge.verdict(given).reason;
    assert_eq!(reason("is strelsau the capital of ruritania"), Reason::Echo);
    assert_eq!(reason("Strelsau"), Reason::Right);
}

#[test]
fn a_guess_is_one_number() {
    for (given, expected) in [
        ("about 1950", Some(1950)),
        ("9bn", Some(9_000_000_000)),
        ("-3", Some(-3)),
        ("10 or 11", None),
        ("10-11", None),
        ("none", None),
        ("99999999999999999999999", None),
    ] {
        assert_eq!(guess(given), expected, "{given}");
    }
}

#[test]
fn what_is_too_long_is_judged_by_its_beginning() {
    let answer = name("Strelsau", &[], &[]);
    let long = format!("Strelsau{}", " ".repeat(GIVEN_CHARS_MAX)) + " or Zenda";
    assert!(judge(&answer, &[], &long).accepted);
}

/// Answers of every type, with their choices and a text that is right.
fn answers() -> impl Strategy<Value = (Answer, Vec<String>, String)> {
    let word = "[A-Z][a-z]{3,9}";
    let names = (word, word).prop_map(|(first, last)| {
        let full = format!("{first} {last}");
        (name(&full, &[], &[]), Vec::new(), full)
    });
    let dates = (1000..2999_i16, 1..=12_i8, 1..=28_i8).prop_map(|(year, month, day)| {
        let text = format!("{year}-{month:02}-{day:02}");
        (date(&text, Precision::Day), Vec::new(), text)
    });
    let numbers = (0..i64::MAX / 10_000)
        .prop_map(|value| (number(value, "tons"), Vec::new(), format!("{value} tons")));
    let choices = (0..4_usize).prop_map(|right| {
        let choices = own(&["Strelsau", "Zenda", "Hofbau", "Edelweiss"]);
        let text = choices[right].clone();
        (Answer::Choice(right), choices, text)
    });
    prop_oneof![names, dates, numbers, choices]
}

proptest! {
    #[test]
    fn nothing_that_is_typed_makes_it_panic(
        (answer, choices, _) in answers(),
        given in any::<String>(),
    ) {
        judge(&answer, &choices, &given);
        guess(&given);
    }

    #[test]
    fn nothing_like_an_answer_makes_it_panic(
        (answer, choices, _) in answers(),
        given in "[-a-d0-9 ,./'’s$%*_?()ivxЁжعن٣०]{0,40}",
    ) {
        judge(&answer, &choices, &given);
        guess(&given);
    }

    #[test]
    fn the_answer_itself_is_accepted((answer, choices, right) in answers()) {
        prop_assert!(judge(&answer, &choices, &right).accepted, "{}", right);
        let hesitant = format!("i think it was {right}?");
        prop_assert!(judge(&answer, &choices, &hesitant).accepted, "{}", hesitant);
    }

    #[test]
    fn any_name_is_its_own_answer(right in any::<String>()) {
        let is_read = right.chars().count() <= GIVEN_CHARS_MAX
            && right.chars().any(char::is_alphanumeric)
            && !right.contains(['*', '_', '?']);
        prop_assume!(is_read);
        let verdict = judge(&name(&right, &[], &[]), &[], &right);
        prop_assert!(verdict.accepted || verdict.reason == Reason::Empty);
    }

    #[test]
    fn a_rival_is_never_the_answer(
        right in "[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?",
        rival in "[A-Z][a-z]{2,8}( [A-Z][a-z]{2,8})?",
    ) {
        prop_assume!(right.replace(' ', "").to_lowercase() != rival.replace(' ', "").to_lowercase());
        prop_assume!(!right.ends_with(&rival));
        let answer = name(&right, &[], &[&rival]);
        prop_assert!(!judge(&answer, &[], &rival).accepted, "{} {}", right, rival);
    }

    #[test]
    fn another_date_is_never_the_answer(
        year in 1000..2999_i16, month in 1..=12_i8, day in 1..=28_i8,
        other_year in 1000..2999_i16, other_month in 1..=12_i8, other_day in 1..=28_i8,
    ) {
        prop_assume!((year, month, day) != (other_year, other_month, other_day));
        let answer = date(&format!("{year}-{month:02}-{day:02}"), Precision::Day);
        let given = format!("{other_day}/{other_month}/{other_year}");
        prop_assert!(!judge(&answer, &[], &given).accepted);
    }

    #[test]
    fn another_number_is_never_the_answer(value in 0..1_000_000_i64, other in 0..1_000_000_i64) {
        prop_assume!(value != other);
        prop_assert!(!judge(&number(value, "tons"), &[], &other.to_string()).accepted);
    }
}
