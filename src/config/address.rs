//! Which addresses secrets may be sent to.

/// Whether what is sent to an address stays secret: unencrypted only within this machine, or to a
/// name without a dot, which only a network of one's own knows, as that of containers.
pub fn keeps_secrets(url: &str) -> bool {
    let unencrypted = url.strip_prefix("http://");
    let is_local = |rest: &str| {
        let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
        let host = &rest[..end];
        let is_port = |c: char| c.is_ascii_digit() || c == ':';
        let name = host.trim_end_matches(is_port);
        let is_name = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        // A number is an address, however it is written.
        let is_near =
            name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(is_name);
        // What stands before that sign is a name to be let in by, and no host.
        let is_self = name == "[::1]" || host == "127.0.0.1" || host.starts_with("127.0.0.1:");
        !host.contains('@') && (is_near || is_self)
    };
    url.starts_with("https://") || unencrypted.is_some_and(is_local)
}

#[cfg(test)]
mod tests {
    use super::keeps_secrets;

    #[test]
    fn secrets_go_unencrypted_only_where_nobody_else_listens() {
        for url in [
            "https://example.org",
            "http://127.0.0.1:8008",
            "http://127.0.0.1",
            "http://[::1]:8008/",
            "http://localhost",
            "http://localhost:8008/path",
            "http://synapse:8008",
            "http://synapse2:8008",
            "http://my-synapse_1",
        ] {
            assert!(keeps_secrets(url), "{url}");
        }
        for url in [
            "http://example.org",
            "http://synapse.example.org:8008",
            "http://127.0.0.1.example.org",
            "http://localhost.example.org:80",
            "http://localhost:1@example.org",
            "http://synapse@example",
            "http://134744072",
            "http://0x08080808:80",
            "http://8.8.8.8",
            "http://[::2]:8008",
            "http://",
            "http://:80",
            "ftp://synapse",
            "synapse",
        ] {
            assert!(!keeps_secrets(url), "{url}");
        }
    }
}
