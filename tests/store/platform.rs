//! What processes tell each other about a platform, and communities that the bot left.

use attache::quiz::Span;
use attache::store::{Home, MemberKey, Outcome, Settled};

use super::scene::{Engine, Scene, settle};

const DAY_MS: i64 = 86_400_000;

pub async fn a_turn_is_for_one_until_it_ends(scene: Scene) {
    let store = &scene.store;
    let take = |name: &'static str, now, until| async move {
        store.take_turn("test", name, now, until).await.unwrap()
    };
    assert!(take("a", 1_000, 2_000).await);
    assert!(!take("a", 1_999, 3_000).await);
    assert!(take("b", 1_000, 2_000).await);
    assert!(take("a", 2_000, 3_000).await);
    assert!(!take("a", 2_000, 3_000).await);
    assert_eq!(store.note("test", "x").await.unwrap(), None);
    store.set_note("test", "x", "1").await.unwrap();
    store.set_note("test", "x", "2").await.unwrap();
    assert_eq!(store.note("test", "x").await.unwrap().as_deref(), Some("2"));
    assert_eq!(store.note("other", "x").await.unwrap(), None);
}

pub async fn what_one_process_holds_no_other_does_until_that_is_gone(scene: Scene) {
    let other = scene.again().await;
    let mut hold = scene.store.hold("a").await.unwrap();
    assert!(hold.is_held().await);
    if scene.engine == Engine::Postgres {
        let waiting = other.hold("a");
        tokio::pin!(waiting);
        tokio::select! {
            _ = &mut waiting => panic!("two hold the same"),
            // By the time that it has this, it has asked for the other.
            free = other.hold("b") => assert!(free.unwrap().is_held().await),
        }
        drop(hold);
        // The server notices that the connection is gone.
        assert!(waiting.await.unwrap().is_held().await);
    }
}

pub async fn what_is_kept_of_a_channel_goes_on_in_the_one_that_takes_its_place(scene: Scene) {
    let ada = scene.member("ada").await;
    let places = ["old", "new", "newer"].map(|name| Home::new("test", name).channel(name));
    let [old, new, newer] = &places;
    scene.give(&old.home, 0, &ada, 3).await;
    assert!(scene.store.move_channel(old, new).await.unwrap());
    let points = |home: Home| {
        let (store, ada) = (scene.store.clone(), ada.clone());
        async move {
            let standing = store
                .standing(&home, Span::All, None, 0, &ada)
                .await
                .unwrap();
            standing.map(|standing| standing.points)
        }
    };
    assert_eq!(points(old.home.clone()).await, None);
    assert_eq!(points(new.home.clone()).await, Some(3));
    assert!(scene.store.verify().await.unwrap().is_empty());
    // Nothing is mixed with what is there already.
    scene.give(&newer.home, 0, &ada, 5).await;
    assert!(!scene.store.move_channel(new, newer).await.unwrap());
    assert_eq!(points(newer.home.clone()).await, Some(5));
}

pub async fn what_is_kept_of_a_community_goes_long_after_the_bot_left_it(scene: Scene) {
    let [ada, ben] = [scene.member("ada").await, scene.member("ben").await];
    let [left, kept] = ["left", "kept"].map(|name| Home::new("test", name));
    scene.give(&left, 0, &ada, 3).await;
    scene.give(&left, 0, &ben, 5).await;
    scene.give(&kept, 0, &ben, 7).await;
    // Elsewhere somebody is just about to answer for the first time.
    scene.member("cyd").await;
    scene.start(&left.channel("c"), "r", None).await;
    let store = &scene.store;
    store.leave(&left, DAY_MS).await.unwrap();
    // Told twice, it left when it was told first; where it comes back, nothing goes.
    store.leave(&left, 20 * DAY_MS).await.unwrap();
    store.leave(&kept, DAY_MS).await.unwrap();
    store.come_back(&kept).await.unwrap();
    let mut communities = store.communities("test").await.unwrap();
    communities.sort();
    let expected = [("kept", None), ("left", Some(DAY_MS))];
    assert_eq!(
        communities,
        expected.map(|(name, at)| (name.to_owned(), at))
    );
    let standing = |home: Home, member: MemberKey| async move {
        let standing = store.standing(&home, Span::All, None, 0, &member).await;
        standing.unwrap().map(|standing| standing.points)
    };
    assert_eq!(store.prune(31 * DAY_MS).await.unwrap().communities, 0);
    assert_eq!(standing(left.clone(), ada.clone()).await, Some(3));
    assert_eq!(store.prune(31 * DAY_MS + 1).await.unwrap().communities, 1);
    assert_eq!(standing(left.clone(), ada.clone()).await, None);
    assert_eq!(standing(kept, ben.clone()).await, Some(7));
    assert!(store.round("r").await.unwrap().is_none());
    // Whoever played nowhere else is not known any more.
    assert!(store.known_member("test", "ada").await.unwrap().is_none());
    assert!(store.known_member("test", "ben").await.unwrap().is_some());
    assert!(store.known_member("test", "cyd").await.unwrap().is_some());
    assert_eq!(store.verify().await.unwrap(), []);
    // With the last of them, every count goes.
    let kept = Home::new("test", "kept");
    store.leave(&kept, 40 * DAY_MS).await.unwrap();
    assert_eq!(store.prune(90 * DAY_MS).await.unwrap().communities, 1);
    assert_eq!(store.verify().await.unwrap(), []);
}

pub async fn a_link_leads_to_one_community_until_it_is_revoked(scene: Scene) {
    let store = &scene.store;
    let [one, two] = ["one", "two"].map(|name| Home::new("test", name));
    let link = async |home, digest: Option<&str>| {
        let settled = Settled::Link(digest.map(ToOwned::to_owned));
        assert_eq!(
            settle(&scene, home, settled).await.unwrap(),
            Outcome::Committed
        );
    };
    link(&one, Some("a")).await;
    link(&two, Some("b")).await;
    link(&one, Some("c")).await;
    assert_eq!(store.linked("a").await.unwrap(), None);
    assert_eq!(store.linked("b").await.unwrap(), Some(two.clone()));
    assert_eq!(store.linked("c").await.unwrap(), Some(one.clone()));
    link(&one, None).await;
    link(&one, None).await;
    assert_eq!(store.linked("c").await.unwrap(), None);
    // What takes the place of a room is reached by its link, and what is left by none.
    let three = Home::new("test", "three");
    let (from, to) = (two.channel("x"), three.channel("y"));
    assert!(store.move_channel(&from, &to).await.unwrap());
    assert_eq!(store.linked("b").await.unwrap(), Some(three.clone()));
    store.leave(&three, 0).await.unwrap();
    store.prune(40 * DAY_MS).await.unwrap();
    assert_eq!(store.linked("b").await.unwrap(), None);
}
