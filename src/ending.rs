//! How the program is asked to end, and how it does: what is open may still end.

use std::convert::Infallible;
use std::future::Future;
use std::process::ExitCode;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use sd_notify::NotifyState;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::time;

use crate::bot::game::Game;

/// How long a question that is open may take to end: service managers kill whoever takes much longer,
/// such as Kubernetes after half a minute.
const PATIENCE: SignedDuration = SignedDuration::from_secs(10);

/// How long it may take after that to let go of everything.
const REST: Duration = Duration::from_secs(2);

/// What a shell says of whoever was ended by that signal, which has the number 15.
const TERMINATED: u8 = 128 + 15;

/// Runs something until it ends by itself, or is asked to: then no round begins and no question is
/// asked, and it ends as soon as nothing is worth waiting for. Whoever is asked twice ends at once,
/// which loses nothing either.
pub async fn run(
    game: &Game,
    mut signals: Signals,
    running: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<ExitCode> {
    let running = async {
        tokio::select! {
            ended = running => ended,
            never = watchdog() => match never {},
        }
    };
    tokio::pin!(running);
    tell(&[NotifyState::Ready]);
    let asked = tokio::select! {
        ended = &mut running => return ended.map(|()| ExitCode::SUCCESS),
        asked = signals.next() => asked,
    };
    tracing::info!(
        "{asked}: what is open may end within {} s",
        PATIENCE.as_secs()
    );
    tell(&[NotifyState::Stopping]);
    game.close(Timestamp::now().saturating_add(PATIENCE)?);
    tokio::select! {
        ended = running => ended.map(|()| ExitCode::SUCCESS),
        asked = signals.next() => {
            tracing::info!("{asked} again: attaché ends at once");
            Ok(ExitCode::from(TERMINATED))
        }
        () = time::sleep(PATIENCE.unsigned_abs() + REST) => {
            tracing::warn!("something does not end, and is left as it is");
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// The signals by which the program is asked to end, none of which is lost once they are waited for.
#[derive(Debug)]
pub struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// Waits for them from now on, in place of ending at once.
    pub fn new() -> std::io::Result<Self> {
        Ok(Self {
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
        })
    }

    /// Waits for one, and gives its name.
    async fn next(&mut self) -> &'static str {
        tokio::select! {
            _ = self.terminate.recv() => "SIGTERM",
            _ = self.interrupt.recv() => "SIGINT",
        }
    }
}

/// Tells systemd that the program goes on, where it wants to know: whoever hangs is started again.
async fn watchdog() -> Infallible {
    let Some(patience) = sd_notify::watchdog_enabled() else {
        return std::future::pending().await;
    };
    loop {
        tell(&[NotifyState::Watchdog]);
        time::sleep(patience / 2).await;
    }
}

/// Whether systemd waits to be told when the program is ready, which a chat in a terminal never is.
pub fn is_watched() -> bool {
    std::env::var_os("NOTIFY_SOCKET").is_some()
}

/// Tells systemd, where it wants to know.
fn tell(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!(%error, "systemd is not told how it goes");
    }
}
