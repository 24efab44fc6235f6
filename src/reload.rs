//! Packs that change while the program runs: a sound change is taken in whole, and of a broken one
//! nothing.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use tokio::signal::unix::{SignalKind, signal};
use tokio::{task, time};

use crate::answers::Answers;
use crate::bot::Bot;
use crate::bot::game::{Game, Reloaded};
use crate::facts::Problems;
use crate::packs;

/// How often it is looked whether packs have changed. What has is taken in once a second look finds the
/// same, for a pack may be half written: whoever saves one sees it within two seconds.
const LOOK: Duration = Duration::from_millis(500);

/// Takes packs in again whenever they change, and when SIGHUP asks for it; with the questions that they
/// yield, if any are asked.
///
/// # Errors
///
/// The signal cannot be waited for.
pub async fn watch(game: &Game, packs: Packs, is_drawing: bool) -> std::io::Result<()> {
    let mut hangup = signal(SignalKind::hangup())?;
    let Packs {
        paths,
        seen: mut taken_in,
    } = packs;
    let mut before = taken_in.clone();
    let mut asked = game.reloads();
    loop {
        let (is_wanted, asked_by) = tokio::select! {
            () = time::sleep(LOOK) => (false, None),
            _ = hangup.recv() => (true, None),
            by = asked.recv() => (by.is_some(), by),
        };
        let now = {
            let paths = Arc::clone(&paths);
            task::spawn_blocking(move || seen(&paths))
                .await
                .unwrap_or_default()
        };
        if is_wanted || (now == before && now != taken_in) {
            taken_in.clone_from(&now);
            let became = take_in(game, &paths, is_drawing).await;
            if let (Some(by), Some(became)) = (asked_by, became) {
                // Whoever does not wait for it reads it in the log.
                let _ = by.send(became);
            }
        }
        before = now;
    }
}

/// The packs that a program runs with, as they were before they were loaded.
#[derive(Debug)]
pub struct Packs {
    paths: Arc<[PathBuf]>,
    seen: Seen,
}

impl Packs {
    /// Looks at the packs at some paths.
    pub fn new(paths: Vec<PathBuf>) -> Self {
        Self {
            seen: seen(&paths),
            paths: paths.into(),
        }
    }
}

/// Which files there are, with what tells one that was changed.
type Seen = Vec<(PathBuf, Option<(SystemTime, u64)>)>;

fn seen(paths: &[PathBuf]) -> Seen {
    let files = paths.iter().flat_map(|path| packs::files(path));
    files
        .map(|file| {
            let found = file.metadata().ok();
            let found = found.and_then(|found| Some((found.modified().ok()?, found.len())));
            (file, found)
        })
        .collect()
}

/// Takes packs in again, if they are sound, and tells what became of them; nothing if this program is
/// at fault.
async fn take_in(game: &Game, paths: &Arc<[PathBuf]>, is_drawing: bool) -> Option<Reloaded> {
    let paths = Arc::clone(paths);
    let work = task::spawn_blocking(move || bot(&paths, is_drawing));
    match work.await {
        Ok(Ok(bot)) => {
            let contents = packs::contents(bot.base());
            tracing::info!("the packs are taken in again: {contents}");
            count(&bot, "done");
            game.set_bot(bot);
            Some(Reloaded::Done(contents))
        }
        Ok(Err(problems)) => {
            metrics::counter!("attache_fact_base_reloads_total", "outcome" => "refused")
                .increment(1);
            metrics::gauge!("attache_fact_base_refused").set(1.0);
            let shown = problems.render(false);
            tracing::error!(
                problems = problems.count(),
                "the packs have problems, so the facts stay as they were:\n\n{shown}",
            );
            Some(Reloaded::Refused(shown))
        }
        Err(error) => {
            tracing::error!(%error, "a fault of this program: packs are not taken in");
            None
        }
    }
}

/// A bot of packs, with their questions if any are asked, so that nobody waits for them.
fn bot(paths: &[PathBuf], is_drawing: bool) -> Result<Bot, Problems> {
    let base = packs::load(paths)?;
    let bot = Bot::new(Arc::new(Answers::new(Arc::new(base))));
    if is_drawing {
        bot.draw_ahead();
    }
    Ok(bot)
}

/// Counts that a bot was made of packs.
pub fn count(bot: &Bot, outcome: &'static str) {
    metrics::counter!("attache_fact_base_reloads_total", "outcome" => outcome).increment(1);
    #[expect(
        clippy::cast_precision_loss,
        reason = "it is exact for 200,000 years and facts"
    )]
    {
        let now = Timestamp::now().as_second();
        metrics::gauge!("attache_fact_base_last_success_timestamp_seconds").set(now as f64);
        metrics::gauge!("attache_fact_base_refused").set(0.0);
        metrics::gauge!("attache_facts").set(bot.base().facts.len() as f64);
    }
}
