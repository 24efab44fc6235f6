//! Answers that name their question, as a button does.

use attache::bot::game::{Incoming, marker};
use attache::quiz::Event;
use jiff::Timestamp;

use super::{FIRST, HOUR, Scene, run};

const QUIZ: &str = "/daily on 9 UTC quiz:yes";

impl Scene {
    fn press(&mut self, question: &str, text: &str) -> Incoming {
        self.events += 1;
        Incoming {
            place: self.place.clone(),
            event_id: self.events.to_string(),
            event: Event {
                at: self.platform.clock.get(),
                order: self.events,
            },
            member_id: String::from("ben"),
            name: String::from("ben"),
            is_moderator: false,
            rank: attache::bot::game::Rank::None,
            is_private: false,
            text: text.to_owned(),
            answers: Some(question.to_owned()),
        }
    }

    async fn pressed(&mut self, key: &str, text: &str) -> String {
        let incoming = self.press(&marker(key), text);
        let reply = self.game.reply(&incoming, &mut self.random).await;
        reply.expect("a reply").to_string()
    }
}

#[test]
fn an_answer_counts_for_the_question_that_it_names_and_for_no_other() {
    run(async {
        let mut scene = Scene::new(QUIZ).await;
        scene.pass(HOUR).await;
        assert_eq!(scene.seen(), [FIRST]);
        let daily = scene.pressed(FIRST, "a").await;
        assert!(
            daily.starts_with("Your answer: A. You can change it until the next"),
            "{daily}"
        );

        scene.write("ana", "/quiz start 2 choice").await;
        scene.pass(0).await;
        let first = scene.seen().pop().expect("a question");
        assert!(first.ends_with("/1/question"), "{first}");
        let taken = scene.pressed(&first, "b").await;
        assert_eq!(taken, "Your answer: B. You can change it until time is up.");
        // The daily question is still there to be answered, and talk is not.
        assert!(
            scene
                .pressed(FIRST, "b")
                .await
                .starts_with("Your answer: B. You can change it until the next")
        );
        assert_eq!(
            scene.pressed(&first, "who?").await,
            "There is no answer in it."
        );

        scene.pass(60).await;
        scene.pass(60).await;
        assert_eq!(
            scene.pressed(&first, "a").await,
            "That question is over. The next one is further down, if there is one."
        );
    });
}

#[test]
fn an_answer_that_comes_before_its_question_is_recorded_waits_for_that() {
    run(async {
        let mut scene = Scene::new(QUIZ).await;
        scene.write("ana", "/quiz start 2 choice").await;
        let clock: Timestamp = scene.platform.clock.get();
        let round = scene.game.store().round_in(&scene.place).await;
        let round = round.expect("the store is there").expect("a round");
        let question = marker(&format!("{}/1/question", round.round_id));
        let incoming = scene.press(&question, "c");
        let mut random = rand::rng();
        let (reply, said) = tokio::join!(
            scene.game.reply(&incoming, &mut random),
            scene
                .scheduler
                .tick(&scene.game, &scene.platform, || clock, &mut scene.random)
        );
        assert!(said.expect("the store is there"));
        let reply = reply.expect("a reply").to_string();
        assert_eq!(reply, "Your answer: C. You can change it until time is up.");
    });
}

#[test]
fn what_is_overheard_is_an_answer_or_nothing() {
    run(async {
        let mut scene = Scene::new("/daily on 9 UTC").await;
        let overheard = async |scene: &mut Scene, text: &str| {
            let mut incoming = scene.press("", text);
            incoming.answers = None;
            scene.game.overhear(&incoming).await
        };
        assert!(!overheard(&mut scene, "a").await);
        scene.write("ana", "/quiz start 2 choice").await;
        scene.pass(0).await;
        assert!(!overheard(&mut scene, "what a question").await);
        assert!(overheard(&mut scene, "a").await);
        for _ in 0..10 {
            scene.pass(4).await;
        }
        let texts = scene.texts().join("\n");
        assert!(
            texts.contains("ben: +") || texts.contains("Nobody was right."),
            "{texts}"
        );
    });
}

#[test]
fn any_open_question_can_be_answered_by_a_command() {
    run(async {
        let mut scene = Scene::new(QUIZ).await;
        let nothing = scene.write("ben", "/answer a").await;
        assert_eq!(nothing, "No question is open just now.");
        scene.pass(HOUR).await;
        assert!(
            scene
                .write("ben", "/answer a")
                .await
                .starts_with("Your answer: A.")
        );
        assert!(
            scene
                .write("ben", "/answer perhaps")
                .await
                .starts_with("There is no answer in it.")
        );
        let asked = scene.write("ben", "/practice policy-change-2014").await;
        assert!(asked.contains("take your time"), "{asked}");
        let none = scene.write("ben", "/practice policy-change-1066").await;
        assert_eq!(none, "I have no question on a fact of that id.");
    });
}
