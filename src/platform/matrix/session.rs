//! The bot's device on Matrix, which is one and the same for good: what it sent, and the keys of
//! what it may read, hang on it.

use std::fs;
use std::io::Write;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use matrix_sdk::authentication::SessionTokens;
use matrix_sdk::authentication::matrix::MatrixSession;
use matrix_sdk::config::RequestConfig;
use matrix_sdk::cross_process_lock::CrossProcessLockConfig;
use matrix_sdk::encryption::EncryptionSettings;
use matrix_sdk::ruma::UserId;
use matrix_sdk::ruma::api::error::ErrorKind;
use matrix_sdk::store::RoomLoadSettings;
use matrix_sdk::{Client, Error, SessionMeta};

use super::settings::{Secret, Settings};

/// Under which name the session is kept among the keys, encrypted as they are: one is of no use
/// without the other.
const SESSION: &[u8] = b"attache/session";

/// How long an answer may take.
const ANSWER_WAIT: Duration = Duration::from_secs(8);

/// The bot's device, logged in.
pub(super) async fn open(settings: &Settings) -> anyhow::Result<Client> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(&settings.state)
        .with_context(|| format!("making the folder {}", settings.state.display()))?;
    let client = Client::builder()
        .homeserver_url(&settings.homeserver)
        .sqlite_store(&settings.state, Some(settings.passphrase.reveal()))
        .with_encryption_settings(EncryptionSettings {
            auto_enable_cross_signing: true,
            ..EncryptionSettings::default()
        })
        .cross_process_store_config(CrossProcessLockConfig::SingleProcess)
        .request_config(RequestConfig::new().timeout(ANSWER_WAIT).disable_retry())
        .build()
        .await
        .map_err(|error| cannot_open(error, settings))?;
    let kept = client.state_store().get_custom_value(SESSION).await?;
    match kept {
        Some(session) => restore(&client, &session, settings).await?,
        None => log_in(&client, settings).await?,
    }
    Ok(client)
}

fn cannot_open(error: matrix_sdk::ClientBuildError, settings: &Settings) -> anyhow::Error {
    anyhow::Error::from(error).context(format!(
        "the keys in {} cannot be opened: is MATRIX_PASSPHRASE, or the passphrase_file of [matrix], \
         what it was when they were made?",
        settings.state.display()
    ))
}

async fn restore(client: &Client, session: &[u8], settings: &Settings) -> anyhow::Result<()> {
    let session: MatrixSession =
        serde_json::from_slice(session).context("reading the session that was kept")?;
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

async fn log_in(client: &Client, settings: &Settings) -> anyhow::Result<()> {
    let auth = client.matrix_auth();
    match (&settings.password, &settings.access_token) {
        (Some(password), _) => {
            let login = auth.login_username(&settings.user, password.reveal());
            login
                .initial_device_display_name(&settings.device)
                .send()
                .await
                .map_err(|error| not_let_in(error, settings))?;
        }
        (None, Some(token)) => {
            let session = of_token(token, settings).await?;
            auth.restore_session(session, RoomLoadSettings::default())
                .await?;
        }
        (None, None) => bail!(
            "there is no password for {}: put it into MATRIX_PASSWORD, or into a file that [matrix] \
             names as `password_file`; it is needed for the first start only",
            settings.user
        ),
    }
    let session = auth.session().context("logging in gives a session")?;
    let store = client.state_store();
    store
        .set_custom_value(SESSION, serde_json::to_vec(&session)?)
        .await?;
    client
        .encryption()
        .wait_for_e2ee_initialization_tasks()
        .await;
    recover(client, &settings.recovery_key).await
}

/// The session that an access token belongs to.
async fn of_token(token: &Secret, settings: &Settings) -> anyhow::Result<MatrixSession> {
    let session = |user_id, device_id| MatrixSession {
        meta: SessionMeta { user_id, device_id },
        tokens: SessionTokens {
            access_token: token.reveal().to_owned(),
            refresh_token: None,
        },
    };
    let user = UserId::parse(&*settings.user).context("reading the user's name")?;
    // Of a client that knows nothing it is asked whose token it is.
    let client = Client::builder()
        .homeserver_url(&settings.homeserver)
        .build()
        .await?;
    let unknown = session(user, "unknown".into());
    client
        .matrix_auth()
        .restore_session(unknown, RoomLoadSettings::default())
        .await?;
    let owner = client.whoami().await.map_err(Error::from)?;
    if owner.user_id != settings.user {
        bail!(
            "the access token is that of {}, and not of {}",
            owner.user_id,
            settings.user
        );
    }
    let device = owner
        .device_id
        .context("the access token belongs to no device, which encryption needs")?;
    Ok(session(owner.user_id, device))
}

/// Signs the new device with what an earlier one left, or leaves that for later ones.
async fn recover(client: &Client, file: &Path) -> anyhow::Result<()> {
    let recovery = client.encryption().recovery();
    if let Ok(key) = fs::read_to_string(file) {
        return recovery.recover(key.trim()).await.with_context(|| {
            format!(
                "bringing the keys back by the recovery key in {}",
                file.display()
            )
        });
    }
    let key = recovery.enable().await.with_context(|| {
        format!(
            "making a recovery key: another device of this user made one; put that into {}",
            file.display()
        )
    })?;
    let mut written = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(file)
        .with_context(|| format!("writing {}", file.display()))?;
    writeln!(written, "{key}")?;
    Ok(())
}

fn not_let_in(error: Error, settings: &Settings) -> anyhow::Error {
    match error.client_api_error_kind() {
        Some(ErrorKind::Forbidden) => anyhow!(
            "{} does not let {} in: is the password in MATRIX_PASSWORD, or in the password_file of \
             [matrix], right?",
            settings.homeserver,
            settings.user
        ),
        _ => anyhow::Error::from(error).context(format!(
            "{} cannot be logged in at {}",
            settings.user, settings.homeserver
        )),
    }
}

/// Whether the homeserver could not be reached, or was not up to it.
pub(super) fn is_down(error: &anyhow::Error) -> bool {
    let error = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<Error>());
    match error {
        Some(Error::Http(error)) => error
            .as_client_api_error()
            .is_none_or(|error| error.status_code.is_server_error()),
        _ => false,
    }
}
