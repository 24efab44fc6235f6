//! Something between a program and its PostgreSQL that can be cut.

use std::io;
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;

use tempfile::TempDir;

/// What PostgreSQL calls its socket in the folder of one.
const SOCKET: &str = ".s.PGSQL.5432";

/// What is open, and whether more may be opened.
#[derive(Default)]
struct Lines {
    is_cut: bool,
    open: Vec<UnixStream>,
}

/// Passes on what is said on a socket to a server's, until it is cut.
pub(crate) struct Proxy {
    url: String,
    lines: Arc<Mutex<Lines>>,
    _folder: TempDir,
}

impl Proxy {
    /// A proxy before the server of a URL whose host is a folder.
    pub(crate) fn before(url: &str) -> Self {
        let (rest, server) = url.split_once("?host=").expect("the folder of a socket");
        let folder = TempDir::new().expect("a folder");
        let listener = UnixListener::bind(folder.path().join(SOCKET)).expect("a socket");
        let server = Path::new(server).join(SOCKET);
        let lines = Arc::default();
        thread::spawn({
            let lines = Arc::clone(&lines);
            move || listen(&listener, &server, &lines)
        });
        Self {
            url: format!("{rest}?host={}", folder.path().display()),
            lines,
            _folder: folder,
        }
    }

    /// The same database, through this proxy.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Ends all connections, and any that is opened.
    pub(crate) fn cut(&self) {
        let mut lines = self.lines.lock().expect("no thread breaks");
        lines.is_cut = true;
        for line in lines.open.drain(..) {
            // One that has ended cannot be shut again.
            let _ = line.shutdown(Shutdown::Both);
        }
    }

    /// Lets connections be opened again.
    pub(crate) fn mend(&self) {
        self.lines.lock().expect("no thread breaks").is_cut = false;
    }
}

fn listen(listener: &UnixListener, server: &PathBuf, lines: &Mutex<Lines>) {
    for client in listener.incoming() {
        let client = client.expect("a connection");
        let mut lines = lines.lock().expect("no thread breaks");
        if lines.is_cut {
            continue;
        }
        let server = UnixStream::connect(server).expect("the server");
        for (from, to) in [(&client, &server), (&server, &client)] {
            let copy = |stream: &UnixStream| stream.try_clone().expect("another handle");
            let (mut from, mut to) = (copy(from), copy(to));
            lines.open.push(copy(&from));
            thread::spawn(move || {
                // Either side may be gone.
                let _ = io::copy(&mut from, &mut to);
                let _ = to.shutdown(Shutdown::Both);
            });
        }
    }
}
