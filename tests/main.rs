//! The program as its users meet it: most tests run the real binary. The others read the
//! project's own files: its layers, its documents, its tidiness.

mod ask;
mod backup;
mod built_in;
mod chat;
mod command_line;
mod configuration;
mod daily;
mod database;
mod delivery;
#[cfg(feature = "discord")]
mod discord;
mod drawn;
mod format;
#[path = "../benches/generated/mod.rs"]
#[allow(dead_code, unused_imports, reason = "what only the benches need of it")]
mod generated;
mod judging;
mod layers;
mod links;
#[cfg(feature = "matrix")]
mod matrix;
mod packaging;
mod packs;
mod processes;
mod program;
mod questions;
mod readme;
#[cfg(any(feature = "discord", feature = "matrix"))]
mod replies;
mod rounds;
mod settings;
mod simulation;
mod sources;
mod store;
mod tidy;
mod web;
mod zones;
