//! Names that are made of what they name, and short ones for what platforms let a message carry.

use sha2::{Digest, Sha256};

/// How many digits of the digest a marker has: 80 bits, of which no two are the same by chance. Discord
/// takes 25 as what tells a repeated message, and 100 on a button, where the longest command has to
/// stand too.
const DIGITS: usize = 20;

/// What tells a text from all others and does not tell the text: its SHA-256 in hexadecimal digits.
pub fn digest(text: impl AsRef<[u8]>) -> String {
    let digest = Sha256::digest(text);
    digest.iter().fold(String::new(), |text, byte| {
        text + format!("{byte:02x}").as_str()
    })
}

/// The short name of a key: what our messages are found by on a platform, and what an answer says
/// which question it is to.
pub fn marker(key: &str) -> String {
    let mut marker = digest(key);
    marker.truncate(DIGITS);
    marker
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
