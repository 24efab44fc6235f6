#![doc = include_str!("ARCHITECTURE.md")]

pub mod answers;
pub mod app;
pub mod bot;
pub mod chat;
pub mod cli;
pub mod config;
pub mod daily;
pub mod database;
pub mod facts;
pub mod files;
pub mod ids;
pub mod packs;
pub mod platform;
pub mod quiz;
pub mod scheduler;
pub mod store;
