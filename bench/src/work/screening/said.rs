//! What a peer says when it has screened the file.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use criteria::Verdict;
use serde_json::Value;

use crate::measured::Rounds;
use crate::peers::Peers;

/// How many firms fail, may pass, pass; how many are open stands last and is 0 for whoever knows no such thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts(pub [usize; 4]);

impl Counts {
    pub fn of(verdicts: &[Verdict]) -> Self {
        let mut counts = Counts::default();
        for verdict in verdicts {
            counts.add(verdict.id());
        }
        counts
    }

    /// Counts a verdict by its id.
    pub fn add(&mut self, id: &str) {
        let place = match id {
            "fail" => 0,
            "possible" => 1,
            "pass" => 2,
            _ => 3,
        };
        self.0[place] += 1;
    }
}

/// A peer, and what its rounds took.
pub struct Peer {
    pub name: &'static str,
    script: &'static str,
    pub took: Rounds,
}

impl Peer {
    pub fn all() -> [Self; 3] {
        let peer = |name, script| Peer {
            name,
            script,
            took: Rounds::default(),
        };
        [
            peer("numpy", NUMPY),
            peer("polars", "screening/polars_screen.py"),
            peer("OpenFisca", "screening/openfisca_screen.py"),
        ]
    }

    /// Lets it screen the file some times in a process of its own, and holds its answers against ours.
    pub fn run(&mut self, with: &Peers, file: &Path, rounds: usize, ours: Counts) -> Result<()> {
        let mut command = with.script(self.script);
        let (on, rounds) = (super::firms::on()?.to_string(), rounds.to_string());
        let said = command.arg(file).args([on, rounds]).output()?;
        ensure!(
            said.status.success(),
            "{command:?} failed: {}",
            String::from_utf8_lossy(&said.stderr).trim()
        );
        let text = String::from_utf8_lossy(&said.stdout);
        let told: Value = serde_json::from_str(text.lines().last().unwrap_or_default())?;
        let theirs = counts(&told)?;
        ensure!(
            theirs == ours,
            "{} answers {theirs:?} where Kedu answers {ours:?}",
            self.name
        );
        let rounds = told["rounds"].as_array().context("no rounds")?;
        for seconds in rounds.iter().filter_map(Value::as_f64) {
            self.took.push(seconds * 1000.0);
        }
        Ok(())
    }
}

pub const NUMPY: &str = "screening/numpy_screen.py";

pub fn counts(told: &Value) -> Result<Counts> {
    let mut counts = Counts::default();
    for (place, name) in ["fail", "possible", "pass"].into_iter().enumerate() {
        let many = told[name].as_u64().context("the peer told no count")?;
        counts.0[place] = usize::try_from(many)?;
    }
    Ok(counts)
}
