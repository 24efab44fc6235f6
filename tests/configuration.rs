//! Everything that can be wrong with a configuration, and what is said of it.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;

use attache::config::Config;
use schemars::generate::SchemaSettings;
use serde_json::Value;

use crate::program::{Program, attache};

/// What is said of each configuration, as it is written down.
const DOCUMENT: &str = include_str!("../docs/configuration.md");

/// With this in the environment, it is written anew.
const UPDATE: &str = "UPDATE_README";

const CONFIG: &str = include_str!("../config/attache.toml");

const README: &str = include_str!("../README.md");

/// A sound part for each platform.
const DISCORD: &str = "[discord]\napplication = 1\n";
const MATRIX: &str =
    "[matrix]\nhomeserver = \"https://matrix.example.org\"\nuser = \"@attache:example.org\"\n";

/// Secrets that are sound.
const TOKEN: &[(&str, &str)] = &[("DISCORD_TOKEN", "abc.def")];
const PASSPHRASE: &[(&str, &str)] = &[("MATRIX_PASSPHRASE", "a passphrase of the tests")];

/// A configuration in which something is wrong: the file, and the variables.
#[derive(Clone)]
struct Faulty {
    file: String,
    variables: Vec<(&'static str, &'static str)>,
}

fn file(text: &str) -> Faulty {
    Faulty {
        file: text.to_owned(),
        variables: Vec::new(),
    }
}

/// More of the part for Discord, which is sound else.
fn discord(text: &str) -> Faulty {
    Faulty {
        file: format!("{DISCORD}{text}\n"),
        variables: TOKEN.to_vec(),
    }
}

/// More of the part for Matrix, which is sound else.
fn matrix(text: &str) -> Faulty {
    Faulty {
        file: format!("{MATRIX}{text}\n"),
        variables: PASSPHRASE.to_vec(),
    }
}

/// A part for Matrix with something in the place of something.
fn matrix_with(old: &str, new: &str) -> Faulty {
    Faulty {
        file: MATRIX.replace(old, new),
        variables: PASSPHRASE.to_vec(),
    }
}

fn variables(file: &str, variables: &[(&'static str, &'static str)]) -> Faulty {
    Faulty {
        file: file.to_owned(),
        variables: variables.to_vec(),
    }
}

fn faulty() -> Vec<Faulty> {
    vec![
        file("facts\n"),
        file("[facts\npaths = []\n"),
        file("[facts]\npaths = [\n"),
        file("[fact]\npaths = []\n"),
        file("[facts]\npath = []\n"),
        file("facts = 1\n"),
        file("[facts]\npaths = \"my-pack.toml\"\n"),
        file("[facts]\npaths = [1]\n"),
        file("[facts]\npaths = [\"\"]\n"),
        file("[facts]\npaths = [\"absent.toml\"]\n"),
        file("[facts]\n[facts]\n"),
        file("[database]\nurl = 1\n"),
        file("[database]\nurl = \"\"\n"),
        file("[database]\nurl = \"attache.db\"\n"),
        file("[database]\nurl = \"sqlite:\"\n"),
        file("[database]\nurl = \"mysql://db/quiz\"\n"),
        file("[database]\nurl = \"postgres://ada:secret@127.0.0.1/quiz\"\n"),
        file("[database]\nurl = \"postgres://ada@127.0.0.1/quiz?password=secret\"\n"),
        file("[discord]\n"),
        file(DISCORD),
        file("[discord]\napplication = \"1\"\n"),
        file("[discord]\napplication = 0\n"),
        discord("token = \"abc.def\""),
        Faulty {
            variables: Vec::new(),
            ..discord("token_file = \"absent\"")
        },
        variables(DISCORD, &[("DISCORD_TOKEN", "\"abc.def\"")]),
        variables(DISCORD, &[("DISCORD_TOKEN", " ")]),
        variables(DISCORD, &[("DISCORD_TOKEN_FILE", "absent")]),
        variables(DISCORD, &[("CREDENTIALS_DIRECTORY", "credentials")]),
        discord("message_content = \"yes\""),
        discord("presence = \"\""),
        discord(&format!("presence = \"{}\"", "long ".repeat(30))),
        discord("shards = 4"),
        discord("shards = { first = 0, last = 4, total = 4 }"),
        discord("shards = { first = 2, last = 1, total = 4 }"),
        discord("shards = { first = 0, last = 1 }"),
        discord("url = \"http://proxy.example.org\""),
        file("[matrix]\nhomeserver = \"https://matrix.example.org\"\n"),
        file(MATRIX),
        matrix_with("https", "http"),
        matrix_with("example.org\"\nuser", "example.org/_matrix\"\nuser"),
        matrix_with("@attache:example.org", "attache"),
        matrix("password = \"word\""),
        matrix("password_file = \"absent\""),
        matrix("prefix = \"/\""),
        matrix("prefix = \"bot\""),
        matrix("prefixes = [{ room = \"!id:example.org\" }]"),
        matrix("prefixes = [{ room = \"#hall:example.org\", prefix = \"?\" }]"),
        matrix("moderator_power = 101"),
        matrix("describe_commands = 1"),
        matrix("invites = [\"@ada\"]"),
        matrix("invites = [\"*.example.org\"]"),
        matrix("device = \"\""),
        file("[limits]\nmember_per_minute = 0\n"),
        file("[limits]\nper_minute = 10\n"),
        file("[operators]\ndiscord = [1]\n"),
        file("[operators]\ndiscord = [\"ada\"]\n"),
        file("[operators]\nmatrix = [\"ada\"]\n"),
        file("[web]\n"),
        file("[web]\nlisten = \"127.0.0.1:8080\"\npublic_url = \"quiz.example.org\"\n"),
        file("[web]\nlisten = \"8080\"\n"),
        file("[web]\nlisten = \"localhost:8080\"\n"),
    ]
}

