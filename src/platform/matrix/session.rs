//! The bot's device on Matrix, which is one and the same for good: what it sent, and the keys of
//! what it may read, hang on it.

use std::error::Error as StdError;
use std::fs::{self, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind as IoErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use matrix_sdk::authentication::matrix::MatrixSession;
use matrix_sdk::config::{RequestConfig, SyncSettings, SyncToken};
use matrix_sdk::cross_process_lock::CrossProcessLockConfig;
use matrix_sdk::encryption::recovery::{RecoveryError, RecoveryState};
use matrix_sdk::encryption::secret_storage::SecretStorageError;
use matrix_sdk::encryption::{BackupDownloadStrategy, EncryptionSettings};
use matrix_sdk::ruma::api::client::filter::FilterDefinition;
use matrix_sdk::ruma::api::client::sync::sync_events::v3::Filter;
use matrix_sdk::store::{RoomLoadSettings, StateStoreDataKey};
use matrix_sdk::{Client, Error};
use thiserror::Error as ThisError;

use super::login::{ANSWER_WAIT, bare, know, let_in, try_first};
use super::settings::Settings;

/// Under which name the session is kept among the keys, encrypted as they are: one is of no use
/// without the other.
const SESSION: &[u8] = b"attache/session";

/// How often the homeserver is told the keys of the device: of faults on the way the library says
/// nothing.
const TRIES: u32 = 3;

/// Under which name it is kept there that the device is signed, and what brings its keys back is
/// where the operator finds it.
const SECURED: &[u8] = b"attache/secured";

/// How the library calls its databases in the folder, and the one that it makes first.
const DATABASES: &str = "matrix-sdk-";
const STATE: &str = "matrix-sdk-state.sqlite3";

/// The file that whoever uses the keys has locked.
const LOCK: &str = "lock";

/// The bot's device, logged in.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) client: Client,
    /// Two that use the keys at a time would destroy them.
    _lock: File,
}

/// Somebody else uses the keys.
#[derive(Debug, ThisError)]
#[error("the keys in {} are in use: another attaché runs with them", .0.display())]
struct InUse(PathBuf);

/// The bot's device, logged in.
pub(super) async fn open(settings: &Settings) -> anyhow::Result<Session> {
    if !is_made(settings) {
        try_first(settings).await?;
    }
    make_folder(&settings.state)
        .with_context(|| format!("making the folder {}", settings.state.display()))?;
    let lock = lock(&settings.state)?;
    let client = stored(settings).await?;
    // It is known here how far everything is answered; what the library has heard may be more, and it
    // believes to have heard it twice if that is told again.
    let heard = StateStoreDataKey::SyncToken;
    client.state_store().remove_kv_data(heard).await?;
    match kept(&client).await? {
        Some(session) => restore(&client, session, settings).await?,
        None => match let_in(&client, settings).await {
            Ok(session) => keep(&client, &session).await?,
            Err(error) => {
                // The next start makes keys of its own, be it with another passphrase.
                if !is_passing(&error) {
                    remove_keys(&settings.state)?;
                }
                return Err(error);
            }
        },
    }
    secure(&client, settings).await?;
    Ok(Session {
        client,
        _lock: lock,
    })
}

/// Whether there are keys, be it of nobody who was let in yet.
pub(super) fn is_made(settings: &Settings) -> bool {
    settings.state.join(STATE).exists()
}

/// The folder of the keys, for nobody else to read.
fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true).mode(0o700).create(folder)?;
    // It may have been made by hand, for the recovery key.
    fs::set_permissions(folder, Permissions::from_mode(0o700))
}

/// Removes keys with which nobody was ever let in.
fn remove_keys(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_name().to_string_lossy().starts_with(DATABASES) {
            match fs::remove_file(entry.path()) {
                // What has them open removes some itself.
                Err(error) if error.kind() == IoErrorKind::NotFound => {}
                removed => removed?,
            }
        }
    }
    Ok(())
}

/// The bot's user without its keys, which another process may be using.
pub(super) async fn keyless(settings: &Settings) -> anyhow::Result<Client> {
    let session = if is_made(settings) {
        kept(&stored(settings).await?).await?
    } else {
        None
    };
    let session = session.with_context(|| {
        format!(
            "{} is not logged in yet: `attache matrix login` does that",
            settings.user
        )
    })?;
    let client = bare(Some(&session.tokens.access_token), settings).await?;
    know(&client, settings).await?;
    Ok(client)
}

fn lock(folder: &Path) -> anyhow::Result<File> {
    let path = folder.join(LOCK);
    let opened = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path);
    let file = opened.with_context(|| format!("opening {}", path.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(InUse(folder.to_owned()).into()),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("locking {}", path.display()))
        }
    }
}

/// Somebody with the keys that are kept, if any are.
async fn stored(settings: &Settings) -> anyhow::Result<Client> {
    Client::builder()
        .homeserver_url(&settings.homeserver)
        .sqlite_store(&settings.state, Some(settings.passphrase.reveal()))
        .with_encryption_settings(EncryptionSettings {
            auto_enable_cross_signing: true,
            // What an earlier device said is found again by a later one.
            backup_download_strategy: BackupDownloadStrategy::AfterDecryptionFailure,
            ..EncryptionSettings::default()
        })
        .cross_process_store_config(CrossProcessLockConfig::SingleProcess)
        .request_config(RequestConfig::new().timeout(ANSWER_WAIT).disable_retry())
        .build()
        .await
        .map_err(|error| cannot_open(&error, settings))
}

/// The session that is kept with the keys, if any is.
async fn kept(client: &Client) -> anyhow::Result<Option<MatrixSession>> {
    let kept = client.state_store().get_custom_value(SESSION).await?;
    let session = kept.map(|session| serde_json::from_slice(&session));
    session
        .transpose()
        .context("reading the session that was kept")
}

