//! The questions that bases yield.

mod bases;
mod listing;
mod properties;
mod quality;
