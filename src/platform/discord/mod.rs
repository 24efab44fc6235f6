//! Discord: slash commands, buttons, menus and forms; posts that are made once.
//!
//! What Discord tells comes by `gateway`, is read by `incoming`, and answered by `Listener`; what
//! the bot says of itself goes through `outlet`. Both reach Discord by `rest`.

mod answering;
pub mod commands;
mod controls;
mod counting;
mod embeds;
pub mod form;
mod gateway;
mod incoming;
mod limits;
mod listener;
mod markdown;
pub mod message;
mod outlet;
pub mod permissions;
pub mod press;
mod rest;
mod run;
mod settings;
mod snowflake;
mod talking;

pub use run::{probe, register, run};
pub use settings::{Settings, ShardRange, Token};
