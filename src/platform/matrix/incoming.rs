//! What members write, read as far as it matters here: whatever else clients may add to it changes
//! nothing.

use jiff::Timestamp;
use serde::Deserialize;
use serde_json::Value;

use super::commands;
use super::settings::Prefix;

/// A message in a room.
#[derive(Debug, Deserialize)]
pub(super) struct Written {
    pub(super) event_id: String,
    pub(super) sender: String,
    #[serde(rename = "type")]
    kind: String,
    origin_server_ts: i64,
    content: Content,
}

#[derive(Debug, Deserialize)]
struct Content {
    msgtype: Option<String>,
    body: Option<String>,
    #[serde(rename = "m.relates_to", default)]
    relates: Option<Relation>,
    #[serde(rename = "m.mentions", default)]
    mentions: Option<Mentions>,
    /// The command that it is, as clients send it that complete commands of bots.
    #[serde(rename = "org.matrix.msc4391.command", default)]
    command: Option<Value>,
}

#[derive(Debug, Deserialize)]
struct Relation {
    rel_type: Option<String>,
    event_id: Option<String>,
    #[serde(rename = "m.in_reply_to")]
    replied: Option<Replied>,
    #[serde(default)]
    is_falling_back: bool,
}

#[derive(Debug, Deserialize)]
struct Replied {
    event_id: String,
}

#[derive(Debug, Default, Deserialize)]
struct Mentions {
    #[serde(default)]
    user_ids: Vec<String>,
}

/// To whom something was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum To {
    /// To the bot, as the game takes it.
    Bot(String),
    /// To nobody that the bot knows.
    Others(String),
}

impl Written {
    /// What an event is, if a member wrote it and it is nothing else in a new form.
    pub(super) fn read(event: &str) -> Option<Self> {
        let written: Self = serde_json::from_str(event).ok()?;
        let is_said = written.kind == "m.room.message"
            && written.content.msgtype.as_deref() == Some("m.text")
            && written
                .content
                .body
                .as_ref()
                .is_some_and(|body| !body.trim().is_empty());
        let relation = written.content.relates.as_ref();
        let is_edit =
            relation.is_some_and(|relation| relation.rel_type.as_deref() == Some("m.replace"));
        (is_said && !is_edit).then_some(written)
    }

    /// The event that it answers, if somebody chose that.
    pub(super) fn replied(&self) -> Option<&str> {
        let relation = self.content.relates.as_ref()?;
        let replied = relation.replied.as_ref()?;
        (!relation.is_falling_back).then_some(&replied.event_id)
    }

    /// The event that it is about: that which it answers, else that which began its thread.
    pub(super) fn about(&self) -> Option<&str> {
        self.replied().or_else(|| self.thread())
    }

    /// The event that began its thread, if it is in one.
    pub(super) fn thread(&self) -> Option<&str> {
        let relation = self.content.relates.as_ref()?;
        let is_thread = relation.rel_type.as_deref() == Some("m.thread");
        relation.event_id.as_deref().filter(|_| is_thread)
    }

    /// When it was written, by the server of whoever wrote it.
    pub(super) fn at(&self) -> Timestamp {
        Timestamp::from_millisecond(self.origin_server_ts).unwrap_or(Timestamp::MIN)
    }

    /// To whom it was written; `me` is the bot, which is alone with somebody or not.
    pub(super) fn to(&self, me: &str, prefix: &Prefix, is_alone: bool) -> To {
        let body = self.content.body.as_deref().unwrap_or_default();
        let body = without_fallback(body, self.replied().is_some()).trim();
        let mentions = self.content.mentions.as_ref();
        let is_mentioned =
            mentions.is_some_and(|mentions| mentions.user_ids.iter().any(|user| user == me));
        let command = self.content.command.as_ref().filter(|_| is_mentioned);
        if let Some(command) = command.and_then(commands::read) {
            return To::Bot(command);
        }
        if let Some(command) = prefix.read(body, is_alone) {
            return To::Bot(command);
        }
        match without_name(body, me, is_mentioned) {
            Some(rest) => To::Bot(
                prefix
                    .read(rest, is_alone)
                    .unwrap_or_else(|| rest.to_owned()),
            ),
            None if is_alone => To::Bot(body.to_owned()),
            None => To::Others(body.to_owned()),
        }
    }
}

