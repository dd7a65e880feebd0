//! The tables as the engines know them, and their rows as lines of JSON.

use std::collections::BTreeSet;
use std::fmt::Write;

use serde_json::Value;
use values::{Day, Uuid};

use super::Refusal;
use super::manifest::{Kind, Table};
use crate::files::is_hash;
use crate::tx::Inner;
use crate::{Arg, Error, Result, Row, Tx};

/// How many rows are read at once.
const PAGE: u32 = 1000;

/// The columns that name a kept file by its SHA-256, in whatever table.
const OF_FILES: [&str; 2] = ["sha256", "file_sha256"];

/// A table with its key.
pub struct Shape {
    pub name: String,
    pub columns: Vec<(String, Kind)>,
    key: Vec<usize>,
}

impl Shape {
    /// What the engine says of a table that the migrations made.
    pub async fn of(tx: &mut Tx, name: &str) -> Result<Self> {
        let text = match tx.inner {
            Inner::Lite(_) => format!(
                "SELECT name, upper(type) AS kind, pk AS place FROM pragma_table_info('{name}') ORDER BY cid"
            ),
            Inner::Pg(_) => format!(
                "SELECT a.attname::text AS name, upper(format_type(a.atttypid, NULL)) AS kind,
                        COALESCE((SELECT k.place FROM pg_index i CROSS JOIN LATERAL unnest(i.indkey::int2[]) WITH ORDINALITY AS k (column_number, place)
                                   WHERE i.indrelid = a.attrelid AND i.indisprimary AND k.column_number = a.attnum), 0)::bigint AS place
                   FROM pg_attribute a WHERE a.attrelid = '{name}'::regclass AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"
            ),
        };
        let (mut columns, mut key) = (Vec::new(), Vec::new());
        for row in tx.all_compiled(&text, vec![]).await? {
            let (column, kind): (String, String) = (row.get("name")?, row.get("kind")?);
            let place: i64 = row.get("place")?;
            if place > 0 {
                key.push((place, columns.len()));
            }
            columns.push((column.clone(), kind_of(name, &column, &kind)?));
        }
        key.sort_unstable();
        Ok(Shape {
            name: name.to_owned(),
            columns,
            key: key.into_iter().map(|(_, at)| at).collect(),
        })
    }

    pub async fn count(&self, tx: &mut Tx) -> Result<u64> {
        let text = format!("SELECT COUNT(*) AS many FROM {}", self.name);
        let rows = tx.all_compiled(&text, vec![]).await?;
        let count: i64 = rows.first().map_or(Ok(0), |row| row.get("many"))?;
        Ok(u64::try_from(count).unwrap_or(0))
    }

    /// The rows behind a key, in the order of the key.
    pub async fn page(&self, tx: &mut Tx, after: Option<&Vec<Arg>>) -> Result<Vec<Row>> {
        let key: Vec<&str> = self.key.iter().map(|at| &*self.columns[*at].0).collect();
        let key = key.join(", ");
        let from = match after {
            Some(values) => {
                let places: Vec<String> = (1..=values.len()).map(|at| format!("${at}")).collect();
                format!("WHERE ({key}) > ({})", places.join(", "))
            }
            None => String::new(),
        };
        let text = format!(
            "SELECT {} FROM {} {from} ORDER BY {key} LIMIT {PAGE}",
            names(&self.columns),
            self.name
        );
        tx.all_compiled(&text, after.cloned().unwrap_or_default())
            .await
    }

    pub fn is_whole_page(rows: &[Row]) -> bool {
        rows.len() == PAGE as usize
    }

    pub fn key_of(&self, row: &Row) -> Result<Vec<Arg>> {
        self.key
            .iter()
            .map(|at| value(row, &self.columns[*at]))
            .collect()
    }

    /// Adds the kept files that a row names.
    pub fn name_files(&self, row: &Row, named: &mut BTreeSet<String>) -> Result<()> {
        for (column, _) in &self.columns {
            if OF_FILES.contains(&&**column) {
                named.extend(
                    row.get::<Option<String>>(column)?
                        .filter(|name| is_hash(name)),
                );
            }
        }
        Ok(())
    }

    /// `["320682",1,null]` and a line's end.
    pub fn write(&self, row: &Row, line: &mut String) -> Result<()> {
        line.push('[');
        for (at, column) in self.columns.iter().enumerate() {
            if at > 0 {
                line.push(',');
            }
            let written = match value(row, column)? {
                Arg::Int(Some(number)) => write!(line, "{number}"),
                Arg::Text(Some(text)) => write!(line, "{}", Value::String(text)),
                Arg::Day(Some(day)) => write!(line, "\"{day}\""),
                Arg::Id(Some(id)) => write!(line, "\"{id}\""),
                _ => line.write_str("null"),
            };
            written.map_err(|error| Error::Fault(Box::new(error)))?;
        }
        line.push_str("]\n");
        Ok(())
    }
}

fn kind_of(table: &str, column: &str, kind: &str) -> Result<Kind> {
    match kind {
        "BIGINT" => Ok(Kind::Int),
        "TEXT" => Ok(Kind::Text),
        "DATE" => Ok(Kind::Day),
        "UUID" => Ok(Kind::Id),
        other => Err(Error::Column {
            column: format!("{table}.{column}"),
            reason: format!("{other} is none of the four kinds"),
        }),
    }
}

fn value(row: &Row, (name, kind): &(String, Kind)) -> Result<Arg> {
    Ok(match kind {
        Kind::Int => Arg::Int(row.get(name)?),
        Kind::Text => Arg::Text(row.get(name)?),
        Kind::Day => Arg::Day(row.get(name)?),
        Kind::Id => Arg::Id(row.get(name)?),
    })
}

pub fn names(columns: &[(String, Kind)]) -> String {
    let names: Vec<&str> = columns.iter().map(|(name, _)| &**name).collect();
    names.join(", ")
}

/// Reads a line back.
pub fn read(table: &Table, line: &str) -> Result<Vec<Arg>, Refusal> {
    let damaged = || Refusal::Damaged(format!("{} 里有一行看不懂", table.name));
    let values: Vec<Value> = serde_json::from_str(line).map_err(|_| damaged())?;
    if values.len() != table.columns.len() {
        return Err(damaged());
    }
    let of = |(value, (_, kind)): (Value, &(String, Kind))| match (kind, value) {
        (Kind::Int, Value::Null) => Some(Arg::Int(None)),
        (Kind::Text, Value::Null) => Some(Arg::Text(None)),
        (Kind::Day, Value::Null) => Some(Arg::Day(None)),
        (Kind::Id, Value::Null) => Some(Arg::Id(None)),
        (Kind::Int, Value::Number(number)) => number.as_i64().map(|number| Arg::Int(Some(number))),
        (Kind::Text, Value::String(text)) => Some(Arg::Text(Some(text))),
        (Kind::Day, Value::String(text)) => Day::parse_iso(&text).map(|day| Arg::Day(Some(day))),
        (Kind::Id, Value::String(text)) => Uuid::parse_str(&text).ok().map(|id| Arg::Id(Some(id))),
        _ => None,
    };
    values
        .into_iter()
        .zip(&table.columns)
        .map(|pair| of(pair).ok_or_else(damaged))
        .collect()
}
