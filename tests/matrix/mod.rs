//! The bot on Matrix, against a real homeserver.

mod homeserver;
mod rooms;
