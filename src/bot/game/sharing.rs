//! The page with the leaderboard of a community, for whoever has the link to it.

use rand::{Rng, RngExt};

use super::{Game, Incoming, in_time, marker, millis};
use crate::chat::speech::{settings, sharing as speech};
use crate::chat::{Reply, Share};
use crate::quiz::Span;
use crate::store::{Result, Standing};

/// How many members a page shows at most: nobody reads that far.
const LEADERS_MAX: i64 = 250;

impl Game {
    /// Says where pages are shown.
    pub fn show_pages_at(&self, address: String) {
        // They are shown in one place.
        let _ = self.pages.set(address);
    }

    /// Has the leaderboard shown to whoever has a link, or to nobody.
    pub(super) async fn share(
        &self,
        incoming: &Incoming,
        share: Share,
        random: &mut impl Rng,
    ) -> Result<Reply> {
        let home = &incoming.place.home;
        if !self.is_moderator(incoming).await? {
            return Ok(settings::moderators_only());
        }
        match (share, self.pages.get()) {
            (Share::Unlink, _) => Ok(speech::unlinked(self.store.revoke_link(home).await?)),
            (Share::Link, None) => Ok(speech::no_pages()),
            (Share::Link, Some(address)) => {
                // As much as nobody guesses; of what is kept, nobody makes a link.
                let secret = format!("{:032x}", random.random::<u128>());
                self.store.set_link(home, &marker(&secret)).await?;
                Ok(speech::linked(&format!("{address}/leaderboards/{secret}")))
            }
        }
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
            let Some(home) = self.store.linked(&marker(secret)).await? else {
                return Ok(None);
            };
            let now = millis(now);
            let leaders = self.store.leaders(&home, span, None, now, LEADERS_MAX);
            leaders.await.map(Some)
        })
        .await
    }
}
