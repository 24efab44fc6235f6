//! `attache db`, and which database it is about.

use std::path::Path;

use tempfile::TempDir;

use crate::program::{Outcome, attache};

/// Runs it against a file of this folder.
fn db(folder: &TempDir, arguments: &[&str]) -> Outcome {
    let file = folder.path().join("own.db");
    let url = format!("sqlite:{}", file.display());
    let arguments = [&["db"], arguments].concat();
    attache(&arguments).env("ATTACHE_DATABASE__URL", &url).run()
}

#[test]
fn a_database_is_made_checked_and_copied() {
    let folder = TempDir::new().expect("a folder");
    let said = db(&folder, &["verify"]);
    assert_eq!(said.code, 1);
    assert!(
        said.stderr.contains("there is no database"),
        "{}",
        said.stderr
    );
    assert!(!folder.path().join("own.db").exists());
    let made = db(&folder, &["migrate"]).fine();
    assert!(made.ends_with("has schema 5 now.\n"), "{made}");
    let again = db(&folder, &["migrate"]).fine();
    assert!(again.ends_with("has schema 5 already.\n"), "{again}");
    for arguments in [&["verify"][..], &["verify", "--repair"]] {
        let said = db(&folder, arguments).fine();
        assert!(said.contains("all scores agree"), "{said}");
    }
    let copy = folder.path().join("copy.db");
    let copied = copy.to_str().expect("a path");
    let said = db(&folder, &["backup", copied]).fine();
    assert!(said.contains("is copied to"), "{said}");
    assert!(copy.exists());
    let twice = db(&folder, &["backup", copied]);
    assert_eq!(twice.code, 1);
    assert!(
        twice.stderr.contains("is there already"),
        "{}",
        twice.stderr
    );
}

#[test]
fn the_database_is_in_the_folder_of_the_run_unless_said_otherwise() {
    let said = attache(&["db", "migrate"]).run().fine();
    assert_eq!(said, "sqlite:attache.db has schema 5 now.\n");
    let config = "[database]\nurl = \"sqlite:other name.db\"\n";
    let run = attache(&["db", "migrate"]).file("config/attache.toml", config);
    assert_eq!(run.run().fine(), "sqlite:other name.db has schema 5 now.\n");
}

#[test]
fn a_password_in_a_file_is_refused_and_never_shown() {
    let config = "[database]\nurl = \"postgres://ada:secret@127.0.0.1:1/quiz\"\n";
    for arguments in [&["db", "migrate"][..], &["config", "check"]] {
        let said = attache(arguments).file("config/attache.toml", config).run();
        assert_eq!(said.code, 1);
        assert!(said.stderr.contains("PGPASSWORD"), "{}", said.stderr);
        assert!(!said.stderr.contains("secret"), "{}", said.stderr);
    }
    let url = "postgres://ada:secret@127.0.0.1:1/quiz";
    let said = attache(&["config", "check"]).env("ATTACHE_DATABASE__URL", url);
    let said = said.run().fine();
    assert!(
        said.contains("Database: postgres://ada@127.0.0.1:1/quiz."),
        "{said}"
    );
}

#[test]
fn what_is_no_database_is_a_problem() {
    let config = "[database]\nurl = \"mysql://db/quiz\"\n";
    let said = attache(&["config", "check"])
        .file("config/attache.toml", config)
        .run();
    assert_eq!(said.code, 1);
    assert!(
        said.stderr.contains("a database is `sqlite:FILE`"),
        "{}",
        said.stderr
    );
    let no_database = attache(&["db", "verify"])
        .file("attache.db", "no database at all")
        .run();
    assert_eq!(no_database.code, 1);
    assert!(
        no_database.stderr.contains("not a database"),
        "{}",
        no_database.stderr
    );
    let empty = attache(&["db", "verify"]).file("attache.db", "").run();
    assert_eq!(empty.code, 1);
    assert!(
        empty.stderr.contains("run `attache db migrate`"),
        "{}",
        empty.stderr
    );
    let far = Path::new("absent/attache.db");
    let config = format!("[database]\nurl = \"sqlite:{}\"\n", far.display());
    let said = attache(&["db", "migrate"])
        .file("config/attache.toml", &config)
        .run();
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("absent"), "{}", said.stderr);
}
