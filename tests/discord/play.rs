//! What several tests do.

use serde_json::json;

use super::judges::{self, Body};
use super::stand_in::{Discord, Member, Message};
use crate::program::PACK;

/// Holds everything that was sent to Discord's rules.
pub(super) fn judge(discord: &Discord) {
    let mut judged = 0;
    for request in discord.log(".*") {
        let Some(body) = Body::of(&request) else {
            continue;
        };
        let problems = judges::problems(body, &request["body"]);
        assert_eq!(problems, [""; 0], "{request:#}");
        judged += 1;
    }
    assert!(judged > 2, "{judged} requests");
}

/// Starts a round, and gives its first question.
pub(super) fn question(member: &Member<'_>, kind: &str, questions: u32) -> Message {
    let discord = member.discord;
    let before = discord.messages(&discord.channel, 0).len();
    let options = json!({"action": "start", "kind": kind, "questions": questions, "seconds": 5});
    let answer = member.slash("quiz", options);
    assert_eq!(answer.message.text, "Here we go.");
    let messages = discord.messages(&discord.channel, before + 2);
    messages[before + 1].clone()
}

/// The right answer to a question of the pack.
pub(super) fn answer(asked: &Message) -> String {
    let base = attache::packs::load(&[PACK.into()]).expect("a pack");
    let questions = attache::quiz::draw::questions(&base);
    let fits = |question: &&attache::quiz::Question| asked.text.contains(&question.wording);
    let question = questions.iter().find(fits).expect("a question of the pack");
    // A truth is told with why.
    let answer = question.reveal.answer.split(':').next().unwrap_or_default();
    // Of a date, a question after the year wants no more than that.
    if asked.text.contains("In which year") {
        return answer.rsplit(' ').next().unwrap_or_default().to_owned();
    }
    answer.to_owned()
}

/// How often it is too early to answer at most.
const EARLY_MAX: usize = 100;

/// Answers the question that is open, as soon as the bot knows that it was posted.
pub(super) fn write_answer(member: &Member<'_>, text: &str) {
    let is_early = || {
        let answer = member.slash("answer", json!({"text": text}));
        answer.message.text.contains("No question is open")
    };
    // Each waits for the bot.
    assert!((0..EARLY_MAX).any(|_| !is_early()), "no question is open");
}

/// What is pressed for the right answer to a choice or a truth, and the letter of the choice.
pub(super) fn right(asked: &Message) -> String {
    let answer = answer(asked);
    let ends = |button: &&String| button.to_lowercase().ends_with(&answer.to_lowercase());
    let button = asked.buttons.iter().find(ends);
    button
        .unwrap_or_else(|| panic!("{answer} is not in {asked:?}"))
        .clone()
}
