//! The program that is a user of the homeserver.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;

use super::{Homeserver, PASSWORD};
use crate::program::PACK;

/// The program, which is killed when it is dropped.
pub(in crate::matrix) struct Bot {
    child: Child,
    /// Its user.
    pub(in crate::matrix) id: String,
    /// What it wrote to its standard error.
    log: Arc<Mutex<String>>,
    folder: Arc<TempDir>,
}

impl Bot {
    /// One with a user of its own.
    pub(in crate::matrix) fn start(homeserver: &Homeserver) -> Self {
        let id = homeserver.user("attache");
        let folder = Arc::new(TempDir::new().expect("a folder"));
        Self::start_as(homeserver, id, folder)
    }

    /// One that goes on as another, in its folder.
    pub(in crate::matrix) fn start_as(
        homeserver: &Homeserver,
        id: String,
        folder: Arc<TempDir>,
    ) -> Self {
        let config = format!(
            "[matrix]\nhomeserver = \"{}\"\nuser = \"{id}\"\n",
            homeserver.url
        );
        let file = folder.path().join("attache.toml");
        fs::write(&file, config).expect("a file");
        let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
            .arg("--config")
            .arg(&file)
            .args(["--facts", PACK])
            .current_dir(folder.path())
            .env("MATRIX_PASSWORD", PASSWORD)
            .env("MATRIX_PASSPHRASE", "a passphrase of the tests")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let log = Arc::new(Mutex::new(String::new()));
        let errors = child.stderr.take().expect("its errors");
        let kept = Arc::clone(&log);
        std::thread::spawn(move || {
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
            folder,
        }
    }

    /// What it wrote to its standard error.
    pub(in crate::matrix) fn said(&self) -> String {
        self.log.lock().expect("the log").clone()
    }

    /// Kills it, as the system does, and starts it again.
    pub(in crate::matrix) fn kill_and_start(mut self, homeserver: &Homeserver) -> Self {
        self.child.kill().expect("it runs");
        self.child.wait().expect("its end");
        Self::start_as(homeserver, self.id.clone(), Arc::clone(&self.folder))
    }
}

impl Drop for Bot {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("the program wrote:\n{}", self.said());
        }
    }
}
