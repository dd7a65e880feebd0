use serde::{Deserialize, Serialize};

use crate::book::Row;
use crate::text;

/// A row as it stands at the top of a sheet: shortened texts, from column A.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glance {
    pub number: u32,
    pub cells: Vec<String>,
}

const ROWS: usize = 15;
const COLUMNS: u32 = 8;
/// The longest text of a cell, in characters.
const LONGEST: usize = 14;

/// The first rows with content; a merged text once.
pub fn top(rows: &[Row]) -> Vec<Glance> {
    let widest = |row: &Row| row.own().map(|cell| cell.at.column).max().unwrap_or(0);
    let rows = &rows[..rows.len().min(ROWS)];
    let width = rows.iter().map(widest).max().unwrap_or(0).min(COLUMNS);
    let cell = |row: &Row, column| {
        let mut own = row.own();
        let found = own.find(|cell| cell.at.column == column);
        found.map_or_else(String::new, |cell| shortened(&text::tidy(&cell.text())))
    };
    let glance = |row: &Row| Glance {
        number: row.number,
        cells: (1..=width).map(|column| cell(row, column)).collect(),
    };
    rows.iter().map(glance).collect()
}

fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let begun: String = text.chars().take(LONGEST - 1).collect();
    format!("{begun}…")
}
