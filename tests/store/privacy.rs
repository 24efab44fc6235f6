//! What members may ask for: to be shown what is kept, to be hidden, to be forgotten.

use attache::quiz::Span;
use attache::store::{
    Card, Cause, Change, Exercise, ExerciseChange, Home, Lease, MemberKey, RoundChange, Standing,
};
use serde_json::json;

use super::scene::{Scene, asker, award, home, message};

async fn names(scene: &Scene) -> Vec<(i64, String)> {
    let leaders = scene.store.leaders(&home(), Span::All, None, 0, 9).await;
    let row = |leader: Standing| (leader.rank, leader.name);
    leaders.unwrap().into_iter().map(row).collect()
}

async fn rank(scene: &Scene, member: &MemberKey) -> i64 {
    let standing = scene
        .store
        .standing(&home(), Span::Day, None, 0, member)
        .await;
    standing.unwrap().unwrap().rank
}

pub async fn a_member_keeps_a_key_that_says_nothing(scene: Scene) {
    let store = &scene.store;
    let ada = store.member("test", "1815", "ada").await.unwrap();
    let again = store.member("test", "1815", "Ada L.").await.unwrap();
    assert_eq!((&again.key, &*again.name), (&ada.key, "Ada L."));
    assert!(!ada.key.0.contains("1815") && ada.key.0.len() == 32);
    let other = store.member("other", "1815", "ada").await.unwrap();
    assert_ne!(other.key, ada.key);
    let nobody = MemberKey(String::from("nobody"));
    let names = store.names(&[ada.key.clone(), nobody]).await.unwrap();
    assert_eq!((names.len(), &*names[&ada.key]), (1, "Ada L."));
    assert_eq!(store.known_member("test", "1").await.unwrap(), None);
}

pub async fn everything_kept_of_a_member_is_shown(scene: Scene) {
    let ada = scene.member("ada").await;
    let mut change = Change::new(home().channel("c"), 86_400_000, Cause::Time);
    change.awards.push(award("r", 1, &ada, 5));
    change.cards.push(Card {
        member: ada.clone(),
        question: String::from("q"),
        card: String::from("{\"box\":2}"),
        due_at: 7,
    });
    change.exercise = Some(ExerciseChange {
        member: ada.clone(),
        from: None,
        to: Some(Exercise {
            channel: String::from("c"),
            put_by: String::from("event"),
            put_at: 8,
            question: String::from("{\"id\":\"q\"}"),
        }),
    });
    scene.commit(&change).await;
    let export = scene.store.export("test", "ada").await.unwrap().unwrap();
    assert_eq!(
        (&export["name"], &export["hidden"]),
        (&json!("ada"), &json!(false))
    );
    assert_eq!(
        export["awards"],
        json!([{
            "platform": "test", "community": "community", "round": "r", "question_no": 1,
            "points": 5, "correct": true, "kind": "choice", "question": "fact/when/choice",
            "at": 86_400_000, "day": "1970-01-02",
        }])
    );
    assert_eq!(export["scores"].as_array().unwrap().len(), 8);
    let cards = json!([{"question": "q", "card": {"box": 2}, "due_at": 7}]);
    assert_eq!(export["practice"], cards);
    let exercise = json!({"channel": "c", "put_at": 8, "question": {"id": "q"}});
    assert_eq!(export["exercise"], exercise);
    assert_eq!(scene.store.export("test", "ben").await.unwrap(), None);
}

