//! The pages in a real browser.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::json;

use super::Server;
use super::pages::hostile;

/// What the browser is driven by, and what it looks with.
const FILES: [(&str, &str); 3] = [
    ("package.json", include_str!("browser/package.json")),
    (
        "package-lock.json",
        include_str!("browser/package-lock.json"),
    ),
    ("look.mjs", include_str!("browser/look.mjs")),
];

/// With this in the environment, the pictures of the README are made anew.
const PICTURES: &str = "UPDATE_PICTURES";

/// The folder that has the browser, which is installed if it is not yet.
fn installed() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser-1");
    let lock = File::create(folder.with_extension("lock")).expect("a file below target/");
    lock.lock().expect("one installation at a time");
    fs::create_dir_all(&folder).expect("a folder below target/");
    let is_same = |(name, text): &(&str, &str)| {
        fs::read_to_string(folder.join(name)).is_ok_and(|found| found == *text)
    };
    let is_ready = folder.join("ready").exists() && FILES[..2].iter().all(is_same);
    for (name, text) in FILES {
        fs::write(folder.join(name), text).expect("a file below target/");
    }
    if !is_ready {
        let mut install = Command::new("npm");
        install.args(["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
        let status = install.current_dir(&folder).status().expect("npm runs");
        assert!(status.success(), "npm: {status}");
        fs::write(folder.join("ready"), "").expect("a file below target/");
    }
    folder
}

/// Where pictures go, if they are to be made.
pub(super) fn pictures() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/pages");
    std::env::var_os(PICTURES).map(|_| folder)
}

/// What is wrong with pages, by their names and paths; the word is one that facts have.
pub(super) fn problems(
    server: &Server,
    pages: &serde_json::Value,
    word: &str,
    pictures: Option<&Path>,
) -> Vec<String> {
    let mut look = Command::new("node");
    look.arg("look.mjs")
        .arg(format!("http://127.0.0.1:{}", server.port))
        .arg(pages.to_string())
        .arg(word)
        .args(pictures)
        .current_dir(installed());
    let output = look.output().expect("node runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    serde_json::from_slice(&output.stdout).expect("a list")
}

#[test]
fn pages_are_sound_in_light_and_dark_on_a_phone_and_by_keyboard() {
    let hostile = hostile("<script>document.title='x'</script>");
    let server = Server::start(&hostile, "");
    let pages =
        json!({"facts": "/", "found": "/?q=treaty", "timeline": "/timeline", "missing": "/absent"});
    assert_eq!(problems(&server, &pages, "treaty", None), [""; 0]);
}

#[test]
fn pages_of_the_article_are_shown_as_in_the_pictures() {
    let article = include_str!("../../facts/pakistan-russia.toml");
    let server = Server::start(article, "");
    let pages = json!({"facts": "/", "fact": "/facts/bishkek-meeting", "timeline": "/timeline"});
    assert_eq!(
        problems(&server, &pages, "bishkek", pictures().as_deref()),
        [""; 0]
    );
}
