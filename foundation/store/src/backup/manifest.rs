use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The form of the file; a greater number is one that this program cannot read.
pub const FORMAT: u32 = 1;

pub const NAME: &str = "manifest.json";

/// What a backup holds. It is written last, when all is known, and read first.
#[derive(Debug, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub program: String,
    /// When it was taken, RFC 3339.
    pub taken: String,
    /// The steps that the tables have gone through.
    pub migrations: Vec<Step>,
    pub tables: Vec<Table>,
    pub rows: u64,
    pub files: u64,
    /// Kept files that a row names and that were not there.
    #[serde(default)]
    pub missing: u64,
    /// Kept files whose content did not fit their name: what its hash was.
    pub damaged: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub room: String,
    pub number: i64,
    pub checksum: String,
}

#[derive(Debug, Serialize, Deserialize)]
pub struct Table {
    pub name: String,
    pub columns: Vec<(String, Kind)>,
    pub rows: u64,
    pub parts: Vec<Part>,
}

/// The four kinds of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    #[serde(rename = "BIGINT")]
    Int,
    #[serde(rename = "TEXT")]
    Text,
    #[serde(rename = "DATE")]
    Day,
    #[serde(rename = "UUID")]
    Id,
}

/// Some rows of a table, a line of JSON each.
#[derive(Debug, Serialize, Deserialize)]
pub struct Part {
    pub name: String,
    pub rows: u64,
    pub bytes: u64,
    pub sha256: String,
}
