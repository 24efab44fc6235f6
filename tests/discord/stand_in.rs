//! The stand-in for Discord, and the program that talks to it.

use std::fmt;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A small pack, so that no test hangs on the wording of a real one.
const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack.toml");

/// What the stand-in is made of.
const PACKAGES: &[&str] = &["simcord==3.2.1", "aiohttp==3.14.5"];

/// What it takes for the bot's token.
const TOKEN: &str = "stand-in-token";

/// How long anything may take, in seconds: far longer than it does.
const WAIT: f64 = 60.0;

/// Discord's numbers for what shows a reply: to all, and to one alone.
const FOR_ONE: u64 = 64;

/// A Discord on this machine, with a server.
pub(super) struct Discord {
    child: Child,
    port: u16,
    pub(super) server: String,
    pub(super) channel: String,
}

impl Discord {
    /// One with a server that has a channel.
    pub(super) fn start() -> Self {
        let python = installed();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/discord/stand_in.py");
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
    pub(super) fn tell(&self, what: &str, details: Value) -> Value {
        match self.ask(what, details) {
            Ok(answer) => answer,
            Err(error) => panic!("{what}: {error}"),
        }
    }

    /// The same; or why it cannot be done.
    pub(super) fn ask(&self, what: &str, mut details: Value) -> Result<Value, String> {
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
    pub(super) fn id(&self, what: &str, details: Value) -> String {
        let answer = self.tell(what, details);
        answer.as_str().expect("a number").to_owned()
    }

    pub(super) fn add_channel(&self, name: &str) -> String {
        self.id("channel", json!({"server": self.server, "name": name}))
    }

    pub(super) fn member(&self, name: &str) -> Member<'_> {
        let id = self.id("member", json!({"server": self.server, "name": name}));
        Member { discord: self, id }
    }

    pub(super) fn moderator(&self, name: &str) -> Member<'_> {
        let details = json!({"server": self.server, "name": name, "moderates": true});
        let id = self.id("member", details);
        Member { discord: self, id }
    }

