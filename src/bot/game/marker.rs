//! Short names of keys, for what platforms let a message carry.

use sha2::{Digest, Sha256};

/// How many bytes of the digest are kept: 80 bits, of which no two are the same by chance, in 20
/// characters. Discord takes 25 as what tells a repeated message, and 100 on a button, where the
/// longest command has to stand too.
const BYTES: usize = 10;

/// The short name of a key: what our messages are found by on a platform, and what an answer says
/// which question it is to.
pub fn marker(key: &str) -> String {
    let digest = Sha256::digest(key);
    digest.iter().take(BYTES).fold(String::new(), |text, byte| {
        text + format!("{byte:02x}").as_str()
    })
}

#[cfg(test)]
mod tests {
    use super::marker;

    #[test]
    fn a_key_has_one_marker_for_good() {
        // It is in messages that were posted by earlier versions.
        assert_eq!(marker("terminal/1/1/question"), "580a1d8de9ba8571dd62");
        assert_ne!(
            marker("terminal/1/1/question"),
            marker("terminal/1/2/question")
        );
    }
}
