//! The project's own files, as tests about them read them.

use std::fs;
use std::path::{Path, PathBuf};

/// A file of the project.
pub(crate) struct Source {
    /// Its path from the project's folder, with `/` between its parts.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The files below one of the project's folders that end so, in the order of their paths. A
/// folder that does not exist has none: a package from a registry leaves some out. What is hidden
/// or built is none of the project's files.
pub(crate) fn files(folder: &str, endings: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join(folder)];
    let mut paths: Vec<PathBuf> = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry of a folder").path();
            let is_hidden = path
                .file_name()
                .is_some_and(|name| name.as_encoded_bytes()[0] == b'.');
            if is_hidden || path == root.join("target") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if endings
                .iter()
                .any(|end| path.to_string_lossy().ends_with(end))
            {
                paths.push(path);
            }
        }
    }
    paths.sort();
    let source = |path: &PathBuf| Source {
        path: path
            .strip_prefix(root)
            .expect("a path in the project")
            .to_string_lossy()
            .replace('\\', "/"),
        text: fs::read_to_string(path).expect("a text"),
    };
    paths.iter().map(source).collect()
}
