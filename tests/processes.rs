//! Several processes on one PostgreSQL: they share the work, and a server that goes away comes
//! back to a game that goes on.

mod proxy;

use std::collections::BTreeMap;

use attache::bot::game::{Game, Incoming};
use attache::quiz::{Event, Span};
use attache::store::{Home, Location, Place, Store};
use jiff::Timestamp;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};
use tokio::task::JoinSet;

use crate::built_in::bot;
use crate::store::postgres;
pub(crate) use proxy::Proxy;

const PLATFORM: &str = "test";

/// As many as hold the work, each with connections of its own.
const PROCESSES: usize = 3;

const COMMUNITIES: usize = 5;

/// As many as a community may have.
const CHANNELS: usize = 3;

const MEMBERS: [&str; 4] = ["ana", "ben", "cem", "dora"];

/// What was said: by key, each time.
type Said = BTreeMap<String, Vec<String>>;

async fn game(url: &str) -> Game {
    let location = Location::parse(url).expect("a location");
    Game::new(bot(), Store::open(&location).await.expect("a store"))
}

fn runtime() -> tokio::runtime::Runtime {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    let runtime = builder.worker_threads(2).enable_all().build();
    runtime.expect("a runtime")
}

fn incoming(place: &Place, number: u64, at: Timestamp, member: &str, text: &str) -> Incoming {
    Incoming {
        place: place.clone(),
        event_id: number.to_string(),
        event: Event { at, order: number },
        member_id: member.to_owned(),
        name: member.to_owned(),
        is_moderator: false,
        rank: attache::bot::game::Rank::None,
        is_private: false,
        text: text.to_owned(),
        answers: None,
    }
}

fn start() -> Timestamp {
    Timestamp::from_second(1_800_000_000).expect("a time")
}

/// Does all that is due at a time, as one of several that do so at once.
async fn work(game: Game, owner: String, now: Timestamp) -> Vec<(String, String)> {
    let mut random = StdRng::seed_from_u64(1);
    let mut said = Vec::new();
    loop {
        let advanced = game.advance(PLATFORM, now, &owner, &mut random).await;
        let advanced = advanced.expect("the store is there");
        let to_say = game
            .to_say(PLATFORM, now, now, &owner)
            .await
            .expect("the store is there");
        if advanced == 0 && to_say.is_empty() {
            return said;
        }
        for one in to_say {
            said.push((one.key.clone(), one.reply.to_string()));
            let recorded = game.said(&one, &one.key, now, now).await;
            recorded.expect("the store is there");
        }
    }
}

/// All processes do what is due at a time, while members write to any of them.
async fn together(
    games: &[Game],
    now: Timestamp,
    written: Vec<(usize, Incoming)>,
    said: &mut Said,
) {
    // They have been there all the time.
    let present = games[0].store().set_present(PLATFORM, now.as_millisecond());
    present.await.expect("the store is there");
    let mut tasks = JoinSet::new();
    for (number, game) in games.iter().enumerate() {
        tasks.spawn(work(game.clone(), number.to_string(), now));
    }
    for (process, incoming) in written {
        let game = games[process].clone();
        tasks.spawn(async move {
            let mut random = StdRng::seed_from_u64(incoming.event.order);
            game.reply(&incoming, &mut random).await;
            Vec::new()
        });
    }
    while let Some(done) = tasks.join_next().await {
        for (key, text) in done.expect("no task breaks") {
            said.entry(key).or_default().push(text);
        }
    }
}

/// `- ana: +12 points` gives ana and 12.
fn gain(line: &str) -> Option<(&str, i64)> {
    let (member, rest) = line.strip_prefix("- ")?.split_once(": +")?;
    Some((member, rest.split(' ').next()?.parse().ok()?))
}

