//! Packs that change while the program runs.

use std::fs;

use super::Server;

const PACK: &str = include_str!("../pack.toml");

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
    fs::write(&file, &changed).expect("a file");
    server.wait("/", |page| page.body.contains("Something quite new"));

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
