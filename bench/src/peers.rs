//! What others do the same with, in Python. Fetched into `target` when first asked for.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::program;

const PACKAGES: [&str; 5] = [
    "fastexcel==0.21.0",
    "polars==2.1.0",
    "XlsxWriter==3.3.1",
    "numpy==2.4.6",
    "OpenFisca-Core==46.0.1",
];

/// A Python that has the peers.
pub struct Peers(PathBuf);

impl Peers {
    /// # Errors
    /// Where there is no Python, or its packages cannot be fetched.
    pub fn ready() -> Result<Self> {
        let folder = program::root().join("target/bench-peers");
        let python = folder.join("bin/python");
        let known = folder.join("fetched");
        let wanted = PACKAGES.join("\n");
        if std::fs::read_to_string(&known).is_ok_and(|known| known == wanted) {
            return Ok(Peers(python));
        }
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        let quiet = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ];
        run(Command::new(&python).args(quiet).args(PACKAGES))?;
        std::fs::write(known, wanted)?;
        Ok(Peers(python))
    }

    /// Python with a script that stands beside a part: `workbooks/check.py`.
    pub fn script(&self, script: &str) -> Command {
        let mut command = Command::new(&self.0);
        command.arg(program::root().join("bench/src/work").join(script));
        command
    }
}

fn run(command: &mut Command) -> Result<()> {
    let said = command
        .output()
        .with_context(|| format!("cannot start {command:?}"))?;
    let why = String::from_utf8_lossy(&said.stderr).trim().to_owned();
    ensure!(said.status.success(), "{command:?} failed: {why}");
    Ok(())
}
