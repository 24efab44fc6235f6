//! What packages are made of, and what is said to service managers.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::net::UnixDatagram;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use attache::web::counted::{Kind, METRICS};
use regex::Regex;
use tempfile::TempDir;

use crate::program::{attache, signal};

const SBOM: &str = include_str!("../packaging/sbom.sh");
const SERVICE: &str = include_str!("../packaging/attache.service");
const CONTAINER: &str = include_str!("../packaging/Containerfile");
const COMPOSE: &str = include_str!("../packaging/compose.yaml");
const KUBERNETES: &str = include_str!("../packaging/kubernetes.yaml");
const DASHBOARD: &str = include_str!("../packaging/grafana.json");
const ALERTS: &str = include_str!("../packaging/alerts.yaml");

/// How exposed a service may be by systemd's own measure, of 10.
const EXPOSURE_MAX: f64 = 1.5;

#[test]
fn the_dashboard_and_the_alerts_know_what_is_counted() {
    let mut known = BTreeSet::new();
    for metric in METRICS {
        let suffixes: &[&str] = match metric.kind {
            Kind::Counter | Kind::Gauge => &[""],
            Kind::Seconds => &["_bucket", "_count", "_sum"],
        };
        known.extend(
            suffixes
                .iter()
                .map(|suffix| format!("{}{suffix}", metric.name)),
        );
    }
    let name = Regex::new(r"\battache_[a-z_]+").expect("a pattern");
    for (file, text) in [("grafana.json", DASHBOARD), ("alerts.yaml", ALERTS)] {
        let used: BTreeSet<&str> = name.find_iter(text).map(|found| found.as_str()).collect();
        assert!(used.len() > 5, "{file}");
        for used in used {
            assert!(known.contains(used), "{used} in {file}");
        }
    }
    let dashboard: serde_json::Value = serde_json::from_str(DASHBOARD).expect("JSON");
    assert!(
        dashboard["panels"]
            .as_array()
            .is_some_and(|panels| panels.len() > 8)
    );
}

/// Every variable of ours that a text sets, and every key of the configuration.
fn variables(text: &str) -> BTreeSet<String> {
    let name = Regex::new(r"\bATTACHE_[A-Z_]+").expect("a pattern");
    name.find_iter(text)
        .map(|found| found.as_str().to_owned())
        .collect()
}

#[test]
fn containers_run_without_root_on_a_system_that_they_cannot_write() {
    let stages: Vec<&str> = CONTAINER.split("\nFROM ").collect();
    let last = stages.last().expect("a stage");
    assert!(
        last.starts_with("gcr.io/distroless/")
            && last.lines().next().unwrap().ends_with(":nonroot")
    );
    assert!(last.contains("\nUSER nonroot\n") && !last.contains("\nRUN "));
    for part in [
        "read_only: true",
        "- ALL",
        "no-new-privileges:true",
        "condition: service_healthy",
    ] {
        assert!(COMPOSE.contains(part), "{part}");
    }
    for part in [
        "runAsNonRoot: true",
        "readOnlyRootFilesystem: true",
        "allowPrivilegeEscalation: false",
        "path: /healthz",
        "path: /readyz",
    ] {
        assert!(KUBERNETES.contains(part), "{part}");
    }
    // What they set is known: else the program would say so and not start.
    let mut program = attache(&["config", "check"])
        .env("ATTACHE_DISCORD__APPLICATION", "1")
        .env("DISCORD_TOKEN", "abc.def");
    for variable in variables(COMPOSE).union(&variables(KUBERNETES)) {
        let value = match &**variable {
            "ATTACHE_DATABASE__URL" => "postgres://attache@database/attache",
            "ATTACHE_WEB__LISTEN" => "0.0.0.0:8080",
            "ATTACHE_WEB__PUBLIC_URL" => "https://quiz.example.org",
            "ATTACHE_DISCORD__APPLICATION" => "1",
            other => panic!("{other} is not known here"),
        };
        program = program.env(variable, value);
    }
    assert!(program.run().fine().contains("Discord"));
    // The configuration in the example is one.
    let config = KUBERNETES
        .split("attache.toml: |\n")
        .nth(1)
        .and_then(|rest| rest.split("\n---").next());
    let config = config
        .expect("a configuration")
        .replace("\n    ", "\n")
        .replace("/run/secrets/attache/", "");
    let program = attache(&["config", "check"]).file("config/attache.toml", config.trim_start());
    let said = program.file("discord-token", "abc.def").run().fine();
    assert!(said.contains("Discord") && said.contains("8080"), "{said}");
}

