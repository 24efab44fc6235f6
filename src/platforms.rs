//! The platforms that are configured, which one process runs side by side.

use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};

use crate::bot::game::Game;
use crate::config::Config;

/// The platforms that are configured.
#[derive(Debug)]
pub struct Platforms {
    #[cfg(feature = "discord")]
    discord: Option<crate::platform::discord::Settings>,
    #[cfg(feature = "matrix")]
    matrix: Option<crate::platform::matrix::Settings>,
}

impl Platforms {
    /// Those of a configuration and the environment; or what is wrong with one.
    pub fn configured(config: &Config) -> anyhow::Result<Self> {
        let Config {
            discord, matrix, ..
        } = config;
        #[cfg(not(feature = "discord"))]
        absent("Discord", discord.is_some())?;
        #[cfg(not(feature = "matrix"))]
        absent("Matrix", matrix.is_some())?;
        #[cfg(feature = "discord")]
        if discord.is_none() {
            crate::discord::warn_of_unused_token();
        }
        Ok(Self {
            #[cfg(feature = "discord")]
            discord: discord.as_ref().map(crate::discord::settings).transpose()?,
            #[cfg(feature = "matrix")]
            matrix: matrix.as_ref().map(crate::matrix::settings).transpose()?,
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

    /// Runs all until none can go on, and says why the last cannot: what is wrong with one is no
    /// reason to be gone from the others.
    pub async fn run(&self, game: &Game) -> anyhow::Result<()> {
        choose_encryption();
        let running: FuturesUnordered<Running<'_>> = FuturesUnordered::new();
        #[cfg(feature = "discord")]
        if let Some(settings) = &self.discord {
            let run = crate::platform::discord::run(game, settings);
            running.push(async move { ("Discord", run.await) }.boxed_local());
        }
        #[cfg(feature = "matrix")]
        if let Some(settings) = &self.matrix {
            // What its library waits for is more than the compiler looks through.
            let run = Box::pin(crate::platform::matrix::run(game, settings));
            let run = async move { ("Matrix", run.await.map(|never| match never {})) };
            running.push(run.boxed_local());
        }
        last(running).await
    }
}

/// A platform that runs, with its name.
type Running<'r> = LocalBoxFuture<'r, (&'static str, anyhow::Result<()>)>;

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

#[cfg(not(all(feature = "discord", feature = "matrix")))]
fn absent(platform: &str, is_configured: bool) -> anyhow::Result<()> {
    anyhow::ensure!(
        !is_configured,
        "{platform} is configured, and this attaché was built without it: build it with all \
         features, or take that out of the configuration"
    );
    Ok(())
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
