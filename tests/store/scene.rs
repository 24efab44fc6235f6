//! A store to try things on, and short ways to say what is tried.

use std::sync::atomic::{AtomicUsize, Ordering};

use attache::quiz::Kind;
use attache::store::{
    Asker, Award, Cause, Change, Home, Location, MemberKey, Message, Outcome, Place, RoundChange,
    Settled, Store, StoreError,
};
use tempfile::TempDir;

use super::postgres;

/// Where the contract has to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Memory,
    File,
    Postgres,
}

/// A fresh store.
pub struct Scene {
    pub engine: Engine,
    pub store: Store,
    pub location: Location,
    /// Where the database is, as the configuration says it.
    pub url: String,
    /// Holds the file, if there is one.
    pub folder: TempDir,
}

impl Scene {
    pub async fn new(engine: Engine) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let url = match engine {
            Engine::Memory => String::from("sqlite::memory:"),
            Engine::File => format!("sqlite:{}", folder.path().join("attache.db").display()),
            Engine::Postgres => postgres::fresh_database().await,
        };
        let location = Location::parse(&url).expect("a location");
        let store = Store::open(&location).await.expect("a store");
        Self {
            engine,
            store,
            location,
            url,
            folder,
        }
    }

    /// The store as another process sees it, or this one again; memory has no other.
    pub async fn again(&self) -> Store {
        match self.engine {
            Engine::Postgres => Store::open(&self.location).await.expect("a store"),
            Engine::Memory | Engine::File => self.store.clone(),
        }
    }

    pub async fn commit(&self, change: &Change) -> Outcome {
        self.store.commit(change).await.expect("a commit")
    }

    /// A member who is known.
    pub async fn member(&self, name: &str) -> MemberKey {
        let member = self.store.member("test", name, name).await;
        member.expect("a member").key
    }

    /// Starts a round and says what came of it.
    pub async fn start(&self, place: &Place, round: &str, due_at: Option<i64>) -> Outcome {
        let mut change = Change::new(place.clone(), 0, Cause::Event(format!("start {round}")));
        change.round = RoundChange::Open {
            rounds_max: 3,
            round_id: round.to_owned(),
            state: String::from("{}"),
            due_at,
        };
        self.commit(&change).await
    }

    /// Gives an award in a round of its own.
    pub async fn give(&self, home: &Home, at: i64, member: &MemberKey, points: i64) {
        let event = format!("{home:?} {at} {member} {points}");
        let mut change = Change::new(home.channel("c"), at, Cause::Event(event.clone()));
        change.awards.push(award(&event, 1, member, points));
        assert_eq!(self.commit(&change).await, Outcome::Committed);
    }
}

/// Changes what holds in a community.
pub async fn settle(scene: &Scene, home: &Home, settled: Settled) -> Result<Outcome, StoreError> {
    let mut change = Change::new(home.channel("c"), 0, Cause::Time);
    change.settled = Some(settled);
    scene.store.commit(&change).await
}

pub fn home() -> Home {
    Home::new("test", "community")
}

pub fn award(round: &str, question_no: i64, member: &MemberKey, points: i64) -> Award {
    Award {
        round_id: round.to_owned(),
        question_no,
        member: member.clone(),
        points,
        is_correct: points > 0,
        kind: Kind::Choice,
        question: String::from("fact/when/choice"),
        fact: String::from("fact"),
    }
}

pub fn message(key: &str, not_before: i64) -> Message {
    Message {
        key: key.to_owned(),
        round_id: None,
        body: format!("{{\"text\":\"{key}\"}}"),
        not_before,
        expires_at: None,
    }
}

/// A time by the clock of UTC.
pub fn time(text: &str) -> i64 {
    let time: jiff::Timestamp = text.parse().expect("a time");
    time.as_millisecond()
}

/// A member who asks for something by an event that was never handled.
pub fn asker(member_id: &str) -> Asker<'_> {
    static EVENTS: AtomicUsize = AtomicUsize::new(0);
    let number = EVENTS.fetch_add(1, Ordering::Relaxed);
    Asker {
        platform: "test",
        member_id,
        event_id: Box::leak(format!("asked {number}").into_boxed_str()),
        at: 0,
    }
}
