//! What SQLite's planner is told of tables of which nothing was counted. Left alone it takes the first column of a key to
//! choose ten rows, but ours is the county, which chooses all of them: it would read a whole table where three columns of
//! an index lead to one row. (SQLite documentation: "ANALYZE", "The sqlite_stat1 table"; fileformat2, section 2.6.3.)

use std::collections::BTreeMap;

use crate::{Result, Tx, args};

/// As many rows as SQLite takes any table to have.
const ROWS: i64 = 1 << 20;

/// How many rows each further column leaves, as SQLite takes it.
const LEFT: [i64; 5] = [10, 9, 8, 7, 6];

/// For every index of which nothing was counted. Counts of a real ANALYZE stay as they are. Writes nothing where nothing is
/// missing.
pub(crate) async fn suppose(tx: &mut Tx) -> Result<()> {
    let made = "SELECT name FROM sqlite_schema WHERE name = 'sqlite_stat1'";
    if tx.all_compiled(made, vec![]).await?.is_empty() {
        // Makes the table of counts.
        tx.run_compiled("ANALYZE store_migration", vec![]).await?;
    }
    let missing = missing(tx).await?;
    if missing.is_empty() {
        return Ok(());
    }
    for ((table, index), (is_key, columns)) in missing {
        let text = "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES ($1, $2, $3)";
        let counts = supposed(&columns, is_key);
        tx.run_compiled(text, args![table, index, counts]).await?;
    }
    // Reads them.
    tx.run_compiled("ANALYZE sqlite_schema", vec![]).await?;
    Ok(())
}

/// Table and index, with whether it is a key, and its columns.
type Indexes = BTreeMap<(String, String), (bool, Vec<String>)>;

async fn missing(tx: &mut Tx) -> Result<Indexes> {
    let text = "SELECT t.name AS tbl, CASE i.origin WHEN 'pk' THEN t.name ELSE i.name END AS idx, i.\"unique\" AS is_key, c.name AS col
        FROM sqlite_schema t JOIN pragma_index_list(t.name) i JOIN pragma_index_info(i.name) c
        LEFT JOIN sqlite_stat1 s ON s.tbl = t.name AND s.idx = CASE i.origin WHEN 'pk' THEN t.name ELSE i.name END
        WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite%' AND t.name <> 'store_migration' AND s.tbl IS NULL
        ORDER BY tbl, idx, c.seqno";
    let mut indexes = Indexes::new();
    for row in tx.all_compiled(text, vec![]).await? {
        let index = indexes.entry((row.get("tbl")?, row.get("idx")?));
        let (is_key, columns) = index.or_default();
        *is_key = row.get::<i64>("is_key")? == 1;
        columns.push(row.get("col")?);
    }
    Ok(indexes)
}

/// The rows of an index, and how many share its first column, its first two, …
fn supposed(columns: &[String], is_key: bool) -> String {
    let mut counts = vec![ROWS];
    let mut rest = LEFT.iter();
    for (at, column) in columns.iter().enumerate() {
        let is_whole = is_key && at + 1 == columns.len();
        counts.push(match column.as_str() {
            _ if is_whole => 1,
            "county" => ROWS,
            _ => *rest.next().unwrap_or(&5),
        });
    }
    let counts: Vec<String> = counts.iter().map(i64::to_string).collect();
    counts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_county_tells_nothing_apart_and_a_whole_key_one_row() {
        let of = |columns: &[&str], is_key| {
            let columns: Vec<String> = columns.iter().map(|name| (*name).to_owned()).collect();
            supposed(&columns, is_key)
        };
        assert_eq!(of(&["county"], true), "1048576 1");
        assert_eq!(
            of(&["county", "kind", "claim"], false),
            "1048576 1048576 10 9"
        );
        assert_eq!(
            of(&["county", "entry", "version"], true),
            "1048576 1048576 10 1"
        );
        let wide = ["county", "a", "b", "c", "d", "e", "f", "g"];
        assert_eq!(of(&wide, false), "1048576 1048576 10 9 8 7 6 5 5");
    }
}
