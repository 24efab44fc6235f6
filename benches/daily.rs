//! Daily posts: how long the planning of very many takes, how many are claimed and recorded in a
//! second, and what very many subscriptions cost a process.

use std::sync::Arc;
use std::time::Instant;

use attache::answers::Answers;
use attache::bot::Bot;
use attache::bot::game::{Game, Incoming};
use attache::packs;
use attache::quiz::Event;
use attache::store::{Home, Location, Store};
use jiff::{SignedDuration, Timestamp};
use rand::SeedableRng;
use rand::rngs::StdRng;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use crate::memory::Memory;
use crate::postgres;

/// How many posts are claimed and recorded.
const SAID: usize = 5_000;

/// How many of them are on their way at a time, as in the program's loop.
const AT_ONCE: usize = 8;

/// A copy of the one wish that there is, in a channel and a community of its own; the first of
/// them are due, and the others wait for a year.
const COPY: &str = "INSERT INTO subscription \
    (platform, channel, community, time_zone, time_of_day, topic, set_at, last_date, last_at, \
    shown, missed, due_at, version) \
    WITH RECURSIVE numbers (i) AS \
    (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < {last}) \
    SELECT platform, 'c' || i, 'c' || i, time_zone, time_of_day, topic, set_at, last_date, \
    last_at, shown, missed, \
    due_at + (i * 7919) % 3600000 + CASE WHEN i < {due} THEN 0 ELSE 31536000000 END, version \
    FROM numbers CROSS JOIN subscription WHERE platform = 'bench' AND channel = 'first'";

/// Measures both engines with so many that are due in one hour of one zone, and with more that
/// are not due.
pub fn run(due: usize, all: usize) -> anyhow::Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        for (due, all) in [(due / 100, all / 100), (due, all)] {
            let folder = tempfile::TempDir::new()?;
            let file = format!("sqlite:{}", folder.path().join("daily.db").display());
            measure("SQLite", &file, due, all).await?;
            let url = postgres::fresh_database().await;
            measure("PostgreSQL", &url, due, all).await?;
        }
        Ok(())
    })
}

async fn measure(name: &str, url: &str, due: usize, all: usize) -> anyhow::Result<()> {
    let location = Location::parse(url)?;
    let bot = Bot::new(Arc::new(Answers::new(Arc::new(packs::load(&[])?))));
    let start: Timestamp = "2026-05-01T02:00:00Z".parse()?;
    let store = Store::open(&location).await?;
    subscribe(&Game::new(bot.clone(), store.clone()), start).await;
    store.close().await;
    let mut db = AnyConnection::connect(url).await?;
    let sql = COPY
        .replace("{last}", &(all - 2).to_string())
        .replace("{due}", &(due - 1).to_string());
    sqlx::query(AssertSqlSafe(sql)).execute(&mut db).await?;
    sqlx::query("ANALYZE").execute(&mut db).await?;
    db.close().await?;

    let store = Store::open(&location).await?;
    let game = Game::new(bot, store.clone());
    let mut random = StdRng::seed_from_u64(1);
    // Two hours after the hour: all are due, wherever their place in it.
    let now = start + SignedDuration::from_hours(4);
    let began = Instant::now();
    let mut planned = 0;
    while planned < due {
        let some = game.plan("bench", now, &mut random).await?;
        anyhow::ensure!(some > 0, "{planned} of {due} are planned");
        planned += some;
    }
    println!(
        "{name}: {due} of {all} are due: planned in {:.1?}",
        began.elapsed()
    );

    let (mut said, mut claiming, mut recording) = (0, 0.0, 0.0);
    while said < SAID.min(due) {
        let began = Instant::now();
        let to_say = game.to_say("bench", now, now, "bench").await?;
        claiming += began.elapsed().as_secs_f64();
        anyhow::ensure!(!to_say.is_empty(), "{said} are said");
        let began = Instant::now();
        for some in to_say.chunks(AT_ONCE) {
            let recorded = some.iter().map(|said| game.said(said, &said.key, now, now));
            futures_util::future::try_join_all(recorded).await?;
        }
        recording += began.elapsed().as_secs_f64();
        said += to_say.len();
    }
    let rate = |seconds: f64| f64::from(u32::try_from(said).unwrap_or(u32::MAX)) / seconds;
    println!(
        "{name}: {:.0} claimed, {:.0} recorded in a second",
        rate(claiming),
        rate(recording)
    );
    if let Some(memory) = Memory::resident() {
        let megabytes = memory.now / 1_000_000;
        println!("{name}: {all} subscriptions: the process holds {megabytes} MB");
    }
    drop(game);
    store.close().await;
    Ok(())
}

/// A channel that wants a fact at nine by the clock of Karachi, as of then.
async fn subscribe(game: &Game, now: Timestamp) {
    let mut random = StdRng::seed_from_u64(1);
    let incoming = Incoming {
        place: Home::new("bench", "first").channel("first"),
        event_id: String::from("start"),
        event: Event { at: now, order: 1 },
        member_id: String::from("ada"),
        name: String::from("ada"),
        is_moderator: true,
        rank: attache::bot::game::Rank::None,
        is_private: false,
        text: String::from("/daily on 9 Karachi"),
        answers: None,
    };
    game.reply(&incoming, &mut random).await;
}
