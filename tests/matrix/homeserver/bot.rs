//! The program that is a user of the homeserver.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use tempfile::TempDir;

use super::{Homeserver, PASSWORD};

/// The pack of the tests.
const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack.toml");

/// What its keys are encrypted with.
const PASSPHRASE: &str = "a passphrase of the tests";

/// What lets a member of the tests ask as much as a whole room.
const UNLIMITED: &str = "[limits]\nmember_per_minute = 10000\ncommunity_per_minute = 100000\n";

/// The program, which is killed when it is dropped.
pub(in crate::matrix) struct Bot {
    child: Child,
    /// Its user.
    pub(in crate::matrix) id: String,
    /// What it wrote to its standard error.
    log: Arc<Mutex<String>>,
    /// Whoever reads that.
    reader: Option<JoinHandle<()>>,
    folder: Arc<TempDir>,
}

impl Bot {
    /// One with a user of its own.
    pub(in crate::matrix) fn start(homeserver: &Homeserver) -> Self {
        Self::start_with(homeserver, "")
    }

    /// One of which more is set below `[matrix]`; further tables may follow.
    pub(in crate::matrix) fn start_with(homeserver: &Homeserver, settings: &str) -> Self {
        let (folder, id) = Self::unstarted_with(homeserver, settings);
        Self::start_in(folder, id)
    }

    /// The folder and the user of one that is not started yet.
    pub(in crate::matrix) fn unstarted(homeserver: &Homeserver) -> (Arc<TempDir>, String) {
        Self::unstarted_with(homeserver, "")
    }

    fn unstarted_with(homeserver: &Homeserver, settings: &str) -> (Arc<TempDir>, String) {
        let id = homeserver.user("attache");
        let folder = Arc::new(TempDir::new().expect("a folder"));
        let config = format!(
            "{UNLIMITED}[matrix]\nhomeserver = \"{}\"\nuser = \"{id}\"\n{settings}\n",
            homeserver.url()
        );
        fs::write(folder.path().join("attache.toml"), config).expect("a file");
        (folder, id)
    }

    /// One that goes on as another, in its folder.
    pub(in crate::matrix) fn start_in(folder: Arc<TempDir>, id: String) -> Self {
        Self::start_by(folder, id, ("MATRIX_PASSWORD", PASSWORD))
    }

    /// One that proves itself by what is in the environment.
    pub(in crate::matrix) fn start_by(
        folder: Arc<TempDir>,
        id: String,
        secret: (&str, &str),
    ) -> Self {
        Self::start_as(folder, id, secret, PASSPHRASE)
    }

    /// One whose keys are encrypted with a passphrase.
    pub(in crate::matrix) fn start_as(
        folder: Arc<TempDir>,
        id: String,
        (variable, secret): (&str, &str),
        passphrase: &str,
    ) -> Self {
        let file = folder.path().join("attache.toml");
        // A configuration that says anything of facts wants those that are built in.
        let config = fs::read_to_string(&file).expect("a configuration");
        let is_article = config.contains("[facts]");
        let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
            .arg("--config")
            .arg(&file)
            .args(if is_article {
                &[][..]
            } else {
                &["--facts", PACK][..]
            })
            .current_dir(folder.path())
            .env(variable, secret)
            .env("MATRIX_PASSPHRASE", passphrase)
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let log = Arc::new(Mutex::new(String::new()));
        let errors = child.stderr.take().expect("its errors");
        let kept = Arc::clone(&log);
        let reader = thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                let mut kept = kept.lock().expect("the log");
                kept.push_str(&line);
                kept.push('\n');
            }
        });
        Self {
            child,
            id,
            log,
            reader: Some(reader),
            folder,
        }
    }

    /// What it wrote to its standard error.
    pub(in crate::matrix) fn said(&self) -> String {
        self.log.lock().expect("the log").clone()
    }

    /// What `attache matrix` says that is asked in the folder of a bot.
    #[allow(dead_code, reason = "benches ask nothing")]
    pub(in crate::matrix) fn task(folder: &Path, task: &[&str]) -> String {
        let done = Command::new(env!("CARGO_BIN_EXE_attache"))
            .args(["--config", "attache.toml", "matrix"])
            .args(task)
            .current_dir(folder)
            .env("MATRIX_PASSPHRASE", PASSPHRASE)
            .output()
            .expect("it runs");
        let texts = [done.stdout, done.stderr];
        texts
            .map(|text| String::from_utf8_lossy(&text).into_owned())
            .concat()
    }

    /// Its number among processes.
    #[allow(dead_code, reason = "benches look at it")]
    pub(in crate::matrix) fn process(&self) -> u32 {
        self.child.id()
    }

    /// The folder that it runs in.
    pub(in crate::matrix) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The same, to be looked at when it has ended.
    #[allow(dead_code, reason = "benches look at nothing then")]
    pub(in crate::matrix) fn shared_folder(&self) -> Arc<TempDir> {
        Arc::clone(&self.folder)
    }

    /// Waits for its end, and tells what it wrote.
    pub(in crate::matrix) fn end(mut self) -> String {
        self.child.wait().expect("its end");
        let reader = self.reader.take().expect("a reader");
        reader.join().expect("what it wrote");
        self.said()
    }

    /// Kills it, as the system does, and leaves its folder.
    pub(in crate::matrix) fn kill(mut self) -> (Arc<TempDir>, String) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("its end");
        (Arc::clone(&self.folder), self.id.clone())
    }

    /// Kills it, and starts it again.
    pub(in crate::matrix) fn kill_and_start(self) -> Self {
        let (folder, id) = self.kill();
        Self::start_in(folder, id)
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            eprintln!("the program wrote:\n{}", self.said());
        }
    }
}