/// Variables that say something wrong, and what hides secrets.
fn faulty_variables() -> Vec<Faulty> {
    vec![
        variables("", &[("ATTACHE_DATABASE__URI", "sqlite:attache.db")]),
        variables("", &[("ATTACHE_LIBRARY__OPEN", "yes")]),
        variables(
            "",
            &[("ATTACHE_DATABASE__URL", "mysql://ada:secret@db/quiz")],
        ),
        variables("", &[("ATTACHE_FACTS__PATHS", "my-pack.toml")]),
        variables("", &[("ATTACHE_DATABASE_URL", "sqlite:attache.db")]),
        // What was meant for a file that holds a secret may be the secret.
        variables("", &[("ATTACHE_DISCORD__TOKEN_FILE", "abc.def")]),
        file("[database]\nurl = \"postgres:ada:secret@127.0.0.1/quiz\"\n"),
        file("database = { url = \"mysql://ada:secret@db/quiz\" }\n"),
        file("matrix = { password = \"secret\" }\n"),
        file("[matrix]\npassword = \"\"\"\nsecret\n\"\"\"\n"),
        file("[database]\nurl = \"ada:secret@db/quiz\"\n"),
        variables(
            "",
            &[("ATTACHE_DATABASE__URL", "postgresql:/ada:abc@db/quiz")],
        ),
        discord("YWJjYWJjYWJjYQ=="),
        discord("YWJjYWJjYWJjYQ== # a token"),
        matrix_with("@attache:example.org", "https://ada:secret@example.org"),
        discord("token: abc.def"),
        discord("token \"abc.def\""),
        discord("abc.def"),
        discord("tokn = \"abc.def\""),
        discord("pass = \"abc.def\""),
        matrix_with("https://", "https://ada:secret@"),
        file("[web]\nlisten = \"127.0.0.1:8080\"\npublic_url = \"ftp://ada:secret@h\"\n"),
        file("[database]\nurl = \"postgres://ada@127.0.0.1:abc/quiz\"\n"),
        variables("", &[("ATTACHE_DISCORD__APPLICATION", "none")]),
        variables("", &[("ATTACHE_DISCORD__TOKEN", "abc.def")]),
        variables(
            "",
            &[
                ("ATTACHE_MATRIX__USER", "@attache:example.org"),
                PASSPHRASE[0],
            ],
        ),
        variables(
            "[discord]\napplication = 0\n",
            &[
                ("ATTACHE_MATRIX__HOMESERVER", "http://example.org"),
                ("ATTACHE_MATRIX__USER", "attache"),
            ],
        ),
    ]
}