/// A text without the lines that older clients put before a reply.
fn without_fallback(body: &str, is_reply: bool) -> &str {
    let mut rest = body;
    while is_reply && rest.starts_with('>') {
        match rest.split_once('\n') {
            Some((_, after)) => rest = after,
            None => return "",
        }
    }
    rest
}

/// What is said to the bot after its name; nothing if it is not said to it.
fn without_name<'a>(body: &'a str, me: &str, is_mentioned: bool) -> Option<&'a str> {
    let local = me.trim_start_matches('@').split(':').next().unwrap_or(me);
    let names = [me.to_owned(), format!("@{local}"), local.to_owned()];
    for name in &names {
        let Some(head) = body.get(..name.len()) else {
            continue;
        };
        let rest = &body[name.len()..];
        let is_name = head.eq_ignore_ascii_case(name);
        let is_called = rest.starts_with([':', ',']) || (is_mentioned && rest.starts_with(' '));
        if is_name && (is_called || rest.is_empty()) {
            return Some(rest.trim_start_matches([':', ',']).trim());
        }
    }
    is_mentioned.then_some(body)
}

/// The marker that an event of ours carries.
pub(super) fn marker(event: &Value) -> Option<String> {
    let marker = event["content"][super::message::MARKER].as_str()?;
    Some(marker.to_owned())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ME: &str = "@attache:zenda.example";

    fn written(content: &Value) -> Option<Written> {
        let event = json!({
            "event_id": "$1", "sender": "@ada:zenda.example", "type": "m.room.message",
            "origin_server_ts": 1_000, "content": content,
        });
        Written::read(&event.to_string())
    }

    fn to(body: &str, more: &Value, is_alone: bool) -> To {
        let mut content = json!({"msgtype": "m.text", "body": body});
        let more = more.as_object().cloned().unwrap_or_default();
        content.as_object_mut().unwrap().extend(more);
        let prefix = Prefix::new("!").unwrap();
        written(&content).unwrap().to(ME, &prefix, is_alone)
    }

    fn bot(text: &str) -> To {
        To::Bot(text.to_owned())
    }

    fn others(text: &str) -> To {
        To::Others(text.to_owned())
    }

    #[test]
    fn a_message_is_to_the_bot_if_it_says_so() {
        let none = || json!({});
        let named = || json!({"m.mentions": {"user_ids": [ME]}});
        assert_eq!(
            to("!when the treaty", &none(), false),
            bot("/when the treaty")
        );
        assert_eq!(to("@attache: when?", &none(), false), bot("when?"));
        assert_eq!(to("Attache, !who", &none(), false), bot("/who"));
        assert_eq!(to("attache when?", &named(), false), bot("when?"));
        assert_eq!(to("when, dear?", &named(), false), bot("when, dear?"));
        assert_eq!(
            to("attache is nice", &none(), false),
            others("attache is nice")
        );
        assert_eq!(to("!important", &none(), false), others("!important"));
        assert_eq!(to("hello", &none(), true), bot("hello"));
        assert_eq!(to("é", &none(), false), others("é"));
    }

    #[test]
    fn only_what_members_say_anew_is_heard() {
        let content = |kind: &str| json!({"msgtype": kind, "body": "!when"});
        assert!(written(&content("m.text")).is_some());
        assert!(written(&content("m.notice")).is_none());
        assert!(written(&content("m.image")).is_none());
        assert!(written(&json!({})).is_none());
        let mut edit = content("m.text");
        edit["m.relates_to"] = json!({"rel_type": "m.replace", "event_id": "$0"});
        assert!(written(&edit).is_none());
    }

    #[test]
    fn a_reply_names_what_it_answers_and_a_thread_alone_does_not() {
        let relates = |relation: Value| {
            let content = json!({"msgtype": "m.text", "body": "> <@a:b> x\n\nB",
                "m.relates_to": relation});
            written(&content).unwrap()
        };
        let reply = relates(json!({"m.in_reply_to": {"event_id": "$0"}}));
        assert_eq!((reply.replied(), reply.thread()), (Some("$0"), None));
        let prefix = Prefix::new("!").unwrap();
        assert_eq!(reply.to(ME, &prefix, false), others("B"));
        let thread = relates(json!({"rel_type": "m.thread", "event_id": "$9",
            "is_falling_back": true, "m.in_reply_to": {"event_id": "$0"}}));
        assert_eq!((thread.replied(), thread.thread()), (None, Some("$9")));
    }
}
