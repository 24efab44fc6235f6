//! The program as its users meet it: every test runs the real binary.

mod ask;
mod chat;
mod command_line;
mod packs;
mod program;
mod readme;
