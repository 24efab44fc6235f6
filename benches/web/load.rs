//! Pages asked for at a steady rate, however long each takes.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How many ask at a time, each on a connection of its own for every page: as browsers of so many
/// people.
const ASKERS: usize = 64;

/// After how long nobody waits for a page any more.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long pages took, from when they were to be asked for.
pub struct Latencies {
    pub p50: Duration,
    pub p99: Duration,
    /// How many were not served in all that time.
    pub failed: usize,
}

/// Asks for pages, so many a second for so long.
pub fn run(
    port: u16,
    rate: u32,
    time: Duration,
    path: impl Fn(usize) -> String + Sync,
) -> Latencies {
    let count = usize::try_from(u64::from(rate) * time.as_secs()).unwrap_or(usize::MAX);
    let (next, took) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(count)));
    let began = Instant::now();
    thread::scope(|scope| {
        for _ in 0..ASKERS {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    // Whoever cannot keep up is not asked for all of it.
                    if number >= count || began.elapsed() > time + PATIENCE {
                        return;
                    }
                    let at = began
                        + Duration::from_secs(1) / rate * u32::try_from(number).unwrap_or(u32::MAX);
                    thread::sleep(at.saturating_duration_since(Instant::now()));
                    if get(port, &path(number)).is_ok_and(|status| status == 200)
                        && let Ok(mut took) = took.lock()
                    {
                        took.push(at.elapsed());
                    }
                }
            });
        }
    });
    let mut took = took.into_inner().unwrap_or_default();
    took.sort_unstable();
    let at = |hundredths: usize| {
        let last = took.len().saturating_sub(1);
        took.get(last * hundredths / 100)
            .copied()
            .unwrap_or_default()
    };
    Latencies {
        p50: at(50),
        p99: at(99),
        failed: count - took.len(),
    }
}

/// The status of a page, once all of it is there.
pub fn get(port: u16, path: &str) -> std::io::Result<u16> {
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let request = format!("GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let status = answer
        .get(9..12)
        .and_then(|status| str::from_utf8(status).ok());
    Ok(status
        .and_then(|status| status.parse().ok())
        .unwrap_or_default())
}
