//! The one channel of a terminal: whose messages come in, and what the game says there.

use std::cell::RefCell;
use std::time::Duration;

use jiff::Timestamp;
use rand::Rng;

use super::speaker::OWNER;
use crate::bot::game::{Game, Incoming, Rank};
use crate::chat::{Reply, speech};
use crate::quiz::Event;
use crate::scheduler::{Clock, Failure, Platform, Scheduler};
use crate::store::{Home, Place};

/// What the platform, the community and the channel are called.
const HERE: &str = "terminal";

/// The one channel of a terminal.
#[derive(Debug)]
pub(super) struct Table {
    place: Place,
    /// Tells this chat's events from those of others with the same database.
    chat: String,
    scheduler: Scheduler,
    /// How many events there were, in this chat and in those before.
    events: u64,
}

impl Table {
    /// A channel in a chat that begins at that time, in microseconds since 1970 began. Events are
    /// numbered from there on, so that none comes before those of chats that ended earlier.
    pub(super) fn since(start: u64) -> Self {
        Self {
            place: Home::new(HERE, HERE).channel(HERE),
            chat: start.to_string(),
            scheduler: Scheduler::new(start.to_string()),
            events: start,
        }
    }

    /// A message that a member wrote.
    pub(super) fn incoming(&mut self, member: &str, text: &str, at: Timestamp) -> Incoming {
        self.events += 1;
        Incoming {
            place: self.place.clone(),
            event_id: format!("{}-{}", self.chat, self.events),
            event: Event {
                at,
                order: self.events,
            },
            member_id: member.to_owned(),
            name: member.to_owned(),
            is_moderator: member == OWNER,
            rank: Rank::None,
            // There is nowhere else to answer.
            is_private: true,
            text: text.to_owned(),
            answers: None,
        }
    }

    /// Records that the bot has been there all the time up to now, as it has in a script whose
    /// clock was moved.
    pub(super) async fn stay(&self, game: &Game, now: Timestamp) -> anyhow::Result<()> {
        Ok(game.store().set_present(HERE, now.as_millisecond()).await?)
    }

    /// When the bot was last there; nothing if it never was.
    pub(super) async fn last_present(&self, game: &Game) -> anyhow::Result<Option<Timestamp>> {
        let last = game.store().last_present(HERE).await?;
        Ok(last.map(Timestamp::from_millisecond).transpose()?)
    }

    /// Removes what was kept long enough.
    pub(super) async fn prune(&self, game: &Game, now: Timestamp) -> anyhow::Result<()> {
        game.store().prune(now.as_millisecond()).await?;
        Ok(())
    }

    /// When something is next to be done.
    pub(super) async fn next_due(&self, game: &Game) -> anyhow::Result<Option<Timestamp>> {
        Ok(self.scheduler.next_due(game, HERE).await?)
    }

    /// Does a step of what is due by now, saying what there is to say; false if nothing is due.
    ///
    /// That something was said is recorded once it was: after a crash in between it is said again,
    /// and never not at all.
    pub(super) async fn settle(
        &mut self,
        game: &Game,
        clock: impl Fn() -> Timestamp,
        random: &mut impl Rng,
        say: impl FnMut(&Reply) -> anyhow::Result<()>,
    ) -> anyhow::Result<bool> {
        let screen = Screen {
            say: RefCell::new(say),
            fault: RefCell::new(None),
        };
        let is_done = self.scheduler.tick(game, &screen, clock, random).await?;
        match screen.fault.into_inner() {
            Some(fault) => Err(fault),
            None => Ok(is_done),
        }
    }
}

/// Where the bot speaks: whatever shows a reply.
struct Screen<F> {
    say: RefCell<F>,
    /// Why nothing can be shown any more.
    fault: RefCell<Option<anyhow::Error>>,
}

impl<F: FnMut(&Reply) -> anyhow::Result<()>> Platform for Screen<F> {
    fn name(&self) -> &str {
        HERE
    }

    /// To show it twice does no harm: whoever was killed may not have shown it at all.
    fn memory(&self) -> Duration {
        Duration::MAX
    }

    fn clock(&self) -> Clock {
        Clock::Own
    }

    async fn post(&self, place: &Place, key: &str, reply: &Reply) -> Result<String, Failure> {
        let mut say = self.say.borrow_mut();
        let said = if place.channel == HERE {
            say(reply)
        } else {
            say(&speech::in_channel(&place.channel, reply))
        };
        match said {
            Ok(()) => Ok(key.to_owned()),
            Err(fault) => {
                *self.fault.borrow_mut() = Some(fault);
                Err(Failure::Down)
            }
        }
    }

    /// What was printed stays as it is.
    async fn edit(&self, _: &Place, _: &str, _: &Reply) -> Result<(), Failure> {
        Ok(())
    }

    async fn find(&self, _: &Place, _: &str, _: Timestamp) -> Result<Option<String>, Failure> {
        Ok(None)
    }
}
