//! What is due: rounds and messages, claimed by leases.

use std::collections::HashSet;

use attache::store::{Cause, Change, Home, Lease, Outcome, Outgoing, RoundChange};

use super::scene::{Scene, home, message};

/// Commits messages to a channel.
async fn say(scene: &Scene, channel: &str, at: i64, keys: &[&str]) {
    let event = Cause::Event(keys.concat());
    let mut change = Change::new(home().channel(channel), at, event);
    change.messages = keys.iter().map(|key| message(key, at)).collect();
    assert_eq!(scene.commit(&change).await, Outcome::Committed);
}

/// Claims for 100 ms and gives the keys.
async fn claim(scene: &Scene, now: i64, owner: &str) -> Vec<String> {
    let claimed = scene
        .store
        .claim_messages("test", now, Lease::new(owner, now, 100), 99)
        .await;
    claimed.unwrap().into_iter().map(|one| one.key).collect()
}

pub async fn a_round_is_claimed_when_it_is_due_and_again_when_the_lease_ends(scene: Scene) {
    let place = home().channel("c");
    scene.start(&place, "r", Some(1000)).await;
    let claim = async |now| {
        scene
            .store
            .claim_rounds("test", now, Lease::new("a", now, 100), 9)
            .await
            .unwrap()
    };
    assert_eq!(claim(999).await, []);
    let claimed = claim(1000).await;
    assert_eq!(claimed.len(), 1);
    assert_eq!((&*claimed[0].round_id, claimed[0].version), ("r", 1));
    assert_eq!(claim(1001).await, []);
    assert_eq!(claim(1099).await, []);
    assert_eq!(claim(1100).await, claimed);
}

pub async fn a_change_of_the_round_ends_its_lease(scene: Scene) {
    let place = home().channel("c");
    scene.start(&place, "r", Some(1000)).await;
    scene
        .store
        .claim_rounds("test", 1000, Lease::new("a", 1000, 1000), 9)
        .await
        .unwrap();
    let mut change = Change::new(place, 1001, Cause::Time);
    change.round = RoundChange::Keep {
        round_id: String::from("r"),
        version: 1,
        state: String::new(),
        due_at: Some(1002),
    };
    assert_eq!(scene.commit(&change).await, Outcome::Committed);
    assert_eq!(scene.commit(&change).await, Outcome::Conflict);
    let claimed = scene
        .store
        .claim_rounds("test", 1002, Lease::new("b", 1002, 1000), 9)
        .await
        .unwrap();
    assert_eq!(claimed.len(), 1);
    change.round = RoundChange::Close {
        round_id: String::from("r"),
        version: 2,
    };
    assert_eq!(scene.commit(&change).await, Outcome::Committed);
    let claimed = scene
        .store
        .claim_rounds("test", 9999, Lease::new("b", 9999, 1000), 9)
        .await
        .unwrap();
    assert_eq!(claimed, []);
}

pub async fn messages_of_a_channel_are_said_in_order(scene: Scene) {
    say(&scene, "c", 0, &["1", "2"]).await;
    say(&scene, "d", 0, &["x"]).await;
    say(&scene, "c", 0, &["3"]).await;
    assert_eq!(claim(&scene, 0, "a").await, ["1", "x"]);
    // Nothing overtakes what is on its way.
    assert_eq!(claim(&scene, 50, "b").await, [""; 0]);
    scene.store.said("1", "id", 50).await.unwrap();
    assert_eq!(claim(&scene, 60, "b").await, ["2"]);
    assert_eq!(claim(&scene, 100, "b").await, ["x"]);
    assert_eq!(claim(&scene, 160, "c").await, ["2"]);
    scene.store.said("2", "id", 160).await.unwrap();
    scene.store.said("x", "id", 160).await.unwrap();
    let last = scene
        .store
        .claim_messages("test", 161, Lease::new("c", 161, 100), 9)
        .await
        .unwrap();
    assert_eq!(last[0].body, "{\"text\":\"3\"}");
    assert_eq!((last.len(), last[0].attempts), (1, 1));
}

