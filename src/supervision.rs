//! Platforms that run side by side: what is wrong with one is no reason to be gone from the others, and it
//! is begun again while they run.

use std::cell::Cell;
use std::time::Duration;

use futures_util::future::LocalBoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use jiff::Timestamp;
use tokio::time::{self, Instant};

use crate::bot::game::{Game, Presence};

/// How long a platform that ended is left alone before it is begun again, and how long at most where that
/// does not help: what is wrong is to be mended by somebody, and asking more often is held against the
/// bot.
const REST_MIN: Duration = Duration::from_mins(1);
const REST_MAX: Duration = Duration::from_hours(1);

/// A platform that runs.
type Run<'r> = LocalBoxFuture<'r, anyhow::Result<()>>;

/// A platform that is begun again when it ends.
pub struct Supervised<'r> {
    name: &'static str,
    begin: Box<dyn Fn() -> Run<'r> + 'r>,
}

impl<'r> Supervised<'r> {
    /// A platform of that name, and what runs it.
    pub fn new<R>(name: &'static str, begin: impl Fn() -> R + 'r) -> Self
    where
        R: Future<Output = anyhow::Result<()>> + 'r,
    {
        Self {
            name,
            begin: Box::new(move || begin().boxed_local()),
        }
    }

    /// Lets it run, again when it ends, for as long as any other is up; tells how it ended last.
    async fn run(self, game: &Game, up: &Cell<usize>) -> anyhow::Result<()> {
        let name = self.name;
        let mut closing = game.closing();
        let mut rest = REST_MIN;
        loop {
            let (begun_at, since) = (Instant::now(), Timestamp::now());
            let ended = tokio::select! {
                ended = (self.begin)() => ended,
                () = is_over(game, name, since) => Ok(()),
            };
            up.set(up.get() - 1);
            if up.get() == 0 || closing.borrow().is_some() {
                return ended;
            }
            if begun_at.elapsed() > REST_MAX {
                rest = REST_MIN;
            }
            let error = ended.map_or_else(|error| format!("{error:#}"), |()| String::new());
            tracing::error!(
                error,
                "{name} has ended, and is begun again in {} s; what else runs goes on",
                rest.as_secs()
            );
            tokio::select! {
                () = time::sleep(rest) => {}
                _ = closing.wait_for(Option::is_some) => return Ok(()),
            }
            rest = (rest * 2).min(REST_MAX);
            up.set(up.get() + 1);
        }
    }
}

/// Runs platforms until the program ends or none is up, and tells how the last ended; without any, waits
/// for the end of the program.
pub async fn supervise(game: &Game, platforms: Vec<Supervised<'_>>) -> anyhow::Result<()> {
    if platforms.is_empty() {
        game.closing().wait_for(Option::is_some).await?;
        return Ok(());
    }
    let up = Cell::new(platforms.len());
    let runs = platforms.into_iter().map(|one| one.run(game, &up));
    let mut runs: FuturesUnordered<_> = runs.collect();
    while let Some(ended) = runs.next().await {
        if up.get() == 0 {
            return ended;
        }
    }
    Ok(())
}

/// Waits until the program is to end, and nothing of a platform is worth waiting for, since it was not
/// there from some time on; where it was, it ends by itself.
async fn is_over(game: &Game, platform: &str, since: Timestamp) {
    let mut closing = game.closing();
    let is_closing = closing.wait_for(Option::is_some).await.is_ok();
    let presence = game.presence(platform).await;
    if !is_closing || matches!(presence, Presence::At(at) if at >= since) {
        std::future::pending::<()>().await;
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::Arc;

    use anyhow::anyhow;
    use futures_util::FutureExt;
    use jiff::Timestamp;
    use tokio::sync::oneshot;
    use tokio::time;

    use super::{REST_MIN, Supervised, supervise};
    use crate::answers::Answers;
    use crate::bot::Bot;
    use crate::bot::game::Game;
    use crate::store::Store;

    async fn game() -> Game {
        let base = crate::packs::load(&[]).expect("the pack that is built in");
        let bot = Bot::new(Arc::new(Answers::new(Arc::new(base))));
        Game::new(bot, Store::in_memory().await.expect("a store"))
    }

    #[tokio::test]
    async fn what_ends_is_begun_again_while_another_runs() {
        let (game, begun) = (game().await, Cell::new(0));
        let (end, ends) = oneshot::channel::<()>();
        let ends = ends.shared();
        let one = || {
            begun.set(begun.get() + 1);
            async { Err(anyhow!("it was logged out")) }
        };
        let other = || {
            let ends = ends.clone();
            async move {
                ends.await?;
                Err(anyhow!("the last"))
            }
        };
        let platforms = vec![Supervised::new("one", one), Supervised::new("other", other)];
        time::pause();
        let mut all = supervise(&game, platforms).boxed_local();
        assert!((&mut all).now_or_never().is_none());
        // After a minute, then after two, and so on: 1, 3, 7 and 15 minutes later.
        let waited = time::timeout(16 * REST_MIN, &mut all).await;
        assert!(waited.is_err());
        assert_eq!(begun.get(), 5);
        end.send(()).expect("it is waited for");
        assert_eq!(all.await.expect_err("it failed").to_string(), "the last");
    }

    #[tokio::test]
    async fn nothing_is_begun_again_once_the_program_ends() {
        let (game, begun) = (game().await, Cell::new(0));
        let one = || {
            begun.set(begun.get() + 1);
            async { Err(anyhow!("it was logged out")) }
        };
        // It was never there, so that it is not waited for.
        let other = std::future::pending;
        let platforms = vec![Supervised::new("one", one), Supervised::new("other", other)];
        let mut all = supervise(&game, platforms).boxed_local();
        assert!((&mut all).now_or_never().is_none());
        game.close(Timestamp::UNIX_EPOCH);
        all.await.expect("it ends well");
        assert_eq!(begun.get(), 1);
    }
}
