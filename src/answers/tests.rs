//! What the engine finds in a small base, question by question.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Answers, Finding, Gap, Invalid, Lead, Want};
use crate::facts::FactBase;

const PACK: &[u8] = include_bytes!("../../tests/pack.toml");

fn answers() -> Answers {
    let base = FactBase::load([("pack.toml", PACK)]).expect("the pack is fine");
    Answers::new(Arc::new(base))
}

/// What was found, in a word or two: `date friendship-treaty`.
fn found(answers: &Answers, want: Want, text: &str) -> String {
    let base = answers.base();
    let name = |entity: &_| base.entity(*entity).id.to_string();
    match answers.ask(want, text) {
        Finding::Fact { fact, lead, .. } => {
            let lead = match lead {
                Lead::Date => "date".to_owned(),
                Lead::Undated => "undated".to_owned(),
                Lead::Amount => "amount".to_owned(),
                Lead::Reason => "reason".to_owned(),
                Lead::Statement => "statement".to_owned(),
                Lead::Who(who) | Lead::Where(who) | Lead::What(who) => {
                    who.iter().map(name).collect::<Vec<_>>().join("+")
                }
            };
            format!("{lead}: {}", base.fact(fact).id)
        }
        Finding::Card { entity, .. } => format!("card: {}", name(&entity)),
        Finding::Closest { gap, .. } => match gap {
            Gap::SilentOn(what) => format!("silent: {what}"),
            gap => format!("{gap:?}"),
        },
        Finding::Unknown { .. } => "unknown".to_owned(),
        Finding::Invalid(invalid) => format!("{invalid:?}"),
    }
}

#[test]
fn questions_find_what_answers_them() {
    let answers = answers();
    for (want, text, expected) in [
        (
            Want::When,
            "treaty of friendship",
            "date: friendship-treaty",
        ),
        (
            Want::Open,
            "when did they sign the treaty of friendship",
            "date: friendship-treaty",
        ),
        (
            Want::Open,
            "In what year was the frendship treaty?",
            "date: friendship-treaty",
        ),
        (Want::When, "loan mountain line", "undated: railway-loan"),
        (Want::Who, "received Lorry", "rudolf-elphberg: zenda-talks"),
        (
            Want::Open,
            "whom did Elphberg receive",
            "yetive-lorry: zenda-talks",
        ),
        (Want::Where, "Elphberg met Lorry", "zenda: zenda-talks"),
        (Want::Where, "Эльфберг Lorry", "zenda: zenda-talks"),
        (
            Want::HowMany,
            "crowns for the mountain line",
            "amount: railway-loan",
        ),
        (
            Want::Why,
            "loan for the mountain line",
            "reason: railway-loan",
        ),
        (Want::Who, "elphberg", "card: rudolf-elphberg"),
        (
            Want::Open,
            "who is the foreign minister of Ruritania",
            "card: rudolf-elphberg",
        ),
        (
            Want::What,
            "did Elphberg say about trade",
            "statement: trade-boast",
        ),
    ] {
        assert_eq!(found(&answers, want, text), expected, "{text}");
    }
}

#[test]
fn what_the_base_does_not_say_is_held_back() {
    let answers = answers();
    for (want, text, expected) in [
        (
            Want::When,
            "length of the treaty",
            "silent: the length of the treaty",
        ),
        (
            Want::Open,
            "did Ruritania lend Graustark 1.5 million crowns",
            "OtherWayRound",
        ),
        (Want::Where, "loan for the mountain line", "NoPlace"),
        (Want::Why, "treaty of friendship", "NoReason"),
        (Want::HowMany, "trains run on the mountain line", "unknown"),
        (Want::HowMany, "treaty of friendship", "NoAmount"),
        (
            Want::Open,
            "who is the foreign minister of Graustark",
            "unknown",
        ),
        (Want::Who, "is the prime minister of Ruritania", "unknown"),
        (Want::When, "treaty of friendship 1922", "NoRecord"),
        (Want::Open, "how old is Elphberg", "NoRecord"),
        (Want::Open, "how do I bake bread", "unknown"),
        (Want::Open, "", "Empty"),
        (Want::Open, "\u{200B} \u{202E}", "Empty"),
        (Want::Open, "🎉 ?!", "NoWords"),
    ] {
        assert_eq!(found(&answers, want, text), expected, "{text}");
    }
}

#[test]
fn what_a_question_says_of_its_answer_is_heeded() {
    let answers = answers();
    for (text, expected) in [
        ("what position does Elphberg hold", "card: rudolf-elphberg"),
        ("what position did Elphberg take on the treaty", "NoRecord"),
        (
            "name of the foreign minister of Ruritania",
            "card: rudolf-elphberg",
        ),
        (
            "which two states signed the treaty of friendship",
            "ruritania+graustark: friendship-treaty",
        ),
        ("which 1922 treaty did the states sign", "NoRecord"),
        (
            "who besides Elphberg was at the talks in Zenda",
            "yetive-lorry: zenda-talks",
        ),
        (
            "what was signed in Zenda apart from the treaty of friendship",
            "NoRecord",
        ),
        (
            "when did Elphberg receive Lorry in Zenda",
            "date: zenda-talks",
        ),
        ("when will Elphberg receive Lorry in Zenda", "NoDate"),
        (
            "who signed the treaty",
            "ruritania+graustark: friendship-treaty",
        ),
        ("who signed the treaty for Ruritania", "NobodyNamed"),
        ("which state did not sign the treaty", "NoRecord"),
        (
            "why did Graustark lend crowns, though it had not many",
            "reason: railway-loan",
        ),
        ("what did the ambassador of Graustark propose", "NoRecord"),
        (
            "when did Ruritania cancel the treaty of friendship",
            "NoRecord",
        ),
        ("how many crowns", "amount: railway-loan"),
        ("how many trains", "unknown"),
        ("who is `Elphberg`", "card: rudolf-elphberg"),
    ] {
        assert_eq!(found(&answers, Want::Open, text), expected, "{text}");
    }
}

#[test]
fn a_text_beyond_the_limit_is_not_read() {
    let answers = answers();
    let text = "é".repeat(super::QUESTION_CHARS_MAX);
    assert_ne!(
        answers.ask(Want::Open, &text),
        Finding::Invalid(Invalid::TooLong)
    );
    let text = text + "é";
    assert_eq!(
        answers.ask(Want::Open, &text),
        Finding::Invalid(Invalid::TooLong)
    );
}

proptest! {
    #[test]
    fn any_text_is_answered_without_a_panic(text in any::<String>()) {
        let answers = answers();
        for want in [Want::When, Want::Who, Want::HowMany, Want::Open] {
            answers.ask(want, &text);
        }
    }

    #[test]
    fn any_mixture_of_known_words_is_answered_without_a_panic(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "who", "which", "what", "how", "many", "name", "of", "the", "is", "did", "by", "from",
                "Elphberg", "minister", "Ruritania", "'s", "Zenda", "9", "000", "t", "90", "-", "or",
                "met", "in", "1921", "?", ",", "value", "US", "n't", "re-", "\u{200D}",
            ]),
            0..12,
        ),
    ) {
        let text = words.join(" ");
        let answers = answers();
        for want in [Want::What, Want::Who, Want::HowMany, Want::Open] {
            answers.ask(want, &text);
        }
    }
}
