//! Secrets, which stand in the environment or in files of their own, never in the configuration.

use std::env::{self, VarError};
use std::path::{Path, PathBuf};

use crate::facts::Fault;
use crate::files;

/// Where a secret is looked for: in a variable, in the file that the variable with `_FILE` behind it
/// names, among what systemd hands over, and in the file that the configuration names.
#[derive(Debug, Clone, Copy)]
pub struct Hiding<'c> {
    /// The variable, as in `DISCORD_TOKEN`; among what systemd hands over it is called
    /// `discord-token`.
    pub variable: &'static str,
    /// The key whose value is the name of the file, as in `discord.token_file`.
    pub key: &'static str,
    /// That value.
    pub file: Option<&'c Path>,
}

/// The folder with what systemd hands over.
/// Source: <https://www.freedesktop.org/software/systemd/man/systemd.exec.html#Credentials>.
const CREDENTIALS: &str = "CREDENTIALS_DIRECTORY";

impl Hiding<'_> {
    /// The secret, and where it was found; nothing if there is none.
    pub fn find(&self) -> Result<Option<(String, String)>, Fault> {
        let Self {
            variable,
            key,
            file,
        } = *self;
        match env::var(variable) {
            Ok(text) => return self.sound(variable.to_owned(), &text).map(Some),
            // Its value must not be shown.
            Err(VarError::NotUnicode(_)) => {
                return Err(self.fault(format!("{variable}: this is no text")));
            }
            Err(VarError::NotPresent) => {}
        }
        let named = format!("{variable}_FILE");
        let called = variable.to_lowercase().replace('_', "-");
        let credential = env::var_os(CREDENTIALS).map(|folder| Path::new(&folder).join(&called));
        let found = match (env::var_os(&named), credential.filter(|file| file.exists())) {
            (Some(file), _) => Some((named, PathBuf::from(file))),
            (None, Some(file)) => Some((format!("the credential {called}"), file)),
            (None, None) => file.map(|file| (format!("`{key}`"), file.to_owned())),
        };
        let Some((place, file)) = found else {
            return Ok(None);
        };
        if files::is_open(&file) {
            tracing::warn!(
                "{place}: everybody on this machine may read the file: chmod 600 mends that"
            );
        }
        let text = files::read_secret(&file).map_err(|error| {
            let message = format!("{place}: the file that it names cannot be read ({error})");
            Fault {
                help: format!(
                    "it is looked for from the folder in which attaché runs; the word itself belongs \
                     into {variable}"
                ),
                ..self.fault(message)
            }
        })?;
        self.sound(place, &text).map(Some)
    }

    fn sound(&self, place: String, text: &str) -> Result<(String, String), Fault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(self.fault(format!("{place}: it is empty")));
        }
        Ok((text.to_owned(), place))
    }

    /// Something that is wrong with it.
    pub fn fault(&self, message: String) -> Fault {
        Fault {
            // Where a secret was put in place of the name of a file, it must not be shown.
            key: self.key.split('.').next().unwrap_or_default(),
            message,
            help: format!(
                "put it into {}, or into a file that nobody else can read",
                self.variable
            ),
        }
    }
}
