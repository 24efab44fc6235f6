//! Matrix, with a real homeserver.

mod account;
mod asking;
mod contract;
mod faults;
mod homeserver;
mod inviting;
mod rounds;
