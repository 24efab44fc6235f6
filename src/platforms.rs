//! The platforms that are configured, which one process runs side by side.

use std::cell::Cell;
use std::time::Duration;

use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use jiff::Timestamp;
use tokio::sync::watch;
use tokio::time::{self, Instant};

use crate::bot::game::{Game, Presence};
use crate::config::Config;
use crate::facts::Fault;

/// How long a platform that ended is left alone before it is begun again, and how long at most where that
/// does not help: what is wrong is to be mended by somebody, and asking more often is held against the
/// bot.
const REST_MIN: Duration = Duration::from_mins(1);
const REST_MAX: Duration = Duration::from_hours(1);

/// The platforms that are configured.
#[derive(Debug)]
pub struct Platforms {
    #[cfg(feature = "discord")]
    discord: Option<crate::platform::discord::Settings>,
    #[cfg(feature = "matrix")]
    matrix: Option<crate::platform::matrix::Settings>,
}

impl Platforms {
    /// Those of a configuration and the environment; or all that is wrong with them.
    pub fn configured(config: &Config) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        #[cfg(feature = "discord")]
        let discord = sound(
            config.discord.as_ref(),
            crate::discord::settings,
            &mut faults,
        );
        #[cfg(not(feature = "discord"))]
        faults.extend(config.discord.as_ref().map(|_| absent("discord")));
        #[cfg(feature = "matrix")]
        let matrix = sound(config.matrix.as_ref(), crate::matrix::settings, &mut faults);
        #[cfg(not(feature = "matrix"))]
        faults.extend(config.matrix.as_ref().map(|_| absent("matrix")));
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Self {
            #[cfg(feature = "discord")]
            discord,
            #[cfg(feature = "matrix")]
            matrix,
        })
    }

    /// What each is, for whoever checks the configuration.
    pub fn shown(&self) -> Vec<String> {
        let platforms: &[Option<String>] = &[
            #[cfg(feature = "discord")]
            self.discord.as_ref().map(crate::discord::shown),
            #[cfg(feature = "matrix")]
            self.matrix.as_ref().map(crate::matrix::shown),
        ];
        platforms.iter().flatten().cloned().collect()
    }

    /// The name of each.
    pub fn names(&self) -> Vec<&'static str> {
        let names: &[Option<&'static str>] = &[
            #[cfg(feature = "discord")]
            self.discord.as_ref().map(|_| "discord"),
            #[cfg(feature = "matrix")]
            self.matrix.as_ref().map(|_| "matrix"),
        ];
        names.iter().copied().flatten().collect()
    }

    /// Tries whether each would be let in; gives what came of it, by its name.
    pub async fn probe(&self) -> Vec<(&'static str, anyhow::Result<String>)> {
        choose_encryption();
        let mut tried = Vec::new();
        #[cfg(feature = "discord")]
        if let Some(settings) = &self.discord {
            let found = crate::platform::discord::probe(settings).await;
            let found = found.map(|user| format!("lets the bot in as the user {user}"));
            tried.push(("Discord", found));
        }
        #[cfg(feature = "matrix")]
        if let Some(settings) = &self.matrix {
            let found = Box::pin(crate::platform::matrix::account::probe(settings)).await;
            let found = found.map(|()| "the homeserver can be reached".to_owned());
            tried.push(("Matrix", found));
        }
        tried
    }

    /// Runs all until the program ends or none can go on, and says why the last cannot: what is wrong
    /// with one is no reason to be gone from the others, and it is begun again while they run. Where
    /// there is none, it waits for the end of the program.
    pub async fn run(&self, game: &Game) -> anyhow::Result<()> {
        choose_encryption();
        let names = self.names();
        if names.is_empty() {
            game.closing().wait_for(Option::is_some).await?;
            return Ok(());
        }
        let up = Cell::new(names.len());
        let running: FuturesUnordered<Run<'_>> = FuturesUnordered::new();
        #[cfg(feature = "discord")]
        if let Some(settings) = &self.discord {
            let begin = move || {
                let run = crate::platform::discord::run(game, settings);
                unless_ended(game, "discord", run).boxed_local()
            };
            running.push(supervised("Discord", begin, &up, game.closing()).boxed_local());
        }
        #[cfg(feature = "matrix")]
        if let Some(settings) = &self.matrix {
            let begin = move || {
                // What its library waits for is more than the compiler looks through.
                let run = Box::pin(crate::platform::matrix::run(game, settings));
                unless_ended(game, "matrix", run).boxed_local()
            };
            running.push(supervised("Matrix", begin, &up, game.closing()).boxed_local());
        }
        last(running, &up).await
    }
}

