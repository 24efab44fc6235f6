//! A real homeserver with members on it, and the program that is one of its users.

mod bot;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};

pub(in crate::matrix) use bot::Bot;

/// What the homeserver and its members are made of.
const PACKAGES: &[&str] = &["matrix-synapse==1.163.2", "matrix-nio[e2e]==0.26.0"];

/// How long anything may take, in seconds: far longer than it does.
const WAIT: f64 = 60.0;

/// The password of every user.
pub(in crate::matrix) const PASSWORD: &str = "a password of the tests";

/// A homeserver on this machine.
pub(in crate::matrix) struct Homeserver {
    child: Child,
    port: u16,
}

impl Homeserver {
    /// The one that all tests share that do not stop it; it ends with them.
    pub(in crate::matrix) fn shared() -> &'static Self {
        static SHARED: OnceLock<Homeserver> = OnceLock::new();
        SHARED.get_or_init(Self::start)
    }

    /// One of one's own.
    pub(in crate::matrix) fn start() -> Self {
        Self::start_with(&[])
    }

    /// One that takes as much of a user as Synapse does where nobody says otherwise.
    pub(in crate::matrix) fn limited() -> Self {
        Self::start_with(&["--limited"])
    }

    fn start_with(arguments: &[&str]) -> Self {
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/matrix/homeserver/homeserver.py"
        );
        let mut child = Command::new(installed())
            .arg(script)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the homeserver starts");
        let mut line = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let port = line.trim().parse().expect("a port");
        Self { child, port }
    }

    /// Where the program finds it.
    pub(in crate::matrix) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Has what is asked fail, so many times.
    pub(in crate::matrix) fn fault(&self, pattern: &str, times: u32, mut fault: Value) {
        fault["match"] = pattern.into();
        fault["times"] = times.into();
        self.tell("fault", fault);
    }

    /// Waits until something was asked so often, and tells how often it was.
    pub(in crate::matrix) fn asked(&self, pattern: &str, least: u64) -> u64 {
        let details = json!({"match": pattern, "least": least, "wait": WAIT});
        let count = self.tell("asked", details).as_u64().unwrap_or_default();
        assert!(count >= least, "{pattern} was asked {count} times");
        count
    }

    /// Waits until somebody is that in a room.
    pub(in crate::matrix) fn is(&self, user: &str, membership: &str, room: &str) {
        let details = json!({"room": room, "user": user, "membership": membership, "wait": WAIT});
        assert_eq!(
            self.tell("membership", details),
            membership,
            "{user} in {room}"
        );
    }

    /// Has something done, and tells what came of it.
    pub(in crate::matrix) fn tell(&self, what: &str, mut details: Value) -> Value {
        details["do"] = what.into();
        let body = details.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the homeserver");
        write!(
            stream,
            "POST / HTTP/1.0\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
        let answer: Value = serde_json::from_str(body).expect("JSON");
        if let Some(error) = answer.get("error") {
            panic!("{what}: {error}");
        }
        answer
    }

    fn id(&self, what: &str, details: Value) -> String {
        let answer = self.tell(what, details);
        answer.as_str().expect("an id").to_owned()
    }

    /// Somebody of that name, who is nobody of another test.
    pub(in crate::matrix) fn member(&self, name: &str) -> Member<'_> {
        let id = self.id("member", json!({"name": unique(name)}));
        Member {
            homeserver: self,
            id,
        }
    }

    /// A user whom nobody has logged in.
    pub(in crate::matrix) fn user(&self, name: &str) -> String {
        self.id("user", json!({"name": unique(name)}))
    }
}