pub async fn who_is_hidden_is_on_no_leaderboard_and_in_nobodys_way(scene: Scene) {
    for (at, (name, points)) in (0..).zip([("ada", 3), ("ben", 2), ("cleo", 1)]) {
        let member = scene.member(name).await;
        scene.give(&home(), at, &member, points).await;
    }
    let (ada, ben) = (scene.member("ada").await, scene.member("ben").await);
    let hide = async |hidden| scene.store.set_hidden(&asker("ada"), hidden).await.unwrap();
    for _ in 0..2 {
        assert!(hide(true).await);
        let expected = [(1, "ben"), (2, "cleo")].map(|(rank, name)| (rank, name.to_owned()));
        assert_eq!(names(&scene).await, expected);
        assert_eq!((rank(&scene, &ben).await, rank(&scene, &ada).await), (1, 1));
    }
    // What is earned meanwhile is earned, on boards old and new.
    scene.give(&home(), 9, &ada, 7).await;
    scene.give(&home(), 86_400_000, &ada, 7).await;
    assert_eq!(rank(&scene, &ben).await, 1);
    assert_eq!(scene.store.verify().await.unwrap(), []);
    for _ in 0..2 {
        assert!(hide(false).await);
        assert_eq!(names(&scene).await[0], (1, String::from("ada")));
        assert_eq!((rank(&scene, &ben).await, rank(&scene, &ada).await), (2, 1));
    }
    assert_eq!(scene.store.verify().await.unwrap(), []);
    assert!(
        !scene
            .store
            .set_hidden(&asker("nobody"), true)
            .await
            .unwrap()
    );
}

pub async fn who_is_forgotten_is_gone_and_no_sum_changes(scene: Scene) {
    let (ada, ben) = (scene.member("ada").await, scene.member("ben").await);
    scene.give(&home(), 0, &ada, 3).await;
    scene.give(&home(), 1, &ben, 2).await;
    scene.give(&Home::new("test", "second"), 2, &ada, 4).await;
    // Still in a round, in a message to be said, and with something to practise.
    let place = home().channel("c");
    let event = Cause::Event(String::from("start"));
    let mut change = Change::new(place.clone(), 3, event);
    change.round = RoundChange::Open {
        rounds_max: 3,
        round_id: String::from("r"),
        state: format!("{{\"in\":[\"{ada}\",\"{ben}\"]}}"),
        due_at: None,
    };
    let mut greeting = message("m", 0);
    greeting.body = format!("{{\"to\":\"{ada}\"}}");
    change.messages.push(greeting);
    change.cards.push(Card {
        member: ada.clone(),
        question: String::from("q"),
        card: String::from("{}"),
        due_at: 0,
    });
    scene.commit(&change).await;

    let by = asker("ada");
    assert!(scene.store.forget(&by).await.unwrap());
    assert!(!scene.store.forget(&asker("ada")).await.unwrap());
    assert_eq!(scene.store.export("test", "ada").await.unwrap(), None);
    assert_eq!(scene.store.card(&ada, "q").await.unwrap(), None);
    assert_eq!(names(&scene).await, [(1, String::from("ben"))]);
    assert_eq!(rank(&scene, &ben).await, 1);
    assert_eq!(scene.store.verify().await.unwrap(), []);
    // Nothing that is left has the old key, and the round goes on from where it is.
    let round = scene.store.round("r").await.unwrap().unwrap();
    assert!(!round.state.contains(&ada.0) && round.state.contains(&ben.0));
    assert_eq!(round.version, 2);
    let said = scene
        .store
        .claim_messages("test", 9, Lease::new("a", 9, 1), 9)
        .await
        .unwrap();
    assert!(!said[0].body.contains(&ada.0));
    // What is still on its way under the old key is counted for nobody.
    scene.give(&home(), 9, &ada, 9).await;
    assert_eq!(rank(&scene, &ben).await, 1);
    // Whoever comes back begins anew.
    let new = scene.member("ada").await;
    assert_ne!(new, ada);
    scene.give(&home(), 10, &new, 1).await;
    assert_eq!(rank(&scene, &new).await, 2);
    // The same message, when it comes again, forgets nobody who came back.
    scene.store.forget(&by).await.unwrap();
    assert_eq!(rank(&scene, &new).await, 2);
    assert_eq!(scene.store.verify().await.unwrap(), []);
    let plays = scene.store.plays(&[String::from("fact/when/choice")]).await;
    assert_eq!(plays.unwrap()["fact/when/choice"].answered, 5);
}
