//! Runs the program and keeps what it said.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// A small pack about states that do not exist, so that no test hangs on a real one's wording.
pub(crate) const PACK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pack.toml");

/// The program with its arguments, about to run in an empty folder of its own.
pub(crate) struct Program {
    command: Command,
    input: Vec<u8>,
    folder: TempDir,
}

/// What a run left behind.
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// `attache` with these arguments.
pub(crate) fn attache(arguments: &[&str]) -> Program {
    let folder = TempDir::new().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_attache"));
    command.args(arguments).current_dir(folder.path());
    command.env_remove("NO_COLOR");
    Program {
        command,
        input: Vec::new(),
        folder,
    }
}

/// Sends a signal to a process.
pub(crate) fn signal(process: u32, signal: &str) {
    let done = Command::new("kill")
        .args([signal, &process.to_string()])
        .status();
    assert!(done.is_ok_and(|done| done.success()));
}

impl Program {
    /// Puts a file into its folder.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        std::fs::write(&path, content).expect("a file");
        // As files with secrets are to be.
        #[cfg(unix)]
        {
            let closed = std::os::unix::fs::PermissionsExt::from_mode(0o600);
            std::fs::set_permissions(path, closed).expect("its owner may");
        }
        self
    }

    /// Lets everybody read a file of its folder.
    #[cfg(unix)]
    pub(crate) fn open(self, name: &str) -> Self {
        let path = self.folder.path().join(name);
        let open = std::os::unix::fs::PermissionsExt::from_mode(0o644);
        std::fs::set_permissions(path, open).expect("its owner may");
        self
    }

    /// Puts a link into its folder.
    #[cfg(unix)]
    pub(crate) fn link(self, name: &str, target: &str) -> Self {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        std::os::unix::fs::symlink(target, path).expect("a link");
        self
    }

    /// Sets a variable of its environment.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Sends this to its standard input.
    pub(crate) fn input(mut self, input: impl Into<Vec<u8>>) -> Self {
        self.input = input.into();
        self
    }

    /// Runs it to its end.
    pub(crate) fn run(mut self) -> Outcome {
        let mut child = self
            .command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut stdin = child.stdin.take().expect("its input");
        let writer = std::thread::spawn(move || {
            // A program that needs no input may be gone before it is written.
            let _ = stdin.write_all(&self.input);
        });
        let output = child.wait_with_output().expect("the program ends");
        writer.join().expect("the writer ends");
        Outcome {
            code: output.status.code().expect("an exit code"),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

impl Outcome {
    /// Its standard output, having checked that all went well and nothing else was said.
    pub(crate) fn fine(self) -> String {
        assert_eq!(
            (self.code, self.stderr.as_str()),
            (0, ""),
            "{}",
            self.stdout
        );
        self.stdout
    }
}
