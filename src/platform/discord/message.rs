//! A reply as the message that it becomes.

use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateEmbed,
    CreateInteractionResponseMessage, CreateMessage, EditInteractionResponse, EditMessage,
};
use serenity::model::channel::Nonce;

use super::controls::rows;
use super::embeds::embeds;
use crate::chat::{Audience, Block, Reply};

/// A reply, rendered.
#[derive(Debug, Clone)]
pub struct Rendered {
    embeds: Vec<CreateEmbed>,
    rows: Vec<CreateActionRow>,
    is_private: bool,
    document: Option<CreateAttachment>,
}

impl Rendered {
    /// A reply to something.
    pub fn reply(reply: &Reply) -> Self {
        Self::new(reply, None)
    }

    /// A post that is found by that marker later.
    pub fn post(reply: &Reply, marker: &str) -> Self {
        Self::new(reply, Some(marker))
    }

    fn new(reply: &Reply, marker: Option<&str>) -> Self {
        Self {
            embeds: embeds(&reply.blocks),
            rows: rows(&reply.blocks, marker),
            is_private: reply.audience == Audience::Caller,
            document: document(&reply.blocks),
        }
    }

    /// The file that is sent with it, if any.
    pub fn document(&self) -> Option<CreateAttachment> {
        self.document.clone()
    }

    /// A message in a channel; sent again with the same marker, it is the same for a while.
    pub fn message(self, marker: Option<&str>) -> CreateMessage {
        let message = CreateMessage::new()
            .embeds(self.embeds)
            .components(self.rows)
            .allowed_mentions(nobody());
        match marker {
            Some(marker) => message
                .nonce(Nonce::String(marker.to_owned()))
                .enforce_nonce(true),
            None => message,
        }
    }

    /// What a message in a channel becomes.
    pub fn edit(self) -> EditMessage {
        EditMessage::new()
            .embeds(self.embeds)
            .components(self.rows)
            .allowed_mentions(nobody())
    }

    /// What an interaction is answered with.
    pub fn response(self) -> CreateInteractionResponseMessage {
        CreateInteractionResponseMessage::new()
            .embeds(self.embeds)
            .components(self.rows)
            .allowed_mentions(nobody())
            .ephemeral(self.is_private)
    }

    /// What stands in place of an answer that was promised.
    pub fn deferred(self) -> EditInteractionResponse {
        EditInteractionResponse::new()
            .embeds(self.embeds)
            .components(self.rows)
            .allowed_mentions(nobody())
    }
}

/// The first document among blocks, as a file.
fn document(blocks: &[Block]) -> Option<CreateAttachment> {
    blocks.iter().find_map(|block| match block {
        Block::Document { name, lines } => {
            let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
            Some(CreateAttachment::bytes(lines.join("\n"), *name))
        }
        _ => None,
    })
}

/// Nothing that the bot says pings anybody.
fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new()
}
