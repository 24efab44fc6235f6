//! A reply as the content of the event that it becomes.

use serde_json::{Map, Value, json};

use super::html::{html, plain};
use super::settings::Prefix;
use crate::chat::speech::controls as speech;
use crate::chat::{Audience, Block, Line, Reply};

/// What our own posts are found by, in the content of their events.
pub const MARKER: &str = "org.attache.marker";

/// What a message refers to.
#[derive(Debug, Clone, Copy)]
pub struct Answered<'a> {
    /// The event that it answers.
    pub event_id: &'a str,
    /// The event that began the thread which that is in, if it is in one.
    pub thread: Option<&'a str>,
}

/// The most bytes of a text and its HTML: an event has at most 65,536, of which encryption takes a
/// quarter, and an edit says everything twice.
/// Source: <https://spec.matrix.org/v1.15/client-server-api/#size-limits>.
const TEXT_MAX: usize = 20_000;

/// A reply as what Matrix takes for a message.
///
/// Source of what is allowed: <https://spec.matrix.org/v1.15/client-server-api/#mroommessage-msgtypes>.
#[derive(Debug, Clone)]
pub struct Rendered {
    content: Map<String, Value>,
}

impl Rendered {
    /// A reply, with its commands as they are written there.
    pub fn new(reply: &Reply, prefix: &Prefix) -> Self {
        let command = |text: &str| prefix.written(text);
        let (body, formatted) = texts(&reply.blocks, &command);
        let content = json!({
            // A notice notifies nobody, and no bot answers it.
            "msgtype": match reply.audience {
                Audience::Alerted => "m.text",
                Audience::All | Audience::Caller => "m.notice",
            },
            "body": body,
            "format": "org.matrix.custom.html",
            "formatted_body": formatted,
            // Whoever is named is not called.
            "m.mentions": {},
        });
        let Value::Object(content) = content else {
            unreachable!("it is written as one")
        };
        Self { content }
    }

    /// The same as an answer to somebody, who may be told of it.
    #[must_use]
    pub fn answering(mut self, answered: Answered<'_>) -> Self {
        let reply = json!({"event_id": answered.event_id});
        let relation = match answered.thread {
            Some(thread) => json!({
                "rel_type": "m.thread", "event_id": thread, "is_falling_back": false,
                "m.in_reply_to": reply,
            }),
            None => json!({"m.in_reply_to": reply}),
        };
        self.content.insert("m.relates_to".to_owned(), relation);
        self
    }

    /// The same, to be found by that marker.
    #[must_use]
    pub fn marked(mut self, marker: &str) -> Self {
        self.content.insert(MARKER.to_owned(), marker.into());
        self
    }

    /// What is sent.
    pub fn message(self) -> Value {
        Value::Object(self.content)
    }

    /// What is sent to put it in the place of what an event said.
    ///
    /// Clients that know no edits show the text with a star, as the specification asks.
    pub fn edit(self, event_id: &str) -> Value {
        let mut content = self.content.clone();
        for key in ["body", "formatted_body"] {
            if let Some(Value::String(text)) = content.get_mut(key) {
                // In HTML it belongs into the first paragraph.
                let start = if key == "body" {
                    0
                } else {
                    text.find('>').map_or(0, |at| at + 1)
                };
                text.insert_str(start, "* ");
            }
        }
        content.insert("m.new_content".to_owned(), Value::Object(self.content));
        let relation = json!({"rel_type": "m.replace", "event_id": event_id});
        content.insert("m.relates_to".to_owned(), relation);
        Value::Object(content)
    }
}

/// Blocks without markup, a line for each paragraph and item, and as HTML; what does not fit is said
/// to be left out.
fn texts(blocks: &[Block], command: &impl Fn(&str) -> String) -> (String, String) {
    let (mut plain, mut html) = (Vec::new(), String::new());
    let mut left = TEXT_MAX;
    for block in blocks {
        let lines = plain_block(block, command);
        let markup = html_block(block, command);
        let length = lines.iter().map(String::len).sum::<usize>() + markup.len();
        let Some(rest) = left.checked_sub(length) else {
            plain.push(speech::LEFT_OUT.to_owned());
            html.extend(["<p>", speech::LEFT_OUT, "</p>"]);
            break;
        };
        left = rest;
        plain.extend(lines);
        html.push_str(&markup);
    }
    (plain.join("\n"), html)
}

fn plain_block(block: &Block, command: &impl Fn(&str) -> String) -> Vec<String> {
    let lines = block.lines().into_iter().map(|(is_item, line)| {
        let mark = if is_item { "- " } else { "" };
        format!("{mark}{}", plain(&line, command))
    });
    match block {
        // It is sent beside it.
        Block::Document { .. } => Vec::new(),
        _ => lines.collect(),
    }
}

fn html_block(block: &Block, command: &impl Fn(&str) -> String) -> String {
    let line = |line: &Line| html(line, command);
    let list = |items: &[Line]| -> String {
        let items = items.iter().map(|item| format!("<li>{}</li>", line(item)));
        format!("<ul>{}</ul>", items.collect::<String>())
    };
    match block {
        Block::Heading(heading) => format!("<h4>{}</h4>", line(heading)),
        Block::Paragraph(words) => format!("<p>{}</p>", line(words)),
        Block::List(items) => list(items),
        Block::Note(words) | Block::Pages { line: words, .. } => {
            format!("<p><em>{}</em></p>", line(words))
        }
        Block::Cited {
            line: words,
            details,
            ..
        } => format!("<p>{}{}</p>", line(words), line(details)),
        Block::Question {
            wording, choices, ..
        } => {
            let asked = format!("<p><strong>{}</strong></p>", line(wording));
            if choices.is_empty() {
                return asked;
            }
            let choices: Vec<String> = choices.iter().map(line).collect();
            format!("{asked}<p>{}</p>", choices.join("<br>"))
        }
        Block::Document { .. } => String::new(),
        Block::Suggestions { intro, items } => format!("<p>{}</p>{}", line(intro), list(items)),
    }
}

/// The file that is sent beside a reply, if any: its name, and what it holds.
pub(super) fn document(reply: &Reply) -> Option<(&'static str, String)> {
    reply.blocks.iter().find_map(|block| match block {
        Block::Document { name, lines } => {
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            Some((*name, lines.join("\n")))
        }
        _ => None,
    })
}
