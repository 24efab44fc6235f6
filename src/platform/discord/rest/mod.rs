//! What is asked of Discord, by HTTP: within its limits, one thing at a time in each channel.

mod gate;
mod heard;
mod lanes;
mod refusal;
mod turn;

use std::error::Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Context;
use jiff::Timestamp;
use reqwest::header::{DATE, HeaderMap};
use reqwest::{Client, StatusCode};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serenity::all::ChannelId;
use serenity::builder::CreateAttachment;
use serenity::http::{LightMethod, Multipart, MultipartUpload, Request, Route};
use tokio::sync::Mutex as Mutual;
use tokio::time::{self, Instant};

use self::gate::Gate;
use self::heard::Heard;
use self::lanes::{Lane, Lanes};
use self::turn::Turn;
use super::settings::{Settings, Token};

pub use refusal::Refusal;

/// How long an answer may take. With [`POST_PATIENCE`] it is less than a message is claimed for.
const ANSWER_WAIT: Duration = Duration::from_secs(8);

/// The same for the first answer to an interaction, which Discord takes for three seconds: there
/// must be time to send it again by another connection.
const ACKNOWLEDGED_WAIT: Duration = Duration::from_secs(1);

/// How long it may take to reach Discord.
const CONNECT_WAIT: Duration = Duration::from_secs(3);

/// For how long a request may wait for its turn in a channel, where a message is claimed for a
/// while only.
const POST_PATIENCE: Duration = Duration::from_secs(4);

/// The same where somebody waits for a reply, who is gone after that.
const REPLY_PATIENCE: Duration = Duration::from_secs(30);

/// How often it is said what somebody waits for where it is not known whether that arrived, and how
/// long it is waited in between: Discord waits three seconds for the first answer.
const TRIES: u32 = 3;
const TRY_AGAIN: Duration = Duration::from_millis(200);

/// That an interaction was answered already.
const ANSWERED: u32 = 40060;

/// The way to Discord.
#[derive(Debug)]
pub struct Rest {
    client: Client,
    token: Token,
    url: String,
    gate: Mutex<Gate>,
    lanes: Lanes,
    heard: Mutex<Heard>,
}

/// What Discord answered.
struct Answer {
    body: Vec<u8>,
    /// How long no other request of its kind is taken, if this was the last one.
    wait: Option<Duration>,
}

impl Rest {
    /// The way to Discord for a process that does a share of the bot's work.
    pub fn new(settings: &Settings, share: f64) -> anyhow::Result<Self> {
        let client = Client::builder()
            .timeout(ANSWER_WAIT)
            .connect_timeout(CONNECT_WAIT)
            .build()
            .context("setting up HTTP")?;
        Ok(Self {
            client,
            token: settings.token.clone(),
            url: settings.url.clone(),
            gate: Mutex::new(Gate::new(share, Instant::now())),
            lanes: Lanes::default(),
            heard: Mutex::default(),
        })
    }

    /// What time it is by Discord's clock; nothing before its first answer.
    pub fn time(&self) -> Option<Timestamp> {
        locked(&self.heard).time(Instant::now())
    }

    /// Asks for something that has nothing to do with a channel.
    pub async fn get<T: DeserializeOwned>(&self, route: Route<'_>) -> Result<T, Refusal> {
        self.take_turn().await;
        let answer = self.send(Request::new(route, LightMethod::Get)).await?;
        read(&answer.body)
    }

    /// Puts something in the place of what is there.
    pub async fn put(&self, route: Route<'_>, body: &impl Serialize) -> Result<(), Refusal> {
        self.take_turn().await;
        let request = Request::new(route, LightMethod::Put).body(Some(json(body)));
        self.send(request).await.map(drop)
    }

