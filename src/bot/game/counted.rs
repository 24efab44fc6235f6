//! How many have answered the question that is open.

use jiff::Timestamp;

use super::{Game, in_time, marker};
use crate::chat::Reply;
use crate::chat::speech::quiz as speech;
use crate::store::{Place, Result};

/// A question that is open, and how it is shown by now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// What the platform calls its post.
    pub message_id: String,
    /// What it says, with how many have answered.
    pub reply: Reply,
}

impl Game {
    /// How the question is shown that is open in a channel; nothing if there is none.
    pub async fn counted(&self, place: &Place, now: Timestamp) -> Result<Option<Counted>> {
        let Some(round) = in_time(self.round_in(place, now)).await? else {
            return Ok(None);
        };
        let (Some(key), Some((content, answered))) = (round.question_key(), round.answered())
        else {
            return Ok(None);
        };
        let message_id = in_time(self.store.message_id(&key)).await?;
        Ok(message_id.map(|message_id| Counted {
            message_id,
            reply: speech::counted(&content, answered).asking(&marker(&key)),
        }))
    }
}
