//! Messages that members write.

use std::sync::Arc;

use serenity::all::{MessageReference, ReactionType};
use serenity::builder::CreateMessage;
use serenity::http::{LightMethod, Request, Route};

use super::answering::elsewhere;
use super::incoming::{To, Written};
use super::listener::{Listener, chance};
use super::message::Rendered;
use super::rest::{Refusal, with};
use crate::answers::Want;
use crate::chat::speech::channel as speech;
use crate::chat::{Audience, Command, Reply, parse};

/// What an answer is marked with that was taken.
const TAKEN: char = '✅';

impl Listener {
    /// Answers a message to the bot, and takes answers from others if it may.
    pub(super) async fn message(self: &Arc<Self>, written: &Written) {
        if !written.is_heard() {
            return;
        }
        match written.to(self.me) {
            To::Bot { text, answers } => self.talk(written, text, answers).await,
            To::Others if self.is_overhearing => {
                let incoming = written.incoming(written.content().to_owned(), None);
                if self.game.overhear(&self.by_our_clock(incoming)).await {
                    self.mark(written).await;
                }
            }
            To::Others => {}
        }
    }

    async fn talk(self: &Arc<Self>, written: &Written, text: String, answers: Option<String>) {
        let command = parse(&text).ok();
        if elsewhere(command.as_ref()).is_some() {
            return self.reply_to(written, &speech::by_slash()).await;
        }
        let incoming = written.incoming(text, answers);
        let incoming = self.by_our_clock(incoming);
        // All see what is written there: an answer is only marked.
        if !written.is_alone() && self.game.overhear(&incoming).await {
            return self.mark(written).await;
        }
        let reply = self.game.reply(&incoming, &mut chance()).await;
        let Some(reply) = reply else { return };
        // It may have begun a round.
        self.heard.notify_one();
        if reply.is_silence() {
            return;
        }
        let is_for_one = reply.audience == Audience::Caller && !written.is_alone();
        let is_command = !matches!(
            command,
            Some(Command::Ask {
                want: Want::Open,
                ..
            })
        );
        let reply = if is_for_one && is_command {
            speech::by_slash()
        } else {
            reply
        };
        self.reply_to(written, &reply).await;
    }

    async fn reply_to(&self, written: &Written, reply: &Reply) {
        // A message that Discord tells again is answered once.
        let nonce = written.id.to_string();
        let rendered = Rendered::reply(reply);
        let document = rendered.document();
        let message = rendered.message(Some(&nonce));
        let channel_id = written.channel_id;
        let send = async |message: &CreateMessage| {
            let request = Request::new(Route::ChannelMessages { channel_id }, LightMethod::Post);
            let request = with(request, message, document.clone());
            self.rest.reply(channel_id, request).await
        };
        // What it replies to may be gone by then.
        let to = MessageReference::from((channel_id, written.id)).fail_if_not_exists(false);
        let mut done = send(&message.clone().reference_message(to)).await;
        if done.as_ref().is_err_and(Refusal::is_of_history) {
            done = send(&message).await;
        }
        log(done);
    }

    /// Marks an answer that was taken.
    async fn mark(self: &Arc<Self>, written: &Written) {
        self.count(&written.place());
        self.heard.notify_one();
        let reaction = ReactionType::Unicode(TAKEN.to_string()).as_data();
        let route = Route::ChannelMessageReactionMe {
            channel_id: written.channel_id,
            message_id: written.id,
            reaction: &reaction,
        };
        let request = Request::new(route, LightMethod::Put);
        log(self.rest.reply(written.channel_id, request).await);
    }
}

fn log(sent: Result<Vec<u8>, Refusal>) {
    match sent {
        Ok(_) => {}
        // The bot may not write there, or the message is gone.
        Err(refusal @ Refusal::Refused { .. }) => tracing::debug!(%refusal, "a reply is not said"),
        Err(refusal) => tracing::warn!(%refusal, "a reply is not said"),
    }
}
