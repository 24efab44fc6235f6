//! The program that talks to the stand-in.

use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};

use serde_json::json;
use tempfile::TempDir;

use super::{Discord, WAIT};

/// A small pack, so that no test hangs on the wording of a real one.
const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack.toml");

/// What it takes for the bot's token.
const TOKEN: &str = "stand-in-token";

/// What lets a member of the tests ask as much as a whole server.
const UNLIMITED: &str = "[limits]\nmember_per_minute = 10000\ncommunity_per_minute = 100000\n";

/// The program, which is killed when it is dropped.
pub(in crate::discord) struct Bot {
    child: Child,
    /// What it wrote to its standard error.
    log: Arc<Mutex<String>>,
    /// Whoever reads that.
    reader: Option<JoinHandle<()>>,
    pub(in crate::discord) folder: Arc<TempDir>,
}

impl Bot {
    /// One that is connected.
    pub(in crate::discord) fn start(discord: &Discord, settings: &str) -> Self {
        let folder = Arc::new(TempDir::new().expect("a folder"));
        Self::start_in(folder, discord, settings)
    }

    /// One that goes on in the folder of another.
    pub(in crate::discord) fn start_in(
        folder: Arc<TempDir>,
        discord: &Discord,
        settings: &str,
    ) -> Self {
        Self::start_with(folder, discord, settings, &[], 1)
    }

    /// One that has more in its environment, and so many shards.
    pub(in crate::discord) fn start_with(
        folder: Arc<TempDir>,
        discord: &Discord,
        settings: &str,
        environment: &[(&str, &str)],
        shards: usize,
    ) -> Self {
        let before = discord.tell("identified", json!({}));
        let bot = Self::launch_with(folder, discord, settings, environment);
        let more = before.as_array().map_or(0, Vec::len) + shards;
        let details = json!({"least": more, "wait": WAIT});
        let connected = discord.tell("connected", details);
        let count = connected.as_array().map_or(0, Vec::len);
        assert!(count > 0, "it does not connect: {}", bot.said());
        bot
    }

    /// One that may end by itself. What is set stands below `[discord]`; further tables may follow.
    pub(in crate::discord) fn launch(
        folder: Arc<TempDir>,
        discord: &Discord,
        settings: &str,
    ) -> Self {
        Self::launch_with(folder, discord, settings, &[])
    }

    /// One that has more in its environment than the token.
    pub(in crate::discord) fn launch_with(
        folder: Arc<TempDir>,
        discord: &Discord,
        settings: &str,
        environment: &[(&str, &str)],
    ) -> Self {
        let about = discord.tell("about", json!({}));
        let application = about["application"].as_str().expect("a number");
        let limits = if settings.contains("[limits]") {
            ""
        } else {
            UNLIMITED
        };
        let config = format!(
            "{limits}[discord]\napplication = {application}\nurl = \"{}\"\n{settings}\n",
            discord.url()
        );
        let file = folder.path().join("attache.toml");
        fs::write(&file, config).expect("a file");
        let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
            .arg("--config")
            .arg(&file)
            .args(if settings.contains("[facts]") {
                &[][..]
            } else {
                &["--facts", PACK][..]
            })
            .current_dir(folder.path())
            .env("DISCORD_TOKEN", TOKEN)
            .envs(environment.iter().copied())
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
            log,
            reader: Some(reader),
            folder,
        }
    }

    /// Its number among processes.
    #[allow(dead_code, reason = "benches look at it")]
    pub(in crate::discord) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it wrote to its standard error.
    pub(in crate::discord) fn said(&self) -> String {
        self.log.lock().expect("the log").clone()
    }

    /// Waits for its end, and tells what it wrote.
    pub(in crate::discord) fn end(mut self) -> (i32, String) {
        let status = self.child.wait().expect("its end");
        let reader = self.reader.take().expect("a reader");
        reader.join().expect("what it wrote");
        let said = self.said();
        (status.code().unwrap_or(-1), said)
    }

    /// Kills it, as the system does.
    pub(in crate::discord) fn kill(mut self) -> Arc<TempDir> {
        self.child.kill().expect("it runs");
        self.child.wait().expect("its end");
        Arc::clone(&self.folder)
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
