//! Discord, without Discord.

mod asking;
mod contract;
mod faults;
mod judges;
mod play;
mod processes;
mod replies;
mod rounds;
mod stand_in;
mod steering;
