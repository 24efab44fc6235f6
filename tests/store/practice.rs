//! Practice: cards of what was got wrong, and the question that is put.

use attache::store::{Card, Cause, Change, Exercise, ExerciseChange, MemberKey, Outcome};

use super::scene::{Scene, asker, home};

fn change(at: i64) -> Change {
    Change::new(home().channel("c"), at, Cause::Time)
}

fn card(member: &MemberKey, card: &str, due_at: i64) -> Card {
    Card {
        member: member.clone(),
        question: String::from("q"),
        card: card.to_owned(),
        due_at,
    }
}

fn exercise(put_by: &str) -> Exercise {
    Exercise {
        channel: String::from("c"),
        put_by: put_by.to_owned(),
        put_at: 5,
        question: String::from("{}"),
    }
}

pub async fn no_card_is_kept_of_who_is_not_known(scene: Scene) {
    let nobody = MemberKey(String::from("nobody"));
    let mut first = change(0);
    first.cards.push(card(&nobody, "{}", 0));
    first.missed.push((nobody.clone(), String::from("p")));
    assert_eq!(scene.commit(&first).await, Outcome::Committed);
    assert_eq!(scene.store.cards(&nobody, 9).await.unwrap(), []);
    // Of who is, the last is kept.
    let ada = scene.member("ada").await;
    let mut second = change(0);
    second.cards = vec![card(&ada, "1", 5), card(&ada, "2", 9)];
    scene.commit(&second).await;
    let kept = scene.store.cards(&ada, 9).await.unwrap();
    assert_eq!(kept, [card(&ada, "2", 9)]);
    assert_eq!(
        scene.store.card(&ada, "q").await.unwrap(),
        kept.first().cloned()
    );
}

pub async fn what_was_got_wrong_is_due_at_once(scene: Scene) {
    let ada = scene.member("ada").await;
    let miss = |question: &str, at| {
        let mut change = change(at);
        change.missed.push((ada.clone(), question.to_owned()));
        change
    };
    scene.commit(&miss("q", 7)).await;
    let kept = async || scene.store.cards(&ada, 9).await.unwrap();
    assert_eq!(kept().await, [card(&ada, "null", 7)]);
    // What is known of it stays; it comes sooner, and never later.
    let mut learned = change(8);
    learned.cards.push(card(&ada, "learned", 900));
    scene.commit(&learned).await;
    scene.commit(&miss("q", 20)).await;
    assert_eq!(kept().await, [card(&ada, "learned", 20)]);
    scene.commit(&miss("q", 30)).await;
    assert_eq!(kept().await, [card(&ada, "learned", 20)]);
    // The longest due comes first.
    scene.commit(&miss("p", 10)).await;
    let due: Vec<i64> = kept().await.iter().map(|card| card.due_at).collect();
    assert_eq!(due, [10, 20]);
}

pub async fn a_question_that_is_practised_is_answered_once(scene: Scene) {
    let ada = scene.member("ada").await;
    let go = |from: Option<&str>, to: Option<&str>| {
        let mut change = change(5);
        change.exercise = Some(ExerciseChange {
            member: ada.clone(),
            from: from.map(str::to_owned),
            to: to.map(exercise),
        });
        change
            .missed
            .push((ada.clone(), format!("{from:?} {to:?}")));
        change
    };
    let open = async || scene.store.exercise(&ada).await.unwrap();
    assert_eq!(scene.commit(&go(None, Some("1"))).await, Outcome::Committed);
    assert_eq!(open().await, Some(exercise("1")));
    // Somebody else put one in between.
    assert_eq!(scene.commit(&go(None, Some("2"))).await, Outcome::Conflict);
    assert_eq!(
        scene.commit(&go(Some("1"), Some("3"))).await,
        Outcome::Committed
    );
    // It was answered in between.
    assert_eq!(
        scene.commit(&go(Some("1"), Some("4"))).await,
        Outcome::Conflict
    );
    assert_eq!(scene.commit(&go(Some("1"), None)).await, Outcome::Conflict);
    assert_eq!(open().await, Some(exercise("3")));
    assert_eq!(scene.commit(&go(Some("3"), None)).await, Outcome::Committed);
    assert_eq!(open().await, None);
    // What conflicts changes nothing else.
    assert_eq!(scene.store.cards(&ada, 9).await.unwrap().len(), 3);
    // It goes with the member.
    scene.commit(&go(None, Some("5"))).await;
    assert!(scene.store.forget(&asker("ada")).await.unwrap());
    assert_eq!(open().await, None);
}
