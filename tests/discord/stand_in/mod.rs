//! The stand-in for Discord, and the program that talks to it.

mod bot;
mod message;

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};

pub(in crate::discord) use bot::Bot;
pub(in crate::discord) use message::{Answer, Message};

/// What the stand-in is made of.
const PACKAGES: &[&str] = &["simcord==3.2.1", "aiohttp==3.14.5"];

/// How long anything may take, in seconds: far longer than it does.
const WAIT: f64 = 60.0;

/// A Discord on this machine, with a server.
pub(in crate::discord) struct Discord {
    child: Child,
    port: u16,
    pub(in crate::discord) server: String,
    pub(in crate::discord) channel: String,
}

impl Discord {
    /// One with a server that has a channel.
    pub(in crate::discord) fn start() -> Self {
        let python = installed();
        let script = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/discord/stand_in/stand_in.py"
        );
        let mut child = Command::new(python)
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the stand-in starts");
        let mut line = String::new();
        let output = child.stdout.take().expect("its output");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let port = line.trim().parse().expect("its port");
        let mut discord = Self {
            child,
            port,
            server: String::new(),
            channel: String::new(),
        };
        discord.server = discord.id("server", json!({"name": "A server"}));
        discord.channel = discord.add_channel("general");
        discord
    }

    /// Has something done, and tells what came of it.
    pub(in crate::discord) fn tell(&self, what: &str, details: Value) -> Value {
        match self.ask(what, details) {
            Ok(answer) => answer,
            Err(error) => panic!("{what}: {error}"),
        }
    }

    /// The same; or why it cannot be done.
    pub(in crate::discord) fn ask(&self, what: &str, mut details: Value) -> Result<Value, String> {
        details["do"] = what.into();
        let body = details.to_string();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the stand-in");
        write!(
            stream,
            "POST /_sim HTTP/1.0\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
        let answer: Value = serde_json::from_str(body).expect("JSON");
        match answer.get("error").and_then(Value::as_str) {
            Some(error) => Err(error.to_owned()),
            None => Ok(answer),
        }
    }

    /// The same, where a number comes of it.
    pub(in crate::discord) fn id(&self, what: &str, details: Value) -> String {
        let answer = self.tell(what, details);
        answer.as_str().expect("a number").to_owned()
    }

    pub(in crate::discord) fn add_channel(&self, name: &str) -> String {
        self.id("channel", json!({"server": self.server, "name": name}))
    }

    pub(in crate::discord) fn member(&self, name: &str) -> Member<'_> {
        self.somebody(name, json!({"server": self.server, "name": name}))
    }

    pub(in crate::discord) fn moderator(&self, name: &str) -> Member<'_> {
        let details = json!({"server": self.server, "name": name, "moderates": true});
        self.somebody(name, details)
    }

    /// A member who may manage the server.
    pub(in crate::discord) fn ruler(&self, name: &str) -> Member<'_> {
        let details = json!({"server": self.server, "name": name, "rules": true});
        self.somebody(name, details)
    }

    fn somebody(&self, name: &str, details: Value) -> Member<'_> {
        Member {
            discord: self,
            id: self.id("member", details),
            name: name.to_owned(),
        }
    }

    /// The messages of a channel that all see, once there are so many.
    pub(in crate::discord) fn messages(&self, channel: &str, least: usize) -> Vec<Message> {
        let details = json!({"channel": channel, "least": least, "wait": WAIT});
        let found = self.tell("messages", details);
        let found: Vec<Message> = found
            .as_array()
            .expect("messages")
            .iter()
            .map(Message::new)
            .collect();
        assert!(
            found.len() >= least,
            "{least} messages are not there: {found:#?}"
        );
        found
    }

    /// A message once that stands in it.
    pub(in crate::discord) fn changed(&self, message: &str, text: &str) -> Message {
        let details = json!({"message": message, "text": text, "wait": WAIT});
        let message = Message::new(&self.tell("changed", details));
        assert!(message.text.contains(text), "no {text} in {message:#?}");
        message
    }

    /// What a message is marked with, once it is.
    pub(in crate::discord) fn mark(&self, message: &str) -> String {
        let message = self.tell("marked", json!({"message": message, "wait": WAIT}));
        let mark = message["reactions"][0]["emoji"]["name"].as_str();
        mark.unwrap_or_else(|| panic!("{message} is not marked"))
            .to_owned()
    }

    /// What the bot is called where it is named.
    pub(in crate::discord) fn bot(&self) -> String {
        let about = self.tell("about", json!({}));
        format!("<@{}>", about["bot"].as_str().expect("a number"))
    }

    /// What was asked of it, once there was so much.
    pub(in crate::discord) fn asked(&self, pattern: &str, least: usize) -> Vec<Value> {
        let details = json!({"match": pattern, "least": least, "wait": WAIT});
        let found = self.tell("asked", details);
        let found = found.as_array().expect("requests").clone();
        assert!(
            found.len() >= least,
            "{pattern} is asked {} times",
            found.len()
        );
        found
    }

    /// What was asked of it.
    pub(in crate::discord) fn log(&self, pattern: &str) -> Vec<Value> {
        let found = self.tell("log", json!({"match": pattern}));
        found.as_array().expect("requests").clone()
    }

    /// Where a program finds it.
    pub(in crate::discord) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }
}

