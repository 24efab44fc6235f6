//! The bot on Matrix, from the first request to the last.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{anyhow, bail};
use matrix_sdk::config::SyncSettings;
use matrix_sdk::ruma::api::client::filter::{FilterDefinition, LazyLoadOptions, RoomEventFilter};
use matrix_sdk::ruma::api::client::sync::sync_events::v3::Filter;
use matrix_sdk::ruma::api::error::ErrorKind;
use matrix_sdk::ruma::{UInt, presence::PresenceState};
use matrix_sdk::{Client, Error};
use tokio::sync::watch;
use tokio::time;

use super::listener::Listener;
use super::outlet::Outlet;
use super::session;
use super::settings::Settings;
use crate::bot::game::Game;
use crate::scheduler;

/// How long the homeserver waits for something to tell.
const POLL: Duration = Duration::from_secs(30);

/// How long is waited after it could not be asked, at first and at most.
const AGAIN_MIN: Duration = Duration::from_secs(1);
const AGAIN_MAX: Duration = Duration::from_mins(1);

/// How many events of a room are told at a time.
const EVENTS: u32 = 50;

/// Runs the bot until it cannot go on, and says why.
pub async fn run(game: &Game, settings: &Settings) -> anyhow::Result<()> {
    let client = session::open(settings).await?;
    let me = client.user_id().map(ToString::to_string);
    let me = me.ok_or_else(|| anyhow!("the session has no user"))?;
    let outlet = Outlet::new(client.clone(), settings.prefix.clone());
    let listener = Arc::new(Listener::new(
        game.clone(),
        client.clone(),
        me,
        settings.prefix.clone(),
    ));
    let connected = watch::Sender::default();
    let hearing = connected.subscribe();
    tokio::select! {
        ended = listen(&client, &listener, settings, &connected) => ended,
        Err(gone) = scheduler::go_on(game, &outlet, &listener.heard, hearing) => Err(gone.into()),
    }
}

/// Hears what happens; ends with what is to be changed before that can go on.
///
/// The library's own loop waits for a second between any two answers.
async fn listen(
    client: &Client,
    listener: &Arc<Listener>,
    settings: &Settings,
    connected: &watch::Sender<usize>,
) -> anyhow::Result<()> {
    let mut again = AGAIN_MIN;
    let mut is_past = true;
    loop {
        let patience = if is_past { Duration::ZERO } else { POLL };
        let wanted = SyncSettings::new()
            .filter(Filter::FilterDefinition(filter()))
            .set_presence(PresenceState::Online)
            .timeout(patience);
        match client.sync_once(wanted).await {
            Ok(response) => {
                listener.hear(&response, is_past);
                if is_past {
                    for room in client.invited_rooms() {
                        listener.join(&room.room_id().to_owned());
                    }
                    tracing::info!("Matrix is there");
                }
                is_past = false;
                again = AGAIN_MIN;
                connected.send_replace(1);
            }
            Err(error) => {
                if is_unknown(&error) {
                    bail!(
                        "{} does not know the session any more: it was logged out. Remove {} but for \
                         the recovery key, and start again with the password",
                        settings.homeserver,
                        settings.state.display()
                    );
                }
                connected.send_replace(0);
                tracing::warn!(%error, "the homeserver cannot be heard");
                time::sleep(again).await;
                again = (again * 2).min(AGAIN_MAX);
            }
        }
    }
}

/// What is told: messages, and as little else as rooms need.
fn filter() -> FilterDefinition {
    let mut filter = FilterDefinition::default();
    filter.room.timeline.limit = Some(UInt::from(EVENTS));
    filter.room.state.lazy_load_options = LazyLoadOptions::Enabled {
        include_redundant_members: false,
    };
    filter.room.ephemeral = RoomEventFilter::ignore_all();
    filter.presence = matrix_sdk::ruma::api::client::filter::Filter::ignore_all();
    filter
}

fn is_unknown(error: &Error) -> bool {
    matches!(
        error.client_api_error_kind(),
        Some(ErrorKind::UnknownToken(_))
    )
}
