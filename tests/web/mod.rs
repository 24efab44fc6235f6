//! What is served over HTTP, by the real program.

mod browser;
mod health;
mod leaderboards;
mod pages;
mod reloading;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::program;

/// How long something may take that is waited for, on a machine that does much else.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program, which serves pages of some packs and runs nowhere else.
struct Server {
    child: Child,
    /// Where it serves.
    port: u16,
    /// What it wrote to its standard error.
    log: Arc<Mutex<String>>,
    folder: TempDir,
}

/// What was answered.
struct Answer {
    status: u16,
    headers: String,
    body: String,
}

impl Server {
    /// One with a pack, and a configuration beside what it serves.
    fn start(pack: &str, config: &str) -> Self {
        let folder = TempDir::new().expect("a folder");
        std::fs::write(folder.path().join("pack.toml"), pack).expect("a file");
        let config = format!(
            "[facts]\npaths = [\"pack.toml\"]\n[web]\nlisten = \"127.0.0.1:0\"\n{config}\n"
        );
        std::fs::write(folder.path().join("attache.toml"), config).expect("a file");
        let mut child = Command::new(env!("CARGO_BIN_EXE_attache"))
            .args(["--config", "attache.toml"])
            .current_dir(folder.path())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut errors = BufReader::new(child.stderr.take().expect("its errors"));
        let log = Arc::new(Mutex::new(String::new()));
        let port = loop {
            let mut line = String::new();
            let read = errors.read_line(&mut line).expect("a line");
            assert!(
                read > 0,
                "it does not serve: {}",
                log.lock().expect("the log")
            );
            log.lock().expect("the log").push_str(&line);
            if let Some((_, port)) = line.split_once("pages are at http://127.0.0.1:") {
                break port.trim().parse().expect("a port");
            }
        };
        let kept = Arc::clone(&log);
        thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                let mut kept = kept.lock().expect("the log");
                kept.push_str(&line);
                kept.push('\n');
            }
        });
        Self {
            child,
            port,
            log,
            folder,
        }
    }

    /// Asks for a page.
    fn get(&self, path: &str) -> Answer {
        get(self.port, path)
    }

    /// Waits until a page has what is looked for.
    fn wait(&self, path: &str, is_it: impl Fn(&Answer) -> bool) -> Answer {
        let started = Instant::now();
        loop {
            let answer = self.get(path);
            if is_it(&answer) {
                return answer;
            }
            assert!(started.elapsed() < PATIENCE, "{path}: {}", answer.body);
            thread::yield_now();
        }
    }

    fn said(&self) -> String {
        self.log.lock().expect("the log").clone()
    }

    fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Sends it a signal.
    fn signal(&self, signal: &str) {
        program::signal(self.child.id(), signal);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if thread::panicking() {
            eprintln!("the program wrote:\n{}", self.said());
        }
    }
}

/// Asks for a page on a port of this machine.
fn get(port: u16, path: &str) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).expect("a server");
    let request = format!("GET {path} HTTP/1.0\r\nHost: localhost\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a request");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    let (headers, body) = answer.split_once("\r\n\r\n").expect("a body");
    let status = headers
        .split(' ')
        .nth(1)
        .and_then(|status| status.parse().ok());
    Answer {
        status: status.expect("a status"),
        headers: headers.to_lowercase(),
        body: body.to_owned(),
    }
}
