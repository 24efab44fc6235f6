//! All that the bot can send is what Discord takes.

use attache::chat::{Audience, Block, Line, Reply};
use attache::facts::{Certainty, Citation};
use attache::platform::discord::commands::registration;
use attache::platform::discord::form::form;
use attache::platform::discord::message::Rendered;
use attache::quiz::Kind;
use proptest::prelude::*;
use serde_json::{Value, json};
use serenity::builder::CreateInteractionResponse;

use super::judges::{Body, problems};
use crate::replies;

const MARKER: &str = "580a1d8de9ba8571dd62";

fn check(body: Body, value: &Value) -> Result<(), TestCaseError> {
    let problems = problems(body, value);
    prop_assert!(problems.is_empty(), "{problems:#?}\n{value:#}");
    Ok(())
}

/// A reply in every way in which it can be sent.
fn check_reply(reply: &Reply) -> Result<(), TestCaseError> {
    let rendered = Rendered::reply(reply);
    let response = CreateInteractionResponse::Message(rendered.clone().response());
    check(Body::Callback, &json!(response))?;
    let response = CreateInteractionResponse::UpdateMessage(rendered.clone().response());
    check(Body::Callback, &json!(response))?;
    check(Body::Original, &json!(rendered.clone().deferred()))?;
    check(Body::Message, &json!(rendered.clone().message(None)))?;
    check(Body::Edit, &json!(rendered.edit()))?;
    let post = json!(Rendered::post(reply, MARKER).message(Some(MARKER)));
    prop_assert!(is_marked(&post), "{post:#}");
    check(Body::Message, &post)
}

/// Whether it can be found again.
fn is_marked(message: &Value) -> bool {
    let rows = message["components"].as_array().into_iter().flatten();
    let components = rows.flat_map(|row| row["components"].as_array().into_iter().flatten());
    let mut ids = components.filter_map(|component| component["custom_id"].as_str());
    ids.any(|id| id.split('/').nth(1) == Some(MARKER))
}

#[track_caller]
fn check_all(replies: &[Reply]) {
    assert!(!replies.is_empty());
    for reply in replies {
        check_reply(reply).unwrap_or_else(|error| panic!("{error}\n{reply}"));
    }
}

#[test]
fn what_is_said_to_questions_is_taken() {
    check_all(&replies::answers(&replies::base()));
}

#[test]
fn what_is_said_in_rounds_is_taken() {
    check_all(&replies::rounds(&replies::base(), "Rudolf"));
}

#[test]
fn what_is_said_of_days_and_scores_is_taken() {
    check_all(&replies::others(&replies::base(), "Rudolf"));
    check_all(&replies::others(&replies::base(), &"*<@1>_".repeat(1_700)));
}

#[test]
fn the_registration_is_taken() {
    check(Body::Commands, &json!(registration())).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn a_form_is_taken() {
    let form = CreateInteractionResponse::Modal(form(MARKER));
    check(Body::Callback, &json!(form)).unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn the_judges_see_what_is_wrong() {
    let reply = |blocks| Reply {
        audience: Audience::All,
        blocks,
    };
    let fine = reply(vec![Block::Paragraph(Line::new().plain("fine"))]);
    let fine = json!(Rendered::reply(&fine).message(None));
    assert_eq!(problems(Body::Message, &fine), [""; 0]);
    let spoilt: [(&str, Value); 4] = [
        ("/embeds/0/description", json!("x".repeat(4_097))),
        ("/embeds/0/description", json!("")),
        ("/allowed_mentions", json!({ "parse": ["everyone"] })),
        (
            "/components",
            json!(vec![json!({ "type": 1, "components": [] }); 6]),
        ),
    ];
    for (place, value) in spoilt {
        let mut message = fine.clone();
        *message.pointer_mut(place).expect("a place") = value;
        assert_ne!(problems(Body::Message, &message), [""; 0], "{place}");
    }
    let mut commands = json!(registration());
    commands[0]["name"] = json!("When");
    assert_ne!(problems(Body::Commands, &commands), [""; 0]);
}

/// What nobody should write, and somebody will.
fn hostile() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "@everyone",
        "@here",
        "<@123456789012345678>",
        "<@&1>",
        concat!("<#", "1>"),
        "<t:0:R>",
        "</when:1>",
        "<:zenda:1>",
        "https://zenda.example/x",
        "[a](https://zenda.example)",
        "**",
        "__",
        "~~",
        "||",
        "`",
        "```",
        "\\",
        "> ",
        "# ",
        "- ",
        "1. ",
        "-# ",
        "\u{202e}",
        "\u{200b}",
        "\u{2066}",
        "\n",
        "\r\n",
        "\0",
        "🦀",
        "👩‍👩‍👧‍👦",
        "Ж",
        "ظ",
        " ",
        "word",
    ]);
    let text = prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat());
    prop_oneof![
        8 => text,
        4 => any::<String>(),
        1 => "[a-z🦀*]{1,8}".prop_map(|word: String| word.repeat(10_000 / word.len())),
    ]
}

fn line() -> impl Strategy<Value = Line> {
    prop::collection::vec((0..4, hostile()), 0..4).prop_map(|spans| {
        spans
            .into_iter()
            .fold(Line::new(), |line, (style, text)| match style {
                0 => line.plain(&text),
                1 => line.strong(&text),
                2 => line.emphasis(&text),
                _ => line.code(&text),
            })
    })
}

fn block() -> impl Strategy<Value = Block> {
    let lines = || prop::collection::vec(line(), 0..30);
    let certainty = prop::sample::select(vec![
        Certainty::Stated,
        Certainty::Reported,
        Certainty::Claimed,
    ]);
    let cited = (
        line(),
        line(),
        hostile(),
        hostile(),
        certainty,
        any::<bool>(),
    )
        .prop_map(
            |(line, details, fact, date, certainty, has_day)| Block::Cited {
                citation: Box::new(Citation {
                    fact,
                    certainty,
                    date: Some(date),
                    day: has_day.then(|| jiff::civil::date(1948, 5, 1)),
                    words: String::new(),
                }),
                line,
                details,
            },
        );
    let kind = prop::sample::select(Kind::ALL.to_vec());
    let question =
        (kind, line(), prop::collection::vec(line(), 0..6)).prop_map(|(kind, wording, choices)| {
            Block::Question {
                marker: Some(MARKER.to_owned()),
                kind,
                wording,
                choices,
                is_private: false,
            }
        });
    let pages = (line(), hostile(), hostile()).prop_map(|(line, before, after)| Block::Pages {
        line,
        before: Some(before),
        after: Some(after),
    });
    prop_oneof![
        line().prop_map(Block::Heading),
        line().prop_map(Block::Paragraph),
        line().prop_map(Block::Note),
        lines().prop_map(Block::List),
        (line(), lines()).prop_map(|(intro, items)| Block::Suggestions { intro, items }),
        cited,
        question,
        pages,
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn whatever_facts_and_names_hold_is_taken(
        sentence in hostile(),
        mut blocks in prop::collection::vec(block(), 0..12),
    ) {
        // Nothing is said without a word.
        blocks.insert(0, Block::Paragraph(Line::new().plain("So: ").plain(&sentence)));
        // A reply puts one question.
        let mut questions = 0;
        blocks.retain(|block| {
            questions += u32::from(matches!(block, Block::Question { .. }));
            questions < 2 || !matches!(block, Block::Question { .. })
        });
        check_reply(&Reply { audience: Audience::All, blocks })?;
    }
}
