//! What members have seen, and what has to hold of it.

use std::collections::{BTreeMap, BTreeSet};

use attache::bot::game::{Incoming, Said};
use attache::chat::Reply;
use attache::quiz::Span;
use attache::store::{Home, Place, Store};
use jiff::{SignedDuration, Timestamp};

use super::process::LEASE;

/// A question whose time was missed for longer does not count.
const AWAY_MAX: SignedDuration = SignedDuration::from_secs(5);

/// How often it is recorded that the bot is there.
const PRESENCE: SignedDuration = SignedDuration::from_secs(1);

/// More than there are members.
const LEADERS_MAX: i64 = 10;

/// A message that was said.
struct Post {
    text: String,
    /// When whoever said it last had claimed it.
    claimed_at: Timestamp,
    /// Whether that process was killed before it recorded it.
    is_lost: bool,
}

/// A question that was asked in a channel.
struct Question {
    choices: Vec<String>,
    is_for_everyone: bool,
    open_for: SignedDuration,
    opened_at: Option<Timestamp>,
    given: BTreeMap<String, Given>,
}

/// What a member answered last, as far as the member knows.
struct Given {
    order: u64,
    letter: String,
    /// Whether the member has heard that it was taken.
    is_sure: bool,
}

/// What the members of a community have seen.
pub(super) struct World {
    pub(super) seed: u64,
    posts: BTreeMap<String, Post>,
    questions: BTreeMap<String, Question>,
    /// The question that is open in a channel.
    open: BTreeMap<String, String>,
    taken: BTreeSet<String>,
    away: Vec<(Timestamp, Timestamp)>,
    points: BTreeMap<String, i64>,
    /// Whether somebody was told of points since it was looked whether they are kept.
    is_told: bool,
}

impl World {
    pub(super) fn new(seed: u64) -> Self {
        Self {
            seed,
            posts: BTreeMap::new(),
            questions: BTreeMap::new(),
            open: BTreeMap::new(),
            taken: BTreeSet::new(),
            away: Vec::new(),
            points: BTreeMap::new(),
            is_told: false,
        }
    }

    /// Whether members see a question in a channel that they can answer.
    pub(super) fn is_open(&self, place: &Place) -> bool {
        self.open.contains_key(&place.channel)
    }

    /// Nobody was there in that time.
    pub(super) fn was_away(&mut self, from: Timestamp, to: Timestamp) {
        self.away.push((from, to));
    }

    /// A member hears what became of a message.
    pub(super) fn replied(&mut self, incoming: &Incoming, reply: Option<&Reply>) {
        let text = reply.map(ToString::to_string).unwrap_or_default();
        if text.starts_with("Your answer: ") {
            let is_new = self.taken.insert(incoming.event_id.clone());
            assert!(is_new, "{}: a message is taken twice", self.seed());
            self.give(incoming, true);
        }
    }

    /// A member does not hear what became of a message.
    pub(super) fn cut_off(&mut self, incoming: &Incoming) {
        self.give(incoming, false);
    }

    fn give(&mut self, incoming: &Incoming, is_sure: bool) {
        let open = self.open.get(&incoming.place.channel);
        let Some(question) = open.and_then(|open| self.questions.get_mut(open)) else {
            return;
        };
        let order = incoming.event.order;
        let known = question.given.get(&incoming.name);
        if known.is_some_and(|known| known.order >= order) {
            return;
        }
        let letter = incoming.text.clone();
        let given = Given {
            order,
            letter,
            is_sure,
        };
        question.given.insert(incoming.name.clone(), given);
    }

    /// A process says something that it claimed then.
    pub(super) fn said(&mut self, said: &Said, claimed_at: Timestamp) {
        let text = said.reply.to_string();
        let new = Post {
            text,
            claimed_at,
            is_lost: false,
        };
        if let Some(post) = self.posts.get(&said.key) {
            assert_eq!(post.text, new.text, "{}: one key, two posts", self.seed());
            let is_free = post.is_lost || claimed_at.duration_since(post.claimed_at) >= LEASE;
            assert!(is_free, "{}: {} is said twice", self.seed(), said.key);
        } else {
            self.see(said, &new.text);
        }
        self.posts.insert(said.key.clone(), new);
    }

    /// Whoever said it was killed before that was recorded.
    pub(super) fn may_say_again(&mut self, key: &str) {
        if let Some(post) = self.posts.get_mut(key) {
            post.is_lost = true;
        }
    }

    /// That something was said is recorded: the clock of a question starts.
    pub(super) fn recorded(&mut self, said: &Said, now: Timestamp) {
        if let Some(question) = self.questions.get_mut(&said.key)
            && question.opened_at.is_none()
        {
            question.opened_at = Some(now);
            self.open
                .insert(said.place.channel.clone(), said.key.clone());
        }
    }

