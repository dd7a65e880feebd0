//! The same by Python's fastexcel with polars, and by XlsxWriter.

use std::path::Path;

use anyhow::Result;
use paper::Type;

use super::{Cost, table};
use crate::peers::Peers;

pub fn check(peers: &Peers, path: &Path) -> Result<Cost> {
    let kinds: Vec<&str> = (0..table::COLUMNS)
        .map(|column| word(table::kind(column)))
        .collect();
    let mut script = peers.script("workbooks/check.py");
    Cost::of(script.arg(path).arg(kinds.join(",")))
}

pub fn export(peers: &Peers, path: &Path) -> Result<Cost> {
    Cost::of(peers.script("workbooks/export.py").arg(path).arg(""))
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