    /// Waits for the turn in a channel: as long as it is held, nothing else is done there. Not
    /// given if that, and what is sent then, takes too long.
    pub async fn turn(&self, channel: ChannelId) -> Result<Turn<'_>, Refusal> {
        let deadline = Instant::now() + POST_PATIENCE;
        let lines = self.lanes.of(channel.get(), Instant::now());
        self.lane(lines.lane, deadline).await
    }

    /// Waits for a lane.
    async fn lane(&self, lane: Arc<Mutual<Lane>>, deadline: Instant) -> Result<Turn<'_>, Refusal> {
        let lane = time::timeout_at(deadline, lane.lock_owned()).await;
        Ok(Turn {
            rest: self,
            lane: lane.map_err(|_| Refusal::Unsent)?,
            deadline,
        })
    }

    /// Does something in a channel when it is its turn there; not at all if that takes too long.
    pub async fn in_channel(
        &self,
        channel: ChannelId,
        request: Request<'_>,
    ) -> Result<Vec<u8>, Refusal> {
        self.turn(channel).await?.send(request).await
    }

    /// Does what somebody waits for in a channel, once nothing else is to be done there. It is sent
    /// again where it is not known whether it arrived, so that must be the same as once.
    pub async fn reply(
        &self,
        channel: ChannelId,
        request: Request<'_>,
    ) -> Result<Vec<u8>, Refusal> {
        let deadline = Instant::now() + REPLY_PATIENCE;
        let lines = self.lanes.of(channel.get(), Instant::now());
        let waited = time::timeout_at(deadline, lines.replies.lock()).await;
        let _first = waited.map_err(|_| Refusal::Unsent)?;
        for last in (0..TRIES).rev() {
            let turn = self.lane(Arc::clone(&lines.lane), deadline).await?;
            match turn.send(request.clone()).await {
                Err(Refusal::Lost(_)) if last > 0 => time::sleep(TRY_AGAIN).await,
                done => return done,
            }
        }
        Err(Refusal::Unsent)
    }

    /// Answers an interaction for the first time; false if another process did.
    pub async fn acknowledge(&self, request: Request<'_>) -> Result<bool, Refusal> {
        self.try_to_answer(request, true, ACKNOWLEDGED_WAIT).await
    }

    /// Answers an interaction further, which is not counted with other requests and waits for none.
    ///
    /// Where it is not known whether it arrived, it is sent again if that `may_repeat`.
    pub async fn answer(&self, request: Request<'_>, may_repeat: bool) -> Result<(), Refusal> {
        let answered = self.try_to_answer(request, may_repeat, ANSWER_WAIT);
        answered.await.map(drop)
    }

    async fn try_to_answer(
        &self,
        request: Request<'_>,
        may_repeat: bool,
        wait: Duration,
    ) -> Result<bool, Refusal> {
        let mut was_lost = false;
        for last in (0..TRIES).rev() {
            let sent = time::timeout(wait, self.send(request.clone())).await;
            let late = |_| Err(Refusal::Lost("no answer in time".to_owned()));
            match sent.unwrap_or_else(late) {
                Err(Refusal::Lost(_)) if may_repeat && last > 0 => {
                    was_lost = true;
                    time::sleep(TRY_AGAIN).await;
                }
                Err(Refusal::Throttled { wait, .. }) if last > 0 && wait <= POST_PATIENCE => {
                    time::sleep(wait).await;
                }
                Err(Refusal::Refused { code: ANSWERED, .. }) => return Ok(was_lost),
                done => return done.map(|_| true),
            }
        }
        Err(Refusal::Unsent)
    }

    /// Waits for a turn among all requests.
    async fn take_turn(&self) {
        loop {
            let turn = locked(&self.gate).take_turn(Instant::now());
            time::sleep_until(turn).await;
            if !locked(&self.gate).is_held(Instant::now()) {
                return;
            }
        }
    }

    /// Sends a request at once.
    async fn send(&self, request: Request<'_>) -> Result<Answer, Refusal> {
        if let Some(wait) = locked(&self.gate).is_shut_for(Instant::now()) {
            return Err(Refusal::Throttled {
                wait,
                is_for_all: true,
            });
        }
        let request = request
            .build(&self.client, &self.token.header(), Some(&self.url))
            .map_err(|error| Refusal::Lost(error.to_string()))?;
        // Addresses hold the tokens of interactions.
        let lost = |error: reqwest::Error| Refusal::Lost(in_full(&error.without_url()));
        let response = request.send().await.map_err(lost)?;
        let (status, headers) = (response.status(), response.headers().clone());
        let now = Instant::now();
        if let Some(date) = text(&headers, DATE.as_str()) {
            locked(&self.heard).hear(date, now);
        }
        let body = response.bytes().await.map_err(lost)?;
        if status.is_success() {
            let is_last = text(&headers, "x-ratelimit-remaining") == Some("0");
            let wait = is_last.then(|| seconds(&headers, "x-ratelimit-reset-after"));
            return Ok(Answer {
                body: body.into(),
                wait: wait.flatten().map(|wait| wait.min(refusal::WAIT_MAX)),
            });
        }
        let refusal = Refusal::read(status, &headers, &body);
        let mut gate = locked(&self.gate);
        match &refusal {
            Refusal::Throttled { wait, is_for_all } => {
                metrics::counter!("attache_discord_throttled_total").increment(1);
                if *is_for_all {
                    gate.hold(now, *wait);
                }
                // What others used up in our place is not held against us.
                if text(&headers, "x-ratelimit-scope") != Some("shared") {
                    gate.count_in_vain(now);
                }
            }
            Refusal::Refused { .. }
                if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) =>
            {
                gate.count_in_vain(now);
            }
            _ => {}
        }
        Err(refusal)
    }
}