/// What `config check` says of it.
fn said(faulty: &Faulty) -> String {
    let mut program = attache(&["config", "check"]).file("config/attache.toml", &faulty.file);
    program = program.file("credentials/discord-token", "");
    for (variable, value) in &faulty.variables {
        program = program.env(variable, value);
    }
    let outcome = program.run();
    assert_eq!(outcome.code, 1, "{}\n{:?}", faulty.file, faulty.variables);
    let said = outcome.stderr;
    for secret in ["secret", "abc", "YWJj", "word\""] {
        assert!(!said.contains(secret), "{said}");
    }
    said
}

#[test]
fn whatever_is_wrong_is_said_with_its_place_and_what_to_do() {
    let faulty = [faulty(), faulty_variables()].concat();
    let count = faulty.len();
    let mut document = String::from(
        "# What is said of a faulty configuration\n\n\
         Each as `attache config check` says it; nothing starts with one of them.\n",
    );
    for faulty in faulty {
        let said = said(&faulty);
        let (first, rest) = said.split_once("\n\n").expect("problems");
        assert!(
            first.ends_with("the configuration cannot be used:"),
            "{said}"
        );
        for (variable, value) in &faulty.variables {
            let is_secret = value.contains("abc") || variable.contains("PASSPHRASE");
            let value = if is_secret { "…" } else { value };
            let _ = write!(document, "\n`{variable}={value}`");
        }
        let _ = write!(document, "\n```toml\n{}```\n", faulty.file);
        let _ = write!(document, "```text\n{}\n```\n", rest.trim_end());
    }
    let _ = writeln!(document, "\nConfigurations: {count}.");
    if std::env::var_os(UPDATE).is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/configuration.md");
        std::fs::write(path, &document).expect("the document");
    } else {
        assert!(document == DOCUMENT, "with {UPDATE}=1 it is written anew");
    }
}

/// The file that is shipped, with all that is commented out.
fn uncommented() -> String {
    let line = |line: &str| {
        let bare = line.strip_prefix("# ").unwrap_or(line);
        let is_key = bare
            .split_once(" = ")
            .is_some_and(|(key, _)| key.chars().all(|c| c.is_ascii_lowercase() || c == '_'));
        let is_header = bare.starts_with('[') && bare.ends_with(']');
        (is_key || is_header).then(|| format!("{bare}\n"))
    };
    CONFIG.lines().filter_map(line).collect()
}

/// A key as the types of the configuration have it.
struct Key {
    name: String,
    /// What holds without it, if anything does.
    default: Option<Value>,
}

/// All keys that there are.
fn known() -> Vec<Key> {
    let mut settings = SchemaSettings::draft07().for_deserialize();
    settings.inline_subschemas = true;
    let schema = settings.into_generator().into_root_schema_for::<Config>();
    let schema = schema.to_value();
    let mut known = Vec::new();
    for (table, schema) in schema["properties"].as_object().expect("tables") {
        // A table that may be left out is one of two things.
        let schema = schema.get("anyOf").map_or(schema, |either| &either[0]);
        for (key, schema) in schema["properties"].as_object().expect("keys") {
            let default = schema.get("default").filter(|default| !default.is_null());
            known.push(Key {
                name: format!("{table}.{key}"),
                default: default.cloned(),
            });
        }
    }
    known
}

/// Each key of a file with its value.
fn keys(text: &str) -> Vec<(String, toml::Value)> {
    let config: toml::Table = text.parse().expect("TOML");
    let of_table = |(table, keys): (String, toml::Value)| {
        let toml::Value::Table(keys) = keys else {
            panic!("{table} is no table")
        };
        let keys = keys.into_iter();
        keys.map(move |(key, value)| (format!("{table}.{key}"), value))
    };
    config.into_iter().flat_map(of_table).collect()
}

