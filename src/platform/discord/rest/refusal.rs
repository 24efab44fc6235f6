//! Why Discord did not do what it was asked.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::HeaderMap;
use serde::Deserialize;
use thiserror::Error;

use super::{seconds, text};
use crate::chat::speech::channel as speech;
use crate::scheduler::Failure;

/// How long is waited where Discord does not say how long.
const WAIT: Duration = Duration::from_secs(5);

/// The longest that is waited, whatever is said: longer than any limit of Discord's.
pub(super) const WAIT_MAX: Duration = Duration::from_hours(1);

/// How long nothing is sent where Discord does not know us.
const UNKNOWN_WAIT: Duration = Duration::from_mins(1);

// What Discord's codes mean.
// Source: <https://discord.com/developers/docs/topics/opcodes-and-status-codes#json>.
const NO_SUCH_CHANNEL: u32 = 10003;
const NO_ACCESS: u32 = 50001;
const ARCHIVED: u32 = 50083;
const NOT_TO_THEM: u32 = 50007;
const NO_PERMISSION: u32 = 50013;
const NO_HISTORY: u32 = 160_002;

/// Why Discord did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refusal {
    /// It was sent, and refused.
    #[error("Discord refuses it: {message} ({status}, code {code})")]
    Refused {
        /// The status of the answer.
        status: u16,
        /// Discord's code, or 0.
        code: u32,
        /// Discord's words.
        message: String,
    },
    /// It comes too fast.
    #[error("Discord is asked too much; again in {wait:?}")]
    Throttled {
        /// Until when.
        wait: Duration,
        /// Whether nothing else may be asked either.
        is_for_all: bool,
    },
    /// Nobody knows whether it was done.
    #[error("Discord cannot be reached: {0}")]
    Lost(String),
    /// It was not sent, since its turn did not come in time.
    #[error("too much is sent to that channel")]
    Unsent,
}

#[derive(Debug, Default, Deserialize)]
struct Body {
    #[serde(default)]
    code: u32,
    #[serde(default)]
    message: String,
    retry_after: Option<f64>,
    #[serde(default)]
    global: bool,
}

impl Refusal {
    /// What an answer that is no success says.
    pub(super) fn read(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Self {
        let body: Body = serde_json::from_slice(body).unwrap_or_default();
        match status {
            StatusCode::TOO_MANY_REQUESTS => {
                let told = body.retry_after.map(Duration::try_from_secs_f64);
                let wait = told.and_then(Result::ok);
                let wait = wait.or_else(|| seconds(headers, "retry-after"));
                let scope = text(headers, "x-ratelimit-scope");
                Self::Throttled {
                    wait: wait.unwrap_or(WAIT).min(WAIT_MAX),
                    // Who refuses without saying for what stands before Discord, and refuses all.
                    is_for_all: body.global || matches!(scope, None | Some("global")),
                }
            }
            _ if status.is_server_error() => Self::Lost(status.to_string()),
            _ => Self::Refused {
                status: status.as_u16(),
                code: body.code,
                message: body.message,
            },
        }
    }

    /// Whether it would be taken if it replied to nothing, for what was written may not be read.
    pub fn is_of_history(&self) -> bool {
        matches!(self, Self::Refused { code, .. } if *code == NO_HISTORY)
    }

    /// What it means for a post of ours.
    pub fn failure(self) -> Failure {
        match self {
            Self::Refused { status: 401, .. } => Failure::Throttled(UNKNOWN_WAIT),
            Self::Refused {
                code: NO_SUCH_CHANNEL,
                ..
            } => Failure::Gone(speech::GONE.to_owned()),
            Self::Refused { code: ARCHIVED, .. } => Failure::Gone(speech::CLOSED.to_owned()),
            Self::Refused {
                code: NO_ACCESS, ..
            } => Failure::Gone(speech::NO_ACCESS.to_owned()),
            Self::Refused {
                code: NO_PERMISSION | NOT_TO_THEM,
                ..
            } => Failure::Gone(speech::MAY_NOT_POST.to_owned()),
            // That is not Discord's own word, but of who stands before it.
            Self::Refused {
                status: 403 | 404,
                code: 0,
                ..
            } => Failure::Down,
            Self::Refused { message, .. } => Failure::Rejected(message),
            Self::Throttled {
                wait,
                is_for_all: true,
            } => Failure::Throttled(wait),
            Self::Unsent => Failure::Unsent,
            Self::Throttled { .. } | Self::Lost(_) => Failure::Down,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(status: u16, body: &str) -> Refusal {
        let status = StatusCode::from_u16(status).unwrap();
        Refusal::read(status, &HeaderMap::new(), body.as_bytes())
    }

    #[test]
    fn what_discord_says_is_understood() {
        let gone = |status, code| {
            let body = format!("{{\"code\": {code}, \"message\": \"words\"}}");
            refusal(status, &body).failure()
        };
        assert_eq!(gone(404, 10003), Failure::Gone(speech::GONE.to_owned()));
        assert_eq!(
            gone(403, 50001),
            Failure::Gone(speech::NO_ACCESS.to_owned())
        );
        assert_eq!(
            gone(403, 50013),
            Failure::Gone(speech::MAY_NOT_POST.to_owned())
        );
        assert_eq!(gone(400, 50083), Failure::Gone(speech::CLOSED.to_owned()));
        assert_eq!(gone(400, 50035), Failure::Rejected("words".to_owned()));
        assert_eq!(gone(403, 0), Failure::Down);
        assert_eq!(gone(404, 0), Failure::Down);
        assert_eq!(gone(401, 0), Failure::Throttled(UNKNOWN_WAIT));
        assert_eq!(refusal(502, "<html>").failure(), Failure::Down);
    }

    #[test]
    fn the_wait_is_taken_as_discord_says_it() {
        let throttled = |body| match refusal(429, body) {
            Refusal::Throttled { wait, is_for_all } => (wait.as_millis(), is_for_all),
            other => panic!("{other}"),
        };
        assert_eq!(
            throttled("{\"retry_after\": 1.5, \"global\": true}"),
            (1_500, true)
        );
        assert_eq!(
            throttled("{\"retry_after\": 1e19, \"global\": false}"),
            (WAIT_MAX.as_millis(), true)
        );
        assert_eq!(throttled("<html>"), (WAIT.as_millis(), true));
        let mut headers = HeaderMap::new();
        headers.insert("x-ratelimit-scope", "user".parse().unwrap());
        for (body, wait) in [
            ("{\"retry_after\": 0.25}", 250),
            ("{\"retry_after\": -1}", 5_000),
        ] {
            let refusal = Refusal::read(StatusCode::TOO_MANY_REQUESTS, &headers, body.as_bytes());
            let expected = Refusal::Throttled {
                wait: Duration::from_millis(wait),
                is_for_all: false,
            };
            assert_eq!(refusal, expected);
        }
    }
}