/// An error with what caused it.
fn in_full(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}

/// A header that is text.
fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

/// A header that is a number of seconds.
fn seconds(headers: &HeaderMap, name: &str) -> Option<Duration> {
    let seconds = text(headers, name)?.trim().parse().ok()?;
    Duration::try_from_secs_f64(seconds).ok()
}

/// A request with a body, and a file where there is one.
pub(super) fn with<'a>(
    request: Request<'a>,
    body: &impl Serialize,
    file: Option<CreateAttachment>,
) -> Request<'a> {
    let Some(file) = file else {
        return request.body(Some(json(body)));
    };
    request.multipart(Some(Multipart {
        upload: MultipartUpload::Attachments(vec![file]),
        fields: Vec::new(),
        payload_json: Some(String::from_utf8_lossy(&json(body)).into_owned()),
    }))
}

/// A body as JSON.
pub(super) fn json(body: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(body).expect("what is built for Discord has only names for keys")
}

/// What an answer holds.
pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|error| Refusal::Lost(error.to_string()))
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // What is guarded is whole between any two statements.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead, BufReader, Write};
    use std::net::TcpListener;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::thread;

    use super::gate::IN_VAIN_MAX;
    use super::*;

    /// A Discord that refuses everything in vain, and how much it was asked.
    fn refusing() -> (String, Arc<AtomicU32>) {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicU32::new(0));
        let count = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                for line in BufReader::new(stream.try_clone().unwrap()).lines() {
                    if line.is_ok_and(|line| line.is_empty()) {
                        count.fetch_add(1, Ordering::Relaxed);
                        let answer = b"HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\n{}";
                        stream.write_all(answer).unwrap();
                    }
                }
            }
        });
        (url, asked)
    }

    #[tokio::test]
    async fn nothing_is_asked_any_more_before_discord_shuts_the_door() {
        let (url, asked) = refusing();
        let settings = Settings {
            application: 1,
            token: Token::new("token").unwrap(),
            url,
            message_content: false,
            presence: String::new(),
            shards: None,
        };
        let rest = Rest::new(&settings, 1.0).unwrap();
        let request = || Request::new(Route::Gateway, LightMethod::Get);
        for _ in 0..IN_VAIN_MAX {
            let refused = rest.send(request()).await.map(drop);
            assert!(matches!(refused, Err(Refusal::Refused { status: 403, .. })));
        }
        let refused = rest.send(request()).await.map(drop);
        assert!(matches!(
            refused,
            Err(Refusal::Throttled {
                is_for_all: true,
                ..
            })
        ));
        assert_eq!(asked.load(Ordering::Relaxed), IN_VAIN_MAX);
    }
}
