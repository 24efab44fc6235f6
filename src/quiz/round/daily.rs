//! The questions of a channel's daily posts: one is open until the next takes its place.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::play::Given;
use super::resolve::{count, points, right};
use super::{Answered, Award, Content, Event, Guess, Member, Open, Winner};
use crate::quiz::{Mode, Question};

/// The daily questions of a channel as a value: the one that is open, and who was right how many
/// days in a row.
///
/// Everybody who is right has the points, as in a round for everyone; there are none for being
/// quick, since nobody has to look on at nine in the morning.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DailyQuiz {
    /// When it began: tells its awards from those of one that was ended before.
    begun: Timestamp,
    /// How many questions could be answered so far: numbers awards.
    number: u32,
    today: Option<Today>,
    /// How many in a row, by who got the last one right.
    streaks: BTreeMap<Member, u32>,
}

/// The question of the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Today {
    /// The key of its post.
    key: String,
    phase: Phase,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
enum Phase {
    /// It is about to be posted.
    Posting(Question),
    Open(Open),
}

impl DailyQuiz {
    /// Questions that begin then; nothing is asked yet.
    pub fn begin(at: Timestamp) -> Self {
        Self {
            begun: at,
            number: 0,
            today: None,
            streaks: BTreeMap::new(),
        }
    }

    /// When it began.
    pub fn begun(&self) -> Timestamp {
        self.begun
    }

    /// Whether a member has answered the question that is open.
    pub fn has_answered(&self, member: &str) -> bool {
        match self.today.as_ref().map(|today| &today.phase) {
            Some(Phase::Open(open)) => open.given.contains_key(member),
            _ => false,
        }
    }

    /// Puts a question with the post of that key. What was open is
    /// [resolved](DailyQuiz::resolve) before.
    pub fn put(&mut self, key: String, question: Question) {
        let phase = Phase::Posting(question);
        self.today = Some(Today { key, phase });
    }

    /// A post has been confirmed: if it is the question's, that can be answered from then on, by the
    /// platform's clock. False if it is not.
    pub fn said(&mut self, key: &str, at: Timestamp) -> bool {
        let Some(today) = self.today.as_mut().filter(|today| today.key == key) else {
            return false;
        };
        let Phase::Posting(question) = &today.phase else {
            return false;
        };
        self.number += 1;
        today.phase = Phase::Open(Open {
            question: question.clone(),
            put_at: at,
            opened_at: at,
            // No time is left from the start, so that none is worth points.
            ends_at: at,
            closes_at: Timestamp::MAX,
            given: BTreeMap::new(),
            hinted: None,
        });
        true
    }

    /// A post can never be made: a question that nobody saw breaks no streak. False if it is not
    /// the question's.
    pub fn failed(&mut self, key: &str) -> bool {
        let is_todays = |today: &mut Today| today.key == key;
        self.today.take_if(is_todays).is_some()
    }

    /// The key of the post of the question.
    pub fn key(&self) -> Option<&str> {
        self.today.as_ref().map(|today| &*today.key)
    }

    /// The question that can be answered.
    pub fn open(&self) -> Option<&Question> {
        match &self.today.as_ref()?.phase {
            Phase::Open(open) => Some(&open.question),
            Phase::Posting(_) => None,
        }
    }

    /// How many days in a row a member was right, up to the last question that is resolved.
    pub fn streak(&self, member: &str) -> u32 {
        self.streaks.get(member).copied().unwrap_or_default()
    }

    /// Takes a member's answer to the open question, judged already.
    ///
    /// If that is final, the first answer counts, and can be changed by none.
    pub fn answer(&mut self, member: &str, guess: Guess, event: Event, is_final: bool) -> Answered {
        match self.today.as_mut().map(|today| &mut today.phase) {
            Some(Phase::Open(open)) => open.answer(Mode::Everyone, is_final, member, guess, event),
            _ => Answered::NothingOpen,
        }
    }

    /// Ends the question that is open: who got how many points, and how it went. Nothing if none
    /// could be answered.
    pub fn resolve(&mut self) -> Option<(Vec<Award>, Content)> {
        let Today { key, phase } = self.today.take()?;
        let Phase::Open(open) = phase else {
            return None;
        };
        let right: BTreeMap<&Member, &Given> = right(&open).into_iter().collect();
        let mut answers: Vec<(&Member, &Given)> = open.given.iter().collect();
        answers.sort_by_key(|(_, given)| given.event.order);
        let before = std::mem::take(&mut self.streaks);
        let (mut awards, mut winners) = (Vec::new(), Vec::new());
        for (member, given) in answers {
            let streak = before.get(member).copied().unwrap_or_default();
            let is_correct = right.contains_key(member);
            let points = if is_correct {
                points(&open, given, streak)
            } else {
                0
            };
            awards.push(Award {
                question: self.number,
                member: member.clone(),
                points,
                is_correct,
                kind: open.question.kind,
                id: open.question.id.clone(),
                fact: open.question.fact().to_owned(),
            });
            if is_correct {
                self.streaks.insert(member.clone(), streak + 1);
                winners.push(Winner {
                    member: member.clone(),
                    points,
                    streak: streak + 1,
                });
            }
        }
        winners.sort_by_key(|winner: &Winner| Reverse(winner.points));
        let content = Content::Resolved {
            asked: open.over(key),
            reveal: open.question.reveal.clone(),
            winners,
            near: Vec::new(),
            answered: count(open.given.len()),
            is_skipped: false,
        };
        Some((awards, content))
    }
}

