//! Discord, without Discord.

mod contract;
mod judges;
mod replies;
