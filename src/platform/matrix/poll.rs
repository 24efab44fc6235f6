//! Questions that are answered by a choice, as polls; and votes, which are also given by reactions.
//!
//! Clients of today show polls in the form of the proposal that they came of, so that is what is
//! sent: <https://github.com/matrix-org/matrix-spec-proposals/pull/3381>. Votes are read in both
//! forms.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::message::MARKER;
use crate::chat::speech::controls as speech;
use crate::chat::{Block, Reply};
use crate::quiz::Kind;

/// The type of the event that is a poll.
pub const START: &str = "org.matrix.msc3381.poll.start";
/// The types of those that end it, and of those that vote.
pub(super) const END: &str = "org.matrix.msc3381.poll.end";
const RESPONSE: &str = "org.matrix.msc3381.poll.response";
const RESPONSE_STABLE: &str = "m.poll.response";
const REACTION: &str = "m.reaction";

/// The form of a text in the proposal.
const TEXT: &str = "org.matrix.msc1767.text";

/// The poll of a question, where it has one; `marker` is that of the question.
pub fn start(reply: &Reply, marker: &str, question: &str) -> Option<Value> {
    let (kind, wording, choices) = reply.blocks.iter().find_map(|block| match block {
        Block::Question {
            marker: Some(_),
            kind,
            wording,
            choices,
            // Its votes are seen.
            is_private: false,
        } => Some((*kind, wording.to_string(), choices)),
        _ => None,
    })?;
    let answers: Vec<(String, String)> = match kind {
        Kind::Choice => ('a'..='z')
            .zip(choices)
            .map(|(letter, choice)| (letter.to_string(), choice.to_string()))
            .collect(),
        Kind::TrueFalse => speech::TRUTHS
            .map(|word| (word.to_owned(), word.to_owned()))
            .into(),
        Kind::Order | Kind::Typed | Kind::Closest => return None,
    };
    let shown = answers.iter().map(|(_, shown)| shown.as_str());
    let fallback: Vec<&str> = [wording.as_str()].into_iter().chain(shown).collect();
    let answers = answers.iter();
    let answers = answers.map(|(id, shown)| json!({"id": id, TEXT: shown}));
    Some(json!({
        TEXT: fallback.join("\n"),
        START: {
            "question": {TEXT: wording},
            // Clients tell who voted for what when it ends.
            "kind": "org.matrix.msc3381.poll.undisclosed",
            "max_selections": 1,
            "answers": answers.collect::<Vec<_>>(),
        },
        MARKER: marker,
        "m.relates_to": {"m.in_reply_to": {"event_id": question}},
    }))
}

/// That a poll is over.
pub fn end(poll: &str) -> Value {
    json!({
        TEXT: speech::POLL_OVER,
        END: {},
        "m.relates_to": {"rel_type": "m.reference", "event_id": poll},
    })
}

/// An answer that is no message: a vote in a poll, or a reaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Vote {
    pub(super) event_id: String,
    pub(super) sender: String,
    pub(super) at: Timestamp,
    /// The event that it is about.
    pub(super) about: String,
    /// What somebody would have written.
    pub(super) text: String,
}

impl Vote {
    /// What an event is, if it is a vote.
    pub(super) fn read(event: &Value) -> Option<Self> {
        let content = &event["content"];
        let text = match event["type"].as_str()? {
            REACTION => choice(content["m.relates_to"]["key"].as_str()?)?.to_string(),
            RESPONSE => content[RESPONSE]["answers"][0].as_str()?.to_owned(),
            RESPONSE_STABLE => content["m.selections"][0].as_str()?.to_owned(),
            _ => return None,
        };
        let at = event["origin_server_ts"].as_i64()?;
        Some(Self {
            event_id: event["event_id"].as_str()?.to_owned(),
            sender: event["sender"].as_str()?.to_owned(),
            at: Timestamp::from_millisecond(at).unwrap_or(Timestamp::MIN),
            about: content["m.relates_to"]["event_id"].as_str()?.to_owned(),
            text,
        })
    }
}

/// The number or letter of a choice that a reaction shows.
fn choice(key: &str) -> Option<char> {
    const LETTER_A: u32 = 0x1F1E6;
    let mut signs = key
        .chars()
        .filter(|c| !matches!(c, '\u{fe0f}' | '\u{20e3}'));
    let sign = signs.next().filter(|_| signs.next().is_none())?;
    match sign {
        '1'..='9' | 'a'..='e' | 'A'..='E' => Some(sign),
        _ => char::from_u32(u32::from(sign).checked_sub(LETTER_A)? + u32::from('a'))
            .filter(|letter| ('a'..='e').contains(letter)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vote(kind: &str, content: &Value) -> Option<Vote> {
        let event = json!({"type": kind, "event_id": "$1", "sender": "@a:b",
            "origin_server_ts": 1_000, "content": content});
        Vote::read(&event)
    }

    #[test]
    fn votes_are_read_in_every_form() {
        let about = json!({"rel_type": "m.reference", "event_id": "$0"});
        let unstable = json!({"m.relates_to": about, RESPONSE: {"answers": ["a", "b"]}});
        let stable = json!({"m.relates_to": about, "m.selections": ["true"]});
        let read = |kind: &str, content: &Value| {
            let vote = vote(kind, content)?;
            Some((vote.about, vote.text))
        };
        let expected = |text: &str| Some(("$0".to_owned(), text.to_owned()));
        assert_eq!(read(RESPONSE, &unstable), expected("a"));
        assert_eq!(read(RESPONSE_STABLE, &stable), expected("true"));
        assert_eq!(read(RESPONSE, &stable), None);
        for (key, text) in [
            ("2️⃣", Some("2")),
            ("3", Some("3")),
            ("🇧", Some("b")),
            ("C", Some("C")),
            ("👍", None),
            ("🇿", None),
            ("12", None),
            ("", None),
        ] {
            let content = json!({"m.relates_to": {"event_id": "$0", "key": key}});
            assert_eq!(read(REACTION, &content), text.and_then(expected), "{key}");
        }
        for broken in [json!({}), json!({"m.relates_to": 1}), json!([])] {
            for kind in [RESPONSE, RESPONSE_STABLE, REACTION] {
                assert_eq!(vote(kind, &broken), None);
            }
        }
    }
}
