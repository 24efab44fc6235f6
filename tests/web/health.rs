//! Whether the program is well, and what it counts.

use std::collections::BTreeSet;
use std::time::Duration;

use attache::web::counted::{Kind, Labels, METRICS};
use prometheus_parse::{Scrape, Value};
use tokio::runtime::Runtime;
use tokio::time;

use super::Server;
use crate::processes::Proxy;
use crate::store::postgres;

/// How long the database is away, and how often it is looked at what comes of that.
const OUTAGE: Duration = Duration::from_mins(1);
const LOOK: Duration = Duration::from_secs(2);

const PACK: &str = include_str!("../pack.toml");

#[test]
fn a_program_without_its_database_is_alive_and_not_ready_until_it_is_back() {
    let runtime = Runtime::new().expect("a runtime");
    runtime.block_on(async {
        let proxy = Proxy::before(&postgres::fresh_database().await);
        let config = format!("[database]\nurl = \"{}\"", proxy.url());
        let server = Server::start(PACK, &config);
        assert_eq!(server.get("/readyz").status, 200);
        proxy.cut();
        let mut looks = time::interval(LOOK);
        for _ in 0..OUTAGE.as_secs() / LOOK.as_secs() {
            looks.tick().await;
            assert_eq!(server.get("/readyz").status, 503);
            assert_eq!(server.get("/healthz").status, 200);
            // Facts need no database, and what needs it is told so.
            assert_eq!(server.get("/").status, 200);
            let none = server.get("/leaderboards/0");
            assert_eq!(none.status, 503, "{}", none.body);
            assert!(none.body.contains("Try again in a while"), "{}", none.body);
        }
        proxy.mend();
        server.wait("/readyz", |answer| answer.status == 200);
    });
}

/// All that is counted by now.
fn scraped(server: &Server) -> Scrape {
    let answer = server.get("/metrics");
    assert_eq!(answer.status, 200);
    let lines = answer.body.lines().map(|line| Ok(line.to_owned()));
    Scrape::parse(lines).expect("what Prometheus reads")
}

#[test]
fn what_is_counted_is_what_prometheus_reads() {
    let server = Server::start(PACK, "");
    let scrape = scraped(&server);
    let facts = scrape
        .samples
        .iter()
        .find(|sample| sample.metric == "attache_facts");
    assert!(matches!(facts.expect("facts").value, Value::Gauge(facts) if facts > 1.0));
    let known: BTreeSet<&str> = METRICS.iter().map(|metric| metric.name).collect();
    assert_eq!(known.len(), METRICS.len());
    for sample in &scrape.samples {
        assert!(known.contains(sample.metric.as_str()), "{}", sample.metric);
    }
    // Whatever is watched for its first time is there before.
    let shown: BTreeSet<&str> = scrape
        .samples
        .iter()
        .map(|sample| &*sample.metric)
        .collect();
    for metric in METRICS {
        let is_known = metric.kind == Kind::Counter && metric.labels != Labels::Unknown;
        assert!(!is_known || shown.contains(metric.name), "{}", metric.name);
    }
}

#[test]
fn whatever_is_counted_is_described() {
    let known: BTreeSet<&str> = METRICS.iter().map(|metric| metric.name).collect();
    let mut counted = BTreeSet::new();
    let mut folders = vec![std::path::PathBuf::from("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("a text");
            let macros = text.split("metrics::").skip(1);
            let names = macros.filter_map(|rest| {
                let (kind, rest) = rest.split_once("!(")?;
                let is_macro = ["counter", "gauge", "histogram"].contains(&kind);
                is_macro.then(|| rest.split('"').nth(1).map(str::to_owned))?
            });
            counted.extend(names.filter(|name| name.starts_with("attache_")));
        }
    }
    let counted: BTreeSet<&str> = counted.iter().map(String::as_str).collect();
    assert_eq!(counted, known);
}

#[test]
fn whoever_is_asked_to_end_ends() {
    let mut server = Server::start(PACK, "");
    server.signal("-TERM");
    let status = server.child.wait().expect("its end");
    assert_eq!(status.code(), Some(0), "{}", server.said());
}
