//! A question that is open shows how many have answered it.

use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use reqwest::Method;
use serenity::http::{LightMethod, Request};
use tokio::time;

use super::listener::Listener;
use super::message::Rendered;
use super::outlet::{channel, message_route};
use super::rest::json;
use crate::store::Place;

/// How often a question is changed at most: often enough to be watched, and far less than Discord
/// takes in a channel.
const CHANGE_AFTER: Duration = Duration::from_secs(2);

impl Listener {
    /// Has the question of a channel show soon that somebody answered it.
    pub(super) fn count(self: &Arc<Self>, place: &Place) {
        if !self.counted().insert(place.clone()) {
            return;
        }
        let (listener, place) = (Arc::clone(self), place.clone());
        tokio::spawn(async move {
            time::sleep(CHANGE_AFTER).await;
            // Whoever answers from here on is counted by the next change.
            listener.counted().remove(&place);
            listener.show_count(&place).await;
        });
    }

    async fn show_count(self: &Arc<Self>, place: &Place) {
        let Ok(channel) = channel(place) else { return };
        // As long as the turn is held, this process does not say there that the question is over.
        // Another may: so nothing is waited for between the look and the change.
        let Ok(mut turn) = self.rest.turn(channel).await else {
            return;
        };
        if turn.wait(&Method::PATCH).await.is_err() {
            return;
        }
        let counted = match self.game.counted(place, Timestamp::now()).await {
            Ok(Some(counted)) => counted,
            Ok(None) => return,
            Err(error) => {
                tracing::error!(%error, "it is not known how many have answered");
                return;
            }
        };
        let Ok(route) = message_route(channel, &counted.message_id) else {
            return;
        };
        let body = json(&Rendered::reply(&counted.reply).edit());
        let request = Request::new(route, LightMethod::Patch).body(Some(body));
        match turn.send_now(request).await {
            Ok(Some(_)) => {}
            Ok(None) => self.count(place),
            Err(refusal) => {
                tracing::debug!(%refusal, "a question does not show how many have answered");
            }
        }
    }
}
