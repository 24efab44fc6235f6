//! The page with the leaderboard of a community, for whoever has the link to it.

use rand::{Rng, RngExt};

use super::{Game, Incoming, digest, in_time, millis};
use crate::chat::speech::{settings, sharing as speech};
use crate::chat::{Reply, Share};
use crate::quiz::Span;
use crate::store::{Outcome, Result, Settled, Standing};

/// How many members a page shows at most: nobody reads that far.
const LEADERS_MAX: i64 = 250;

impl Game {
    /// Says where pages are shown.
    pub fn show_pages_at(&self, address: String) {
        // They are shown in one place.
        let _ = self.pages.set(address);
    }

    /// Has the leaderboard shown to whoever has a link, or to nobody; nothing if that was done before.
    pub(super) async fn share(
        &self,
        incoming: &Incoming,
        share: Share,
        random: &mut impl Rng,
    ) -> Result<Option<Reply>> {
        // Names and points of all are shown.
        if !incoming.rules() {
            return Ok(Some(settings::rulers_only()));
        }
        let pages = self.pages.get();
        if share == Share::Link && pages.is_none() {
            return Ok(Some(speech::no_pages()));
        }
        let (digest, reply) = match (share, pages) {
            (Share::Link, Some(address)) => {
                // As much as nobody guesses; of what is kept, nobody makes a link.
                let secret = format!("{:032x}", random.random::<u128>());
                let link = format!("{address}/leaderboards/{secret}");
                (Some(digest(&secret)), speech::linked(&link))
            }
            _ => (None, speech::unlinked()),
        };
        let outcome = self.set(incoming, Settled::Link(digest)).await?;
        Ok((outcome != Outcome::Seen).then_some(reply))
    }

    /// The leaders of the community whose leaderboard a link with that secret leads to; nothing if none
    /// does.
    pub async fn shared_leaders(
        &self,
        secret: &str,
        span: Span,
        now: jiff::Timestamp,
    ) -> Result<Option<Vec<Standing>>> {
        in_time(async {
            let Some(home) = self.store.linked(&digest(secret)).await? else {
                return Ok(None);
            };
            let now = millis(now);
            let leaders = self.store.leaders(&home, span, None, now, LEADERS_MAX);
            leaders.await.map(Some)
        })
        .await
    }
}
