//! Channels' wishes for daily facts.

use attache::store::{Cause, Change, Lease, Outcome, Place, Planned, Post, Subscription};

use super::scene::{Scene, home, message};

fn wish(channel: &str, due_at: Option<i64>) -> Subscription {
    Subscription {
        place: home().channel(channel),
        time_zone: String::from("Asia/Karachi"),
        time_of_day: String::from("09:00"),
        topic: None,
        set_at: 1,
        last_date: None,
        last_at: None,
        shown: String::from("{}"),
        missed: 0,
        due_at,
        paused: None,
        is_told: false,
        quiz: None,
        version: 0,
    }
}

async fn set(scene: &Scene, event: &str, wish: Subscription) -> Outcome {
    let cause = Cause::Event(event.to_owned());
    let mut change = Change::new(wish.place.clone(), 1, cause);
    change.wish = Some(wish);
    scene.commit(&change).await
}

async fn get(scene: &Scene, place: &Place) -> Subscription {
    let found = scene.store.subscription(place).await.unwrap();
    found.expect("a wish")
}

fn planned(wish: &Subscription, due_at: i64) -> Planned {
    Planned {
        subscription: Subscription {
            last_date: Some(String::from("2026-05-01")),
            last_at: Some(5),
            due_at: Some(due_at),
            ..wish.clone()
        },
        post: Some(Post {
            key: format!("daily/{}", wish.place.channel),
            body: String::from("{}"),
            expires_at: 99,
        }),
        missed: 0,
    }
}

pub async fn a_wish_is_changed_only_from_what_was_read(scene: Scene) {
    let place = home().channel("c");
    assert_eq!(scene.store.subscription(&place).await.unwrap(), None);
    assert_eq!(
        set(&scene, "1", wish("c", Some(7))).await,
        Outcome::Committed
    );
    assert_eq!(set(&scene, "1", wish("c", Some(8))).await, Outcome::Seen);
    assert_eq!(
        set(&scene, "2", wish("c", Some(8))).await,
        Outcome::Conflict
    );
    let kept = get(&scene, &place).await;
    assert_eq!((kept.due_at, kept.version), (Some(7), 1));
    let off = Subscription {
        due_at: None,
        ..kept
    };
    assert_eq!(set(&scene, "3", off.clone()).await, Outcome::Committed);
    assert_eq!(set(&scene, "4", off).await, Outcome::Conflict);
    assert_eq!(get(&scene, &place).await.due_at, None);
    assert_eq!(scene.store.subscriptions_of(&home()).await.unwrap(), []);
    assert_eq!(scene.store.subscriptions("test", 9).await.unwrap(), 0);
}

pub async fn a_post_is_planned_once_whoever_plans(scene: Scene) {
    for (number, channel) in ["a", "b", "c"].iter().enumerate() {
        let due = i64::try_from(number).unwrap();
        set(&scene, channel, wish(channel, Some(due))).await;
    }
    let due = scene.store.due_subscriptions("test", 1, 9).await.unwrap();
    let channels: Vec<&str> = due.iter().map(|wish| &*wish.place.channel).collect();
    assert_eq!(channels, ["a", "b"]);
    let all: Vec<Planned> = due.iter().map(|wish| planned(wish, 50)).collect();
    // Somebody changed one of them in the meantime.
    let changed = get(&scene, &home().channel("b")).await;
    set(
        &scene,
        "changed",
        Subscription {
            due_at: Some(40),
            ..changed
        },
    )
    .await;
    assert_eq!(scene.store.plan(&all, 2).await.unwrap(), [true, false]);
    assert_eq!(scene.store.plan(&all, 2).await.unwrap(), [false, false]);
    let kept = get(&scene, &home().channel("a")).await;
    assert_eq!(
        (kept.due_at, kept.last_at, kept.version),
        (Some(50), Some(5), 2)
    );
    assert_eq!(get(&scene, &home().channel("b")).await.due_at, Some(40));
    let posts = scene
        .store
        .claim_messages("test", 2, Lease::new("me", 2, 10), 9)
        .await
        .unwrap();
    assert_eq!(posts.len(), 1);
    assert_eq!((&*posts[0].key, posts[0].expires_at), ("daily/a", Some(99)));
}

pub async fn a_post_and_the_messages_of_a_round_do_not_wait_for_each_other(scene: Scene) {
    let place = home().channel("a");
    set(&scene, "1", wish("a", Some(0))).await;
    let mut change = Change::new(place.clone(), 1, Cause::Event(String::from("2")));
    change.messages = vec![message("first", 0), message("second", 0)];
    scene.commit(&change).await;
    let due = scene.store.due_subscriptions("test", 1, 9).await.unwrap();
    scene.store.plan(&[planned(&due[0], 50)], 1).await.unwrap();
    let claimed = scene
        .store
        .claim_messages("test", 1, Lease::new("me", 1, 10), 9)
        .await
        .unwrap();
    let mut keys: Vec<&str> = claimed.iter().map(|message| &*message.key).collect();
    keys.sort_unstable();
    assert_eq!(keys, ["daily/a", "first"]);
    // Since when it was tried stays known, until it surely was not said.
    let again = scene
        .store
        .claim_messages("test", 20, Lease::new("me", 20, 10), 9)
        .await
        .unwrap();
    assert!(again.iter().all(|message| message.tried_at == 1));
    scene
        .store
        .postpone("daily/a", "me", 25, false)
        .await
        .unwrap();
    let again = scene
        .store
        .claim_messages("test", 40, Lease::new("me", 40, 10), 9)
        .await
        .unwrap();
    let post = again.iter().find(|message| message.key == "daily/a");
    assert_eq!(post.expect("the post").tried_at, 40);
}
