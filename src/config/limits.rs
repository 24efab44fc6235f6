//! What the configuration says of how much may be asked.

use std::num::NonZeroU32;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::quiz::ROUNDS_DEFAULT;

/// How much members may ask within what time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// How many messages of a member are handled within a minute, in all communities.
    #[schemars(with = "i64", range(min = 1, max = 10_000))]
    pub member_per_minute: NonZeroU32,
    /// How many messages are handled in a community within a minute.
    #[schemars(with = "i64", range(min = 1, max = 100_000))]
    pub community_per_minute: NonZeroU32,
    /// How many messages the process handles within a second.
    #[schemars(with = "i64", range(min = 1, max = 100_000))]
    pub process_per_second: NonZeroU32,
    /// How many characters of a message are read; what is longer is refused.
    #[schemars(range(min = 100, max = 100_000))]
    pub message_chars: usize,
    /// How many rounds run in a community at a time; moderators may say less.
    #[schemars(range(min = 1, max = 10))]
    pub rounds_per_community: u32,
    /// How many pages are served within a second.
    #[schemars(with = "i64", range(min = 1, max = 100_000))]
    pub pages_per_second: NonZeroU32,
}

impl Default for Limits {
    fn default() -> Self {
        const fn some(number: u32) -> NonZeroU32 {
            NonZeroU32::new(number).unwrap()
        }
        Self {
            // One every two seconds is more than anybody reads.
            member_per_minute: some(30),
            // A hundred who answer a question every few seconds.
            community_per_minute: some(1_200),
            // As many as one thread serves with the database on the same machine.
            process_per_second: some(1_000),
            // As long as messages are on Discord.
            message_chars: 2_000,
            rounds_per_community: ROUNDS_DEFAULT,
            // More than people look at, and few enough that the bot has its share of the machine.
            pages_per_second: some(1_000),
        }
    }
}
