//! All that the bot can send is what the specification allows, whatever members are called.

use attache::chat::{Audience, Block, Line, Reply};
use attache::platform::matrix::Prefix;
use attache::platform::matrix::message::{Answered, Rendered};
use attache::platform::matrix::poll;
use proptest::prelude::*;
use regex::Regex;
use serde_json::Value;

use crate::replies;

/// The most bytes of an event, less what a homeserver and encryption add.
const CONTENT_MAX: usize = 46_000;

/// What the specification allows and the bot makes use of.
/// Source: <https://spec.matrix.org/v1.15/client-server-api/#mroommessage-msgtypes>.
const TAGS: &[&str] = &["br", "code", "em", "h4", "li", "p", "strong", "ul"];

fn prefix() -> Prefix {
    Prefix::new("!").expect("a prefix")
}

/// The tags of a text in order; those that end one with a slash.
fn tags(html: &str) -> Vec<String> {
    let tag = Regex::new("<([^>]*)>?").expect("a pattern");
    tag.captures_iter(html)
        .map(|found| found[1].to_owned())
        .collect()
}

fn check_html(html: &str) -> Result<(), TestCaseError> {
    let mut open = Vec::new();
    for tag in tags(html) {
        let name = tag.trim_start_matches('/');
        prop_assert!(TAGS.contains(&name), "<{tag}> in {html}");
        if tag.starts_with('/') {
            prop_assert_eq!(open.pop(), Some(name.to_owned()), "{}", html);
        } else if name != "br" {
            open.push(tag);
        }
    }
    prop_assert!(open.is_empty(), "{open:?} in {html}");
    // Nothing is an entity that does not stand for what would be markup.
    let entity = Regex::new("&(amp|lt|gt|quot|#x27);").expect("a pattern");
    let rest = entity.replace_all(html, "");
    prop_assert!(!rest.contains('&'), "{html}");
    Ok(())
}

/// A content as it is sent, and what it becomes by an edit.
fn check_content(content: &Value) -> Result<(), TestCaseError> {
    prop_assert!(
        content.to_string().len() < CONTENT_MAX,
        "{}",
        content.to_string().len()
    );
    prop_assert!(["m.notice", "m.text"].contains(&content["msgtype"].as_str().unwrap_or("")));
    prop_assert_eq!(&content["format"], "org.matrix.custom.html");
    prop_assert_eq!(&content["m.mentions"], &serde_json::json!({}));
    let text = |key: &str| content[key].as_str().unwrap_or_default().to_owned();
    prop_assert!(!text("body").trim().is_empty(), "{content:#}");
    prop_assert!(!text("formatted_body").is_empty(), "{content:#}");
    check_html(&text("formatted_body"))
}

fn check(reply: &Reply) -> Result<(), TestCaseError> {
    let rendered = Rendered::new(reply, &prefix());
    check_content(&rendered.clone().marked("0123").message())?;
    let answered = Answered {
        event_id: "$1",
        thread: Some("$2"),
    };
    check_content(&rendered.clone().answering(answered).message())?;
    let edit = rendered.edit("$1");
    check_content(&edit)?;
    check_content(&edit["m.new_content"])?;
    if let Some(poll) = poll::start(reply, "0123", "$1") {
        let answers = &poll[poll::START]["answers"];
        let count = answers.as_array().map_or(0, Vec::len);
        prop_assert!((2..=20).contains(&count), "{poll:#}");
        prop_assert!(poll.to_string().len() < CONTENT_MAX);
    }
    Ok(())
}

#[track_caller]
fn check_all(replies: &[Reply]) {
    assert!(!replies.is_empty());
    for reply in replies {
        check(reply).unwrap_or_else(|error| panic!("{error}\n{reply}"));
    }
}

#[test]
fn whatever_is_said_is_allowed() {
    let base = replies::base();
    check_all(&replies::answers(&base));
    let name = "<img src=x onerror=alert(1)> & @room \u{202e}";
    check_all(&replies::rounds(&base, name));
    check_all(&replies::others(&base, name));
}

#[test]
fn what_is_too_long_is_said_to_be_left_out() {
    let lines = vec![Block::Paragraph(Line::new().plain(&"long ".repeat(500))); 50];
    let reply = Reply {
        audience: Audience::All,
        blocks: lines,
    };
    check(&reply).unwrap_or_else(|error| panic!("{error}"));
    let message = Rendered::new(&reply, &prefix()).message();
    assert!(
        message["body"]
            .as_str()
            .is_some_and(|body| body.ends_with("does not fit here."))
    );
}

proptest! {
    #[test]
    fn no_text_is_markup(text in "\\PC{0,200}|(<|>|&|\"|'|/|p|b|\\[|`|@room|\u{202e}|\u{200b}|👩‍👩‍👧|\n){0,60}") {
        let reply = |text: &str| {
            let line = Line::new().plain("a").strong(text).emphasis(text).code(text).plain(text);
            let question = Block::Question {
                marker: Some("0123".to_owned()),
                kind: attache::quiz::Kind::Choice,
                wording: line.clone(),
                choices: vec![line.clone(), line.clone()],
                is_private: false,
            };
            Reply { audience: Audience::All, blocks: vec![Block::Heading(line), question] }
        };
        let html = |text: &str| {
            let message = Rendered::new(&reply(text), &prefix()).message();
            message["formatted_body"].as_str().unwrap_or_default().to_owned()
        };
        check(&reply(&text))?;
        // What cannot be seen is left out, with its markup.
        if text.contains(|c: char| c.is_ascii_graphic()) {
            prop_assert_eq!(tags(&html(&text)), tags(&html("x")));
        }
    }
}
