//! How much memory this process holds, where the system tells.

use std::fs;

use serde::{Deserialize, Serialize};

/// Resident memory in bytes.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub struct Memory {
    /// What is held now.
    pub now: u64,
    /// The most that has been held so far.
    pub peak: u64,
}

impl Memory {
    /// What Linux tells; other systems have no such file.
    pub fn resident() -> Option<Self> {
        let status = fs::read_to_string("/proc/self/status").ok()?;
        let bytes = |key| {
            let line = status.lines().find_map(|line| line.strip_prefix(key))?;
            let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
            Some(kilobytes * 1024)
        };
        Some(Self {
            now: bytes("VmRSS:")?,
            peak: bytes("VmHWM:")?,
        })
    }

    /// What was added since an earlier look; the peak, in full, over what was held then.
    pub fn since(self, earlier: Self) -> Self {
        Self {
            now: self.now.saturating_sub(earlier.now),
            peak: self.peak.saturating_sub(earlier.now),
        }
    }
}
