//! Loads packs into one fact base, or says all that is wrong with them.

use super::FactBase;
use super::document::decode;
use super::limits::PACK_BYTES_MAX;
use super::problem::Problems;
use super::read::read;
use super::report::Report;
use super::resolve::{Names, resolve};

/// Takes packs one by one and makes one fact base of them.
///
/// ```
/// let mut loader = attache::facts::Loader::default();
/// loader.add("facts/example.toml", b"[pack]\nid = \"Example\"");
/// let problems = loader.finish().unwrap_err();
/// assert!(problems.render(false).contains("`Example` is not an id"));
/// ```
#[derive(Debug, Default)]
pub struct Loader {
    base: FactBase,
    names: Names,
    problems: Problems,
}

impl Loader {
    /// Adds a pack; the name of its file is for messages only.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        let mut report = Report::default();
        let text = decode(bytes, PACK_BYTES_MAX, "split it into packs of", &mut report);
        if report.count() == 0 {
            let tables = read(&text, &mut report);
            resolve(tables, name, &mut self.base, &mut self.names, &mut report);
        }
        let (problems, more) = report.finish(name, &text);
        self.problems.add_file(name, problems, more);
    }

    /// Notes what is wrong with a pack that could not even be read.
    pub fn refuse(&mut self, problems: Problems) {
        self.problems.add_all(problems);
    }

    /// The fact base; or, if anything is wrong with any pack, all that is wrong.
    pub fn finish(self) -> Result<FactBase, Problems> {
        if self.problems.is_empty() {
            Ok(self.base)
        } else {
            Err(self.problems.sorted())
        }
    }
}

impl FactBase {
    /// Loads packs, each given by the name of its file and its bytes.
    pub fn load<N: AsRef<str>, B: AsRef<[u8]>>(
        packs: impl IntoIterator<Item = (N, B)>,
    ) -> Result<Self, Problems> {
        let mut loader = Loader::default();
        for (name, bytes) in packs {
            loader.add(name.as_ref(), bytes.as_ref());
        }
        loader.finish()
    }
}

#[cfg(test)]
mod diagnostics;
#[cfg(test)]
mod files;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod packs;
#[cfg(test)]
mod references;
#[cfg(test)]
pub(in crate::facts) mod tests;
