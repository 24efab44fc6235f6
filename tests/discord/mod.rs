//! Discord, without Discord.

mod contract;
mod judges;
mod replies;
mod stand_in;
mod whole;
