//! Commits: all or nothing, and nothing twice.

use attache::store::{Card, Cause, Change, Lease, Outcome, Plays, RoundChange};

use super::scene::{Scene, award, home, message};

fn event(id: &str) -> Change {
    Change::new(home().channel("c"), 1000, Cause::Event(id.to_owned()))
}

fn keep(round: &str, version: i64, state: &str) -> RoundChange {
    RoundChange::Keep {
        round_id: round.to_owned(),
        version,
        state: state.to_owned(),
        due_at: None,
    }
}

pub async fn an_event_that_was_seen_changes_nothing(scene: Scene) {
    let ada = scene.member("ada").await;
    let mut change = event("1");
    change.awards.push(award("r", 1, &ada, 5));
    change.messages.push(message("m", 0));
    change.asked.push((String::from("q"), 0));
    assert!(!scene.store.is_seen("test", "1").await.unwrap());
    assert_eq!(scene.commit(&change).await, Outcome::Committed);
    assert!(scene.store.is_seen("test", "1").await.unwrap());
    // As it is, and with what would be new.
    assert_eq!(scene.commit(&change).await, Outcome::Seen);
    change.awards[0].question_no = 2;
    change.messages[0].key = String::from("n");
    assert_eq!(scene.commit(&change).await, Outcome::Seen);
    let claimed = scene
        .store
        .claim_messages("test", 1000, Lease::new("a", 1000, 1), 9)
        .await
        .unwrap();
    assert_eq!(claimed.len(), 1);
    assert_eq!(scene.store.asked(&home()).await.unwrap()["q"], 1);
    let export = scene.store.export("test", "ada").await.unwrap().unwrap();
    assert_eq!(export["awards"].as_array().unwrap().len(), 1);
    // The same id of another platform is another event.
    let mut other = event("1");
    other.place.home.platform = String::from("other");
    assert_eq!(scene.commit(&other).await, Outcome::Committed);
}

pub async fn a_message_is_said_once_with_what_follows_from_it(scene: Scene) {
    let place = home().channel("c");
    scene.start(&place, "r", None).await;
    let mut change = event("1");
    change.messages.push(message("m", 0));
    scene.commit(&change).await;
    let cause = Cause::Said {
        key: String::from("m"),
        message_id: String::from("42"),
    };
    let mut said = Change::new(place, 2000, cause);
    said.round = keep("r", 7, "wrong version");
    assert_eq!(scene.commit(&said).await, Outcome::Conflict);
    assert_eq!(scene.store.message_id("m").await.unwrap(), None);
    said.round = keep("r", 1, "open");
    assert_eq!(scene.commit(&said).await, Outcome::Committed);
    assert_eq!(scene.commit(&said).await, Outcome::Seen);
    let id = scene.store.message_id("m").await.unwrap();
    assert_eq!(id.as_deref(), Some("42"));
    assert!(!scene.store.said("m", "43", 3000).await.unwrap());
}

pub async fn a_round_changes_only_from_the_version_that_was_read(scene: Scene) {
    let place = home().channel("c");
    assert_eq!(scene.start(&place, "r", Some(5)).await, Outcome::Committed);
    let round = scene.store.round_in(&place).await.unwrap().unwrap();
    assert_eq!((round.version, round.due_at), (1, Some(5)));
    assert_eq!((&*round.state, round.place.clone()), ("{}", place.clone()));
    let mut change = event("1");
    change.round = keep("r", 1, "second");
    assert_eq!(scene.commit(&change).await, Outcome::Committed);
    let mut late = event("2");
    late.round = keep("r", 1, "third");
    assert_eq!(scene.commit(&late).await, Outcome::Conflict);
    let round = scene.store.round("r").await.unwrap().unwrap();
    assert_eq!((round.version, &*round.state), (2, "second"));
    // The same event applies again to what it is now.
    late.round = RoundChange::Close {
        round_id: String::from("r"),
        version: 2,
    };
    assert_eq!(scene.commit(&late).await, Outcome::Committed);
    assert_eq!(scene.store.round_in(&place).await.unwrap(), None);
    let round = scene.store.round("r").await.unwrap().unwrap();
    assert!(!round.is_live && round.due_at.is_none());
    let mut over = event("3");
    over.round = keep("r", 3, "undead");
    assert_eq!(scene.commit(&over).await, Outcome::Conflict);
}

pub async fn a_change_that_does_not_happen_leaves_no_trace(scene: Scene) {
    let ada = scene.member("ada").await;
    let mut change = event("1");
    change.round = keep("none", 1, "");
    change.awards.push(award("r", 1, &ada, 5));
    change.messages.push(message("m", 0));
    change.asked.push((String::from("q"), 0));
    change.cards.push(Card {
        member: ada.clone(),
        question: String::from("q"),
        card: String::from("{}"),
        due_at: 0,
    });
    assert_eq!(scene.commit(&change).await, Outcome::Conflict);
    assert!(!scene.store.is_seen("test", "1").await.unwrap());
    assert!(scene.store.asked(&home()).await.unwrap().is_empty());
    assert_eq!(scene.store.next_due("test").await.unwrap(), None);
    assert_eq!(scene.store.card(&ada, "q").await.unwrap(), None);
    // A fault in the middle undoes what was before it.
    change.round = RoundChange::None;
    change.awards[0].points = -1;
    scene.store.commit(&change).await.unwrap_err();
    assert!(!scene.store.is_seen("test", "1").await.unwrap());
    change.awards[0].points = 1;
    assert_eq!(scene.commit(&change).await, Outcome::Committed);
    assert!(scene.store.card(&ada, "q").await.unwrap().is_some());
}

