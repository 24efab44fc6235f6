//! The bot that the program is when nothing is configured.

use std::sync::{Arc, OnceLock};

use attache::answers::Answers;
use attache::bot::Bot;
use attache::packs;

/// The bot of the pack that is built in, which is loaded once for all tests.
pub(crate) fn bot() -> Bot {
    static BOT: OnceLock<Bot> = OnceLock::new();
    let load = || {
        let base = packs::load(&[]).expect("the pack that is built in");
        Bot::new(Arc::new(Answers::new(Arc::new(base))))
    };
    BOT.get_or_init(load).clone()
}
