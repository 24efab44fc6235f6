//! Which post a subscription gets, and what it says: values in, values out.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault};

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rand::Rng;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};

use super::millis;
use super::play::json;
use super::saying::{Saying, Today};
use crate::chat::{Topic, facts_of};
use crate::daily::{Choice, Facts, LATE_MAX, Last, Occasion, Shown, Told, Wish};
use crate::facts::FactBase;
use crate::quiz::{Asked, Award, DailyQuiz, Kind, Question, QuestionId, pick};
use crate::store::{DAILY, Place, Planned, Post, Subscription};

/// What a day's question may be: what is answered by pressing or writing a letter, since in a
/// channel of its own people talk all day.
const KINDS: [Kind; 2] = [Kind::Choice, Kind::TrueFalse];

/// What becomes of a subscription that is due, with all that comes of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The subscription as it is then, and the post of its date, if there is one.
    pub planned: Planned,
    /// Who earned what with the question before.
    pub(super) awards: Vec<Award>,
    /// The question that is put, and how often it was before.
    pub(super) asked: Option<(QuestionId, i64)>,
}

/// Plans posts from a base: nothing but arithmetic.
pub struct Planner<'b> {
    base: &'b FactBase,
    questions: &'b [Question],
    spread: SignedDuration,
    /// The facts of each topic, and whether all of them are asked about.
    facts: FxHashMap<(Option<String>, bool), Facts>,
}

impl<'b> Planner<'b> {
    /// A planner of posts that are spread over so much time.
    pub fn new(base: &'b FactBase, questions: &'b [Question], spread: SignedDuration) -> Self {
        Self {
            base,
            questions,
            spread,
            facts: FxHashMap::default(),
        }
    }

    /// The facts of a topic, by its name; none where there is no such topic any more. Where
    /// questions come with them, only those that one is about.
    pub(super) fn facts(&mut self, topic: Option<&str>, is_asking: bool) -> &Facts {
        let (base, questions) = (self.base, self.questions);
        let key = (topic.map(str::to_owned), is_asking);
        self.facts.entry(key).or_insert_with(|| {
            let facts = match topic.map(|topic| Topic::find(base, topic)) {
                Some(None) => return Facts::new(base, std::iter::empty()),
                found => facts_of(base, found.flatten()),
            };
            if !is_asking {
                return Facts::new(base, facts);
            }
            let asked: FxHashSet<&str> = fitting(questions).map(Question::fact).collect();
            let facts = facts.filter(|fact| asked.contains(base.fact(*fact).id.as_str()));
            Facts::new(base, facts)
        })
    }

    /// What becomes of a subscription that is due; `times` is how often its community was asked
    /// what.
    pub fn plan(
        &mut self,
        mut wish: Subscription,
        times: &HashMap<String, i64>,
        now: Timestamp,
        random: &mut impl Rng,
    ) -> Plan {
        let offset = offset(&wish.place, self.spread);
        let Some(clock) = clock(&wish) else {
            wish.due_at = None;
            wish.paused = Some("there is no such time zone any more".to_owned());
            return Plan::new(wish, None, 0);
        };
        if self.facts(wish.topic.as_deref(), false).count() == 0 {
            wish.due_at = None;
            wish.paused = Some("there is no such topic any more".to_owned());
            return Plan::new(wish, None, 0);
        }
        let as_of = now.saturating_sub(offset).unwrap_or(now);
        let Some(next) = clock.next(last(&wish), set_at(&wish), as_of) else {
            wish.due_at = None;
            return Plan::new(wish, None, 0);
        };
        let (date, at) = (next.slot.date, next.slot.at);
        if at > as_of {
            // It was passed over, or the zone has other rules than when it was planned.
            if let (true, Ok(before)) = (next.missed > 0, date.yesterday()) {
                wish.last_date = Some(before.to_string());
            }
            wish.due_at = Some(millis(at + offset));
            return Plan::new(wish, None, next.missed);
        }
        let key = post_key(&wish.place, &date.to_string());
        wish.last_date = Some(date.to_string());
        let (saying, awards, asked) = self.day(&mut wish, date, &key, times, random);
        let post = saying.map(|saying| Post {
            key,
            body: json(&saying),
            expires_at: millis(at + offset + LATE_MAX),
        });
        let missed = next.missed + u32::from(post.is_none());
        if post.is_some() {
            wish.last_at = Some(millis(at));
        }
        let following = clock.next(last(&wish), set_at(&wish), as_of);
        wish.due_at = following.map(|next| millis(next.slot.at + offset));
        Plan {
            awards,
            asked,
            ..Plan::new(wish, post, missed)
        }
    }

    /// What is said on a date, and what comes of the question before.
    fn day(
        &mut self,
        wish: &mut Subscription,
        date: Date,
        key: &str,
        times: &HashMap<String, i64>,
        random: &mut impl Rng,
    ) -> (Option<Saying>, Vec<Award>, Option<(QuestionId, i64)>) {
        let mut quiz = quiz(wish);
        let (awards, revealed) = quiz.as_mut().and_then(DailyQuiz::resolve).unzip();
        let choice = self.choose(wish, date, random);
        let question = choice
            .filter(|_| quiz.is_some())
            .and_then(|choice| self.question(choice, wish.topic.as_deref(), times, random));
        if let (Some(quiz), Some(question)) = (&mut quiz, question) {
            quiz.put(key.to_owned(), question.clone());
        }
        wish.quiz = quiz.map(|quiz| json(&quiz));
        let asked = question.map(|question| {
            let before = times.get(&question.id).copied().unwrap_or_default();
            (question.id.clone(), before)
        });
        let today = match (question, choice) {
            (Some(question), Some(choice)) => Some(asking(question, choice.occasion)),
            (None, Some(choice)) => Some(Today::Fact(Told::new(self.base, choice))),
            (_, None) => None,
        };
        let is_empty = revealed.is_none() && today.is_none();
        let saying = (!is_empty).then_some(Saying::Daily { revealed, today });
        (saying, awards.unwrap_or_default(), asked)
    }

