//! Whether the program is well, for what watches over it.

use std::time::Duration;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use jiff::{SignedDuration, Timestamp};
use tokio::time;

use super::Web;
use crate::bot::game::Presence;

/// How long ago rounds of a platform may have gone on last for it to be well: they do each second.
const PRESENT_MAX: SignedDuration = SignedDuration::from_secs(10);

/// How long the database may take to answer.
const ANSWER_WAIT: Duration = Duration::from_secs(1);

/// That the program runs: it answers. The database is not asked, for to start again whoever lost it
/// would help nobody.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// Whether the program does its work: on every platform it hears members, and the database takes what
/// they do.
pub(super) async fn readyz(State(web): State<Web>) -> (StatusCode, String) {
    let now = Timestamp::now();
    let mut lines = Vec::new();
    let mut is_ready = true;
    if web.game.closing().borrow().is_some() {
        is_ready = false;
        lines.push("the program is about to end".to_owned());
    }
    for platform in &*web.platforms {
        let state = match web.game.presence(platform).await {
            Presence::At(at) if now.duration_since(at) < PRESENT_MAX => "ready",
            Presence::StandingBy => "ready to take over",
            Presence::At(_) | Presence::Unknown => {
                is_ready = false;
                "not ready"
            }
        };
        lines.push(format!("{platform}: {state}"));
    }
    let asked = time::timeout(ANSWER_WAIT, web.game.store().schema()).await;
    let is_there = asked.is_ok_and(|schema| schema.is_ok());
    is_ready &= is_there;
    let state = if is_there { "ready" } else { "not ready" };
    lines.push(format!("database: {state}"));
    let status = if is_ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (status, lines.join("\n") + "\n")
}

/// All that is counted, as Prometheus reads it.
/// Source: <https://prometheus.io/docs/instrumenting/exposition_formats/>.
pub(super) async fn metrics(State(web): State<Web>) -> impl IntoResponse {
    let text = web.metrics.render();
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], text)
}
