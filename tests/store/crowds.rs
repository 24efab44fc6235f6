//! Many at once: whoever is in the way of another tries again, and in the end all is right.

use std::collections::HashSet;

use attache::quiz::Span;
use attache::store::{
    Cause, Change, Home, Lease, Location, Outcome, Result, RoundChange, Store, StoreError,
};

use super::scene::{Scene, asker, award, message};

/// Does it until nothing is in the way, as every caller has to.
async fn insist<T, F: Future<Output = Result<T>>>(work: impl Fn() -> F) -> T {
    for _ in 0..1000 {
        match work().await {
            Err(StoreError::Conflict(_)) => tokio::task::yield_now().await,
            done => return done.expect("it is done"),
        }
    }
    panic!("something is always in the way");
}

const MEMBERS: [&str; 4] = ["ada", "ben", "cleo", "dora"];
const TASKS: usize = 4;
const COMMITS: usize = 12;

fn home(number: usize) -> Home {
    Home::new("test", (number % 2).to_string())
}

/// Gives awards in both communities to all, in an order of each task's own.
async fn give(store: Store, task: usize) {
    for turn in 0..COMMITS {
        let round = format!("{task}/{turn}");
        let place = home(task + turn).channel(task.to_string());
        let mut change = Change::new(place, 0, Cause::Event(round.clone()));
        for at in 0..MEMBERS.len() {
            let name = MEMBERS[(at + task) % MEMBERS.len()];
            let member = insist(|| store.member("test", name, name)).await.key;
            let mut award = award(&round, 1, &member, 1 + i64::from(turn % 3 == 0));
            award.question = format!("q{}", (at + turn) % 3);
            change.awards.push(award);
        }
        change.messages.push(message(&round, 0));
        assert_eq!(insist(|| store.commit(&change)).await, Outcome::Committed);
        // Its answer was lost.
        assert_eq!(insist(|| store.commit(&change)).await, Outcome::Seen);
    }
}

pub async fn many_at_once_leave_sums_that_agree(scene: Scene) {
    let mut tasks = Vec::new();
    for task in 0..TASKS {
        tasks.push(tokio::spawn(give(scene.again().await, task)));
    }
    let store = scene.again().await;
    tasks.push(tokio::spawn(async move {
        insist(|| store.member("test", "ada", "ada")).await;
        for turn in 0..10 {
            let (ada, ben) = (asker("ada"), asker("ben"));
            insist(|| store.set_hidden(&ada, turn % 2 == 0)).await;
            insist(|| store.forget(&ben)).await;
            assert_eq!(insist(|| store.verify()).await, []);
        }
    }));
    for task in tasks {
        task.await.expect("it ends well");
    }
    assert_eq!(scene.store.verify().await.unwrap(), []);
    // Nobody but the forgotten lost a point.
    for number in 0..2 {
        let mut points = 0;
        for task in 0..TASKS {
            let own = (0..COMMITS).filter(|turn| (task + turn) % 2 == number);
            points += own.map(|turn| 1 + i64::from(turn % 3 == 0)).sum::<i64>();
        }
        for name in ["cleo", "dora"] {
            let member = scene.member(name).await;
            let home = home(number);
            let standing = scene.store.standing(&home, Span::All, None, 0, &member);
            assert_eq!(standing.await.unwrap().unwrap().points, points);
        }
    }
}

pub async fn what_many_write_to_a_channel_is_said_in_one_order(scene: Scene) {
    let place = home(0).channel("c");
    let mut tasks = Vec::new();
    for task in 0..3 {
        let (store, place) = (scene.again().await, place.clone());
        tasks.push(tokio::spawn(async move {
            for turn in 0..10 {
                let keys = ["a", "b"].map(|part| format!("{task}/{turn}/{part}"));
                let mut change = Change::new(place.clone(), turn, Cause::Event(keys[0].clone()));
                change.messages = keys.iter().map(|key| message(key, 0)).collect();
                insist(|| store.commit(&change)).await;
            }
        }));
    }
    // Said while more is written: what belongs together stays so, and nobody's order is lost.
    let store = scene.again().await;
    let mut said: Vec<String> = Vec::new();
    while said.len() < 60 {
        for message in insist(|| store.claim_messages("test", 0, Lease::new("a", 0, 1000), 5)).await
        {
            insist(|| store.said(&message.key, "id", 0)).await;
            said.push(message.key);
        }
        tokio::task::yield_now().await;
    }
    for task in tasks {
        task.await.expect("it ends well");
    }
    for pair in said.chunks(2) {
        assert_eq!(pair[0].trim_end_matches('a'), pair[1].trim_end_matches('b'));
    }
    for task in 0..3 {
        let own = said
            .iter()
            .filter_map(|key| key.strip_prefix(&format!("{task}/")));
        let turns: Vec<u32> = own
            .step_by(2)
            .map(|key| {
                key.split('/')
                    .next()
                    .expect("a turn")
                    .parse()
                    .expect("a number")
            })
            .collect();
        assert!(turns.is_sorted() && turns.len() == 10, "{turns:?}");
    }
    assert_eq!(said.iter().collect::<HashSet<_>>().len(), 60);
}

/// A round that every event counts up by one, as a bot would: read, apply, write, and again where
/// another was faster.
pub async fn every_event_is_applied_once_however_many_carry_it(scene: Scene) {
    let place = home(0).channel("c");
    scene.start(&place, "r", None).await;
    let mut tasks = Vec::new();
    for task in 0..4 {
        let (store, place) = (scene.again().await, place.clone());
        tasks.push(tokio::spawn(async move {
            // Each event comes to two of them.
            for event in (0..20).map(|event| format!("{}/{event}", task / 2)) {
                loop {
                    let round = insist(|| store.round_in(&place)).await.expect("a round");
                    let count: u32 = round.state.parse().unwrap_or(0);
                    let cause = Cause::Event(event.clone());
                    let mut change = Change::new(place.clone(), 0, cause);
                    change.round = RoundChange::Keep {
                        round_id: round.round_id,
                        version: round.version,
                        state: (count + 1).to_string(),
                        due_at: None,
                    };
                    if insist(|| store.commit(&change)).await != Outcome::Conflict {
                        break;
                    }
                }
            }
        }));
    }
    for task in tasks {
        task.await.expect("it ends well");
    }
    let round = scene.store.round("r").await.unwrap().unwrap();
    assert_eq!((&*round.state, round.version), ("40", 41));
}

#[test]
fn what_was_acknowledged_survives_a_store_that_is_never_closed() {
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let folder = tempfile::TempDir::new().expect("a folder");
    let (from, to) = (folder.path().join("a.db"), folder.path().join("b.db"));
    let location = |path: &std::path::Path| {
        Location::parse(&format!("sqlite:{}", path.display())).expect("a location")
    };
    runtime.block_on(async {
        let store = Store::open(&location(&from)).await.unwrap();
        let ada = store.member("test", "ada", "ada").await.unwrap().key;
        let mut change = Change::new(home(0).channel("c"), 0, Cause::Time);
        change.awards.push(award("r", 1, &ada, 5));
        store.commit(&change).await.unwrap();
        // The files as they lie there when the program is killed.
        for end in ["", "-wal"] {
            let name = |path: &std::path::Path| format!("{}{end}", path.display());
            std::fs::copy(name(&from), name(&to)).expect("a file");
        }
        let copy = Store::open(&location(&to)).await.unwrap();
        let standing = copy.standing(&home(0), Span::All, None, 0, &ada).await;
        assert_eq!(standing.unwrap().unwrap().points, 5);
        assert_eq!(copy.verify().await.unwrap(), []);
    });
}
