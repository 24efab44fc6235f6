//! Discord, without Discord.

mod asking;
mod configuring;
mod contract;
mod ending;
mod faults;
mod judges;
mod outages;
mod play;
mod processes;
mod rounds;
mod settling;
mod stand_in;
mod steering;
