//! Practice: what a member got wrong comes back when it is about to be forgotten.
//!
//! The times are those of FSRS, the Free Spaced Repetition Scheduler, in its sixth version with
//! the parameters that its authors fitted to the reviews of many: crate `fsrs`.

use fsrs::{FSRS, MemoryState};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Kind, QuestionId};

/// The chance of knowing the answer at which a question comes back: what FSRS recommends, between
/// too many questions and too much forgotten.
const RETENTION: f32 = 0.9;

/// The soonest that a question comes back: when others have been in between.
const INTERVAL_MIN: SignedDuration = SignedDuration::from_mins(10);

/// The latest: after a year, nobody remembers that they practised.
const INTERVAL_MAX: SignedDuration = SignedDuration::from_hours(365 * 24);

const SECONDS_PER_DAY: f32 = 86_400.0;

/// How well a member knows the answer to a question.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Memory {
    /// In how many days the chance of knowing it falls to [`RETENTION`].
    stability: f32,
    /// How hard it is to learn, from 1 to 10.
    difficulty: f32,
    /// When it was last answered.
    answered_at: Timestamp,
}

impl Memory {
    /// What is remembered after an answer, and when the question comes back. `before` is what was
    /// remembered after the answer before, if there was one.
    #[expect(clippy::missing_panics_doc, reason = "a first answer has a next state")]
    pub fn after(before: Option<Self>, is_right: bool, at: Timestamp) -> (Self, Timestamp) {
        let days = before.map_or(0, |before| {
            let hours = at.duration_since(before.answered_at).as_hours();
            u32::try_from(hours / 24).unwrap_or(0)
        });
        let state = before.map(|before| MemoryState {
            stability: before.stability,
            difficulty: before.difficulty,
        });
        let fsrs = FSRS::default();
        let next = fsrs
            .next_states(state, RETENTION, days)
            // A memory that nobody could have is one of nothing.
            .or_else(|_| fsrs.next_states(None, RETENTION, 0))
            .expect("a first answer has a next state");
        let next = if is_right { next.good } else { next.again };
        let memory = Self {
            stability: next.memory.stability,
            difficulty: next.memory.difficulty,
            answered_at: at,
        };
        let interval = SignedDuration::try_from_secs_f32(next.interval * SECONDS_PER_DAY)
            .unwrap_or(INTERVAL_MAX)
            .clamp(INTERVAL_MIN, INTERVAL_MAX);
        // Nobody answers in the last year that there is.
        let due = at.checked_add(interval).unwrap_or(at);
        (memory, due)
    }
}

/// What a member practises who got a question wrong: where the nearest number won, nobody else is
/// there to be nearer than, so the number itself is asked for.
pub fn practised(question: &str, kind: Kind) -> QuestionId {
    let words = |kind: Kind| format!("/{}", kind.word());
    match question.strip_suffix(&words(Kind::Closest)) {
        Some(stem) if kind == Kind::Closest => stem.to_owned() + words(Kind::Typed).as_str(),
        _ => question.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(hour: i64) -> Timestamp {
        Timestamp::from_second(hour * 3_600).expect("a time")
    }

    /// The hours between answers, if each is given when it is due.
    fn hours(answers: &[bool]) -> Vec<i64> {
        let (mut memory, mut then, mut hours) = (None, at(0), Vec::new());
        for is_right in answers {
            let (after, due) = Memory::after(memory, *is_right, then);
            hours.push(due.duration_since(then).as_hours());
            (memory, then) = (Some(after), due);
        }
        hours
    }

    #[test]
    fn what_is_known_comes_back_later_and_later() {
        let hours = hours(&[true; 4]);
        assert!(hours.is_sorted_by(|a, b| a < b), "{hours:?}");
        // The stability after a first right answer by FSRS-6: 2.3065 days.
        assert_eq!(hours[0], 55);
    }

    #[test]
    fn what_is_forgotten_comes_back_soon() {
        let hours = hours(&[true, true, true, false]);
        assert!(hours[3] * 10 < hours[2], "{hours:?}");
    }

    #[test]
    fn no_interval_is_too_short_or_too_long() {
        let longest = hours(&[true; 40]);
        assert_eq!(longest[39], 365 * 24, "{longest:?}");
        let (mut memory, mut then) = (None, at(0));
        for _ in 0..40 {
            let (after, due) = Memory::after(memory, false, then);
            assert!(due.duration_since(then) >= INTERVAL_MIN);
            (memory, then) = (Some(after), due);
        }
    }

    #[test]
    fn a_memory_that_cannot_be_is_one_of_nothing() {
        let broken = Memory {
            stability: f32::NAN,
            difficulty: -1.0,
            answered_at: at(9),
        };
        let first = Memory::after(None, true, at(5));
        assert_eq!(Memory::after(Some(broken), true, at(5)), first);
    }

    #[test]
    fn a_number_to_be_near_is_practised_as_one_to_be_known() {
        for (question, kind, expected) in [
            ("talks/year/closest", Kind::Closest, "talks/year/typed"),
            ("talks/year/typed", Kind::Typed, "talks/year/typed"),
            ("talks/who/choice", Kind::Choice, "talks/who/choice"),
        ] {
            assert_eq!(practised(question, kind), expected);
        }
    }
}
