//! What the command line, the configuration and the environment say, put together; or all that is wrong
//! with it.

use std::env;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, anyhow, bail};

use crate::bot::game::{self, Operator};
use crate::config::{self, Configuration};
use crate::database;
use crate::facts::{FactBase, Fault, Problems, Variables};
use crate::packs;
use crate::platform::terminal::Colour;
use crate::platforms::Platforms;
use crate::reload::Packs;
use crate::store::{Location, Store, StoreError};

/// All that the bot runs with.
pub struct Ready {
    /// Where the configuration was found.
    name: String,
    /// What it answers from.
    pub base: FactBase,
    /// Where its database is.
    pub location: Location,
    /// Where it runs.
    pub platforms: Platforms,
    /// The packs that it answers from.
    pub packs: Packs,
    /// How much members may ask.
    pub limits: game::Limits,
    /// Who runs it.
    pub operators: Vec<Operator>,
    /// Where it serves pages, if anywhere.
    pub web: Option<SocketAddr>,
    /// How they are reached from outside, if not by that address.
    pub public_url: Option<String>,
    /// How many pages it serves within a second.
    pub pages_per_second: NonZeroU32,
}

impl Ready {
    /// What the configuration and the command line say; or all that is wrong with the configuration
    /// and the packs.
    pub fn new(packs: &[PathBuf], config: Option<&Path>) -> anyhow::Result<Self> {
        let found = found(config)?;
        let location = location(&found);
        let platforms = Platforms::configured(&found.config);
        let web = found.config.web.as_ref().map(web).transpose();
        let operators = operators(&found.config.operators);
        let paths = if packs.is_empty() {
            &found.config.facts.paths
        } else {
            packs
        };
        // What changes while they are loaded has changed since.
        let seen = Packs::new(paths.to_owned());
        let base = packs::load(paths);
        match (location, platforms, web, operators, base) {
            (Ok(location), Ok(platforms), Ok(web), Ok(operators), Ok(base)) if found.is_sound() => {
                #[cfg(feature = "discord")]
                if found.config.discord.is_none() {
                    crate::discord::warn_of_unused_token();
                }
                Ok(Self {
                    name: found.name,
                    base,
                    location,
                    platforms,
                    packs: seen,
                    limits: limits(found.config.limits),
                    operators,
                    web,
                    public_url: found.config.web.and_then(|web| web.public_url),
                    pages_per_second: found.config.limits.pages_per_second,
                })
            }
            (location, platforms, web, operators, base) => {
                let faults = [location.err(), web.err(), operators.err()];
                let mut faults: Vec<Fault> = faults.into_iter().flatten().collect();
                faults.extend(platforms.err().into_iter().flatten());
                let mut problems = found.problems(faults);
                problems.add_all(base.err().unwrap_or_default());
                Err(refused("the configuration", &problems))
            }
        }
    }
}

impl Ready {
    /// Where it runs beside the terminal.
    pub fn runs(&self) -> Vec<String> {
        let mut runs = self.platforms.shown();
        runs.extend(self.web.map(|address| format!("pages (http://{address})")));
        runs
    }

    /// What would run.
    pub fn shown(&self) -> String {
        let mut runs = self.runs().join(" and ");
        if runs.is_empty() {
            "the terminal chat".clone_into(&mut runs);
        }
        format!(
            "No problems in the configuration ({}).\n\
             Runs: {runs}, with {}.\n\
             Database: {}.",
            self.name,
            packs::contents(&self.base),
            self.location,
        )
    }

    /// Tries what can be tried without doing anything, and tells of each.
    pub async fn probe(&self) -> anyhow::Result<ExitCode> {
        let database = match Store::open_to_read(&self.location).await {
            Ok(store) => {
                store.close().await;
                Ok("can be used".to_owned())
            }
            Err(StoreError::Missing(_)) => match self.location.can_be_made() {
                Ok(()) => Ok("is made at the first start".to_owned()),
                Err(error) => Err(error.into()),
            },
            Err(StoreError::NotReady(_)) => {
                Ok("is brought to this version at the first start".to_owned())
            }
            Err(error) => Err(error.into()),
        };
        let mut tried = vec![("The database", database)];
        if let Some(address) = self.web {
            let bound = match std::net::TcpListener::bind(address) {
                Err(error) if error.kind() == ErrorKind::AddrInUse => {
                    Ok("the address is in use, which may be attaché itself".to_owned())
                }
                bound => bound.map(|_| "can be served".to_owned()),
            };
            tried.push((
                "Pages",
                bound.with_context(|| format!("listening on {address}")),
            ));
        }
        tried.extend(self.platforms.probe().await);
        let mut code = ExitCode::SUCCESS;
        for (what, found) in tried {
            match found {
                Ok(found) => writeln!(io::stdout(), "{what}: {found}.")?,
                Err(error) => {
                    code = ExitCode::FAILURE;
                    writeln!(io::stderr(), "{what}: {error:#}")?;
                }
            }
        }
        Ok(code)
    }
}

