//! What goes on beside listening.

use std::sync::{Arc, Mutex};

use tokio::task::JoinSet;

use super::locked;

/// What goes on beside listening, and ends with it: whoever is not the bot any more must say nothing.
#[derive(Debug, Clone)]
pub(super) struct Tasks {
    /// None once it has ended.
    running: Arc<Mutex<Option<JoinSet<()>>>>,
}

impl Tasks {
    pub(super) fn new() -> Self {
        Self {
            running: Arc::new(Mutex::new(Some(JoinSet::new()))),
        }
    }

    /// Has something go on.
    pub(super) fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        if let Some(running) = &mut *locked(&self.running) {
            // Those that are done are kept no longer.
            while let Some(done) = running.try_join_next() {
                if let Err(fault) = done {
                    tracing::error!(%fault, "a fault of this program");
                }
            }
            running.spawn(task);
        }
    }

    /// Ends all, and lets nothing begin.
    pub(super) async fn end(&self) {
        let running = locked(&self.running).take();
        if let Some(mut running) = running {
            running.shutdown().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn nothing_goes_on_after_the_end() {
        let tasks = Tasks::new();
        let kept = Arc::new(());
        for _ in 0..2 {
            let held = Arc::clone(&kept);
            tasks.spawn(async move {
                std::future::pending::<()>().await;
                drop(held);
            });
        }
        assert_eq!(Arc::strong_count(&kept), 3);
        tasks.end().await;
        assert_eq!(Arc::strong_count(&kept), 1);
        let held = Arc::clone(&kept);
        tasks.spawn(async move { drop(held) });
        assert_eq!(Arc::strong_count(&kept), 1);
    }
}
