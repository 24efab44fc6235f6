//! The quiz: questions drawn from facts, answers judged, points, and the round as a value.
//!
//! Nothing here reads a clock, waits, or keeps anything: time, chance and text are arguments, and
//! what is to be said and kept is returned.

mod answer;
pub mod difficulty;
pub mod draw;
pub mod judge;
mod kind;
mod pick;
pub mod points;
pub mod practice;
mod question;
mod round;
mod rules;

pub use answer::{Answer, DateAnswer, NameAnswer, NumberAnswer, Precision};
pub use kind::{Kind, Level, Mode, Span};
pub use pick::{Asked, pick};
pub use question::{Question, QuestionId, Reveal};
pub use round::{
    Answered, Award, Away, Content, DailyQuiz, Effect, End, Event, Guess, Hint, Member, Near, Over,
    Post, Refused, Round, Standing, Winner,
};
pub use rules::{
    QUESTIONS_DEFAULT, QUESTIONS_MAX, ROUNDS_DEFAULT, ROUNDS_MAX, Rules, SECONDS_DEFAULT,
    SECONDS_MAX, SECONDS_MIN,
};
