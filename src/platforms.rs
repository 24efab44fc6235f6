//! The platforms that are configured, which one process runs side by side.

use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};

use crate::bot::game::{Game, Presence};
use crate::config::Config;
use crate::facts::Fault;

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
    /// with one is no reason to be gone from the others. Where there is none, it waits for the end of
    /// the program.
    pub async fn run(&self, game: &Game) -> anyhow::Result<()> {
        choose_encryption();
        let running: FuturesUnordered<Running<'_>> = FuturesUnordered::new();
        #[cfg(feature = "discord")]
        if let Some(settings) = &self.discord {
            let run = crate::platform::discord::run(game, settings);
            let run = Box::pin(unless_ended(game, "discord", run));
            running.push(async move { ("Discord", run.await) }.boxed_local());
        }
        #[cfg(feature = "matrix")]
        if let Some(settings) = &self.matrix {
            // What its library waits for is more than the compiler looks through.
            let run = Box::pin(crate::platform::matrix::run(game, settings));
            let run = unless_ended(game, "matrix", run);
            let run = async move { ("Matrix", run.await) };
            running.push(run.boxed_local());
        }
        if running.is_empty() {
            let mut closing = game.closing();
            closing.wait_for(Option::is_some).await?;
        }
        last(running).await
    }
}

/// A platform that runs, with its name.
type Running<'r> = LocalBoxFuture<'r, (&'static str, anyhow::Result<()>)>;

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

/// Waits for the end of all, and tells how the last ended.
async fn last(mut running: FuturesUnordered<Running<'_>>) -> anyhow::Result<()> {
    while let Some((platform, ended)) = running.next().await {
        if running.is_empty() {
            return ended;
        }
        if let Err(error) = ended {
            let error = format!("{error:#}");
            tracing::error!(error, "{platform} has ended; what else runs goes on");
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
    use futures_util::FutureExt;
    use tokio::sync::oneshot;

    #[tokio::test]
    async fn what_runs_goes_on_without_another() {
        let (end, ends) = oneshot::channel();
        let one = async { ("one", Err(anyhow::anyhow!("it was logged out"))) };
        let other = async {
            let ended = ends.await.map_err(anyhow::Error::from);
            (
                "other",
                ended.and_then(|()| Err(anyhow::anyhow!("the last"))),
            )
        };
        let mut all = super::last(
            [one.boxed_local(), other.boxed_local()]
                .into_iter()
                .collect(),
        )
        .boxed_local();
        assert!((&mut all).now_or_never().is_none());
        end.send(()).expect("it is waited for");
        assert_eq!(all.await.expect_err("it failed").to_string(), "the last");
    }

    #[test]
    fn it_is_known_what_connections_are_encrypted_by() {
        super::choose_encryption();
        // It does not come back where that is not known.
        let _ = rustls::ClientConfig::builder();
    }
}
