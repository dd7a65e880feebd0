//! What of a load SQLite itself takes: the lines that it wrote, written once more by hand into a database like the one it wrote
//! them to: the same tables with the same indexes, in transactions of 500, nothing decided.

use std::path::Path;

use anyhow::Result;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::table::KIND;
use super::{AT_ONCE, SETTINGS};

/// The lines of one table, in the order in which they were written.
pub struct Lines {
    insert: String,
    lines: Vec<Vec<Value>>,
}

/// All that a load of rows of the kind wrote into a database.
pub fn written(file: &Path) -> Result<Vec<Lines>> {
    let connection = Connection::open(file)?;
    let of_kind = format!("(SELECT entry FROM ledger_entry WHERE kind = '{KIND}')");
    ["ledger_entry", "ledger_version", "ledger_content"]
        .iter()
        .map(|table| {
            let text = format!("SELECT * FROM {table} WHERE entry IN {of_kind} ORDER BY entry");
            let mut statement = connection.prepare(&text)?;
            let columns: Vec<String> = statement
                .column_names()
                .iter()
                .map(|one| (*one).to_owned())
                .collect();
            let places = vec!["?"; columns.len()].join(", ");
            let insert = format!(
                "INSERT INTO {table} ({}) VALUES ({places})",
                columns.join(", ")
            );
            let line = |row: &rusqlite::Row<'_>| (0..columns.len()).map(|at| row.get(at)).collect();
            let lines = statement
                .query_map([], line)?
                .collect::<rusqlite::Result<_>>()?;
            Ok(Lines { insert, lines })
        })
        .collect()
}

/// Writes them into another database.
pub fn write(file: &Path, all: &[Lines]) -> Result<()> {
    let connection = Connection::open(file)?;
    connection.execute_batch(SETTINGS)?;
    let most = all.iter().map(|table| table.lines.len()).max().unwrap_or(0);
    for from in (0..most).step_by(AT_ONCE) {
        connection.prepare_cached("BEGIN IMMEDIATE")?.execute(())?;
        for Lines { insert, lines } in all {
            let mut insert = connection.prepare_cached(insert)?;
            for line in lines.iter().skip(from).take(AT_ONCE) {
                insert.execute(params_from_iter(line))?;
            }
        }
        connection.prepare_cached("COMMIT")?.execute(())?;
    }
    Ok(())
}
