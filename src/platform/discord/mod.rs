//! Discord: slash commands, buttons, menus and forms; posts that are made once.

pub mod commands;
mod controls;
mod embeds;
pub mod form;
mod limits;
mod markdown;
pub mod message;
pub mod permissions;
pub mod press;
