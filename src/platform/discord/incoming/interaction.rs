//! A command, a press or a form.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;
use serenity::all::{ChannelId, GuildId, InteractionId, Permissions};

use super::options::Given;
use super::{User, place};
use crate::bot::game::{Incoming, Rank};
use crate::platform::discord::{permissions, snowflake};
use crate::quiz::Event;
use crate::store::Place;

// Discord's numbers for what it is, and for where.
// Source: <https://discord.com/developers/docs/interactions/receiving-and-responding#interaction-object>.
const COMMAND: u8 = 2;
const PRESS: u8 = 3;
const COMPLETION: u8 = 4;
const FORM: u8 = 5;
const IN_SERVER: u8 = 0;
const WITH_BOT: u8 = 1;
/// The bot is there itself, and not only with whoever uses it.
const INSTALLED_THERE: &str = "0";
/// The kinds of channels that are threads.
const THREADS: [u8; 3] = [10, 11, 12];

/// A command, a press or a form.
#[derive(Debug, Deserialize)]
pub(in crate::platform::discord) struct Used {
    /// What Discord calls it.
    pub(in crate::platform::discord) id: InteractionId,
    /// What it is answered with.
    pub(in crate::platform::discord) token: String,
    #[serde(rename = "type")]
    kind: u8,
    guild_id: Option<GuildId>,
    channel_id: Option<ChannelId>,
    channel: Option<Channel>,
    member: Option<Member>,
    user: Option<User>,
    app_permissions: Option<Permissions>,
    context: Option<u8>,
    #[serde(default)]
    authorizing_integration_owners: BTreeMap<String, Value>,
    #[serde(default)]
    data: Data,
    message: Option<Message>,
}

/// What it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::platform::discord) enum Kind {
    /// A slash command.
    Command,
    /// An option of one, not yet sent.
    Completion,
    /// Something below a message was pressed or chosen.
    Press,
    /// A form was filled in.
    Form,
    /// Something else.
    Other,
}

#[derive(Debug, Deserialize)]
struct Channel {
    #[serde(rename = "type")]
    kind: u8,
}

#[derive(Debug, Deserialize)]
struct Member {
    user: User,
    nick: Option<String>,
    permissions: Permissions,
    #[serde(default)]
    roles: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Data {
    #[serde(default)]
    name: String,
    #[serde(default)]
    options: Vec<Given>,
    #[serde(default)]
    custom_id: String,
    #[serde(default)]
    values: Vec<String>,
    #[serde(default)]
    components: Vec<Value>,
    #[serde(default)]
    resolved: Resolved,
}

/// What Discord tells of what options name.
#[derive(Debug, Default, Deserialize)]
struct Resolved {
    #[serde(default)]
    channels: BTreeMap<String, Named>,
}

/// A channel that an option names.
#[derive(Debug, Deserialize)]
struct Named {
    /// What whoever uses the command may do there.
    permissions: Option<Permissions>,
}

#[derive(Debug, Deserialize)]
struct Message {
    interaction_metadata: Option<Cause>,
}

/// What a message answered.
#[derive(Debug, Deserialize)]
struct Cause {
    user: User,
}

impl Used {
    /// What it is.
    pub(in crate::platform::discord) fn kind(&self) -> Kind {
        match self.kind {
            COMMAND => Kind::Command,
            PRESS => Kind::Press,
            COMPLETION => Kind::Completion,
            FORM => Kind::Form,
            _ => Kind::Other,
        }
    }

    /// A slash command as somebody would write it.
    pub(in crate::platform::discord) fn text(&self) -> String {
        super::options::text(&self.data.name, &self.data.options)
    }

    /// The command, the option that is being written, and what is there of it.
    pub(in crate::platform::discord) fn completed(&self) -> Option<(&str, &str, &str)> {
        let given = self.data.options.iter().find(|given| given.focused)?;
        Some((&self.data.name, &given.name, given.value.as_str()?))
    }

    /// The id of what was pressed or filled in.
    pub(in crate::platform::discord) fn custom_id(&self) -> &str {
        &self.data.custom_id
    }

    /// What was chosen.
    pub(in crate::platform::discord) fn chosen(&self) -> Option<&str> {
        self.data.values.first().map(String::as_str)
    }

    /// What was filled in, in whatever frame Discord puts it.
    pub(in crate::platform::discord) fn filled_in(&self) -> Option<&str> {
        self.data.components.iter().find_map(|frame| {
            let inside = frame["components"].get(0).unwrap_or(&frame["component"]);
            inside["value"].as_str()
        })
    }

    /// Whether whoever pressed asked for the message that it is on.
    pub(in crate::platform::discord) fn is_own(&self) -> bool {
        let cause = self.message.as_ref();
        let cause = cause.and_then(|message| message.interaction_metadata.as_ref());
        let asked = cause.map(|cause| cause.user.id);
        asked.is_some() && asked == self.user().map(|user| user.id)
    }

    /// Whether the bot is there itself, so that more can be done than to reply.
    pub(in crate::platform::discord) fn is_bot_there(&self) -> bool {
        match self.context {
            Some(IN_SERVER) => self
                .authorizing_integration_owners
                .contains_key(INSTALLED_THERE),
            Some(WITH_BOT) => true,
            _ => false,
        }
    }

    /// Whether whoever did it steers the bot there: alone with it, everybody does.
    fn is_moderator(&self) -> bool {
        match &self.member {
            Some(member) => permissions::is_moderator(member.permissions),
            None => self.context == Some(WITH_BOT),
        }
    }

    /// Whether whoever did it steers the bot in another channel, which an option names.
    pub(in crate::platform::discord) fn steers(&self, channel: &str) -> bool {
        let named = self.data.resolved.channels.get(channel);
        let permissions = named.and_then(|channel| channel.permissions);
        self.guild_id.is_some() && permissions.is_some_and(permissions::is_moderator)
    }

    /// What the bot lacks to post in the channel.
    pub(in crate::platform::discord) fn missing(&self) -> Vec<&'static str> {
        // Alone with somebody, it needs nothing.
        let Some(permissions) = self.app_permissions.filter(|_| self.guild_id.is_some()) else {
            return Vec::new();
        };
        let channel = self.channel.as_ref();
        let is_thread = channel.is_some_and(|channel| THREADS.contains(&channel.kind));
        permissions::missing(permissions, is_thread)
    }

    fn user(&self) -> Option<&User> {
        let member = self.member.as_ref().map(|member| &member.user);
        member.or(self.user.as_ref())
    }

    /// Where it was done.
    pub(in crate::platform::discord) fn place(&self) -> Option<Place> {
        Some(place(self.guild_id, self.channel_id?))
    }

    /// A text of whoever did it, as the game takes it; nothing if Discord says not who or where.
    pub(in crate::platform::discord) fn incoming(
        &self,
        text: String,
        answers: Option<String>,
    ) -> Option<Incoming> {
        let user = self.user()?;
        let nick = self.member.as_ref().and_then(|member| member.nick.as_ref());
        let number = self.id.get();
        Some(Incoming {
            place: self.place()?,
            event_id: number.to_string(),
            event: Event {
                at: snowflake::time(number),
                order: number,
            },
            member_id: user.id.to_string(),
            name: user.shown(nick),
            is_moderator: self.is_moderator(),
            rank: match &self.member {
                Some(member) => Rank::Roles {
                    roles: member.roles.clone(),
                    manages: permissions::manages(member.permissions),
                },
                None => Rank::None,
            },
            is_private: true,
            text,
            answers,
        })
    }
}
