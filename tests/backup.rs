//! What was backed up is there again, by the commands of the README.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::program::PACK;
use crate::store::postgres;

/// A folder in which the program runs, with a database.
struct Scene {
    folder: TempDir,
    url: String,
}

impl Scene {
    fn new(url: &str) -> Self {
        Self {
            folder: TempDir::new().expect("a folder"),
            url: url.to_owned(),
        }
    }

    /// Runs the program with some input, and gives what it says.
    fn run(&self, arguments: &[&str], input: &str) -> String {
        let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
            .args(["--facts", PACK])
            .args(arguments)
            .current_dir(self.folder.path())
            .env("ATTACHE_DATABASE__URL", &self.url)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("its input");
        stdin.write_all(input.as_bytes()).expect("input");
        drop(stdin);
        let output = child.wait_with_output().expect("its end");
        assert!(output.status.success(), "{arguments:?}");
        String::from_utf8(output.stdout).expect("text")
    }

    fn play(&self) {
        let played = "ana: /quiz start 1 true-false\nana: true\nana: false\nana: /zone Karachi\n";
        self.run(&["chat"], played);
    }

    /// All that is kept of ana.
    fn kept(&self) -> String {
        self.run(&["chat"], "ana: /privacy export\n")
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }
}

#[test]
fn a_copy_of_sqlite_takes_the_place_of_what_was_lost() {
    let scene = Scene::new("sqlite:attache.db");
    scene.play();
    let before = scene.kept();
    assert!(before.contains("\"ana\""), "{before}");
    scene.run(&["db", "backup", "copy.db"], "");
    // Names and points are for the user of the program alone.
    for name in ["attache.db", "attache.db.lock", "copy.db"] {
        let mode = fs::metadata(scene.path(name))
            .expect("a file")
            .permissions()
            .mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    for name in ["attache.db", "attache.db-wal", "attache.db-shm"] {
        let _ = fs::remove_file(scene.path(name));
    }
    fs::copy(scene.path("copy.db"), scene.path("attache.db")).expect("a copy");
    assert_eq!(scene.kept(), before);
    assert!(
        scene
            .run(&["db", "verify"], "")
            .contains("all scores agree")
    );
}

#[test]
fn a_dump_of_postgresql_takes_the_place_of_what_went_wrong() {
    let url = Runtime::new()
        .expect("a runtime")
        .block_on(postgres::fresh_database());
    let scene = Scene::new(&url);
    scene.play();
    let before = scene.kept();
    assert!(before.contains("\"ana\""), "{before}");
    let run = |program: &str, arguments: &[&str]| {
        let program = postgres::installed().join(program);
        let status = Command::new(Path::new(&program))
            .args(arguments)
            .current_dir(scene.folder.path())
            .status();
        assert!(status.is_ok_and(|status| status.success()), "{arguments:?}");
    };
    run("pg_dump", &["--format=custom", "--file=copy.dump", &url]);
    scene.run(&["chat"], "ana: /privacy forget\n");
    assert_ne!(scene.kept(), before);
    let dbname = format!("--dbname={url}");
    run(
        "pg_restore",
        &["--clean", "--if-exists", &dbname, "copy.dump"],
    );
    assert_eq!(scene.kept(), before);
    assert!(
        scene
            .run(&["db", "verify"], "")
            .contains("all scores agree")
    );
}
