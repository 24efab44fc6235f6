//! What is counted of what members do, with labels that tell of nobody.

use std::time::Duration;

use jiff::Timestamp;

use super::Incoming;
use crate::chat::commands;
use crate::store::{Change, Outcome};

/// Counts a message, what became of it, and how long that took.
pub(super) fn replied(incoming: &Incoming, outcome: &'static str, took: Duration) {
    metrics::histogram!(
        "attache_command_duration_seconds",
        "platform" => incoming.platform().to_owned(),
        "command" => command(incoming),
        "outcome" => outcome
    )
    .record(took);
    if outcome == "unavailable" {
        metrics::counter!("attache_database_errors_total").increment(1);
    }
}

/// Which command a message is.
fn command(incoming: &Incoming) -> &'static str {
    if incoming.answers.is_some() {
        return "answer";
    }
    let Some(rest) = incoming.text.trim_start().strip_prefix('/') else {
        return "text";
    };
    let word = rest.split_whitespace().next().unwrap_or_default();
    commands::find(word).map_or("unknown", |command| command.name)
}

/// Counts what came of a change.
pub(super) fn committed(change: &Change, outcome: Outcome) {
    let platform = change.place.home.platform.clone();
    match outcome {
        Outcome::Committed => {
            let awards = u64::try_from(change.awards.len()).unwrap_or(u64::MAX);
            metrics::counter!("attache_awards_total", "platform" => platform).increment(awards);
        }
        Outcome::Seen => {
            metrics::counter!("attache_events_duplicate_total", "platform" => platform)
                .increment(1);
        }
        _ => {}
    }
}

/// Records when the bot was last there.
pub(super) fn present(platform: &str, at: Timestamp) {
    #[expect(clippy::cast_precision_loss, reason = "it is exact for 200,000 years")]
    let at = at.as_second() as f64;
    metrics::gauge!("attache_present_timestamp_seconds", "platform" => platform.to_owned()).set(at);
}

/// Records whether another process is the bot.
pub(super) fn standing_by(platform: &'static str, is_other: bool) {
    let is_other = if is_other { 1.0 } else { 0.0 };
    metrics::gauge!("attache_standing_by", "platform" => platform).set(is_other);
}

/// Counts a question that does not count.
pub(super) fn voided(platform: &str) {
    metrics::counter!("attache_questions_voided_total", "platform" => platform.to_owned())
        .increment(1);
}
