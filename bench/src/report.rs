//! The table for people, the lines for programs, the table of the documents.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use values::Clock;

use crate::measured::{Measured, with_unit};

/// A machine that does other work at the same time gives numbers that are too high.
pub fn warn_of_load() {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    let load: f64 = text
        .split(' ')
        .next()
        .and_then(|load| load.parse().ok())
        .unwrap_or(0.0);
    if load > 0.5 {
        eprintln!("the machine is busy already (load {load}): times will be too high");
    }
}

/// The table as it is printed.
pub fn table(lines: &[Measured]) -> String {
    let head = [
        "what",
        "on",
        "measured",
        "from – to",
        "rounds",
        "must reach",
        "",
    ]
    .map(str::to_owned);
    let rows: Vec<[String; 7]> = std::iter::once(head).chain(lines.iter().map(row)).collect();
    let widths: Vec<usize> = (0..7)
        .map(|at| {
            rows.iter()
                .map(|row| row[at].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let print = |row: &[String; 7]| {
        let cells: Vec<String> = row
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell:<width$}"))
            .collect();
        cells.join("  ").trim_end().to_owned() + "\n"
    };
    rows.iter().map(print).collect()
}

fn row(line: &Measured) -> [String; 7] {
    let spread = format!("{} – {}", with_unit(line.min, ""), with_unit(line.max, ""));
    let must = line
        .must
        .map(|must| must.words(line.unit))
        .unwrap_or_default();
    [
        line.work.clone(),
        line.what.clone(),
        line.shown(),
        spread,
        line.rounds.to_string(),
        must,
        line.verdict().to_owned(),
    ]
}

/// Writes `bench.jsonl`, one object a line.
pub fn write_lines(path: &Path, lines: &[Measured]) -> Result<()> {
    let text: String = lines
        .iter()
        .map(|line| line.json().to_string() + "\n")
        .collect();
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

const FROM: &str = "<!-- measured by `make bench`: from here";
const TO: &str = "<!-- to here -->";

/// Puts the table of a whole run into the documents, between its marks.
pub fn write_document(path: &Path, lines: &[Measured]) -> Result<()> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    let (before, rest) = text
        .split_once(FROM)
        .context("the document has no place for the table")?;
    let (mark, after) = (
        rest.lines().next().unwrap_or_default(),
        rest.split_once(TO)
            .context("the place for the table has no end")?
            .1,
    );
    let text = format!("{before}{FROM}{mark}\n\n{}\n{TO}{after}", document(lines));
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// One line a kind of work, the engines side by side.
fn document(lines: &[Measured]) -> String {
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    let mut text = format!(
        "Measured on {} with `make bench`, {cores} cores.\n\n",
        Clock::machine().today()
    );
    text.push_str("| what | must reach | SQLite | PostgreSQL |\n| --- | --- | --- | --- |\n");
    let mut works: Vec<&str> = lines.iter().map(|line| line.work.as_str()).collect();
    works.dedup();
    let mut told = Vec::new();
    for work in works {
        if !told.contains(&work) {
            told.push(work);
            text.push_str(&document_row(work, lines));
        }
    }
    text
}

fn document_row(work: &str, lines: &[Measured]) -> String {
    let of_work = || lines.iter().filter(|line| line.work == work);
    let cell = |engine: &str| {
        let found =
            of_work().find(|line| line.what == engine || (engine == "sqlite" && line.what == "–"));
        found.map_or("–".to_owned(), |line| match line.verdict() {
            "MISSED" => format!("**{}** (missed)", line.shown()),
            _ => line.shown(),
        })
    };
    let must = of_work()
        .find_map(|line| line.must.map(|must| must.words(line.unit)))
        .unwrap_or_else(|| "–".to_owned());
    format!(
        "| {work} | {must} | {} | {} |\n",
        cell("sqlite"),
        cell("postgres")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measured::Must;

    fn line(work: &str, what: &str, value: f64) -> Measured {
        let must = Some(Must::Under(200.0));
        Measured {
            work: work.to_owned(),
            what: what.to_owned(),
            value,
            unit: "ms",
            min: 1.0,
            max: value,
            rounds: 3,
            rows: 10,
            must,
        }
    }

    #[test]
    fn the_document_keeps_what_stands_round_the_table() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("performance.md");
        fs::write(&path, format!("# Before\n{FROM} -->\nold\n{TO}\nAfter\n")).unwrap();
        let lines = [
            line("figure", "sqlite", 90.0),
            line("figure", "postgres", 250.0),
            line("notice", "–", 1.5),
        ];
        write_document(&path, &lines).unwrap();
        let once = fs::read_to_string(&path).unwrap();
        assert!(once.starts_with(&format!("# Before\n{FROM} -->\n\nMeasured on ")));
        assert!(once.ends_with(&format!("\n{TO}\nAfter\n")));
        assert!(once.contains("| figure | under 200 ms | 90 ms | **250 ms** (missed) |\n| notice | under 200 ms | 1.5 ms | – |\n"));
        assert!(!once.contains("old"));
        write_document(&path, &lines).unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), once);
    }

    #[test]
    fn a_missed_limit_is_seen() {
        let table = table(&[line("figure", "sqlite", 250.0)]);
        assert!(
            table.ends_with("figure  sqlite  250 ms    1 – 250    3       under 200 ms  MISSED\n"),
            "{table}"
        );
    }
}