#[test]
fn the_service_may_do_little() {
    for line in [
        "Type=notify",
        "DynamicUser=yes",
        "LoadCredential=discord-token",
        "StateDirectoryMode=0700",
        "UMask=0077",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "PrivateTmp=yes",
        "PrivateDevices=yes",
        "PrivateUsers=yes",
        "NoNewPrivileges=yes",
        "RestrictNamespaces=yes",
        "MemoryDenyWriteExecute=yes",
        "CapabilityBoundingSet=",
        "SystemCallFilter=@system-service",
        "SystemCallFilter=~@privileged @resources",
    ] {
        assert!(SERVICE.lines().any(|one| one == line), "{line}");
    }
    // Where systemd is, it measures that itself.
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/packaging/attache.service");
    let mut measure = Command::new("systemd-analyze");
    measure.args(["security", "--offline=yes", "--no-pager", file]);
    if let Ok(output) = measure.output() {
        let said = String::from_utf8_lossy(&output.stdout);
        let exposure = said
            .split("Overall exposure level for attache.service: ")
            .nth(1);
        let exposure = exposure.and_then(|rest| rest.split(' ').next()?.parse::<f64>().ok());
        assert!(
            exposure.is_some_and(|exposure| exposure <= EXPOSURE_MAX),
            "{said}"
        );
    }
}

#[test]
fn systemd_is_told_when_it_is_ready_goes_on_and_ends() {
    let folder = TempDir::new().expect("a folder");
    let socket = UnixDatagram::bind(folder.path().join("notify")).expect("a socket");
    let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
        .current_dir(folder.path())
        .env("ATTACHE_WEB__LISTEN", "127.0.0.1:0")
        .env("NOTIFY_SOCKET", folder.path().join("notify"))
        .env("WATCHDOG_USEC", "100000")
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let patience = Some(Duration::from_mins(1));
    socket.set_read_timeout(patience).expect("a patient socket");
    let mut told = Vec::new();
    let mut hear = |what: &str| {
        while !told.iter().any(|told| told == what) {
            let mut text = [0; 256];
            let length = socket.recv(&mut text).expect("something");
            told.push(String::from_utf8_lossy(&text[..length]).trim().to_owned());
        }
        told.clear();
    };
    hear("READY=1");
    hear("WATCHDOG=1");
    hear("WATCHDOG=1");
    signal(child.id(), "-TERM");
    hear("STOPPING=1");
    assert!(child.wait().expect("its end").success());
}

#[test]
fn a_service_that_nothing_is_configured_for_says_so() {
    let outcome = attache(&[]).env("NOTIFY_SOCKET", "/absent").run();
    let said = outcome.stderr;
    assert_eq!(outcome.code, 1, "{said}");
    assert!(said.contains("add [discord], [matrix] or [web]"), "{said}");
}

#[test]
fn shells_complete_the_command_line_and_a_manual_tells_of_it() {
    for shell in ["bash", "zsh", "fish"] {
        let said = attache(&["completions", shell]).run().fine();
        assert!(
            said.contains("attache") && said.contains("backup"),
            "{shell}"
        );
    }
    let folder = TempDir::new().expect("a folder");
    attache(&["man", folder.path().to_str().expect("a path")])
        .run()
        .fine();
    let page = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a page");
    assert!(page("attache.1").contains("\\-\\-config"));
    // Every page that one leads to is there.
    let link = Regex::new(r"(?m)^(attache[a-z\\-]+)\(1\)$").expect("a pattern");
    for link in link.captures_iter(&page("attache.1")) {
        let name = link[1].replace('\\', "");
        assert!(page(&format!("{name}.1")).contains(".TH"), "{name}");
    }
    assert!(page("attache-db-backup.1").contains("FILE"));
}

#[test]
fn the_package_for_debian_names_files_that_there_are() {
    let manifest: toml::Table = include_str!("../Cargo.toml").parse().expect("TOML");
    let assets = manifest["package"]["metadata"]["deb"]["assets"]
        .as_array()
        .expect("assets");
    let script = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/deb.sh"));
    let script = script.expect("what makes the package");
    for asset in assets {
        let file = asset[0].as_str().expect("a path");
        let is_there = Path::new(env!("CARGO_MANIFEST_DIR")).join(file).exists();
        // What it makes is named by its folder.
        let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_made = file.starts_with("target/release/") || script.contains(file);
        let is_made = is_made || file.contains('*') && script.contains(folder);
        let is_made = is_made || SBOM.contains(file);
        assert!(is_there || is_made, "{file}");
    }
}
