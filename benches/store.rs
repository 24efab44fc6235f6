//! The store: leaderboards of very many members, and commits, on SQLite and on PostgreSQL.

use std::time::{Duration, Instant};

use attache::quiz::Kind;
use attache::quiz::Span;
use attache::store::{
    Award, Cause, Change, Home, Location, MemberKey, Message, Outcome, RoundChange, Store,
};
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use crate::postgres;

/// How often each is asked.
const QUERIES: usize = 2000;

/// How many commits are measured.
const COMMITS: usize = 500;

/// As many as one process has connections for on PostgreSQL.
const WRITERS: usize = 8;

/// Fills a board with scores, with the tallies that belong to them.
const FILL: &[&str] = &[
    "INSERT INTO member (platform, member_id, member_key, name) \
     WITH RECURSIVE numbers (i) AS \
     (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < {last}) \
     SELECT 'bench', 'm' || i, 'm' || i, 'Member ' || i FROM numbers",
    "INSERT INTO score (platform, community, period, kind, member_key, points, answered, correct, \
     streak, streak_best, reached, listed) \
     WITH RECURSIVE numbers (i) AS \
     (SELECT CAST(0 AS BIGINT) UNION ALL SELECT i + 1 FROM numbers WHERE i < {last}) \
     SELECT 'bench', 'large', 'all', 'any', 'm' || i, (i * 7919) % 1000003 % 20000, 40, 20, 1, 5, \
     i, 1 FROM numbers",
    "INSERT INTO tally (platform, community, period, kind, level, slot, members) \
     SELECT platform, community, period, kind, level, points / width, COUNT(*) FROM score \
     CROSS JOIN (SELECT 0 AS level, 1 AS width UNION ALL SELECT 1, 64 UNION ALL SELECT 2, 4096 \
     UNION ALL SELECT 3, 262144 UNION ALL SELECT 4, 16777216) AS levels \
     GROUP BY platform, community, period, kind, level, points / width",
];

/// Measures both engines with boards of so many members.
pub fn run(members: u32) -> anyhow::Result<()> {
    tokio::runtime::Runtime::new()?.block_on(async {
        let folder = tempfile::TempDir::new()?;
        let file = format!("sqlite:{}", folder.path().join("bench.db").display());
        measure("SQLite", &file, members).await?;
        let url = postgres::fresh_database().await;
        measure("PostgreSQL", &url, members).await
    })
}

async fn measure(name: &str, url: &str, members: u32) -> anyhow::Result<()> {
    let location = Location::parse(url)?;
    Store::open(&location).await?.close().await;
    let started = Instant::now();
    let mut db = AnyConnection::connect(url).await?;
    for sql in FILL {
        let sql = sql.replace("{last}", &(members - 1).to_string());
        sqlx::query(AssertSqlSafe(sql)).execute(&mut db).await?;
    }
    sqlx::query("ANALYZE").execute(&mut db).await?;
    db.close().await?;
    println!(
        "{name}: {members} scores, filled in {:.1?}",
        started.elapsed()
    );

    let store = Store::open(&location).await?;
    let home = Home::new("bench", "large");
    let mut random = StdRng::seed_from_u64(1);
    let (mut leaders, mut standings) = (Vec::new(), Vec::new());
    for _ in 0..QUERIES {
        let started = Instant::now();
        let found = store.leaders(&home, Span::All, None, 0, 10).await?;
        leaders.push(started.elapsed());
        assert_eq!(found.len(), 10);
        let member = MemberKey(format!("m{}", random.random_range(0..members)));
        let started = Instant::now();
        let found = store.standing(&home, Span::All, None, 0, &member).await?;
        standings.push(started.elapsed());
        assert!(found.is_some());
    }
    show(name, "top ten", leaders);
    show(name, "own rank", standings);
    commits(name, &store, 1).await?;
    commits(name, &store, WRITERS).await?;
    store.close().await;
    Ok(())
}

/// Measures commits as answers make them: an event, a round that goes on, an award, a message.
async fn commits(name: &str, store: &Store, writers: usize) -> anyhow::Result<()> {
    let started = Instant::now();
    let mut tasks = Vec::new();
    for writer in 0..writers {
        let store = store.clone();
        tasks.push(tokio::spawn(
            async move { write(&store, writers, writer).await },
        ));
    }
    let mut times = Vec::new();
    for task in tasks {
        times.extend(task.await??);
    }
    let seconds = started.elapsed().as_secs_f64();
    let rate = f64::from(u32::try_from(times.len())?) / seconds;
    println!("{name}: {writers} at once: {rate:.0} commits a second");
    show(name, "commit", times);
    Ok(())
}

async fn write(store: &Store, writers: usize, writer: usize) -> anyhow::Result<Vec<Duration>> {
    let id = format!("{writers}-{writer}");
    let place = Home::new("bench", id.clone()).channel(id.clone());
    let member = store.member("bench", &id, &id).await?.key;
    let mut start = Change::new(place.clone(), 0, Cause::Time);
    start.round = RoundChange::Open {
        rounds_max: 3,
        round_id: id.clone(),
        state: String::from("{}"),
        due_at: None,
    };
    anyhow::ensure!(store.commit(&start).await? == Outcome::Committed);
    let mut times = Vec::new();
    for (version, no) in (1..).zip(0..COMMITS / writers) {
        let key = format!("{id}-{no}");
        let mut change = Change::new(place.clone(), 0, Cause::Event(key.clone()));
        change.round = RoundChange::Keep {
            round_id: id.clone(),
            version,
            // About as long as a round is.
            state: "x".repeat(4000),
            due_at: Some(version),
        };
        change.awards.push(Award {
            round_id: id.clone(),
            question_no: version,
            member: member.clone(),
            points: 10,
            is_correct: true,
            kind: Kind::Choice,
            question: format!("question {}", no % 50),
            fact: String::from("fact"),
        });
        change.messages.push(Message {
            key,
            round_id: Some(id.clone()),
            body: "x".repeat(400),
            not_before: 0,
            expires_at: None,
        });
        let started = Instant::now();
        anyhow::ensure!(store.commit(&change).await? == Outcome::Committed);
        times.push(started.elapsed());
    }
    Ok(times)
}

fn show(name: &str, what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!("{name}: {what}: p50 {:.2?}, p99 {:.2?}", at(50), at(99));
}
