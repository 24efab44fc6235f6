//! Packs that change while the program runs.

use std::fs;
use std::time::{Duration, Instant};

use super::Server;

const PACK: &str = include_str!("../pack.toml");

/// How long a change may take to be seen.
const SEEN_WITHIN: Duration = Duration::from_secs(2);

#[test]
fn a_sound_change_is_taken_in_and_a_broken_one_leaves_all_as_it_was() {
    let server = Server::start(PACK, "");
    let file = server.folder().join("pack.toml");
    let title = PACK
        .split("[[fact]]")
        .nth(1)
        .and_then(|fact| fact.split("title = \"").nth(1));
    let title = title
        .and_then(|rest| rest.split('"').next())
        .expect("a title")
        .to_owned();
    let changed = PACK.replacen(&title, "Something quite new", 1);
    let written = Instant::now();
    fs::write(&file, &changed).expect("a file");
    server.wait("/", |page| page.body.contains("Something quite new"));
    let took = written.elapsed();
    assert!(took < SEEN_WITHIN, "{took:?}");

    fs::write(&file, changed.replace("[[fact]]", "[[fakt]]")).expect("a file");
    let none = "attache_fact_base_reloads_total{outcome=\"refused\"} 0";
    server.wait("/metrics", |page| !page.body.contains(none));
    assert!(server.get("/").body.contains("Something quite new"));
    let said = server.said();
    assert!(said.contains("did you mean `fact`?"), "{said}");

    // Whoever does not want to wait asks for it.
    fs::write(&file, PACK).expect("a file");
    server.signal("-HUP");
    server.wait("/", |page| page.body.contains(&title));
}
