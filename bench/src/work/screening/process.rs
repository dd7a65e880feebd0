//! `kedu screen` over a file, the whole process, in turns with the numpy script's.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use rustix::process::{Pid, WaitId, WaitIdOptions, waitid};
use serde_json::Value;

use super::memory::ratio;
use super::said::{self, Counts};
use crate::cost;
use crate::measured::{Measured, Must, Rounds};
use crate::peers::Peers;

const TURNS: usize = 3;
/// Lines of answers between two looks at the memory.
const LOOK: usize = 1024;

/// What a process took from its start to its end.
struct Whole {
    /// Seconds of processor.
    cpu: f64,
    /// The most memory in MB, 0 where it never could be seen.
    peak: f64,
}

pub fn measure(
    program: &Path,
    (with, file): (&Peers, &Path),
    ours: Counts,
) -> Result<Vec<Measured>> {
    let (mut cpu, mut peak, mut theirs) = (Rounds::default(), Rounds::default(), Rounds::default());
    let on = super::firms::on()?.to_string();
    for _ in 0..TURNS {
        let mut counts = Counts::default();
        let mut command = Command::new(program);
        command.args(["screen", "--criteria", "hnte-2016", "--on", &on]);
        command.args(["--no-roads", "--json"]).arg(file);
        let whole = run(&mut command, |line| counts.add(verdict(line)))?;
        ensure!(
            counts == ours,
            "kedu screen answers {counts:?} instead of {ours:?}"
        );
        cpu.push(whole.cpu);
        peak.push(whole.peak);
        let mut last = String::new();
        let mut command = with.script(said::NUMPY);
        command.arg(file).args([&on, "1"]);
        let whole = run(&mut command, |line| line.clone_into(&mut last))?;
        let counts = said::counts(&serde_json::from_str::<Value>(&last)?)?;
        ensure!(
            counts == ours,
            "numpy answers {counts:?} instead of {ours:?}"
        );
        theirs.push(whole.cpu);
    }
    let name = "kedu screen --no-roads --json over 100,000 firms";
    let must = Some(Must::AtMost(0.5));
    let against = format!("{name}, against the numpy script");
    Ok(vec![
        cpu.line(&format!("{name}, processor time"), cpu.min(), "s", None),
        theirs.line("the numpy script with its reading", theirs.min(), "s", None),
        ratio(&against, cpu.min() / theirs.min(), must),
        peak.line(
            &format!("{name}, the most memory"),
            peak.max(),
            "MB",
            Some(Must::Under(200.0)),
        ),
    ])
}

/// The firm's own verdict: the first on its line.
fn verdict(line: &str) -> &str {
    let after = line.split("\"verdict\":\"").nth(1).unwrap_or_default();
    after.split('"').next().unwrap_or_default()
}

/// Runs a process to its end, hands over its lines and asks the system what it took.
fn run(command: &mut Command, mut line: impl FnMut(&str)) -> Result<Whole> {
    command.stdin(Stdio::null()).stderr(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).spawn()?;
    let pid = child.id();
    let out = child.stdout.take().context("no output")?;
    let mut peak: f64 = 0.0;
    for (at, text) in BufReader::with_capacity(1 << 20, out).lines().enumerate() {
        line(&text?);
        if at % LOOK == 0
            && let Ok((_, most)) = cost::memory(pid)
        {
            peak = peak.max(most);
        }
    }
    // Its times can be read between its end and its being waited for.
    let id = Pid::from_raw(i32::try_from(pid)?).context("no process")?;
    waitid(
        WaitId::Pid(id),
        WaitIdOptions::EXITED | WaitIdOptions::NOWAIT,
    )?;
    let cpu = cost::processor(pid)?;
    let status = child.wait()?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok(Whole { cpu, peak })
}
