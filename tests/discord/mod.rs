//! Discord, without Discord.

mod contract;
mod faults;
mod judges;
mod processes;
mod replies;
mod stand_in;
mod whole;