/// Runs a platform, which ends by itself once the program is to end; where it was never there, nothing
/// of it is worth waiting for.
#[cfg(any(feature = "discord", feature = "matrix"))]
async fn unless_ended(
    game: &Game,
    platform: &'static str,
    run: impl Future<Output = anyhow::Result<()>>,
) -> anyhow::Result<()> {
    let unbegun = async {
        let mut closing = game.closing();
        let is_closing = closing.wait_for(Option::is_some).await.is_ok();
        let is_there = matches!(game.presence(platform).await, Presence::At(_));
        if is_there || !is_closing {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        ended = run => ended,
        () = unbegun => Ok(()),
    }
}

/// A platform that runs.
type Run<'r> = LocalBoxFuture<'r, anyhow::Result<()>>;

/// Begins a platform again when it ends, for as long as any other is up, and tells how it ended last.
async fn supervised<'r>(
    name: &'static str,
    begin: impl Fn() -> Run<'r>,
    up: &Cell<usize>,
    mut closing: watch::Receiver<Option<Timestamp>>,
) -> anyhow::Result<()> {
    let mut rest = REST_MIN;
    loop {
        let begun_at = Instant::now();
        let ended = begin().await;
        up.set(up.get() - 1);
        if up.get() == 0 || closing.borrow().is_some() {
            return ended;
        }
        if begun_at.elapsed() > REST_MAX {
            rest = REST_MIN;
        }
        let error = ended.map_or_else(|error| format!("{error:#}"), |()| String::new());
        tracing::error!(
            error,
            "{name} has ended, and is begun again in {} s; what else runs goes on",
            rest.as_secs()
        );
        tokio::select! {
            () = time::sleep(rest) => {}
            _ = closing.wait_for(Option::is_some) => return Ok(()),
        }
        rest = (rest * 2).min(REST_MAX);
        up.set(up.get() + 1);
    }
}

/// Waits until none is up, and tells how the last ended.
async fn last(mut running: FuturesUnordered<Run<'_>>, up: &Cell<usize>) -> anyhow::Result<()> {
    while let Some(ended) = running.next().await {
        if up.get() == 0 {
            return ended;
        }
    }
    Ok(())
}

/// What a platform runs with, if it is configured; what is wrong with it is added to the faults.
#[cfg(any(feature = "discord", feature = "matrix"))]
fn sound<C, S>(
    config: Option<&C>,
    settings: impl FnOnce(&C) -> Result<S, Vec<Fault>>,
    faults: &mut Vec<Fault>,
) -> Option<S> {
    let settings = settings(config?);
    settings.map_err(|more| faults.extend(more)).ok()
}

#[cfg(not(all(feature = "discord", feature = "matrix")))]
fn absent(platform: &'static str) -> Fault {
    Fault {
        key: platform,
        message: format!("this attaché was built without {platform}"),
        help: "build it with all features, or take the table out".to_owned(),
    }
}

/// Has all connections encrypted by one library: dependencies bring two, and some of them cannot
/// choose.
fn choose_encryption() {
    #[cfg(any(feature = "discord", feature = "matrix"))]
    // Only where it was chosen before is there an error.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

#[cfg(test)]
#[cfg(any(feature = "discord", feature = "matrix"))]
mod tests {
    use std::cell::Cell;

    use anyhow::anyhow;
    use futures_util::FutureExt;
    use jiff::Timestamp;
    use tokio::sync::{oneshot, watch};
    use tokio::time;

    use super::{REST_MIN, last, supervised};

    #[tokio::test(start_paused = true)]
    async fn what_ends_is_begun_again_while_another_runs() {
        let (up, begun) = (Cell::new(2), Cell::new(0));
        let closing = watch::Sender::new(None);
        let one = || {
            begun.set(begun.get() + 1);
            async { Err(anyhow!("it was logged out")) }.boxed_local()
        };
        let (end, ends) = oneshot::channel::<()>();
        let ends = ends.shared();
        let other = || {
            let ends = ends.clone();
            async move {
                ends.await?;
                Err(anyhow!("the last"))
            }
            .boxed_local()
        };
        let running = [
            supervised("one", one, &up, closing.subscribe()).boxed_local(),
            supervised("other", other, &up, closing.subscribe()).boxed_local(),
        ];
        let mut all = last(running.into_iter().collect(), &up).boxed_local();
        assert!((&mut all).now_or_never().is_none());
        // Once a minute, then every two, and so on: 1, 3, 7, 15 minutes later.
        let waited = time::timeout(16 * REST_MIN, &mut all).await;
        assert!(waited.is_err());
        assert_eq!(begun.get(), 5);
        end.send(()).expect("it is waited for");
        assert_eq!(all.await.expect_err("it failed").to_string(), "the last");
    }

    #[tokio::test(start_paused = true)]
    async fn nothing_is_begun_again_once_the_program_ends() {
        let (up, begun) = (Cell::new(2), Cell::new(0));
        let closing = watch::Sender::new(None);
        let one = || {
            begun.set(begun.get() + 1);
            async { Err(anyhow!("it was logged out")) }.boxed_local()
        };
        let ends = closing.subscribe();
        let other = || {
            let mut ends = ends.clone();
            async move {
                ends.wait_for(Option::is_some).await?;
                Ok(())
            }
            .boxed_local()
        };
        let running = [
            supervised("one", one, &up, closing.subscribe()).boxed_local(),
            supervised("other", other, &up, closing.subscribe()).boxed_local(),
        ];
        let mut all = last(running.into_iter().collect(), &up).boxed_local();
        assert!((&mut all).now_or_never().is_none());
        closing.send_replace(Some(Timestamp::UNIX_EPOCH));
        all.await.expect("it ends well");
        assert_eq!(begun.get(), 1);
    }

    #[test]
    fn it_is_known_what_connections_are_encrypted_by() {
        super::choose_encryption();
        // It does not come back where that is not known.
        let _ = rustls::ClientConfig::builder();
    }
}
