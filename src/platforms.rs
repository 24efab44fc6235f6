//! The platforms that are configured, which one process runs side by side.

use crate::bot::game::Game;
use crate::config::Config;
use crate::facts::Fault;
use crate::supervision::{Supervised, supervise};

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
    #[cfg_attr(
        not(any(feature = "discord", feature = "matrix")),
        expect(clippy::unused_async, unused_mut, reason = "there is nothing to try")
    )]
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

    /// Runs all until the program ends or none can go on, and says why the last cannot. Where there is
    /// none, it waits for the end of the program.
    pub async fn run(&self, game: &Game) -> anyhow::Result<()> {
        choose_encryption();
        let platforms: Vec<Option<Supervised<'_>>> = Vec::from([
            #[cfg(feature = "discord")]
            self.discord.as_ref().map(|settings| {
                let begin = || crate::platform::discord::run(game, settings);
                Supervised::new("discord", begin)
            }),
            #[cfg(feature = "matrix")]
            self.matrix.as_ref().map(|settings| {
                // What its library waits for is more than the compiler looks through.
                let begin = || Box::pin(crate::platform::matrix::run(game, settings));
                Supervised::new("matrix", begin)
            }),
        ]);
        supervise(game, platforms.into_iter().flatten().collect()).await
    }
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
    #[test]
    fn it_is_known_what_connections_are_encrypted_by() {
        super::choose_encryption();
        // It does not come back where that is not known.
        let _ = rustls::ClientConfig::builder();
    }
}