impl Drop for Discord {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Somebody on Discord.
pub(in crate::discord) struct Member<'a> {
    pub(in crate::discord) discord: &'a Discord,
    pub(in crate::discord) id: String,
    #[allow(dead_code, reason = "pictures show it")]
    pub(in crate::discord) name: String,
}

impl Member<'_> {
    /// Uses a command in the one channel, and tells how it was answered.
    pub(in crate::discord) fn slash(&self, name: &str, options: Value) -> Answer {
        self.slash_in(&self.discord.channel, name, options)
    }

    pub(in crate::discord) fn slash_in(&self, channel: &str, name: &str, options: Value) -> Answer {
        let used = self.begin(channel, name, options);
        self.answer(&used)
    }

    /// Uses a command, and waits for nothing.
    pub(in crate::discord) fn begin(&self, channel: &str, name: &str, options: Value) -> String {
        let mut details = json!({"member": self.id, "channel": channel, "name": name});
        details["options"] = options;
        self.discord.id("slash", details)
    }

    /// Completes an option.
    pub(in crate::discord) fn complete(
        &self,
        name: &str,
        option: &str,
        typed: &str,
    ) -> Vec<String> {
        let details = json!({"member": self.id, "channel": self.discord.channel, "name": name,
            "option": option, "typed": typed});
        let used = self.discord.id("complete", details);
        let choices = self.answer(&used).choices;
        let value = |choice: &Value| choice["value"].as_str().expect("a value").to_owned();
        choices.iter().map(value).collect()
    }

    /// Presses a button.
    pub(in crate::discord) fn press(&self, message: &str, label: &str) -> Answer {
        let details = json!({"member": self.id, "message": message, "label": label});
        self.answer(&self.discord.id("press", details))
    }

    /// Chooses from a menu.
    pub(in crate::discord) fn choose(&self, message: &str, value: &str) -> Answer {
        let details = json!({"member": self.id, "message": message, "value": value});
        self.answer(&self.discord.id("press", details))
    }

    /// Fills the form in that an answer shows.
    pub(in crate::discord) fn fill_in(&self, shown: &Answer, text: &str) -> Answer {
        let details = json!({"member": self.id, "interaction": shown.used, "value": text});
        self.answer(&self.discord.id("submit", details))
    }

    /// Writes in a channel.
    pub(in crate::discord) fn say(&self, channel: &str, text: &str) -> String {
        let details = json!({"member": self.id, "channel": channel, "content": text});
        self.discord.id("say", details)
    }

    /// Replies to a message.
    pub(in crate::discord) fn reply(&self, channel: &str, message: &str, text: &str) -> String {
        let details =
            json!({"member": self.id, "channel": channel, "content": text, "reply": message});
        self.discord.id("say", details)
    }

    /// How an interaction was answered.
    pub(in crate::discord) fn answer(&self, used: &str) -> Answer {
        let found = self
            .discord
            .tell("answer", json!({"interaction": used, "wait": WAIT}));
        assert!(!found["kind"].is_null(), "{used} is not answered");
        Answer {
            used: used.to_owned(),
            kind: found["kind"].as_str().unwrap_or_default().to_owned(),
            message: Message::new(&found["message"]),
            has_form: !found["modal"].is_null(),
            choices: found["choices"].as_array().cloned().unwrap_or_default(),
        }
    }
}

/// The interpreter that has what the stand-in is made of, which is installed if it is not yet.
pub(in crate::discord) fn installed() -> PathBuf {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join("discord-stand-in-1");
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
