//! Letting the bot in at its homeserver, and what is said where that does not work.

use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use matrix_sdk::authentication::SessionTokens;
use matrix_sdk::authentication::matrix::MatrixSession;
use matrix_sdk::config::RequestConfig;
use matrix_sdk::ruma::api::error::ErrorKind;
use matrix_sdk::ruma::{OwnedDeviceId, OwnedUserId, UserId};
use matrix_sdk::store::RoomLoadSettings;
use matrix_sdk::{Client, Error, SessionMeta};
use tokio::time;

use super::settings::{Secret, Settings};

/// How long an answer may take.
pub(super) const ANSWER_WAIT: Duration = Duration::from_secs(8);

/// Makes sure that the homeserver is there and that there is something to log in with, before keys
/// are made.
pub(super) async fn try_first(settings: &Settings) -> anyhow::Result<()> {
    if settings.password.is_none() && settings.access_token.is_none() {
        return Err(no_password(settings));
    }
    let client = bare(None, settings).await?;
    let asked = client.matrix_auth().get_login_types().await;
    asked.map_err(Error::from).with_context(|| {
        format!(
            "{} does not answer as a homeserver does: is `homeserver` of [matrix] its address, \
             without a path?",
            settings.homeserver
        )
    })?;
    Ok(())
}

/// Logs in, and says so if that takes long; gives what to go on with.
pub(super) async fn let_in(client: &Client, settings: &Settings) -> anyhow::Result<MatrixSession> {
    let work = log_in(client, settings);
    tokio::pin!(work);
    tokio::select! {
        done = &mut work => return done,
        () = time::sleep(ANSWER_WAIT) => tracing::warn!(
            "logging in takes long: a homeserver that was asked too often lets nobody in for some \
             minutes. It is waited for"
        ),
    }
    work.await
}

async fn log_in(client: &Client, settings: &Settings) -> anyhow::Result<MatrixSession> {
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
        (None, None) => return Err(no_password(settings)),
    }
    auth.session().context("logging in gives a session")
}

fn no_password(settings: &Settings) -> anyhow::Error {
    anyhow!(
        "there is no password for {}: put it into MATRIX_PASSWORD, or into a file that [matrix] \
         names as `password_file`; it is needed for the first start only",
        settings.user
    )
}

/// The session that an access token belongs to.
async fn of_token(token: &Secret, settings: &Settings) -> anyhow::Result<MatrixSession> {
    let token = token.reveal();
    let owner = bare(Some(token), settings).await?.whoami().await;
    let owner = owner.map_err(Error::from).with_context(|| {
        format!(
            "{} does not let anybody in by the access token",
            settings.homeserver
        )
    })?;
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
    Ok(session(token, owner.user_id, device))
}

/// Somebody with that access token, or nobody, and no keys, who does no more than ask.
pub(super) async fn bare(token: Option<&str>, settings: &Settings) -> anyhow::Result<Client> {
    let client = Client::builder()
        .homeserver_url(&settings.homeserver)
        .request_config(RequestConfig::new().timeout(ANSWER_WAIT).disable_retry())
        .build()
        .await?;
    let Some(token) = token else {
        return Ok(client);
    };
    let user = UserId::parse(&*settings.user).context("reading the user's name")?;
    // Whose keys there are none of has no device either.
    let session = session(token, user, "unknown".into());
    client
        .matrix_auth()
        .restore_session(session, RoomLoadSettings::default())
        .await?;
    Ok(client)
}

fn session(token: &str, user_id: OwnedUserId, device_id: OwnedDeviceId) -> MatrixSession {
    MatrixSession {
        meta: SessionMeta { user_id, device_id },
        tokens: SessionTokens {
            access_token: token.to_owned(),
            refresh_token: None,
        },
    }
}

/// Makes sure that the homeserver knows the session.
pub(super) async fn know(client: &Client, settings: &Settings) -> anyhow::Result<()> {
    match client.whoami().await.map_err(Error::from) {
        Err(error) if is_unknown(&error) => Err(logged_out(settings)),
        asked => Ok(asked.map(drop)?),
    }
}

/// Whether the session is not known any more.
pub(super) fn is_unknown(error: &Error) -> bool {
    matches!(
        error.client_api_error_kind(),
        Some(ErrorKind::UnknownToken(_))
    )
}

/// That it is not, and what to do.
pub(super) fn logged_out(settings: &Settings) -> anyhow::Error {
    anyhow!(
        "{} does not know the session any more: it was logged out. Remove {} but for the recovery \
         key, and start again with the password",
        settings.homeserver,
        settings.state.display()
    )
}

fn not_let_in(error: Error, settings: &Settings) -> anyhow::Error {
    match error.client_api_error_kind() {
        Some(ErrorKind::Forbidden) => anyhow!(
            "{} does not let {} in: are that user and the password in MATRIX_PASSWORD, or in the \
             password_file of [matrix], right?",
            settings.homeserver,
            settings.user
        ),
        _ => anyhow::Error::from(error).context(format!(
            "{} cannot be logged in at {}",
            settings.user, settings.homeserver
        )),
    }
}