pub async fn what_cannot_be_said_is_tried_later_or_given_up(scene: Scene) {
    say(&scene, "c", 0, &["1", "2"]).await;
    assert_eq!(claim(&scene, 0, "a").await, ["1"]);
    assert!(!scene.store.postpone("1", "b", 500, false).await.unwrap());
    assert!(scene.store.postpone("1", "a", 500, false).await.unwrap());
    assert!(!scene.store.postpone("1", "a", 900, false).await.unwrap());
    assert_eq!(claim(&scene, 499, "a").await, [""; 0]);
    let claimed = scene
        .store
        .claim_messages("test", 500, Lease::new("a", 500, 100), 9)
        .await
        .unwrap();
    // Refused at the first try, it surely was not said; refused later, it may have been before.
    let seen = |message: &Outgoing| (message.attempts, message.tried_at);
    assert_eq!((&*claimed[0].key, seen(&claimed[0])), ("1", (1, 500)));
    assert!(scene.store.postpone("1", "a", 600, true).await.unwrap());
    let claimed = scene
        .store
        .claim_messages("test", 600, Lease::new("a", 600, 100), 9)
        .await
        .unwrap();
    assert_eq!(seen(&claimed[0]), (2, 500));
    let cause = Cause::Unsaid {
        key: String::from("1"),
        why: String::from("forbidden"),
    };
    let give_up = Change::new(home().channel("c"), 501, cause);
    assert_eq!(scene.commit(&give_up).await, Outcome::Committed);
    assert_eq!(scene.commit(&give_up).await, Outcome::Seen);
    assert!(!scene.store.said("1", "id", 502).await.unwrap());
    assert_eq!(claim(&scene, 502, "a").await, ["2"]);
}

pub async fn many_who_claim_at_once_never_get_the_same(scene: Scene) {
    for number in 0..40 {
        let place = Home::new("test", format!("{number}")).channel(format!("{number}"));
        scene
            .start(&place, &format!("round {number}"), Some(0))
            .await;
        say(&scene, &format!("{number}"), 0, &[&format!("{number}")]).await;
    }
    let mut tasks = Vec::new();
    for owner in ["a", "b", "c"] {
        let store = scene.again().await;
        tasks.push(tokio::spawn(async move {
            let mut claimed = Vec::new();
            // To the end, in small bites.
            for _ in 0..60 {
                let rounds = store
                    .claim_rounds("test", 0, Lease::new(owner, 0, 100), 3)
                    .await
                    .unwrap();
                assert!(rounds.len() <= 3);
                claimed.extend(rounds.into_iter().map(|round| round.round_id));
                let messages = store
                    .claim_messages("test", 0, Lease::new(owner, 0, 100), 3)
                    .await
                    .unwrap();
                assert!(messages.len() <= 3);
                claimed.extend(messages.into_iter().map(|message| message.key));
            }
            claimed
        }));
    }
    let mut claimed = Vec::new();
    for task in tasks {
        claimed.extend(task.await.unwrap());
    }
    let different: HashSet<&String> = claimed.iter().collect();
    assert_eq!((claimed.len(), different.len()), (80, 80));
}

pub async fn what_is_due_next_is_known(scene: Scene) {
    let next = async || scene.store.next_due("test").await.unwrap();
    assert_eq!(next().await, None);
    scene.start(&home().channel("c"), "r", Some(1000)).await;
    assert_eq!(next().await, Some(1000));
    say(&scene, "c", 700, &["1"]).await;
    assert_eq!(next().await, Some(700));
    // What has to wait for that one does not count.
    say(&scene, "c", 500, &["2"]).await;
    assert_eq!(next().await, Some(700));
    claim(&scene, 950, "a").await;
    assert_eq!(next().await, Some(1000));
    scene
        .store
        .claim_rounds("test", 1000, Lease::new("a", 1000, 1000), 9)
        .await
        .unwrap();
    assert_eq!(next().await, Some(1050));
    scene.store.said("1", "id", 1000).await.unwrap();
    assert_eq!(next().await, Some(500));
    scene.store.said("2", "id", 1000).await.unwrap();
    assert_eq!(next().await, Some(2000));
}

pub async fn when_the_bot_was_last_there_is_known_by_platform(scene: Scene) {
    let set = async |platform, at| scene.store.set_present(platform, at).await.unwrap();
    let last = async |platform| scene.store.last_present(platform).await.unwrap();
    assert_eq!(last("discord").await, None);
    set("discord", 2000).await;
    assert_eq!(last("discord").await, Some(2000));
    assert_eq!(last("matrix").await, None);
    // Another process's clock may be behind.
    set("discord", 1500).await;
    assert_eq!(last("discord").await, Some(2000));
}

pub async fn rounds_that_run_are_listed_page_by_page(scene: Scene) {
    for channel in ["a", "b", "c"] {
        scene.start(&home().channel(channel), channel, None).await;
    }
    let elsewhere = Home::new("elsewhere", "community").channel("d");
    scene.start(&elsewhere, "d", None).await;
    let mut change = Change::new(home().channel("a"), 1, Cause::Time);
    change.round = RoundChange::Close {
        round_id: String::from("a"),
        version: 1,
    };
    assert_eq!(scene.commit(&change).await, Outcome::Committed);
    let page = async |after: &str| {
        let live = scene.store.live_rounds("test", after, 1).await.unwrap();
        live.into_iter().map(|round| round.round_id).next()
    };
    assert_eq!(page("").await.as_deref(), Some("b"));
    assert_eq!(page("b").await.as_deref(), Some("c"));
    assert_eq!(page("c").await, None);
}
