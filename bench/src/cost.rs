//! What a process has cost so far, as the system counts it.

use std::fs;

use anyhow::{Context, Result};

/// Processor time of a process in seconds; with that of its children, living and ended.
pub fn processor(pid: u32) -> Result<f64> {
    let mut ticks = ticks(pid)?;
    for child in children(pid) {
        // A child may end between the two looks; it is then among the ended of its parent.
        ticks += self::ticks(child).unwrap_or(0);
    }
    Ok(ticks as f64 / rustix::param::clock_ticks_per_second() as f64)
}

/// Own and ended children's time, user and system: fields 14 to 17 of `/proc/PID/stat`.
fn ticks(pid: u32) -> Result<u64> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name in brackets may hold blanks.
    let after = text.rsplit_once(") ").context("an unreadable stat")?.1;
    let fields: Vec<u64> = after
        .split(' ')
        .skip(11)
        .take(4)
        .map_while(|field| field.parse().ok())
        .collect();
    Ok(fields.iter().sum())
}

fn children(pid: u32) -> Vec<u32> {
    let text = fs::read_to_string(format!("/proc/{pid}/task/{pid}/children")).unwrap_or_default();
    text.split_whitespace()
        .filter_map(|child| child.parse().ok())
        .collect()
}

/// Resident memory in MB (10⁶ bytes): now, and the most there ever was.
pub fn memory(pid: u32) -> Result<(f64, f64)> {
    let text = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let read = |name: &str| -> Option<f64> {
        let line = text.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim()
            .trim_end_matches(" kB")
            .parse::<f64>()
            .ok()
            .map(|kib| kib * 1024.0 / 1e6)
    };
    Ok((
        read("VmRSS:").context("no VmRSS")?,
        read("VmHWM:").context("no VmHWM")?,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_and_memory_are_seen() {
        let pid = std::process::id();
        let before = processor(pid).unwrap();
        let begun = std::time::Instant::now();
        let mut held = Vec::new();
        while begun.elapsed().as_millis() < 300 {
            held.push(vec![1u8; 100_000]);
            held.truncate(100);
        }
        assert!(processor(pid).unwrap() - before >= 0.1);
        let (now, most) = memory(pid).unwrap();
        assert!(now > 1.0 && most >= now - 1.0, "{now} {most}");
    }
}
