//! Where the terminal remembers what was typed.

use std::env;
use std::path::{Path, PathBuf};

/// The history file, in a folder that exists now; none where the user has no place for one.
pub(super) fn file() -> Option<PathBuf> {
    let folder = state_folder()?.join("attache");
    std::fs::create_dir_all(&folder).ok()?;
    Some(folder.join("history"))
}

/// `$XDG_STATE_HOME`, which counts only if absolute, else `~/.local/state`.
fn state_folder() -> Option<PathBuf> {
    let named = env::var_os("XDG_STATE_HOME").map(PathBuf::from);
    named
        .filter(|path| path.is_absolute())
        .or_else(|| Some(Path::new(&env::var_os("HOME")?).join(".local/state")))
}