async fn keep(client: &Client, session: &MatrixSession) -> anyhow::Result<()> {
    let session = serde_json::to_vec(session)?;
    client
        .state_store()
        .set_custom_value(SESSION, session)
        .await?;
    Ok(())
}

fn cannot_open(error: &matrix_sdk::ClientBuildError, settings: &Settings) -> anyhow::Error {
    anyhow!(
        "the keys in {} cannot be opened: is MATRIX_PASSPHRASE, or the passphrase_file of [matrix], \
         what it was when they were made? ({})",
        settings.state.display(),
        reason(error)
    )
}

async fn restore(
    client: &Client,
    session: MatrixSession,
    settings: &Settings,
) -> anyhow::Result<()> {
    if session.meta.user_id != settings.user {
        bail!(
            "the keys in {} are those of {}: name that user in [matrix], or another folder",
            settings.state.display(),
            session.meta.user_id
        );
    }
    client
        .matrix_auth()
        .restore_session(session, RoomLoadSettings::default())
        .await?;
    Ok(())
}

/// Signs the device with what an earlier one left, or leaves that for later ones; again at every
/// start until it is done.
async fn secure(client: &Client, settings: &Settings) -> anyhow::Result<()> {
    let store = client.state_store();
    if store.get_custom_value(SECURED).await?.is_some() {
        return Ok(());
    }
    let encryption = client.encryption();
    encryption.wait_for_e2ee_initialization_tasks().await;
    let (recovery, path) = (encryption.recovery(), &settings.recovery_key);
    if let Some(key) = recovery_key(path)? {
        introduce(client).await?;
        recovery.recover(&key).await.with_context(|| {
            format!(
                "bringing the keys back by the recovery key in {}",
                path.display()
            )
        })?;
    } else {
        // It is of no use if it cannot be written down.
        let mut file = OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(path)
            .with_context(|| format!("writing {}", path.display()))?;
        let key = match recovery.state() {
            // That was made at an earlier start, which did not come to write it down.
            RecoveryState::Enabled => recovery.reset_key().await,
            _ => recovery.enable().await,
        };
        let key = key.with_context(|| {
            format!(
                "making a recovery key: if another client of this user made one, put that into {}",
                path.display()
            )
        })?;
        writeln!(file, "{key}")?;
        file.sync_all()?;
        tracing::info!(
            "what brings the keys of Matrix back is in {}: keep a copy of it elsewhere",
            path.display()
        );
    }
    if is_signed(client).await? {
        store.set_custom_value(SECURED, Vec::new()).await?;
    } else {
        tracing::error!(
            "the bot's device is not signed by its owner, so that members are warned of it: \
             `attache matrix verify` may help"
        );
    }
    Ok(())
}

/// Tells the homeserver the keys of the device, which the library does after it was told what
/// happened: a device that nobody knows is not signed.
async fn introduce(client: &Client) -> anyhow::Result<()> {
    let nothing = Filter::FilterDefinition(FilterDefinition::ignore_all());
    let wanted = SyncSettings::new()
        .filter(nothing)
        .timeout(Duration::ZERO)
        .token(SyncToken::NoToken);
    let encryption = client.encryption();
    let user = client.user_id().context("the session has no user")?;
    for _ in 0..TRIES {
        client.sync_once(wanted.clone()).await?;
        encryption.request_user_identity(user).await?;
        if encryption.get_own_device().await?.is_some() {
            break;
        }
    }
    Ok(())
}

/// The recovery key in a file; nothing where none was written yet.
pub(super) fn recovery_key(path: &Path) -> anyhow::Result<Option<String>> {
    match fs::read_to_string(path) {
        Ok(key) if key.trim().is_empty() => Ok(None),
        Ok(key) => Ok(Some(key.trim().to_owned())),
        Err(error) if error.kind() == IoErrorKind::NotFound => Ok(None),
        Err(error) => {
            Err(error).with_context(|| format!("reading the recovery key in {}", path.display()))
        }
    }
}

/// Whether the device is signed by its owner, as the homeserver tells everybody.
pub(super) async fn is_signed(client: &Client) -> anyhow::Result<bool> {
    let encryption = client.encryption();
    let user = client.user_id().context("the session has no user")?;
    encryption.request_user_identity(user).await?;
    let device = encryption.get_own_device().await?;
    Ok(device.is_some_and(|device| device.is_cross_signed_by_owner()))
}

/// Why something failed, without what all was tried before that is said of: addresses with all that
/// is asked for.
pub(super) fn reason(error: &dyn StdError) -> String {
    let mut last = error;
    while let Some(source) = last.source() {
        last = source;
    }
    last.to_string()
}

/// Whether it helps to try again: the homeserver could not be reached, or was not up to it, or whoever
/// used the keys has not ended yet.
pub(super) fn is_passing(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let asked = cause.downcast_ref::<Error>();
        let recovered = cause.downcast_ref::<RecoveryError>();
        let recovered = recovered.and_then(|error| match error {
            RecoveryError::Sdk(error)
            | RecoveryError::SecretStorage(SecretStorageError::Sdk(error)) => Some(error),
            _ => None,
        });
        asked.or(recovered).is_some_and(is_down) || cause.is::<InUse>()
    })
}

fn is_down(error: &Error) -> bool {
    let Error::Http(error) = error else {
        return false;
    };
    let status = error.as_client_api_error();
    let status = status.map(|error| error.status_code.as_u16());
    // It took too long, or there was too much.
    status.is_none_or(|status| matches!(status, 408 | 429 | 500..))
}
