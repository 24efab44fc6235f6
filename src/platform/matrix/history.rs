//! What happened in a room before now.

use std::time::Duration;

use jiff::Timestamp;
use matrix_sdk::Room;
use matrix_sdk::deserialized_responses::TimelineEvent;
use matrix_sdk::room::MessagesOptions;
use matrix_sdk::ruma::UInt;

use super::voice::Voice;
use crate::scheduler::Failure;

/// How many events a homeserver tells at a time, and how often it is asked for more.
const EVENTS: u32 = 100;
const PAGES_MAX: usize = 20;

/// What happened in a room, from the latest on.
pub(super) struct History {
    pub(super) events: Vec<TimelineEvent>,
    /// Whether it is all that was asked for.
    pub(super) is_whole: bool,
}

/// From where on it is told what happened in a room.
#[derive(Debug, Clone)]
pub(super) enum Start {
    /// From the point that the homeserver calls so.
    Point(String),
    /// From a time on, by the servers of whoever did it. Those may say that something was long ago:
    /// so it is read on until nothing of a page is as late as that.
    Time(Timestamp),
}

/// What happened in a room from a point on, before another one, or now. Each page is asked for
/// again, as long as there is patience, where it does not come.
pub(super) async fn since(
    voice: &Voice,
    room: &Room,
    start: &Start,
    mut before: Option<String>,
    patience: Duration,
) -> Result<History, Failure> {
    let mut events = Vec::new();
    for _ in 0..PAGES_MAX {
        let request = || {
            let mut options = MessagesOptions::backward().from(before.as_deref());
            options.limit = UInt::from(EVENTS);
            if let Start::Point(point) = start {
                options.to = Some(point.clone());
            }
            room.messages(options)
        };
        let page = voice.ask(room.room_id(), patience, request).await?;
        let is_older = match start {
            Start::Point(_) => false,
            Start::Time(since) => {
                !page.chunk.is_empty() && !page.chunk.iter().any(|event| is_since(event, *since))
            }
        };
        events.extend(page.chunk);
        match page.end {
            Some(end) if !is_older => before = Some(end),
            _ => {
                return Ok(History {
                    events,
                    is_whole: true,
                });
            }
        }
    }
    Ok(History {
        events,
        is_whole: false,
    })
}

/// Whether something happened since then, by the server of whoever did it.
pub(super) fn is_since(event: &TimelineEvent, since: Timestamp) -> bool {
    let at = event.raw().get_field::<i64>("origin_server_ts");
    at.is_ok_and(|at| at.is_some_and(|at| at >= since.as_millisecond()))
}