    /// Something is said for the first time.
    fn see(&mut self, said: &Said, text: &str) {
        let mut parts = said.key.rsplitn(3, '/');
        let (which, number) = (parts.next(), parts.next());
        let number: u32 = number
            .and_then(|number| number.parse().ok())
            .expect("a number");
        let round = parts.next().expect("a round");
        let key = |number: u32, which: &str| format!("{round}/{number}/{which}");
        match which {
            Some("question") => {
                let before = key(number - 1, "resolved");
                let is_next = number == 1 || self.posts.contains_key(&before);
                assert!(is_next, "{}: {} comes too soon", self.seed(), said.key);
                self.questions
                    .insert(said.key.clone(), Question::read(text));
            }
            Some("resolved") => self.resolve(&key(number, "question"), text),
            Some("hint" | "results") => {}
            other => panic!("{}: what is {other:?}?", self.seed()),
        }
    }

    fn resolve(&mut self, key: &str, text: &str) {
        let seed = self.seed();
        let Some(question) = self.questions.remove(key) else {
            panic!("{seed}: {key} {:?} {text}", self.posts.keys());
        };
        self.open.retain(|_, open| open != key);
        let opened_at = question.opened_at.expect("a question that was open");
        let closes_at = opened_at + question.open_for;
        let missed_for = |(from, to): (Timestamp, Timestamp)| {
            to.min(closes_at).duration_since(from.max(opened_at))
        };
        // When the bot was last there is known to the second.
        let longest = self.away.iter().copied().map(missed_for).max();
        let may_be_missed = longest.is_some_and(|longest| longest > AWAY_MAX - PRESENCE);
        let is_missed = longest.is_some_and(|longest| longest > AWAY_MAX);
        let mut lines = text.lines();
        let answer = lines.next().expect("a line");
        if answer.starts_with("I was away") {
            assert!(may_be_missed, "{seed}: {key} is void, and nobody was away");
            return;
        }
        if answer.starts_with("Skipped. ") {
            return;
        }
        let winners: BTreeMap<&str, i64> = lines.filter_map(gain).collect();
        if question.is_for_everyone {
            assert!(!is_missed, "{seed}: {key} counts, and the bot was away");
            for (member, given) in question.given.iter().filter(|(_, given)| given.is_sure) {
                let Some(is_right) = question.is_right(&given.letter, answer) else {
                    continue;
                };
                let has_won = winners.contains_key(&**member);
                assert_eq!(has_won, is_right, "{seed}: {key}, {member}:\n{text}");
            }
        } else {
            assert!(winners.len() <= 1, "{seed}: two come first at {key}");
        }
        for (member, points) in winners {
            *self.points.entry(member.to_owned()).or_default() += points;
            self.is_told = true;
        }
    }

    /// Nobody was told of points that are not kept; at the end of all, everybody of all that are.
    pub(super) async fn check(&mut self, store: &Store, home: &Home, is_end: bool) {
        if !std::mem::take(&mut self.is_told) && !is_end {
            return;
        }
        let leaders = store.leaders(home, Span::All, None, 0, LEADERS_MAX).await;
        let leaders = leaders.expect("the store is there");
        let kept: BTreeMap<&str, i64> = leaders
            .iter()
            .map(|leader| (&*leader.name, leader.points))
            .collect();
        for (member, told) in &self.points {
            let kept = kept.get(&**member).copied().unwrap_or_default();
            let seed = self.seed();
            assert!(
                *told <= kept,
                "{seed}: {member} was told of {told}, not {kept}"
            );
        }
        if is_end {
            let told: i64 = self.points.values().sum();
            assert_eq!(
                told,
                kept.values().sum::<i64>(),
                "{}: told, kept",
                self.seed()
            );
        }
    }

    fn seed(&self) -> String {
        format!("seed {}", self.seed)
    }
}

impl Question {
    fn read(text: &str) -> Self {
        let choices = text.lines().filter_map(|line| line.strip_prefix("- "));
        let choices = choices.filter_map(|line| Some(line.split_once(". ")?.1.to_owned()));
        let last = text.lines().last().expect("how it is answered");
        let words: Vec<&str> = last.split(' ').collect();
        let seconds = words[words.len() - 2].parse().expect("seconds");
        Self {
            choices: choices.collect(),
            is_for_everyone: last.contains("you may change it"),
            open_for: SignedDuration::from_secs(seconds),
            opened_at: None,
            given: BTreeMap::new(),
        }
    }

    /// Whether a letter or word is what the answer turns out to be; nothing if it cannot be told.
    fn is_right(&self, given: &str, answer: &str) -> Option<bool> {
        let at = ["a", "b", "c", "d"]
            .iter()
            .position(|letter| *letter == given);
        let is_true_false = self.choices.first().is_some_and(|choice| choice == "True");
        match at {
            Some(at) if is_true_false => Some(answer.starts_with(self.choices.get(at)?)),
            // An answer may say more than the choice that it is.
            Some(at) if self.choices.iter().any(|choice| choice == answer) => {
                Some(answer == self.choices.get(at)?)
            }
            None if is_true_false => Some(answer.to_lowercase().starts_with(given)),
            _ => None,
        }
    }
}

/// `- ana: +12 points, 2 in a row` gives ana and 12.
fn gain(line: &str) -> Option<(&str, i64)> {
    let (member, rest) = line.strip_prefix("- ")?.split_once(": +")?;
    Some((member, rest.split(' ').next()?.parse().ok()?))
}
