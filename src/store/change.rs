//! What one commit changes: the values that go into [`Store::commit`](super::Store::commit), and
//! what comes of it.

use serde::{Deserialize, Serialize};

use super::{MemberKey, Subscription};
use crate::quiz::{Kind, QuestionId};

/// A community on a platform.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Home {
    /// The platform, by its short name.
    pub platform: String,
    /// What the platform calls the community.
    pub community: String,
}

/// A channel of a community.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The community.
    pub home: Home,
    /// What the platform calls the channel.
    pub channel: String,
}

/// Everything that one commit changes, at once or not at all.
#[derive(Debug, Clone)]
pub struct Change {
    /// Where it happens: where the round runs and the messages are said.
    pub place: Place,
    /// When it happens.
    pub at: i64,
    /// What causes it.
    pub cause: Cause,
    /// What becomes of the round.
    pub round: RoundChange,
    /// What members got for a question. One that is there already stays as it is.
    pub awards: Vec<Award>,
    /// What is to be said, in this order. A key that is there already is not said again.
    pub messages: Vec<Message>,
    /// The questions that were asked, and how often each had been before, as was read.
    pub asked: Vec<(QuestionId, i64)>,
    /// What members got wrong, and are to practise from now on.
    pub missed: Vec<(MemberKey, QuestionId)>,
    /// Cards of members' practice, each in place of the one before.
    pub cards: Vec<Card>,
    /// What becomes of the question that a member practises.
    pub exercise: Option<ExerciseChange>,
    /// What becomes of a channel's wish for daily facts, with the version that was read.
    pub wish: Option<Subscription>,
    /// What becomes of what holds in the community.
    pub settled: Option<Settled>,
    /// The key of a message that nobody wants any more, if it was not said yet.
    pub unwanted: Option<String>,
}

/// What becomes of what holds in a community.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settled {
    /// Its time zone is that. Awards stay on the day on which they were earned by the zone of then.
    Zone(String),
    /// Its settings are others, in place of those that were read.
    Settings {
        /// Those that were read, as JSON.
        before: String,
        /// The others.
        after: String,
    },
    /// Its leaderboard is shown to whoever knows what has that digest, and to nobody who knew another
    /// before; to nobody without one.
    Link(Option<String>),
}

/// What causes a change. The same cause changes nothing a second time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// Time. That the same is not done twice is up to the round's version.
    Time,
    /// An event of the platform, by its id there.
    Event(String),
    /// A message of the outbox was said. One that is not there any more was said long ago.
    Said {
        /// Its key.
        key: String,
        /// What the platform calls it.
        message_id: String,
    },
    /// A message of the outbox cannot be said.
    Unsaid {
        /// Its key.
        key: String,
        /// Why.
        why: String,
    },
}

/// What becomes of a round.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RoundChange {
    /// No round changes.
    None,
    /// A round starts.
    Open {
        /// How many rounds run in the community at a time, this one included.
        rounds_max: i64,
        /// Derived from the event that starts it.
        round_id: String,
        /// The round, as JSON. It names members by their keys alone: names are looked up when
        /// they are said, so that a member who is forgotten is in no round.
        state: String,
        /// When time changes it next.
        due_at: Option<i64>,
    },
    /// It goes on.
    Keep {
        /// Which round.
        round_id: String,
        /// The version that was read; the change applies to no other.
        version: i64,
        /// The round, as JSON.
        state: String,
        /// When time changes it next.
        due_at: Option<i64>,
    },
    /// It is over, and nothing of it is kept but that it was.
    Close {
        /// Which round.
        round_id: String,
        /// The version that was read; the change applies to no other.
        version: i64,
    },
}

/// What a member got for a question: a row of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Award {
    /// The round.
    pub round_id: String,
    /// Which of its questions, from 1.
    pub question_no: i64,
    /// Who answered.
    pub member: MemberKey,
    /// The points, 0 or more.
    pub points: i64,
    /// Whether the answer was right. A wrong answer is a row too: it counts as answered and ends
    /// a streak.
    pub is_correct: bool,
    /// How the question was answered.
    pub kind: Kind,
    /// What the question is called.
    pub question: QuestionId,
    /// The id of the fact that it asks about.
    pub fact: String,
}

/// A message to be said in the change's place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// Derived from what it says and why, the same each time.
    pub key: String,
    /// The round that it belongs to, if any.
    pub round_id: Option<String>,
    /// What is to be said, as JSON.
    pub body: String,
    /// When it may be said at the earliest. What follows in the channel waits for it.
    pub not_before: i64,
    /// When nobody wants it any more. Such a message waits for no other of its channel, and none
    /// for it.
    pub expires_at: Option<i64>,
}

/// A card of a member's practice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Whose it is. Of a member who was forgotten no card is kept.
    pub member: MemberKey,
    /// Which question it is for.
    pub question: QuestionId,
    /// What is known of how well it is known, as JSON; `null` if it was never practised.
    pub card: String,
    /// When the question comes again.
    pub due_at: i64,
}

/// The question that a member who practises is to answer now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercise {
    /// Where it was put, on the member's platform.
    pub channel: String,
    /// The event that it was put by.
    pub put_by: String,
    /// When it was put.
    pub put_at: i64,
    /// The question, as JSON.
    pub question: String,
}

/// What becomes of the question that a member practises. It applies to no other than the one that
/// was read, and where none was read, only if there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExerciseChange {
    /// Whose practice it is.
    pub member: MemberKey,
    /// What the one that was read was put by.
    pub from: Option<String>,
    /// The one in its place.
    pub to: Option<Exercise>,
}

/// What came of a commit. Whatever is not [`Outcome::Committed`] changed nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is done, and kept.
    Committed,
    /// The cause was handled before; there is nothing left to do.
    Seen,
    /// The round has another version, or is over, the member practises another question, or a
    /// question was asked in between: read again and apply the event again.
    Conflict,
    /// The channel has a round already.
    ChannelTaken,
    /// The community has as many rounds as it may.
    CommunityFull,
}

impl Home {
    /// A community on a platform.
    pub fn new(platform: impl Into<String>, community: impl Into<String>) -> Self {
        Self {
            platform: platform.into(),
            community: community.into(),
        }
    }

    /// A channel of it.
    pub fn channel(&self, channel: impl Into<String>) -> Place {
        Place {
            home: self.clone(),
            channel: channel.into(),
        }
    }
}

impl Change {
    /// A change that changes nothing yet.
    pub fn new(place: Place, at: i64, cause: Cause) -> Self {
        Self {
            place,
            at,
            cause,
            round: RoundChange::None,
            awards: Vec::new(),
            messages: Vec::new(),
            asked: Vec::new(),
            missed: Vec::new(),
            cards: Vec::new(),
            exercise: None,
            wish: None,
            settled: None,
            unwanted: None,
        }
    }
}
