//! Measures the answering engine beside what a user would otherwise pick.

mod document;
mod engine;
mod real;
mod rivals;
mod typo;

fn main() -> anyhow::Result<()> {
    real::run()
}