#[test]
fn three_processes_share_the_rounds_and_double_nothing() {
    runtime().block_on(async {
        let url = postgres::fresh_database().await;
        let mut games = Vec::new();
        for _ in 0..PROCESSES {
            games.push(game(&url).await);
        }
        let homes: Vec<Home> = (0..COMMUNITIES)
            .map(|number| Home::new(PLATFORM, number.to_string()))
            .collect();
        let places: Vec<Place> = homes
            .iter()
            .flat_map(|home| {
                (0..CHANNELS).map(|number| home.channel(format!("{}-{number}", home.community)))
            })
            .collect();
        let random = &mut StdRng::seed_from_u64(7);
        let (mut said, mut number, mut now) = (Said::new(), 0, start());
        // Every message comes to two processes at once.
        let twice = |incoming: Incoming, random: &mut StdRng| {
            let first = random.random_range(0..PROCESSES);
            [
                (first, incoming.clone()),
                ((first + 1) % PROCESSES, incoming),
            ]
        };
        let mut written = Vec::new();
        for place in &places {
            number += 1;
            let begin = incoming(place, number, now, "ana", "/quiz start 2 true-false");
            written.extend(twice(begin, random));
        }
        together(&games, now, written, &mut said).await;
        while let Some(due) = games[0].store().next_due(PLATFORM).await.expect("a time") {
            together(&games, now, Vec::new(), &mut said).await;
            let mut written = Vec::new();
            for place in &places {
                for member in MEMBERS {
                    number += 1;
                    let text = if random.random_bool(0.5) {
                        "true"
                    } else {
                        "false"
                    };
                    let answer = incoming(place, number, now, member, text);
                    written.extend(twice(answer, random));
                }
            }
            together(&games, now, written, &mut said).await;
            now = now.max(Timestamp::from_millisecond(due).expect("a time"));
        }
        let twice: Vec<_> = said.iter().filter(|(_, times)| times.len() > 1).collect();
        assert!(twice.is_empty(), "{twice:#?}");
        // Of each round two questions, two answers and the results.
        assert_eq!(said.len(), places.len() * 5);
        let mut told: BTreeMap<&str, i64> = BTreeMap::new();
        for (member, points) in said
            .values()
            .flatten()
            .flat_map(|text| text.lines())
            .filter_map(gain)
        {
            *told.entry(member).or_default() += points;
        }
        let mut kept: BTreeMap<&str, i64> = BTreeMap::new();
        for home in &homes {
            let leaders = games[0].store().leaders(home, Span::All, None, 0, 9).await;
            for leader in leaders.expect("a leaderboard") {
                let member = MEMBERS.into_iter().find(|member| *member == leader.name);
                *kept.entry(member.expect("a member")).or_default() += leader.points;
            }
        }
        assert_eq!(told, kept);
        assert_eq!(games[0].store().verify().await.expect("a ledger"), []);
    });
}

#[test]
fn a_game_goes_on_when_its_database_is_back() {
    runtime().block_on(async {
        let proxy = Proxy::before(&postgres::fresh_database().await);
        let game = game(proxy.url()).await;
        let place = Home::new(PLATFORM, "community").channel("channel");
        let random = &mut StdRng::seed_from_u64(7);
        let mut now = start();
        let mut said = Said::new();
        let games = [game.clone()];
        let begin = incoming(&place, 1, now, "ana", "/quiz start 1 choice");
        game.reply(&begin, random).await.expect("a reply");
        together(&games, now, Vec::new(), &mut said).await;
        let answer = incoming(&place, 2, now, "ana", "a");

        proxy.cut();
        let reply = game.reply(&answer, random).await.expect("a reply");
        assert!(reply.to_string().contains("nothing was scored"), "{reply}");
        let lost = game
            .advance(PLATFORM, now, "0", random)
            .await
            .expect_err("no store");
        assert!(lost.to_string().contains("cannot be reached"), "{lost}");

        proxy.mend();
        let reply = game.reply(&answer, random).await.expect("a reply");
        assert!(reply.to_string().starts_with("Your answer: "), "{reply}");
        while let Some(due) = game.store().next_due(PLATFORM).await.expect("a time") {
            now = now.max(Timestamp::from_millisecond(due).expect("a time"));
            together(&games, now, Vec::new(), &mut said).await;
        }
        // A question, its answer, the results: each once.
        assert_eq!(said.len(), 3, "{said:#?}");
        assert!(said.values().all(|times| times.len() == 1), "{said:#?}");
    });
}

#[test]
fn of_many_answers_at_once_none_is_lost() {
    /// A full channel.
    const ANSWERS: u64 = 60;
    runtime().block_on(async {
        let url = postgres::fresh_database().await;
        let mut games = Vec::new();
        for _ in 0..3 {
            games.push(game(&url).await);
        }
        let place = Home::new(PLATFORM, "community").channel("channel");
        let now = start();
        let random = &mut StdRng::seed_from_u64(7);
        let begin = incoming(&place, 1, now, "ana", "/quiz start 1 true-false");
        games[0].reply(&begin, random).await.expect("a reply");
        together(&games, now, Vec::new(), &mut Said::new()).await;
        let mut tasks = JoinSet::new();
        for (number, game) in (2..2 + ANSWERS).zip(games.iter().cycle()) {
            let answer = incoming(&place, number, now, &format!("member{number}"), "true");
            let game = game.clone();
            tasks.spawn(async move {
                let mut random = StdRng::seed_from_u64(number);
                game.reply(&answer, &mut random).await
            });
        }
        while let Some(reply) = tasks.join_next().await {
            let reply = reply.expect("no task breaks").expect("a reply");
            assert!(reply.to_string().starts_with("Your answer: "), "{reply}");
        }
    });
}
