//! What a process costs, as Linux tells it.

use std::fs;

use anyhow::Context;

/// The memory that a process has, in megabytes.
pub fn resident_mb(process: u32) -> anyhow::Result<f64> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes: f64 = line
        .and_then(|line| line.split_whitespace().next())
        .context("VmRSS")?
        .parse()?;
    Ok(kilobytes / 1024.0)
}

/// The time that a process has computed, in milliseconds.
pub fn cpu_ms(process: u32) -> anyhow::Result<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    let (_, fields) = stat.rsplit_once(')').context("its name")?;
    let ticks = |number: usize| -> anyhow::Result<f64> {
        let field = fields.split_whitespace().nth(number).context("a field")?;
        Ok(field.parse()?)
    };
    // A tick is a hundredth of a second on Linux.
    Ok((ticks(11)? + ticks(12)?) * 10.0)
}