    /// The messages of a channel that all see, once there are so many.
    pub(super) fn messages(&self, channel: &str, least: usize) -> Vec<Message> {
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
    pub(super) fn changed(&self, message: &str, text: &str) -> Message {
        let details = json!({"message": message, "text": text, "wait": WAIT});
        let message = Message::new(&self.tell("changed", details));
        assert!(message.text.contains(text), "no {text} in {message:#?}");
        message
    }

    /// What a message is marked with, once it is.
    pub(super) fn mark(&self, message: &str) -> String {
        let message = self.tell("marked", json!({"message": message, "wait": WAIT}));
        let mark = message["reactions"][0]["emoji"]["name"].as_str();
        mark.unwrap_or_else(|| panic!("{message} is not marked"))
            .to_owned()
    }

    /// What the bot is called where it is named.
    pub(super) fn bot(&self) -> String {
        let about = self.tell("about", json!({}));
        format!("<@{}>", about["bot"].as_str().expect("a number"))
    }

    /// What was asked of it, once there was so much.
    pub(super) fn asked(&self, pattern: &str, least: usize) -> Vec<Value> {
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
    pub(super) fn log(&self, pattern: &str) -> Vec<Value> {
        let found = self.tell("log", json!({"match": pattern}));
        found.as_array().expect("requests").clone()
    }

    /// Where a program finds it.
    pub(super) fn url(&self) -> String {
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
pub(super) struct Member<'a> {
    pub(super) discord: &'a Discord,
    pub(super) id: String,
}

impl Member<'_> {
    /// Uses a command in the one channel, and tells how it was answered.
    pub(super) fn slash(&self, name: &str, options: Value) -> Answer {
        self.slash_in(&self.discord.channel, name, options)
    }

    pub(super) fn slash_in(&self, channel: &str, name: &str, options: Value) -> Answer {
        let used = self.begin(channel, name, options);
        self.answer(&used)
    }

    /// Uses a command, and waits for nothing.
    pub(super) fn begin(&self, channel: &str, name: &str, options: Value) -> String {
        let mut details = json!({"member": self.id, "channel": channel, "name": name});
        details["options"] = options;
        self.discord.id("slash", details)
    }

    /// Completes an option.
    pub(super) fn complete(&self, name: &str, option: &str, typed: &str) -> Vec<String> {
        let details = json!({"member": self.id, "channel": self.discord.channel, "name": name,
            "option": option, "typed": typed});
        let used = self.discord.id("complete", details);
        let choices = self.answer(&used).choices;
        let value = |choice: &Value| choice["value"].as_str().expect("a value").to_owned();
        choices.iter().map(value).collect()
    }

    /// Presses a button.
    pub(super) fn press(&self, message: &str, label: &str) -> Answer {
        let details = json!({"member": self.id, "message": message, "label": label});
        self.answer(&self.discord.id("press", details))
    }

    /// Chooses from a menu.
    pub(super) fn choose(&self, message: &str, value: &str) -> Answer {
        let details = json!({"member": self.id, "message": message, "value": value});
        self.answer(&self.discord.id("press", details))
    }

    /// Fills the form in that an answer shows.
    pub(super) fn fill_in(&self, shown: &Answer, text: &str) -> Answer {
        let details = json!({"member": self.id, "interaction": shown.used, "value": text});
        self.answer(&self.discord.id("submit", details))
    }

    /// Writes in a channel.
    pub(super) fn say(&self, channel: &str, text: &str) -> String {
        let details = json!({"member": self.id, "channel": channel, "content": text});
        self.discord.id("say", details)
    }

    /// Replies to a message.
    pub(super) fn reply(&self, channel: &str, message: &str, text: &str) -> String {
        let details =
            json!({"member": self.id, "channel": channel, "content": text, "reply": message});
        self.discord.id("say", details)
    }

    /// How an interaction was answered.
    pub(super) fn answer(&self, used: &str) -> Answer {
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

/// How an interaction was answered.
#[derive(Debug)]
pub(super) struct Answer {
    used: String,
    pub(super) kind: String,
    pub(super) message: Message,
    pub(super) has_form: bool,
    choices: Vec<Value>,
}

/// A message as members see it.
#[derive(Clone)]
pub(super) struct Message {
    pub(super) id: String,
    /// All that is written in it.
    pub(super) text: String,
    /// What can be pressed.
    pub(super) buttons: Vec<String>,
    /// What can be chosen.
    pub(super) options: Vec<String>,
    pub(super) is_for_one: bool,
    pub(super) json: Value,
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            text,
            buttons,
            options,
            is_for_one,
            ..
        } = self;
        write!(f, "{text}\n{buttons:?} {options:?} for one: {is_for_one}")
    }
}

impl Message {
    fn new(json: &Value) -> Self {
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut lines = vec![text(&json["content"])];
        for embed in list(&json["embeds"]) {
            lines.push(text(&embed["title"]));
            lines.push(text(&embed["description"]));
            for field in list(&embed["fields"]) {
                lines.push(format!(
                    "{}: {}",
                    text(&field["name"]),
                    text(&field["value"])
                ));
            }
            lines.push(text(&embed["footer"]["text"]));
        }
        lines.retain(|line| !line.is_empty());
        let rows = list(&json["components"]);
        let parts: Vec<Value> = rows
            .iter()
            .flat_map(|row| list(&row["components"]))
            .collect();
        let labels = parts.iter().filter(|part| part["type"] == 2);
        let options = parts.iter().flat_map(|part| list(&part["options"]));
        Self {
            id: text(&json["id"]),
            text: lines.join("\n"),
            buttons: labels.map(|part| text(&part["label"])).collect(),
            options: options.map(|option| text(&option["value"])).collect(),
            is_for_one: json["flags"].as_u64().unwrap_or_default() & FOR_ONE != 0,
            json: json.clone(),
        }
    }
}

/// The program, which is killed when it is dropped.
pub(super) struct Bot {
    child: Child,
    /// What it wrote to its standard error.
    log: Arc<Mutex<String>>,
    pub(super) folder: Arc<TempDir>,
}

impl Bot {
    /// One that is connected.
    pub(super) fn start(discord: &Discord, settings: &str) -> Self {
        let folder = Arc::new(TempDir::new().expect("a folder"));
        Self::start_in(folder, discord, settings)
    }

    /// One that goes on in the folder of another.
    pub(super) fn start_in(folder: Arc<TempDir>, discord: &Discord, settings: &str) -> Self {
        Self::start_with(folder, discord, settings, &[], 1)
    }

    /// One that has more in its environment, and so many shards.
    pub(super) fn start_with(
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
    pub(super) fn launch(folder: Arc<TempDir>, discord: &Discord, settings: &str) -> Self {
        Self::launch_with(folder, discord, settings, &[])
    }

    /// One that has more in its environment than the token.
    pub(super) fn launch_with(
        folder: Arc<TempDir>,
        discord: &Discord,
        settings: &str,
        environment: &[(&str, &str)],
    ) -> Self {
        let about = discord.tell("about", json!({}));
        let application = about["application"].as_str().expect("a number");
        let config = format!(
            "[discord]\napplication = {application}\nurl = \"{}\"\n{settings}\n",
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
        std::thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                let mut kept = kept.lock().expect("the log");
                kept.push_str(&line);
                kept.push('\n');
            }
        });
        Self { child, log, folder }
    }

    /// Its number among processes.
    #[allow(dead_code, reason = "benches look at it")]
    pub(super) fn id(&self) -> u32 {
        self.child.id()
    }

    /// What it wrote to its standard error.
    pub(super) fn said(&self) -> String {
        self.log.lock().expect("the log").clone()
    }

    /// Waits for its end, and tells what it wrote.
    pub(super) fn end(mut self) -> (i32, String) {
        let status = self.child.wait().expect("its end");
        let said = self.said();
        (status.code().unwrap_or(-1), said)
    }

    /// Kills it, as the system does.
    pub(super) fn kill(mut self) -> Arc<TempDir> {
        self.child.kill().expect("it runs");
        self.child.wait().expect("its end");
        Arc::clone(&self.folder)
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

/// The interpreter that has what the stand-in is made of, which is installed if it is not yet.
pub(super) fn installed() -> PathBuf {
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
