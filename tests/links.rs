//! The links of every document of the project: what they lead to is there.

use std::path::{Path, PathBuf};

use crate::sources::{Source, files};

#[test]
fn what_documents_link_to_is_there() {
    let documents = files("", &[".md"]);
    for path in ["README.md", "src/ARCHITECTURE.md", "facts/FORMAT.md"] {
        assert!(documents.iter().any(|it| it.path == path), "{path}");
    }
    let broken: Vec<String> = documents.iter().flat_map(broken).collect();
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_planted_link_to_nowhere_is_found() {
    let check = |text: &str, expected: &[&str]| {
        let (path, text) = (String::from("facts/planted.md"), text.to_owned());
        assert_eq!(broken(&Source { path, text }), expected);
    };
    check("[a](FORMAT.md) [b](../README.md) [c](https://a.b)", &[]);
    check("# A `b`, c\n[a](#a-b-c) [b](../README.md#try-it)", &[]);
    check("```toml\na = [\"b\"](c)\n```\n`[a](b)`", &[]);
    check("[a](README.md)", &["facts/planted.md: README.md"]);
    check("[a](#b)", &["facts/planted.md: #b"]);
    check(
        "[a]\n\n[a]: ../README.md#nowhere",
        &["facts/planted.md: ../README.md#nowhere"],
    );
}

/// The links of a document that lead to no file, or to no heading of one.
fn broken(document: &Source) -> Vec<String> {
    let prose = prose(&document.text);
    targets(&prose)
        .filter(|target| !target.contains("://"))
        .filter(|target| !is_there(document, target))
        .map(|target| format!("{}: {target}", document.path))
        .collect()
}

/// What links lead to, be they written inline or as a definition on a line of its own.
fn targets(prose: &str) -> impl Iterator<Item = &str> {
    let inline = prose.split("](").skip(1);
    let inline = inline.filter_map(|rest| rest.split(')').next());
    let lines = prose.lines().filter(|line| line.starts_with('['));
    let defined = lines.filter_map(|line| Some(line.split_once("]: ")?.1.trim()));
    inline.chain(defined)
}

fn is_there(document: &Source, target: &str) -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = root.join(&document.path);
    let (file, heading) = target.split_once('#').unwrap_or((target, ""));
    let file: PathBuf = match file {
        "" => own,
        file => own.parent().unwrap_or(root).join(file),
    };
    if heading.is_empty() {
        return file.exists();
    }
    let text = if target.starts_with('#') {
        document.text.clone()
    } else {
        std::fs::read_to_string(file).unwrap_or_default()
    };
    text.lines()
        .filter(|line| line.starts_with('#'))
        .any(|line| anchor(line) == heading)
}

/// What a heading is linked to by.
fn anchor(heading: &str) -> String {
    let words = heading.trim_start_matches('#').trim().to_lowercase();
    words
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

/// A document without its code, in which brackets are no links.
fn prose(text: &str) -> String {
    let outside = text.split("```").step_by(2).collect::<Vec<_>>().join("\n");
    // The text of a link may be code, but what is in it is then no link.
    let parts = outside.split('`').enumerate();
    parts
        .map(|(ix, part)| if ix % 2 == 0 { part } else { "code" })
        .collect()
}