#[test]
fn the_file_that_is_shipped_shows_every_key_with_its_default() {
    let shown = keys(&uncommented());
    let known = known();
    let names = |keys: &mut dyn Iterator<Item = String>| -> BTreeSet<String> { keys.collect() };
    assert_eq!(
        names(&mut shown.iter().map(|(key, _)| key.clone())),
        names(&mut known.iter().map(|key| key.name.clone())),
    );
    for key in &known {
        let (_, value) = shown
            .iter()
            .find(|(name, _)| *name == key.name)
            .expect("a key");
        if let Some(default) = &key.default {
            assert_eq!(
                serde_json::to_value(value).expect("JSON"),
                *default,
                "{}",
                key.name
            );
        }
    }
    let check = attache(&["config", "check"]).file("config/attache.toml", CONFIG);
    assert!(check.run().fine().contains("Runs: the terminal chat"));
    let all = attache(&["config", "check"]).file("config/attache.toml", uncommented());
    let all = all
        .file("discord-token", "abc.def")
        .file("matrix-password", "word");
    let all = all
        .file("matrix-token", "word")
        .file("matrix-passphrase", "word");
    let said = all.run().fine();
    assert!(
        said.contains("Discord") && said.contains("Matrix"),
        "{said}"
    );
}

#[test]
fn every_key_is_described() {
    let described: BTreeSet<String> = README
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split('`').next())
        .filter(|name| name.contains('.') && !name.contains(' '))
        .map(str::to_owned)
        .collect();
    let known = known();
    assert_eq!(described, known.into_iter().map(|key| key.name).collect());
}

#[test]
fn variables_go_before_the_file_and_the_command_line_before_both() {
    let program = || {
        attache(&["config", "check"])
            .file("config/attache.toml", "[database]\nurl = \"sqlite:a.db\"\n")
            .file("my-pack.toml", include_str!("pack.toml"))
            .env("ATTACHE_FACTS__PATHS", "[\"my-pack.toml\"]")
            .env("ATTACHE_DATABASE__URL", "sqlite:b.db")
    };
    let said = program().run().fine();
    assert!(said.contains("Database: sqlite:b.db."), "{said}");
    let own = said.lines().nth(1).map(str::to_owned);
    let article = attache(&[
        "--facts",
        concat!(env!("CARGO_MANIFEST_DIR"), "/facts"),
        "config",
        "check",
    ])
    .file("my-pack.toml", include_str!("pack.toml"))
    .env("ATTACHE_FACTS__PATHS", "[\"my-pack.toml\"]");
    let said = article.run().fine();
    assert_ne!(said.lines().nth(1).map(str::to_owned), own, "{said}");
    // What is there in a network of containers is none of ours.
    let other = attache(&["config", "check"]).env("ATTACHE_PORT", "tcp://10.0.0.1:80");
    other.run().fine();
}

#[test]
fn secrets_are_found_where_they_are_hidden() {
    let checked = |program: Program| {
        program
            .file("config/attache.toml", DISCORD)
            .file("credentials/discord-token", "abc.def\n")
            .run()
    };
    let program = || attache(&["config", "check"]);
    checked(program().env("DISCORD_TOKEN_FILE", "credentials/discord-token")).fine();
    checked(program().env("CREDENTIALS_DIRECTORY", "credentials")).fine();
    let open = program()
        .env("DISCORD_TOKEN_FILE", "token")
        .file("config/attache.toml", DISCORD)
        .file("token", "abc.def\n")
        .open("token")
        .run();
    assert_eq!(open.code, 0, "{}", open.stderr);
    let warning = "DISCORD_TOKEN_FILE: everybody on this machine may read the file";
    assert!(open.stderr.contains(warning), "{}", open.stderr);
    checked(program().env("ATTACHE_DISCORD__TOKEN_FILE", "credentials/discord-token")).fine();
    assert_eq!(checked(program()).code, 1);
}

#[test]
fn what_can_be_tried_is_tried() {
    let program = || attache(&["config", "check", "--online"]);
    let said = program().run().fine();
    assert!(
        said.contains("The database: is made at the first start."),
        "{said}"
    );
    let unreachable = program()
        .file(
            "config/attache.toml",
            MATRIX.replace("https://matrix.example.org", "http://127.0.0.1:1"),
        )
        .env("MATRIX_PASSPHRASE", "word")
        .env("MATRIX_PASSWORD", "word")
        .env("ATTACHE_DATABASE__URL", "postgres://ada@127.0.0.1:1/quiz")
        .run();
    assert_eq!(unreachable.code, 1);
    for what in ["The database: ", "Matrix: "] {
        assert!(unreachable.stderr.contains(what), "{}", unreachable.stderr);
    }
    assert!(
        !unreachable.stdout.contains("can be"),
        "{}",
        unreachable.stdout
    );
}