impl Drop for Homeserver {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

fn unique(name: &str) -> String {
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    format!("{name}-{}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// Somebody on Matrix.
pub(in crate::matrix) struct Member<'a> {
    homeserver: &'a Homeserver,
    pub(in crate::matrix) id: String,
}

impl Member<'_> {
    /// Makes a room with others in it, once they are there.
    pub(in crate::matrix) fn room(&self, others: &[&str], details: Value) -> String {
        let mut details = details;
        details["member"] = self.id.clone().into();
        details["invite"] = others.into();
        self.homeserver.id("room", details)
    }

    pub(in crate::matrix) fn join(&self, room: &str) {
        let details = json!({"member": self.id, "room": room});
        self.homeserver.tell("join", details);
    }

    /// Writes something.
    pub(in crate::matrix) fn say(&self, room: &str, text: &str) -> String {
        self.send(room, &json!({"msgtype": "m.text", "body": text}))
    }

    /// Replies to an event.
    pub(in crate::matrix) fn reply(&self, room: &str, event: &str, text: &str) -> String {
        let relation = json!({"m.in_reply_to": {"event_id": event}});
        self.send(
            room,
            &json!({"msgtype": "m.text", "body": text, "m.relates_to": relation}),
        )
    }

    pub(in crate::matrix) fn send(&self, room: &str, content: &Value) -> String {
        self.send_event(room, "m.room.message", content)
    }

    pub(in crate::matrix) fn send_event(&self, room: &str, kind: &str, content: &Value) -> String {
        let details = json!({"member": self.id, "room": room, "kind": kind, "content": content});
        self.homeserver.id("send", details)
    }

    /// Votes in a poll.
    pub(in crate::matrix) fn vote(&self, room: &str, poll: &str, answer: &str) -> String {
        let content = json!({
            "m.relates_to": {"rel_type": "m.reference", "event_id": poll},
            "org.matrix.msc3381.poll.response": {"answers": [answer]},
        });
        self.send_event(room, "org.matrix.msc3381.poll.response", &content)
    }

    /// Reacts to an event.
    pub(in crate::matrix) fn react(&self, room: &str, event: &str, key: &str) -> String {
        let relation = json!({"rel_type": "m.annotation", "event_id": event, "key": key});
        self.send_event(room, "m.reaction", &json!({"m.relates_to": relation}))
    }

    /// Does something to a room.
    pub(in crate::matrix) fn does(&self, what: &str, room: &str, mut details: Value) -> Value {
        details["member"] = self.id.clone().into();
        details["room"] = room.into();
        self.homeserver.tell(what, details)
    }

    /// A room of this member and the bot, once that is there and has greeted.
    pub(in crate::matrix) fn alone(&self, bot: &Bot) -> String {
        self.room_with(bot, &[], false)
    }

    /// A room of this member, others and the bot, once that is there and has greeted.
    pub(in crate::matrix) fn room_with(
        &self,
        bot: &Bot,
        others: &[&Member<'_>],
        is_encrypted: bool,
    ) -> String {
        let invited: Vec<&str> = others.iter().map(|member| &*member.id).collect();
        let invited = [&[bot.id.as_str()], &*invited].concat();
        let room = self.room(&invited, json!({"encrypted": is_encrypted}));
        for member in others {
            member.join(&room);
        }
        self.hears(&room, bot, 1);
        room
    }

    /// What this member hears the bot say in a room, once it is so much; the greeting comes first.
    pub(in crate::matrix) fn hears(&self, room: &str, bot: &Bot, least: usize) -> Vec<Value> {
        self.sees_only(room, &bot.id, "m.room.message", least)
    }

    /// The texts of that.
    pub(in crate::matrix) fn texts(&self, room: &str, bot: &Bot, least: usize) -> Vec<String> {
        let heard = self.hears(room, bot, least);
        let text = |event: &Value| event["content"]["body"].as_str().map(ToOwned::to_owned);
        heard.iter().filter_map(text).collect()
    }

    /// What this member sees of somebody in a room, of a kind, once it is so much.
    pub(in crate::matrix) fn sees_only(
        &self,
        room: &str,
        sender: &str,
        kind: &str,
        least: usize,
    ) -> Vec<Value> {
        let details = json!({"member": self.id, "room": room, "sender": sender, "least": least,
            "kind": kind, "wait": WAIT});
        let seen = self.homeserver.tell("seen", details);
        let seen = seen.as_array().cloned().unwrap_or_default();
        assert!(
            seen.len() >= least,
            "{least} events are not there: {seen:#?}"
        );
        seen
    }
}

/// The interpreter that has what the homeserver is made of, which is installed if it is not yet.
pub(in crate::matrix) fn installed() -> PathBuf {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("matrix-homeserver-1");
    let lock = File::create(venv.with_extension("lock")).expect("a file below target/");
    lock.lock().expect("one installation at a time");
    let ready = venv.join("ready");
    let run = |command: &mut Command| {
        let status = command.status().expect("it runs");
        assert!(status.success(), "{command:?}: {status}");
    };
    if !ready.exists() {
        run(Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&venv));
        run(Command::new(venv.join("bin/pip"))
            .args(["install", "--quiet"])
            .args(PACKAGES));
        fs::write(&ready, "").expect("a file below target/");
    }
    venv.join("bin/python")
}
