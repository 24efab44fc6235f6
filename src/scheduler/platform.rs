//! What the loop speaks through.

use std::time::Duration;

use jiff::Timestamp;

use crate::chat::Reply;
use crate::store::Place;

/// What messages of our own go through: the posts of rounds and of subscriptions.
///
/// A platform is asked to post a message under a key, perhaps again after nobody heard how it
/// ended. For as long as it [remembers](Platform::memory) a key, that posts nothing new; later it
/// is asked whether the message is there.
#[expect(
    async_fn_in_trait,
    reason = "each is driven by a loop that knows which one it is"
)]
pub trait Platform {
    /// Its short name, by which the store knows it.
    fn name(&self) -> &str;

    /// For how long after a post the same key posts nothing new, less the longest time that a post
    /// may be on its way: one that arrives when the key is forgotten is posted again.
    fn memory(&self) -> Duration;

    /// What time it is by its own clock.
    fn clock(&self) -> Clock;

    /// Posts a message under a key, and tells what the platform calls it.
    async fn post(&self, place: &Place, key: &str, reply: &Reply) -> Result<String, Failure>;

    /// Makes something else of a message that was posted. Where that does not work, nothing is
    /// lost: it is not tried again.
    async fn edit(&self, place: &Place, message_id: &str, reply: &Reply) -> Result<(), Failure>;

    /// What the platform calls the message of that key that was posted since then; nothing if
    /// there is none.
    async fn find(
        &self,
        place: &Place,
        key: &str,
        since: Timestamp,
    ) -> Result<Option<String>, Failure>;
}

/// A platform's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// It has none but this machine's.
    Own,
    /// It has not been heard yet.
    Unknown,
    /// What it showed when it was heard last, and the time that has passed since.
    At(Timestamp),
}

/// Why a platform did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The channel is gone, or the bot may not do that there; asking again does not help.
    Gone(String),
    /// It does not take this message, wherever it is posted.
    Rejected(String),
    /// It was refused, as all will be until so long from here.
    Throttled(Duration),
    /// It was not tried, since others were before it for too long.
    Unsent,
    /// Nobody knows whether it was done.
    Down,
}