#[cfg(test)]
mod tests {
    use jiff::{SignedDuration, Timestamp};

    use super::DailyQuiz;
    use crate::facts::Citation;
    use crate::quiz::{Answer, Answered, Content, Event, Guess, Kind, Question, Reveal};

    fn question() -> Question {
        Question {
            id: String::from("question"),
            kind: Kind::Choice,
            wording: String::new(),
            choices: Vec::new(),
            answer: Answer::Choice(0),
            reveal: Reveal {
                answer: String::from("Strelsau"),
                statement: String::new(),
                cited: Citation::stated("fact", ""),
            },
        }
    }

    /// So many hours after midnight.
    fn hour(hour: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_hours(hour)
    }

    fn event(at: i64, order: u64) -> Event {
        let at = hour(at);
        Event { at, order }
    }

    /// Who got how many points in which question, and the streaks of the winners.
    fn resolved(quiz: &mut DailyQuiz) -> (Vec<(String, u32, u32)>, Vec<u32>) {
        let (awards, content) = quiz.resolve().expect("a question that was open");
        let Content::Resolved { winners, .. } = content else {
            panic!("{content:?}");
        };
        let awards = awards.into_iter();
        (
            awards
                .map(|award| (award.member, award.question, award.points))
                .collect(),
            winners.iter().map(|winner| winner.streak).collect(),
        )
    }

    fn award(member: &str, question: u32, points: u32) -> (String, u32, u32) {
        (member.to_owned(), question, points)
    }

    #[test]
    fn points_are_for_being_right_day_after_day_and_not_for_being_quick() {
        let mut quiz = DailyQuiz::begin(hour(0));
        quiz.put("1".to_owned(), question());
        assert_eq!(
            quiz.answer("ana", Guess::Right, event(9, 1), false),
            Answered::NothingOpen
        );
        assert!(!quiz.said("another", hour(9)));
        assert!(quiz.said("1", hour(9)));
        assert!(!quiz.said("1", hour(10)), "it opens once");
        assert_eq!(
            quiz.answer("ana", Guess::Right, event(9, 2), false),
            Answered::Taken
        );
        assert_eq!(
            quiz.answer("ben", Guess::Wrong, event(10, 3), false),
            Answered::Taken
        );
        assert_eq!(
            quiz.answer("ben", Guess::Right, event(32, 4), false),
            Answered::Changed
        );
        assert_eq!(
            quiz.answer("cem", Guess::Wrong, event(32, 5), false),
            Answered::Taken
        );
        let awards = vec![award("ana", 1, 10), award("ben", 1, 10), award("cem", 1, 0)];
        assert_eq!(resolved(&mut quiz), (awards, vec![1, 1]));
        assert_eq!(quiz.resolve(), None);
        quiz.put("2".to_owned(), question());
        quiz.said("2", hour(33));
        // It was sent before there was this question.
        assert_eq!(
            quiz.answer("ben", Guess::Right, event(32, 6), false),
            Answered::TooLate
        );
        quiz.answer("ana", Guess::Right, event(34, 7), false);
        assert_eq!(resolved(&mut quiz), (vec![award("ana", 2, 11)], vec![2]));
        assert_eq!([quiz.streak("ana"), quiz.streak("ben")], [2, 0]);
    }

    #[test]
    fn a_question_that_nobody_saw_breaks_no_streak() {
        let mut quiz = DailyQuiz::begin(hour(0));
        for (key, number) in [("1", 1), ("3", 2)] {
            quiz.put(key.to_owned(), question());
            quiz.said(key, hour(9));
            quiz.answer("ana", Guess::Right, event(9, 1), false);
            let (awards, streaks) = resolved(&mut quiz);
            assert_eq!((awards[0].1, streaks), (number, vec![number]));
            quiz.put("2".to_owned(), question());
            assert!(!quiz.failed(key));
            assert!(quiz.failed("2"));
            // One that was never confirmed.
            quiz.put("4".to_owned(), question());
            assert_eq!(quiz.resolve(), None);
        }
    }
}
