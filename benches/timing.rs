//! How long questions take, and how often they find the right fact.

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};

/// How the times of many questions lie.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Times {
    /// Half of the questions took no longer.
    pub median: Duration,
    /// Of a hundred questions, one took longer.
    pub p99: Duration,
    /// The slowest of all.
    pub slowest: Duration,
}

/// Times each question, in as many rounds as told, on this thread; and what was found.
///
/// Of its rounds, the fastest counts for a question: whatever else the machine does only ever
/// makes it slower. The rounds go over all questions, so that none finds its own traces warm.
pub fn time<T>(
    questions: &[&str],
    rounds: usize,
    mut ask: impl FnMut(&str) -> T,
) -> (Times, Vec<T>) {
    let mut fastest = vec![Duration::MAX; questions.len()];
    let mut found = Vec::new();
    for _ in 0..rounds {
        found.clear();
        for (question, fastest) in questions.iter().zip(&mut fastest) {
            let (took, result) = timed(|| ask(black_box(question)));
            *fastest = took.min(*fastest);
            found.push(result);
        }
    }
    fastest.sort_unstable();
    let at = |hundredths: usize| fastest[(fastest.len() - 1) * hundredths / 100];
    let times = Times {
        median: at(50),
        p99: at(99),
        slowest: at(100),
    };
    (times, found)
}

/// How long something takes, and what it gives.
pub fn timed<T>(run: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = run();
    (start.elapsed(), result)
}

/// A duration as tables show it, with three digits or so.
pub fn shown(duration: Duration) -> String {
    let micros = duration.as_secs_f64() * 1e6;
    match micros {
        ..1e3 => format!("{micros:.1} µs"),
        ..1e6 => format!("{:.2} ms", micros / 1e3),
        _ => format!("{:.1} s", micros / 1e6),
    }
}
