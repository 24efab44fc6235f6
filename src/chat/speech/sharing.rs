//! What the bot says of pages that show a leaderboard.

use super::words::{private, private_line};
use crate::chat::{Line, Reply};

/// Where the leaderboard is shown from now on.
pub fn linked(address: &str) -> Reply {
    private_line(
        Line::new()
            .plain("Whoever has this link sees the leaderboard, and a link from before leads nowhere any more: ")
            .code(address)
            .plain(". To end it: ")
            .code("/leaderboard unlink"),
    )
}

/// That it is shown nowhere any more.
pub fn unlinked() -> Reply {
    private("No link leads to the leaderboard any more.")
}

/// That no pages are served.
pub fn no_pages() -> Reply {
    private(
        "I make links only where whoever runs me has said how my pages are reached, and in no terminal.",
    )
}
