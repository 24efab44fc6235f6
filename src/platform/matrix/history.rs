//! What happened in a room before now.

use jiff::Timestamp;
use matrix_sdk::Room;
use matrix_sdk::deserialized_responses::TimelineEvent;
use matrix_sdk::room::MessagesOptions;
use matrix_sdk::ruma::UInt;

use super::voice::failure;
use crate::scheduler::Failure;

/// How many events a homeserver tells at a time, and how often it is asked for more.
const EVENTS: u32 = 100;
const PAGES_MAX: usize = 20;

/// What happened in a room, from the latest on.
pub(super) struct History {
    pub(super) events: Vec<TimelineEvent>,
    /// Whether it is all since then.
    pub(super) is_whole: bool,
}

/// What happened in a room since then, before the point that the homeserver calls so, or now.
///
/// A server may say of what its users do that it was long ago: so it is read on until nothing of a
/// page is as late as that.
pub(super) async fn since(
    room: &Room,
    mut before: Option<String>,
    since: Timestamp,
) -> Result<History, Failure> {
    let mut events = Vec::new();
    for _ in 0..PAGES_MAX {
        let mut options = MessagesOptions::backward().from(before.as_deref());
        options.limit = UInt::from(EVENTS);
        let page = room.messages(options).await.map_err(failure)?;
        let is_older =
            !page.chunk.is_empty() && !page.chunk.iter().any(|event| is_since(event, since));
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
