//! The bot on Matrix, from the first request to the last.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use jiff::Timestamp;
use matrix_sdk::Client;
use matrix_sdk::config::{SyncSettings, SyncToken};
use matrix_sdk::ruma::api::client::filter::{FilterDefinition, LazyLoadOptions, RoomEventFilter};
use matrix_sdk::ruma::api::client::sync::sync_events::v3::Filter;
use matrix_sdk::ruma::presence::PresenceState;
use matrix_sdk::ruma::{UInt, UserId};
use tokio::sync::watch;
use tokio::time::{self, Instant};

use super::heard::{Progress, Told};
use super::history::Start;
use super::listener::Listener;
use super::login;
use super::outlet::{NAME, Outlet};
use super::session::{self, Session};
use super::settings::Settings;
use super::tasks::Tasks;
use super::voice::Voice;
use crate::bot::game::Game;
use crate::scheduler;
use crate::store::{Hold, Store};

/// How long the homeserver waits for something to tell.
const POLL: Duration = Duration::from_secs(30);

/// How long is waited after it could not be asked, at first and at most.
const AGAIN_MIN: Duration = Duration::from_secs(1);
const AGAIN_MAX: Duration = Duration::from_mins(1);

/// How many events of a room are told at a time.
const EVENTS: u32 = 50;

/// Under which name it is kept among the keys how far all was answered: without them it is of no use.
const POSITION: &[u8] = b"attache/position";

/// How often it is recorded how far everything is answered: what is told again after a kill is
/// known to be answered, so that all that is saved is work.
const KEEP: Duration = Duration::from_secs(5);

/// How long rounds wait for what was answered while nobody listened: all of it takes less, but for
/// answers to a question of which it is not recorded yet that it was posted, which rounds do first.
const CATCH_UP: Duration = Duration::from_millis(500);

/// How often it is looked whether this process still is the bot.
const LOOK: Duration = Duration::from_secs(1);

/// Runs the bot until the program ends, or until it cannot go on, and says why. Of several processes one is the bot: an account
/// has one device, whose keys no two may use at a time.
pub async fn run(game: &Game, settings: &Settings) -> anyhow::Result<()> {
    let name = format!("{NAME} {}", settings.user);
    loop {
        game.stand_by(NAME, true);
        let mut hold = wait(game.store(), &name).await;
        game.stand_by(NAME, false);
        let (tasks, mut session) = (Tasks::new(), None);
        let ended = tokio::select! {
            ended = run_alone(game, settings, &tasks, &mut session) => Some(ended),
            () = lost(&mut hold) => None,
        };
        // Nobody else may use the keys before.
        tasks.end().await;
        drop(session);
        if let Some(ended) = ended {
            return ended;
        }
        tracing::error!("another process may be the bot on Matrix now, so this one is not");
    }
}

/// Waits until no other process is the bot.
async fn wait(store: &Store, name: &str) -> Hold {
    let mut is_lost = false;
    loop {
        match store.hold(name).await {
            Ok(hold) => return hold,
            // Told once, until it is over.
            Err(error) => {
                if !mem::replace(&mut is_lost, true) {
                    tracing::error!(%error, "it is not known which process is the bot on Matrix");
                }
            }
        }
        time::sleep(LOOK).await;
    }
}

/// Ends when another process may be the bot.
async fn lost(hold: &mut Hold) {
    while hold.is_held().await {
        time::sleep(LOOK).await;
    }
}

async fn run_alone(
    game: &Game,
    settings: &Settings,
    tasks: &Tasks,
    session: &mut Option<Session>,
) -> anyhow::Result<()> {
    let client = &session.insert(reached(settings).await?).client;
    let me = client.user_id().map(ToString::to_string);
    let me = me.ok_or_else(|| anyhow!("the session has no user"))?;
    let voice = Arc::new(Voice::new(client.clone()));
    let outlet = Outlet::new(Arc::clone(&voice), settings.prefixes.clone());
    let listener = Listener::new(game.clone(), voice, me, settings.clone(), tasks.clone());
    let listener = Arc::new(listener);
    let last = last_present(game.store()).await;
    let connected = watch::Sender::default();
    let hearing = connected.subscribe();
    tokio::select! {
        ended = listen(client, &listener, settings, &connected, last) => match ended? {},
        ended = scheduler::go_on(game, &outlet, &listener.news, hearing) => Ok(ended?),
    }
}

/// When the bot was last there, as soon as the database tells.
async fn last_present(store: &Store) -> Option<Timestamp> {
    loop {
        match store.last_present(NAME).await {
            Ok(last) => return Timestamp::from_millisecond(last?).ok(),
            Err(error) => tracing::error!(%error, "it is not known when the bot was last there"),
        }
        time::sleep(LOOK).await;
    }
}

/// Logs in, again until the homeserver can be reached: a machine may start before its network does.
async fn reached(settings: &Settings) -> anyhow::Result<Session> {
    let mut again = AGAIN_MIN;
    loop {
        match session::open(settings).await {
            Err(error) if session::is_passing(&error) => {
                tracing::warn!(
                    error = format!("{error:#}"),
                    "it is tried again in {} s",
                    again.as_secs()
                );
                time::sleep(again).await;
                again = (again * 2).min(AGAIN_MAX);
            }
            opened => return opened,
        }
    }
}

