//! Packs that are taken in again since whoever runs the program asks for it.

use tokio::sync::{mpsc, oneshot};

use super::{Game, Incoming};
use crate::chat::Reply;
use crate::chat::speech::reloading as speech;

/// What became of packs that were to be taken in again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reloaded {
    /// They were; what they hold.
    Done(String),
    /// They were not; what is wrong with them.
    Refused(String),
}

/// Somebody who waits to hear what became of it.
pub type Asked = oneshot::Sender<Reloaded>;

/// Somebody who runs the program: the platform, and what that calls them.
pub type Operator = (&'static str, String);

impl Game {
    /// The same, run by those.
    #[must_use]
    pub fn operated_by(mut self, operators: impl IntoIterator<Item = Operator>) -> Self {
        self.operators = operators.into_iter().collect::<Vec<_>>().into();
        self
    }

    /// Those who ask for packs to be taken in again, for whoever does so.
    pub fn reloads(&self) -> mpsc::Receiver<Asked> {
        let (ask, asked) = mpsc::channel(1);
        // There is one who does.
        let _ = self.reloads.set(ask);
        asked
    }

    pub(super) async fn reload(&self, incoming: &Incoming) -> Reply {
        let Some(reloads) = self.reloads.get() else {
            return speech::not_here();
        };
        let (platform, member) = (&incoming.place.home.platform, &incoming.member_id);
        let is_theirs = |(on, who): &Operator| on == platform && who == member;
        if !self.operators.iter().any(is_theirs) {
            return speech::operators_only();
        }
        // The names of files are nobody else's.
        if !incoming.is_private {
            return speech::alone();
        }
        let (ask, told) = oneshot::channel();
        // What is not taken any more is told of by nobody.
        let _ = reloads.send(ask).await;
        match told.await {
            Ok(Reloaded::Done(contents)) => speech::reloaded(&contents),
            Ok(Reloaded::Refused(problems)) => speech::refused(&problems),
            Err(_) => speech::not_here(),
        }
    }
}
