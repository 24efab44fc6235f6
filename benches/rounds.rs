//! Rounds: how many go on in a second, and what very many that wait cost a process.

use std::sync::Arc;
use std::time::{Duration, Instant};

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

/// How many rounds go on to be measured.
const DUE: usize = 2000;

/// How many processes share them where the database is for several.
const PROCESSES: usize = 4;

/// How often a tick is measured.
const TICKS: usize = 500;

/// What is between a question and the end of its time, at the most.
const DAY: SignedDuration = SignedDuration::from_hours(24);

/// A copy of the one round that there is, in a channel and a community of its own; the first of
/// them are due, and the others wait.
const COPY: &str = "INSERT INTO round \
    (round_id, platform, community, channel, version, state, live, due_at, changed_at) \
    WITH RECURSIVE numbers (i) AS \
    (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < {last}) \
    SELECT 'copy-' || i, platform, 'c' || i, 'c' || i, version, \
    REPLACE(state, round_id, 'copy-' || i), 1, \
    CASE WHEN i < {due} THEN due_at ELSE due_at + 86400000 + i END, changed_at \
    FROM numbers CROSS JOIN round WHERE platform = 'bench' AND channel = 'first'";

/// Measures both engines with so many live rounds.
pub fn run(rounds: usize) -> anyhow::Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let folder = tempfile::TempDir::new()?;
        let file = format!("sqlite:{}", folder.path().join("rounds.db").display());
        measure("SQLite", &file, rounds, 1).await?;
        let url = postgres::fresh_database().await;
        measure("PostgreSQL", &url, rounds, 1).await?;
        let url = postgres::fresh_database().await;
        measure("PostgreSQL", &url, DUE, PROCESSES).await
    })
}

async fn measure(name: &str, url: &str, rounds: usize, processes: usize) -> anyhow::Result<()> {
    let location = Location::parse(url)?;
    let base = packs::load(&[])?;
    let bot = Bot::new(Arc::new(Answers::new(Arc::new(base))));
    let start = Timestamp::from_second(1_800_000_000)?;
    let store = Store::open(&location).await?;
    open_one(&Game::new(bot.clone(), store.clone()), start).await?;
    store.close().await;
    copy(url, rounds).await?;

    let mut stores = Vec::new();
    for _ in 0..processes {
        stores.push(Store::open(&location).await?);
    }
    let games = stores.iter().cloned();
    let games: Vec<Game> = games.map(|store| Game::new(bot.clone(), store)).collect();
    // Every question is closed by then, and none of those that wait.
    let now = start + DAY / 2;
    let began = Instant::now();
    let tasks = games.iter().cloned().enumerate().map(|(number, game)| {
        tokio::spawn(async move { advance_all(&game, &number.to_string(), now).await })
    });
    let mut advanced = 0;
    for task in tasks.collect::<Vec<_>>() {
        advanced += task.await??;
    }
    anyhow::ensure!(advanced >= DUE, "{advanced} rounds went on");
    let rate = began.elapsed().as_secs_f64().recip() * f64::from(u32::try_from(advanced)?);
    println!("{name}, {processes} at once: {rate:.0} rounds go on in a second");

    let (mut ticks, mut looks) = (Vec::new(), Vec::new());
    let mut random = StdRng::seed_from_u64(2);
    for _ in 0..TICKS {
        let began = Instant::now();
        anyhow::ensure!(
            games[0]
                .advance("bench", start, "tick", &mut random)
                .await?
                == 0
        );
        anyhow::ensure!(
            games[0]
                .to_say("bench", start, start, "tick")
                .await?
                .is_empty()
        );
        ticks.push(began.elapsed());
        let began = Instant::now();
        anyhow::ensure!(games[0].store().next_due("bench").await?.is_some());
        looks.push(began.elapsed());
    }
    show(name, rounds, "a tick with nothing due", ticks);
    show(name, rounds, "when something is due next", looks);
    if let Some(memory) = Memory::resident() {
        let megabytes = memory.now / 1_000_000;
        println!("{name}: {rounds} live rounds: the process holds {megabytes} MB");
    }
    drop(games);
    for store in stores {
        store.close().await;
    }
    Ok(())
}

/// Starts a round, whose first question is open then.
async fn open_one(game: &Game, now: Timestamp) -> anyhow::Result<()> {
    let mut random = StdRng::seed_from_u64(1);
    let incoming = Incoming {
        place: Home::new("bench", "first").channel("first"),
        event_id: String::from("start"),
        event: Event { at: now, order: 1 },
        member_id: String::from("ada"),
        name: String::from("ada"),
        is_moderator: false,
        rank: attache::bot::game::Rank::None,
        is_private: false,
        text: String::from("/quiz start 50"),
        answers: None,
    };
    game.reply(&incoming, &mut random).await;
    for said in game.to_say("bench", now, now, "first").await? {
        game.said(&said, &said.key, now, now).await?;
    }
    Ok(())
}

async fn copy(url: &str, rounds: usize) -> anyhow::Result<()> {
    let mut db = AnyConnection::connect(url).await?;
    let sql = COPY.replace("{last}", &(rounds - 1).to_string());
    let sql = sql.replace("{due}", &DUE.to_string());
    sqlx::query(AssertSqlSafe(sql)).execute(&mut db).await?;
    sqlx::query("DELETE FROM round WHERE channel = 'first'")
        .execute(&mut db)
        .await?;
    sqlx::query("ANALYZE").execute(&mut db).await?;
    db.close().await?;
    Ok(())
}

/// Lets all that is due go on, a step each.
async fn advance_all(game: &Game, owner: &str, now: Timestamp) -> anyhow::Result<usize> {
    let mut random = StdRng::seed_from_u64(3);
    let mut all = 0;
    loop {
        let advanced = game.advance("bench", now, owner, &mut random).await?;
        if advanced == 0 {
            return Ok(all);
        }
        all += advanced;
    }
}

fn show(name: &str, rounds: usize, what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!(
        "{name}: {rounds} live rounds: {what}: p50 {:.2?}, p99 {:.2?}",
        at(50),
        at(99)
    );
}
