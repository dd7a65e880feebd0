//! Checking a workbook with 5,000 wrong cells and exporting a list, each in a process of its own, in turns with a peer.

mod peers;
pub mod table;

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, BufWriter};
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use paper::sheet::Export;
use paper::value::Manner;
use paper::{Address, Book, Unit, layout};
use rustix::time::{ClockId, clock_gettime};
use serde_json::{Value, json};

use crate::cost;
use crate::measured::{Measured, Must, Rounds};
use crate::peers::Peers;

const ROUNDS: usize = 3;
/// MB of resident memory.
const MEMORY: f64 = 60.0;

/// What one process took.
struct Cost {
    /// Seconds of processor.
    cpu: f64,
    /// The most memory, in MB.
    peak: f64,
}

pub fn measure() -> Result<Vec<Measured>> {
    let folder = tempfile::tempdir()?;
    let (from, to) = (
        folder.path().join("table.xlsx"),
        folder.path().join("list.xlsx"),
    );
    table::write(&from)?;
    let ready = Peers::ready();
    if let Err(why) = &ready {
        eprintln!("workbooks: without peers, so without ratios: {why:#}");
    }
    let peers = ready.as_ref().ok();
    let mut lines = compared(
        [
            "checking 100,000 × 20 cells with 5,000 errors",
            "fastexcel and polars",
        ],
        Must::AtMost(1.0),
        || Cost::own("check", &from),
        || peers.map(|with| peers::check(with, &from)).transpose(),
    )?;
    lines.extend(compared(
        ["exporting 100,000 × 20 cells", "XlsxWriter"],
        Must::AtMost(0.2),
        || Cost::own("export", &to),
        || peers.map(|with| peers::export(with, &to)).transpose(),
    )?);
    Ok(lines)
}

/// Runs both in turns: processor time, its ratio to the peer's, the most memory.
fn compared(
    [work, peer]: [&str; 2],
    must: Must,
    own: impl Fn() -> Result<Cost>,
    other: impl Fn() -> Result<Option<Cost>>,
) -> Result<Vec<Measured>> {
    let [mut cpu, mut memory, mut theirs, mut ratios] = [(); 4].map(|()| Rounds::default());
    for _ in 0..ROUNDS {
        let cost = own()?;
        cpu.push(cost.cpu);
        memory.push(cost.peak);
        if let Some(other) = other()? {
            theirs.push(other.cpu);
            ratios.push(cost.cpu / other.cpu);
        }
    }
    let mut lines = vec![cpu.line(&format!("{work}, processor time"), cpu.middle(), "s", None)];
    if theirs.len() > 0 {
        lines.push(theirs.line(&format!("the same by {peer}"), theirs.middle(), "s", None));
        let ratio = cpu.sum() / theirs.sum();
        lines.push(ratios.line(&format!("{work}, against {peer}"), ratio, "", Some(must)));
    }
    let must = Some(Must::Under(MEMORY));
    lines.push(memory.line(
        &format!("{work}, the most memory"),
        memory.max(),
        "MB",
        must,
    ));
    Ok(lines)
}

impl Cost {
    /// This program again, with an act of this file.
    fn own(act: &str, path: &Path) -> Result<Self> {
        let program = std::env::current_exe()?;
        Cost::of(Command::new(program).arg("--workbook").arg(act).arg(path))
    }

    /// A process that tells in its last line what it took.
    fn of(command: &mut Command) -> Result<Self> {
        let said = command.output()?;
        let text = String::from_utf8_lossy(&said.stdout);
        ensure!(
            said.status.success(),
            "{command:?} failed: {}",
            String::from_utf8_lossy(&said.stderr).trim()
        );
        let told: Value = serde_json::from_str(text.lines().last().unwrap_or_default())?;
        let number = |name: &str| told[name].as_f64().context("the process told no cost");
        Ok(Cost {
            cpu: number("cpu")?,
            peak: number("peak")?,
        })
    }
}

/// Does the act and tells what this process took, from its start.
pub fn act(act: &str, path: &Path) -> Result<()> {
    match act {
        "check" => check(path)?,
        "export" => export(path)?,
        _ => bail!("no act of workbooks: {act}"),
    }
    let cpu = clock_gettime(ClockId::ProcessCPUTime);
    let (_, peak) = cost::memory(std::process::id())?;
    let cpu = cpu.tv_sec as f64 + cpu.tv_nsec as f64 / 1e9;
    println!("{}", json!({"cpu": cpu, "peak": peak}));
    Ok(())
}

/// From the file to the errors, each with its cell: they must be those that were put in.
fn check(path: &Path) -> Result<()> {
    let wanted = table::wanted();
    let manner = Manner {
        year: Some(2020),
        unit: Unit::Yuan,
        from_1904: false,
        span: None,
    };
    let mut book = Book::open(BufReader::new(File::open(path)?))?;
    let sheet = layout::proposed_sheet(&mut book, &wanted, None)?;
    let (mut errors, mut letters) = (Vec::new(), 0);
    let table = layout::check(&mut book, &sheet, &wanted, None, &manner, |record| {
        for filled in record.fields {
            match filled.reading {
                Ok(reading) => letters += reading.text.len(),
                Err(reason) => errors.push((filled.at, reason)),
            }
        }
    })?;
    std::hint::black_box(letters);
    let expected: BTreeSet<Address> = (0..table::ROWS)
        .filter_map(|row| Some(Address::new(row + 2, u32::from(table::wrong(row)?.0) + 1)))
        .collect();
    let found: BTreeSet<Address> = errors.iter().map(|(at, _)| *at).collect();
    ensure!(found == expected, "{} errors are found", found.len());
    ensure!(errors.iter().all(|(_, reason)| !reason.accepted.is_empty()));
    ensure!(table.rows == table::ROWS && table.missing.is_empty());
    Ok(())
}

fn export(path: &Path) -> Result<()> {
    let about = [("筛选".to_owned(), "全部".to_owned())];
    let mut list = Export::begin(table::SHEET, &table::headings(), &about)?;
    for row in 0..table::ROWS {
        let values: Vec<_> = (0..table::COLUMNS)
            .map(|column| table::value(row, column))
            .collect();
        list.row(&values)?;
    }
    list.finish(BufWriter::new(File::create(path)?))?;
    Ok(())
}
