//! What the program counts, each with what it means.

use anyhow::Context;
use metrics::Unit;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};

/// How what is counted is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// It only grows.
    Counter,
    /// It is as it is just now.
    Gauge,
    /// How long something took, in seconds.
    Seconds,
}

/// Something that is counted.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// How Prometheus calls it.
    pub name: &'static str,
    /// How it is read.
    pub kind: Kind,
    /// What it means.
    pub about: &'static str,
    /// What it is counted by.
    pub labels: Labels,
}

/// What something is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Labels {
    /// Nothing.
    None,
    /// A label whose values are known before: each is 0 from the start and not absent, so that the first
    /// of a kind is seen to be one more.
    Known(&'static str, &'static [&'static str]),
    /// What is known only once it happens.
    Unknown,
}

impl Metric {
    const fn by(mut self, labels: Labels) -> Self {
        self.labels = labels;
        self
    }
}

const fn counter(name: &'static str, about: &'static str) -> Metric {
    Metric {
        name,
        kind: Kind::Counter,
        about,
        labels: Labels::None,
    }
}

const fn gauge(name: &'static str, about: &'static str) -> Metric {
    Metric {
        name,
        kind: Kind::Gauge,
        about,
        labels: Labels::None,
    }
}

const fn seconds(name: &'static str, about: &'static str) -> Metric {
    Metric {
        name,
        kind: Kind::Seconds,
        about,
        labels: Labels::None,
    }
}

/// Where members are.
const PLATFORMS: &[&str] = &["discord", "matrix"];

/// All that is counted. No label tells of a user, a community, a channel or a fact.
pub const METRICS: &[Metric] = &[
    gauge("attache_build_info", "the version that runs"),
    seconds(
        "attache_command_duration_seconds",
        "how long a message took until its reply was known",
    ),
    counter(
        "attache_events_duplicate_total",
        "messages that were handled before",
    )
    .by(Labels::Known("platform", PLATFORMS)),
    counter("attache_awards_total", "answers that were scored")
        .by(Labels::Known("platform", PLATFORMS)),
    counter(
        "attache_questions_voided_total",
        "questions that do not count, since the bot was away",
    )
    .by(Labels::Known("platform", PLATFORMS)),
    counter(
        "attache_daily_planned_total",
        "daily posts that were planned",
    )
    .by(Labels::Known("platform", PLATFORMS)),
    counter(
        "attache_daily_missed_total",
        "daily posts that were passed over",
    )
    .by(Labels::Known("platform", PLATFORMS)),
    counter(
        "attache_messages_said_total",
        "posts by what became of them",
    )
    .by(Labels::Unknown),
    gauge(
        "attache_clock_ahead_seconds",
        "how far the clock of this machine is ahead of a platform's",
    ),
    counter(
        "attache_discord_throttled_total",
        "requests that Discord put off",
    ),
    counter(
        "attache_discord_events_unread_total",
        "events of Discord that could not be read",
    )
    .by(Labels::Unknown),
    counter(
        "attache_discord_closed_total",
        "connections to Discord that were closed",
    ),
    counter(
        "attache_fact_base_reloads_total",
        "how often packs were taken in, or refused",
    )
    .by(Labels::Known("outcome", &["done", "refused"])),
    gauge(
        "attache_fact_base_last_success_timestamp_seconds",
        "when packs were taken in last, in seconds since 1970",
    ),
    gauge("attache_facts", "facts that are answered from"),
    gauge(
        "attache_fact_base_refused",
        "1 while the packs on the disk have problems, so that answers come from those before",
    ),
    gauge(
        "attache_present_timestamp_seconds",
        "when the bot last heard a platform and its database took that, in seconds since 1970",
    ),
    gauge(
        "attache_standing_by",
        "1 while another process is the bot on a platform, and this one waits to take over",
    ),
    counter(
        "attache_refused_total",
        "what was turned away, since it was too much",
    )
    .by(Labels::Known(
        "what",
        &[
            "member",
            "community",
            "process",
            "length",
            "page",
            "connection",
        ],
    )),
    counter(
        "attache_database_errors_total",
        "what the database could not take: messages of members, and what is due",
    ),
];

/// Bounds of what takes time, from a look into the database to what nobody waits for.
const SECONDS: &[f64] = &[
    0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0,
];

/// Counts from now on what happens on some platforms, to be read by whoever asks.
pub fn install(platforms: &[&'static str]) -> anyhow::Result<PrometheusHandle> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), SECONDS)
        .and_then(PrometheusBuilder::install_recorder)
        .context("counting what the program does")?;
    for metric in METRICS {
        let (name, about) = (metric.name, metric.about);
        match metric.kind {
            Kind::Counter => metrics::describe_counter!(name, about),
            Kind::Gauge => metrics::describe_gauge!(name, about),
            Kind::Seconds => metrics::describe_histogram!(name, Unit::Seconds, about),
        }
        match (metric.kind, metric.labels) {
            (Kind::Counter, Labels::None) => metrics::counter!(name).increment(0),
            (Kind::Counter, Labels::Known(label, values)) => {
                for value in values {
                    metrics::counter!(name, label => *value).increment(0);
                }
            }
            _ => {}
        }
    }
    // Whoever never was there is seen not to be.
    for platform in platforms {
        metrics::gauge!("attache_present_timestamp_seconds", "platform" => *platform).set(0.0);
    }
    let version = env!("CARGO_PKG_VERSION");
    metrics::gauge!("attache_build_info", "version" => version).set(1.0);
    Ok(handle)
}