/// Hears what happens; ends with what is to be changed before that can go on.
///
/// The library's own loop waits for a second between any two answers, and keeps how far it heard
/// before anything is answered: so what was heard and not answered when the program was killed is
/// told again, from where all was.
async fn listen(
    client: &Client,
    listener: &Arc<Listener>,
    settings: &Settings,
    connected: &watch::Sender<usize>,
    last: Option<Timestamp>,
) -> anyhow::Result<Infallible> {
    let me = client.user_id().context("the session has no user")?;
    let mut from = Position::kept(client).await?;
    let mut position = Position::default();
    let mut again = AGAIN_MIN;
    let mut since = last;
    let mut is_past = true;
    let mut is_first = true;
    loop {
        // What was missed is told at once, and all there is to know at the first start, too, which
        // may take long.
        let patience = if is_past && from.is_some() {
            Duration::ZERO
        } else {
            POLL
        };
        // What the bot said is of use only where it is not known any more to what it has replied, and
        // what it did to the state of a room where it does such things.
        let is_unheard = !is_past && !settings.describes_commands;
        let unheard = is_unheard.then_some(me);
        let token = from.clone().map_or(SyncToken::NoToken, SyncToken::Specific);
        let wanted = SyncSettings::new()
            .filter(Filter::FilterDefinition(filter(unheard)))
            .set_presence(PresenceState::Online)
            .timeout(patience)
            .token(token);
        let asked_at = Timestamp::now();
        match client.sync_once(wanted).await {
            Ok(response) => {
                let told = Told {
                    at: Timestamp::now(),
                    since,
                    asked_at,
                    is_past,
                    is_new: from.is_some(),
                };
                let start = from.map(Start::Point);
                let start = start.or(since.map(Start::Time));
                let mut progress = listener.hear(&response, told, start.as_ref()).await;
                if is_past {
                    // Rounds go on once the game has what was answered in the meantime.
                    let _ = time::timeout(CATCH_UP, progress.taken()).await;
                    connected.send_replace(1);
                }
                if is_past {
                    tracing::info!("the homeserver is heard");
                }
                if mem::take(&mut is_first) {
                    listener.rooms.begin();
                }
                position.told(response.next_batch.clone(), progress);
                from = Some(response.next_batch);
                since = Some(told.at);
                is_past = false;
                again = AGAIN_MIN;
            }
            Err(error) => {
                if login::is_unknown(&error) {
                    return Err(login::logged_out(settings));
                }
                // What comes next is what happened in the meantime.
                is_past = true;
                connected.send_replace(0);
                let error = session::reason(&error);
                let seconds = again.as_secs();
                tracing::warn!(
                    error,
                    "the homeserver cannot be heard; again in {seconds} s"
                );
                time::sleep(again).await;
                again = (again * 2).min(AGAIN_MAX);
            }
        }
        if let Err(error) = position.keep(client).await {
            tracing::error!(%error, "it is not recorded how far everything is answered");
        }
    }
}

/// How far all that was heard is answered.
#[derive(Default)]
struct Position {
    /// When it was recorded last.
    kept_at: Option<Instant>,
    /// What was heard and is not kept yet, with how far whoever is at it is.
    open: VecDeque<(String, Progress)>,
}

impl Position {
    /// How far an earlier process recorded that all was.
    async fn kept(client: &Client) -> anyhow::Result<Option<String>> {
        let kept = client.state_store().get_custom_value(POSITION).await?;
        Ok(kept.and_then(|kept| String::from_utf8(kept).ok()))
    }

    fn told(&mut self, to: String, progress: Progress) {
        self.open.push_back((to, progress));
    }

    /// Records how far all is answered by now, if that was not done of late.
    async fn keep(&mut self, client: &Client) -> anyhow::Result<()> {
        if self.kept_at.is_some_and(|at| at.elapsed() < KEEP) {
            return Ok(());
        }
        let is_done = |(_, progress): &mut (String, Progress)| progress.is_answered();
        let mut done = None;
        while let Some((to, _)) = self.open.pop_front_if(is_done) {
            done = Some(to);
        }
        if let Some(done) = done {
            let store = client.state_store();
            store.set_custom_value(POSITION, done.into_bytes()).await?;
            self.kept_at = Some(Instant::now());
        }
        Ok(())
    }
}

/// What is told: messages, but for those of a user who is not to be heard, and as little else as
/// rooms need.
fn filter(unheard: Option<&UserId>) -> FilterDefinition {
    let mut filter = FilterDefinition::default();
    filter.room.timeline.not_senders = unheard.map(ToOwned::to_owned).into_iter().collect();
    filter.room.timeline.limit = Some(UInt::from(EVENTS));
    filter.room.state.lazy_load_options = LazyLoadOptions::Enabled {
        include_redundant_members: false,
    };
    filter.room.ephemeral = RoomEventFilter::ignore_all();
    filter.presence = matrix_sdk::ruma::api::client::filter::Filter::ignore_all();
    filter
}
