//! What others do the same with: Python's fastexcel with polars, and XlsxWriter. Fetched into `target` when first asked for.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};
use paper::Type;

use super::{Cost, table};
use crate::program;

const PACKAGES: [&str; 3] = ["fastexcel==0.21.0", "polars==2.1.0", "XlsxWriter==3.3.1"];

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

    pub fn check(&self, path: &Path) -> Result<Cost> {
        let kinds: Vec<&str> = (0..table::COLUMNS)
            .map(|column| word(table::kind(column)))
            .collect();
        self.ask("check.py", path, &kinds.join(","))
    }

    pub fn export(&self, path: &Path) -> Result<Cost> {
        self.ask("export.py", path, "")
    }

    fn ask(&self, script: &str, path: &Path, more: &str) -> Result<Cost> {
        let script = program::root()
            .join("bench/src/work/workbooks")
            .join(script);
        Cost::of(Command::new(&self.0).arg(script).arg(path).arg(more))
    }
}

fn word(kind: Type) -> &'static str {
    match kind {
        Type::Money => "float",
        Type::Count => "count",
        Type::Day => "date",
        Type::Code => "code",
        Type::Option => "option",
        _ => "string",
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
