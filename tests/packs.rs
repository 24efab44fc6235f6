//! Checking packs.

use std::fs::File;

use insta::assert_snapshot;
use tempfile::TempDir;

use crate::program::{PACK, attache};

#[test]
fn a_sound_pack_is_summed_up_in_a_line() {
    let said = attache(&["facts", "check", PACK]).run().fine();
    assert_snapshot!(said, @"No problems: packs: 1, facts: 4, entities: 6, subjects: 2, sources: 1.");
}

#[test]
fn the_pack_that_is_built_in_has_no_problems() {
    let said = attache(&["facts", "check"]).run().fine();
    assert!(said.starts_with("No problems: packs: 1, "), "{said}");
}

#[test]
fn a_broken_copy_shows_all_its_problems() {
    let broken = std::fs::read_to_string(PACK)
        .expect("the pack")
        .replace("1921-05-03", "1921-02-30")
        .replace("certainty = \"claimed\"", "certainity = \"claimed\"")
        .replace("where = [\"zenda\"]", "where = [\"zendar\"]");
    let outcome = attache(&["facts", "check", "broken.toml", "absent.toml"])
        .file("broken.toml", broken)
        .run();
    assert_eq!((outcome.code, outcome.stdout.as_str()), (1, ""));
    assert_snapshot!(outcome.stderr);
}

#[test]
fn a_folder_stands_for_its_packs() {
    let pack = std::fs::read(PACK).expect("the pack");
    let outcome = attache(&["facts", "check", "packs", "empty"])
        .file("packs/one.toml", &pack)
        .file("packs/two.toml", &pack)
        .file("packs/notes.txt", "not a pack")
        .file("empty/notes.txt", "no pack here")
        .run();
    assert_eq!(outcome.code, 1);
    let said = outcome.stderr;
    assert!(
        said.contains("this folder holds no pack\n--> empty\n"),
        "{said}"
    );
    assert!(said.contains("packs/two.toml"), "a repeated id: {said}");
    assert!(!said.contains("notes.txt"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_bad_entry_of_a_folder_is_named_and_stops_no_other() {
    let broken = std::fs::read_to_string(PACK)
        .expect("the pack")
        .replace("1921-05-03", "1921-02-30");
    let outcome = attache(&["facts", "check", "packs"])
        .link("packs/a.toml", "nowhere.toml")
        .file("packs/b.toml/notes.txt", "a folder with the name of a pack")
        .file("packs/c.toml", broken)
        .run();
    assert_eq!(outcome.code, 1);
    assert_snapshot!(outcome.stderr);
}

#[cfg(unix)]
#[test]
fn a_pack_that_several_paths_lead_to_is_loaded_once() {
    let paths = ["packs/one.toml", "./packs/../packs/one.toml", "packs"];
    let program = attache(&[&["facts", "check"], &paths[..]].concat());
    let said = program
        .file("packs/one.toml", std::fs::read(PACK).expect("the pack"))
        .link("packs/two.toml", "one.toml")
        .run()
        .fine();
    assert!(said.starts_with("No problems: packs: 1, "), "{said}");
}

#[test]
fn a_hundred_megabytes_of_nothing_are_refused() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("huge.toml");
    let file = File::create(&path).expect("a file");
    file.set_len(100 << 20).expect("its length");
    let outcome = attache(&["facts", "check", &path.display().to_string()]).run();
    assert_eq!(outcome.code, 1);
    assert!(
        outcome.stderr.contains("split it into packs"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn the_schema_is_json() {
    let said = attache(&["facts", "schema"]).run().fine();
    let schema: serde_json::Value = serde_json::from_str(&said).expect("JSON");
    assert!(schema["properties"]["fact"].is_object());
}