fn limits(limits: config::Limits) -> game::Limits {
    game::Limits {
        member_per_minute: limits.member_per_minute,
        community_per_minute: limits.community_per_minute,
        process_per_second: limits.process_per_second,
        message_chars: limits.message_chars,
        rounds_per_community: limits.rounds_per_community,
    }
}

/// Whoever runs the program, on each platform.
fn operators(config: &config::Operators) -> Result<Vec<Operator>, Fault> {
    let is_number = |text: &str| text.parse::<u64>().is_ok_and(|number| number > 0);
    let is_user = |text: &str| text.starts_with('@') && text.contains(':');
    let fault = |key, text: &str, help: &str| Fault {
        key,
        message: format!("`{text}` is no user there"),
        help: help.to_owned(),
    };
    if let Some(text) = config.discord.iter().find(|text| !is_number(text)) {
        let help = "write the number of a user: with Developer Mode in Discord's settings, a right click \
                    on them has Copy User ID";
        return Err(fault("operators.discord", text, help));
    }
    if let Some(text) = config.matrix.iter().find(|text| !is_user(text)) {
        return Err(fault(
            "operators.matrix",
            text,
            "write it in full, as in `@ada:example.org`",
        ));
    }
    let on = |platform, users: &[String]| {
        users
            .iter()
            .map(move |user| (platform, user.clone()))
            .collect::<Vec<_>>()
    };
    Ok([on("discord", &config.discord), on("matrix", &config.matrix)].concat())
}

/// The address and the port on which pages are served, if both can be reached.
fn web(config: &config::Web) -> Result<SocketAddr, Fault> {
    let is_url = |url: &str| {
        let mut known = ["https://", "http://"].into_iter();
        let rest = known.find_map(|scheme| url.strip_prefix(scheme));
        rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(['@', '?', '#', ' ']))
    };
    if config.public_url.as_deref().is_some_and(|url| !is_url(url)) {
        return Err(Fault {
            key: "web.public_url",
            message: "this is no address that pages can be below".to_owned(),
            help: "write it as in `https://quiz.example.org`".to_owned(),
        });
    }
    config.listen.parse().map_err(|_| Fault {
        key: "web.listen",
        message: format!("`{}` is no address with a port", config.listen),
        help:
            "write it as in `127.0.0.1:8080`, or `0.0.0.0:8080` for all addresses of this machine"
                .to_owned(),
    })
}

/// The configuration, as far as it is sound.
fn found(named: Option<&Path>) -> anyhow::Result<Configuration> {
    let all = env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value)));
    let mut variables = Vec::new();
    for (name, value) in all {
        match value.into_string() {
            Ok(value) => variables.push((name, value)),
            // Whatever is meant for somebody else may be what it likes.
            Err(_) if name.starts_with(Variables::PREFIX) => {
                bail!("{name}: its value is not UTF-8: set it anew")
            }
            Err(_) => {}
        }
    }
    let found = Configuration::find(named, &Variables::of(variables.into_iter()));
    found.map_err(|problems| refused("the configuration", &problems))
}

/// The configuration, if nothing is wrong with it.
pub fn configuration(named: Option<&Path>) -> anyhow::Result<Configuration> {
    let found = found(named)?;
    if found.is_sound() {
        return Ok(found);
    }
    Err(refused("the configuration", &found.problems(Vec::new())))
}

/// Where the database is by the configuration alone, whatever else is wrong there.
fn location(found: &Configuration) -> Result<Location, Fault> {
    let is_variable = found.is_variable(database::KEY);
    database::location(&found.config.database, is_variable)
}

/// The same, where nothing else is asked.
pub fn database(named: Option<&Path>) -> anyhow::Result<Location> {
    let found = configuration(named)?;
    location(&found).map_err(|fault| refused("the configuration", &found.problems(vec![fault])))
}

/// What cannot be used, with all that is wrong with it.
pub fn refused(what: &str, problems: &Problems) -> anyhow::Error {
    let no_colour = env::var_os("NO_COLOR");
    let colour = Colour::choose(io::stderr().is_terminal(), no_colour.as_deref());
    let problems = problems.render(colour == Colour::Ansi);
    anyhow!("{what} cannot be used:\n\n{problems}")
}
