//! What an operator does with the account of the bot, be it at work or not.

use anyhow::{Context, bail};
use jiff::Timestamp;
use matrix_sdk::Client;
use matrix_sdk::ruma::api::client::membership::{joined_members, joined_rooms, leave_room};
use matrix_sdk::ruma::api::client::state::get_state_event_for_key;
use matrix_sdk::ruma::events::StateEventType;
use matrix_sdk::ruma::{OwnedRoomId, RoomId};
use serde_json::Value;

use super::settings::Settings;
use super::{login, session};

/// A device of the bot's user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// What the homeserver calls it.
    pub id: String,
    /// What people call it.
    pub name: Option<String>,
    /// When it was last heard of.
    pub seen_at: Option<Timestamp>,
    /// Whether it is the bot's.
    pub is_own: bool,
}

/// A room that the bot is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joined {
    /// What the homeserver calls it.
    pub id: String,
    /// What people call it.
    pub name: Option<String>,
    /// How many are in it.
    pub members: usize,
}

/// Logs in, if it is not yet, and tells what the bot's device is called.
pub async fn login(settings: &Settings) -> anyhow::Result<String> {
    let session = session::open(settings).await?;
    login::know(&session.client, settings).await?;
    let device = session.client.device_id();
    let device = device.context("the session has no device")?;
    Ok(device.to_string())
}

/// Has the bot's device signed by its owner, with the recovery key if it is not yet; false if it
/// cannot be.
pub async fn verify(settings: &Settings) -> anyhow::Result<bool> {
    let session = session::open(settings).await?;
    let client = &session.client;
    if session::is_signed(client).await? {
        return Ok(true);
    }
    let file = &settings.recovery_key;
    let key = session::recovery_key(file)?;
    let key = key.with_context(|| format!("there is no recovery key in {}", file.display()))?;
    client.encryption().recovery().recover(&key).await?;
    session::is_signed(client).await
}

/// Tries whether the homeserver lets the bot in, as far as that makes no device.
pub async fn probe(settings: &Settings) -> anyhow::Result<()> {
    if session::is_made(settings) {
        return session::keyless(settings).await.map(drop);
    }
    login::try_first(settings).await
}

/// The devices of the bot's user.
pub async fn devices(settings: &Settings) -> anyhow::Result<Vec<Device>> {
    let client = session::keyless(settings).await?;
    let own = client.whoami().await?.device_id;
    let devices = client.devices().await?.devices.into_iter();
    let devices = devices.map(|device| Device {
        is_own: own.as_ref() == Some(&device.device_id),
        id: device.device_id.to_string(),
        name: device.display_name,
        seen_at: device
            .last_seen_ts
            .and_then(|at| Timestamp::from_millisecond(i64::from(at.get())).ok()),
    });
    Ok(devices.collect())
}

/// The rooms that the bot is in.
pub async fn rooms(settings: &Settings) -> anyhow::Result<Vec<Joined>> {
    let client = session::keyless(settings).await?;
    let ids = client.send(joined_rooms::v3::Request::new()).await?;
    let mut rooms = Vec::new();
    for id in ids.joined_rooms {
        rooms.push(Joined {
            name: name(&client, &id).await,
            members: client
                .send(joined_members::v3::Request::new(id.clone()))
                .await?
                .joined
                .len(),
            id: id.to_string(),
        });
    }
    Ok(rooms)
}

/// What people call a room, if anything.
async fn name(client: &Client, room: &OwnedRoomId) -> Option<String> {
    let request = get_state_event_for_key::v3::Request::new(
        room.clone(),
        StateEventType::RoomName,
        String::new(),
    );
    let content = client.send(request).await.ok()?;
    let content: Value = content.into_content().deserialize_as().ok()?;
    content["name"].as_str().map(ToOwned::to_owned)
}

/// Has the bot leave a room.
pub async fn leave(settings: &Settings, room: &str) -> anyhow::Result<()> {
    let Ok(id) = RoomId::parse(room) else {
        bail!(
            "`{room}` is no id of a room, which begins with `!`: `attache matrix rooms` lists them"
        );
    };
    let client = session::keyless(settings).await?;
    let left = client.send(leave_room::v3::Request::new(id)).await;
    left.with_context(|| format!("leaving {room}: `attache matrix rooms` lists those it is in"))?;
    Ok(())
}
