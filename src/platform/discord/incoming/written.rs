//! A message that somebody wrote.

use serde::Deserialize;
use serde_json::Value;
use serenity::all::{ChannelId, GuildId, MessageId, UserId};

use super::{Nickname, User, place};
use crate::bot::game::{Incoming, Rank};
use crate::platform::discord::{outlet, snowflake};
use crate::quiz::Event;
use crate::store::Place;

/// The kinds of messages that members write: others tell of a pin, a boost, a thread.
const WRITTEN: [u8; 2] = [0, 19];

/// A message that somebody wrote.
#[derive(Debug, Deserialize)]
pub(in crate::platform::discord) struct Written {
    /// What Discord calls it.
    pub(in crate::platform::discord) id: MessageId,
    /// Where it is.
    pub(in crate::platform::discord) channel_id: ChannelId,
    guild_id: Option<GuildId>,
    author: User,
    member: Option<Nickname>,
    content: String,
    #[serde(default)]
    mentions: Vec<User>,
    #[serde(rename = "type")]
    kind: u8,
    webhook_id: Option<Value>,
    /// What it replies to, if that is still there.
    referenced_message: Option<Box<Referenced>>,
}

#[derive(Debug, Deserialize)]
struct Referenced {
    author: User,
    #[serde(default)]
    components: Vec<Value>,
}

/// To whom something was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::platform::discord) enum To {
    /// To the bot.
    Bot {
        /// The text without the bot's name.
        text: String,
        /// The marker of the question that it replies to.
        answers: Option<String>,
    },
    /// To nobody that the bot knows.
    Others,
}

impl Written {
    /// Whether a member wrote it, and something.
    pub(in crate::platform::discord) fn is_heard(&self) -> bool {
        WRITTEN.contains(&self.kind)
            && !self.author.bot
            && self.webhook_id.is_none()
            && !self.content.trim().is_empty()
    }

    /// Whether somebody is alone with the bot there.
    pub(in crate::platform::discord) fn is_alone(&self) -> bool {
        self.guild_id.is_none()
    }

    /// To whom it was written; `me` is the bot.
    pub(in crate::platform::discord) fn to(&self, me: UserId) -> To {
        let replied = self.referenced_message.as_ref();
        let answers = replied
            .filter(|replied| replied.author.id == me)
            .and_then(|replied| {
                let mut markers = outlet::markers(&replied.components);
                markers.find(|(press, _)| press.is_answer())
            })
            .map(|(_, marker)| marker);
        let names = [format!("<@{me}>"), format!("<@!{me}>")];
        let is_named = names.iter().any(|name| self.content.contains(name))
            && self.mentions.iter().any(|user| user.id == me);
        if !is_named && answers.is_none() && !self.is_alone() {
            return To::Others;
        }
        let text = names
            .iter()
            .fold(self.content.clone(), |text, name| text.replace(name, " "));
        To::Bot {
            text: text.trim().to_owned(),
            answers,
        }
    }

    /// Where it is.
    pub(in crate::platform::discord) fn place(&self) -> Place {
        place(self.guild_id, self.channel_id)
    }

    /// A text of whoever wrote it, as the game takes it. Discord does not tell what they may do
    /// there: whoever steers uses a slash command.
    pub(in crate::platform::discord) fn incoming(
        &self,
        text: String,
        answers: Option<String>,
    ) -> Incoming {
        let nick = self.member.as_ref().and_then(|member| member.nick.as_ref());
        let number = self.id.get();
        Incoming {
            place: self.place(),
            event_id: number.to_string(),
            event: Event {
                at: snowflake::time(number),
                order: number,
            },
            member_id: self.author.id.to_string(),
            name: self.author.shown(nick),
            is_moderator: self.is_alone(),
            rank: Rank::None,
            is_private: self.is_alone(),
            text,
            answers,
        }
    }

    /// What was written, as it stands.
    pub(in crate::platform::discord) fn content(&self) -> &str {
        &self.content
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const ME: UserId = UserId::new(7);

    fn written(content: &str, more: &Value) -> Written {
        let mut message = json!({
            "id": "175928847299117063", "channel_id": "2", "guild_id": "3", "type": 0,
            "author": {"id": "4", "username": "ada", "global_name": null},
            "member": {"nick": "Ada"}, "content": content,
        });
        let more = more.as_object().cloned().unwrap_or_default();
        message.as_object_mut().unwrap().extend(more);
        serde_json::from_value(message).unwrap()
    }

    fn to_bot(text: &str, answers: Option<&str>) -> To {
        To::Bot {
            text: text.to_owned(),
            answers: answers.map(str::to_owned),
        }
    }

    #[test]
    fn a_message_is_to_the_bot_if_it_says_so() {
        let me = json!({"mentions": [{"id": "7", "username": "attache", "global_name": null}]});
        let named = written("<@7> when was <@!7> the summit?", &me);
        assert_eq!(named.to(ME), to_bot("when was   the summit?", None));
        assert_eq!(written("hello", &json!({})).to(ME), To::Others);
        assert_eq!(written("the number <@7>", &json!({})).to(ME), To::Others);
        let alone = written("hello", &json!({"guild_id": null}));
        assert_eq!(alone.to(ME), to_bot("hello", None));
        assert_eq!(alone.place().home.community, "dm/2");
        assert_eq!(alone.incoming(String::new(), None).name, "Ada");
    }

    #[test]
    fn a_reply_to_a_question_is_an_answer_to_it() {
        let reply = |author: &str, id: &str| {
            let button = json!([{"type": 1, "components": [{"type": 2, "custom_id": id}]}]);
            let author = json!({"id": author, "username": "x", "global_name": null});
            let replied = json!({"author": author, "components": button});
            written("B", &json!({"type": 19, "referenced_message": replied}))
        };
        assert_eq!(reply("7", "a/abc/a").to(ME), to_bot("B", Some("abc")));
        assert_eq!(reply("8", "a/abc/a").to(ME), To::Others);
        assert_eq!(reply("7", "d/abc//help").to(ME), To::Others);
    }

    #[test]
    fn only_members_are_heard() {
        assert!(written("hello", &json!({})).is_heard());
        assert!(!written(" ", &json!({})).is_heard());
        assert!(!written("pinned", &json!({"type": 6})).is_heard());
        assert!(!written("hello", &json!({"webhook_id": "9"})).is_heard());
        let bot = json!({"author": {"id": "9", "username": "b", "global_name": null, "bot": true}});
        assert!(!written("hello", &bot).is_heard());
    }
}