pub async fn a_channel_has_one_round_and_a_community_three(scene: Scene) {
    let place = |channel: &str| home().channel(channel);
    assert_eq!(
        scene.start(&place("1"), "a", None).await,
        Outcome::Committed
    );
    assert_eq!(
        scene.start(&place("1"), "b", None).await,
        Outcome::ChannelTaken
    );
    // The same event again, long after it was recorded.
    let mut again = event("other id");
    again.round = RoundChange::Open {
        rounds_max: 3,
        round_id: String::from("a"),
        state: String::new(),
        due_at: None,
    };
    assert_eq!(scene.commit(&again).await, Outcome::Seen);
    assert_eq!(
        scene.start(&place("2"), "c", None).await,
        Outcome::Committed
    );
    assert_eq!(
        scene.start(&place("3"), "d", None).await,
        Outcome::Committed
    );
    assert_eq!(
        scene.start(&place("4"), "e", None).await,
        Outcome::CommunityFull
    );
    let elsewhere = attache::store::Home::new("test", "elsewhere").channel("5");
    assert_eq!(scene.start(&elsewhere, "f", None).await, Outcome::Committed);
    let mut end = event("end");
    end.round = RoundChange::Close {
        round_id: String::from("c"),
        version: 1,
    };
    assert_eq!(scene.commit(&end).await, Outcome::Committed);
    assert_eq!(
        scene.start(&place("4"), "e", None).await,
        Outcome::Committed
    );
}

pub async fn many_at_once_start_no_fourth_round(scene: Scene) {
    let stores = [scene.again().await, scene.again().await];
    let mut tasks = Vec::new();
    for number in 0..12 {
        let store = stores[number % 2].clone();
        // Two for each channel.
        let place = home().channel(format!("{}", number / 2));
        let mut change = Change::new(place, 0, Cause::Event(number.to_string()));
        change.round = RoundChange::Open {
            rounds_max: 3,
            round_id: number.to_string(),
            state: String::new(),
            due_at: Some(0),
        };
        tasks.push(tokio::spawn(async move { store.commit(&change).await }));
    }
    let mut started = 0;
    for task in tasks {
        started += i64::from(task.await.unwrap().unwrap() == Outcome::Committed);
    }
    assert_eq!(started, 3);
    let rounds = scene
        .store
        .claim_rounds("test", 0, Lease::new("a", 0, 1), 99)
        .await
        .unwrap();
    assert_eq!(rounds.len(), 3);
}

pub async fn of_many_that_change_a_round_at_once_one_does(scene: Scene) {
    let ada = scene.member("ada").await;
    scene.start(&home().channel("c"), "r", None).await;
    let stores = [scene.again().await, scene.again().await];
    let mut tasks = Vec::new();
    for number in 0..8 {
        let store = stores[number % 2].clone();
        let mut change = event(&number.to_string());
        change.round = keep("r", 1, &number.to_string());
        change.awards.push(award("r", 1, &ada, 1));
        change.messages.push(message(&number.to_string(), 0));
        tasks.push(tokio::spawn(async move { store.commit(&change).await }));
    }
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.unwrap().unwrap());
    }
    let committed = |outcome: &&Outcome| **outcome == Outcome::Committed;
    assert_eq!(outcomes.iter().filter(committed).count(), 1, "{outcomes:?}");
    assert!(outcomes.iter().all(|outcome| *outcome != Outcome::Seen));
    let round = scene.store.round("r").await.unwrap().unwrap();
    assert_eq!(round.version, 2);
}

pub async fn an_award_is_given_once(scene: Scene) {
    let (ada, ben) = (scene.member("ada").await, scene.member("ben").await);
    let mut first = event("1");
    first.awards.push(award("r", 1, &ada, 5));
    first.awards.push(award("r", 1, &ada, 7));
    scene.commit(&first).await;
    // By another way to the same question: only what is new counts.
    let mut second = event("2");
    second.awards.push(award("r", 1, &ada, 9));
    second.awards.push(award("r", 1, &ben, 3));
    second.awards.push(award("r", 2, &ada, 1));
    assert_eq!(scene.commit(&second).await, Outcome::Committed);
    let span = attache::quiz::Span::All;
    let leaders = scene
        .store
        .leaders(&home(), span, None, 0, 9)
        .await
        .unwrap();
    let points: Vec<(&str, i64, i64)> = leaders
        .iter()
        .map(|leader| (&*leader.name, leader.points, leader.answered))
        .collect();
    assert_eq!(points, [("ada", 6, 2), ("ben", 3, 1)]);
}

pub async fn what_was_asked_and_how_it_was_answered_is_counted(scene: Scene) {
    let (ada, ben) = (scene.member("ada").await, scene.member("ben").await);
    let mut change = event("1");
    change.awards = vec![award("r", 1, &ada, 5), award("r", 1, &ben, 0)];
    change.asked = [("q", 0), ("p", 0)]
        .map(|(q, n)| (String::from(q), n))
        .to_vec();
    scene.commit(&change).await;
    let mut change = event("2");
    change.awards = vec![award("r", 2, &ada, 5), award("r", 1, &ben, 0)];
    change.asked = vec![(String::from("q"), 1)];
    scene.commit(&change).await;
    let asked = scene.store.asked(&home()).await.unwrap();
    assert_eq!((asked.len(), asked["q"], asked["p"]), (2, 2, 1));
    let question = String::from("fact/when/choice");
    let questions = [question.clone(), String::from("never asked")];
    let plays = scene.store.plays(&questions).await.unwrap();
    let expected = Plays {
        answered: 3,
        correct: 2,
    };
    assert_eq!((plays.len(), plays[&question]), (1, expected));
}