    /// The fact of a date, which then counts as shown.
    pub(super) fn choose(
        &mut self,
        wish: &mut Subscription,
        date: Date,
        random: &mut impl Rng,
    ) -> Option<Choice> {
        let mut shown = shown(wish);
        let facts = self.facts(wish.topic.as_deref(), wish.quiz.is_some());
        let choice = facts.choose(date, &mut shown, random)?;
        wish.shown = json(&shown);
        Some(choice)
    }

    /// What a channel would be shown on a date, and then was.
    pub(super) fn example(
        &mut self,
        wish: &mut Subscription,
        date: Date,
        random: &mut impl Rng,
    ) -> Option<Today> {
        let choice = self.choose(wish, date, random)?;
        let question = wish
            .quiz
            .as_ref()
            .and_then(|_| self.question(choice, wish.topic.as_deref(), &HashMap::new(), random));
        Some(match question {
            Some(question) => asking(question, choice.occasion),
            None => Today::Fact(Told::new(self.base, choice)),
        })
    }

    /// A question on a fact that its topic does not answer, of those that the community was asked
    /// least.
    fn question(
        &self,
        choice: Choice,
        topic: Option<&str>,
        times: &HashMap<String, i64>,
        random: &mut impl Rng,
    ) -> Option<&'b Question> {
        let fact = self.base.fact(choice.fact).id.as_str();
        let asked = Asked::new(self.questions, |question| {
            times
                .get(&question.id)
                .map_or(0, |times| times.unsigned_abs())
        });
        pick(
            fitting(self.questions)
                .filter(|one| one.fact() == fact && topic != Some(&*one.reveal.answer)),
            &asked,
            random,
        )
    }
}

impl Plan {
    fn new(mut subscription: Subscription, post: Option<Post>, missed: u32) -> Self {
        subscription.missed += i64::from(missed);
        Self {
            planned: Planned {
                subscription,
                post,
                missed,
            },
            awards: Vec::new(),
            asked: None,
        }
    }
}

/// The questions that may be a day's.
fn fitting(questions: &[Question]) -> impl Iterator<Item = &Question> + Clone {
    questions.iter().filter(|one| KINDS.contains(&one.kind))
}

/// A question as it is put. That it has its day today may tell a date that is asked for, or that
/// one is wrong: then it is told with the answer alone.
fn asking(question: &Question, occasion: Option<Occasion>) -> Today {
    let texts = question.choices.iter().chain([&question.wording]);
    let tells = |text: &String| text.contains(|c: char| c.is_ascii_digit());
    Today::Question {
        occasion: occasion.filter(|_| !texts.into_iter().any(tells)),
        kind: question.kind,
        wording: question.wording.clone(),
        choices: question.choices.clone(),
    }
}

/// What awards of a channel's daily questions belong to, as if all of them were one round.
pub(super) fn round_id(place: &Place, quiz: &DailyQuiz) -> String {
    format!("{}/{}", daily(place), millis(quiz.begun()))
}

/// What the keys of a channel's daily posts begin with.
fn daily(place: &Place) -> String {
    format!("{DAILY}{}/{}", place.home.platform, place.channel)
}

/// The key of the post of a date.
pub(super) fn post_key(place: &Place, date: &str) -> String {
    format!("{}/{date}", daily(place))
}

/// The questions that come with a channel's posts, if they do. Where they cannot be read, they
/// begin anew.
pub(super) fn quiz(wish: &Subscription) -> Option<DailyQuiz> {
    let quiz = wish.quiz.as_deref()?;
    Some(serde_json::from_str(quiz).unwrap_or_else(|error| {
        tracing::error!(%error, channel = wish.place.channel, "daily questions cannot be read");
        // Other than any before it.
        DailyQuiz::begin(Timestamp::from_millisecond(wish.version).unwrap_or_default())
    }))
}

/// The time that a channel wants its post at, by its clock; nothing if there is no such zone.
pub(super) fn clock(wish: &Subscription) -> Option<Wish> {
    Some(Wish {
        zone: TimeZone::get(&wish.time_zone).ok()?,
        time: Time::strptime("%H:%M", &wish.time_of_day).ok()?,
    })
}

/// The last post of a channel.
pub(super) fn last(wish: &Subscription) -> Option<Last> {
    let date: Date = wish.last_date.as_deref()?.parse().ok()?;
    let at = wish
        .last_at
        .and_then(|at| Timestamp::from_millisecond(at).ok());
    Some(Last { date, at })
}

pub(super) fn set_at(wish: &Subscription) -> Timestamp {
    Timestamp::from_millisecond(wish.set_at).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// What a channel was shown; nothing where that cannot be read.
pub(super) fn shown(wish: &Subscription) -> Shown {
    serde_json::from_str(&wish.shown).unwrap_or_default()
}

/// The place of a channel in the time over which posts are spread: the same each day, and as far
/// along when there are more of them.
pub(super) fn offset(place: &Place, spread: SignedDuration) -> SignedDuration {
    let hash = BuildHasherDefault::<FxHasher>::default().hash_one(&place.channel);
    let spread_ms = u128::try_from(spread.as_millis()).unwrap_or(0);
    let offset_ms = (u128::from(hash) * spread_ms) >> u64::BITS;
    SignedDuration::from_millis(i64::try_from(offset_ms).unwrap_or(0))
}
